import { describe, expect, test } from 'vitest';
import { type Reaction, reactionTo, WeChatError } from '../../../src/integrations/wechat/errors.ts';

const TABLE: [number, Reaction][] = [
  [-1, 'RETRY'],
  [40001, 'REFRESH_TOKEN'],
  [40003, 'UNREACHABLE_USER'],
  [40007, 'STALE_REFERENCE'],
  [40013, 'CONFIGURATION'],
  [40014, 'REFRESH_TOKEN'],
  [40033, 'BAD_REQUEST'],
  [40035, 'BAD_REQUEST'],
  [40037, 'STALE_REFERENCE'],
  [40090, 'CONFIGURATION'],
  [40097, 'BAD_REQUEST'],
  [40125, 'CONFIGURATION'],
  [40164, 'CONFIGURATION'],
  [41001, 'BAD_REQUEST'],
  [41004, 'CONFIGURATION'],
  [42001, 'REFRESH_TOKEN'],
  [42007, 'REFRESH_TOKEN'],
  [43004, 'UNREACHABLE_USER'],
  [43019, 'UNREACHABLE_USER'],
  [43101, 'UNREACHABLE_USER'],
  [44002, 'BAD_REQUEST'],
  [45009, 'QUOTA_DAY'],
  [45011, 'QUOTA_MINUTE'],
  [45015, 'WINDOW_CLOSED'],
  [45035, 'CONFIGURATION'],
  [45047, 'WINDOW_CLOSED'],
  [45065, 'ALREADY_DONE'],
  [47001, 'BAD_REQUEST'],
  [47003, 'BAD_REQUEST'],
  [48001, 'CAPABILITY_MISSING'],
  [48002, 'UNREACHABLE_USER'],
  [48004, 'ACCOUNT_RESTRICTED'],
  [50002, 'ACCOUNT_RESTRICTED'],
  [61003, 'REAUTHORIZE'],
  [61004, 'CONFIGURATION'],
  [61005, 'WAIT_FOR_TICKET'],
  [61006, 'WAIT_FOR_TICKET'],
  [61007, 'PERMISSION_MISSING'],
  [40029, 'CODE_SPENT'],
  [40163, 'CODE_SPENT'],
  [42003, 'CODE_SPENT'],
  [61009, 'CODE_SPENT'],
  [61010, 'CODE_SPENT'],
  [61011, 'CONFIGURATION'],
  [61014, 'BAD_REQUEST'],
  [61015, 'BAD_REQUEST'],
  [61016, 'PERMISSION_MISSING'],
  [61017, 'PERMISSION_MISSING'],
  [61023, 'RECOVER_REFRESH_TOKEN'],
  [61024, 'BAD_REQUEST'],
  [61028, 'CONFIGURATION'],
  [61029, 'CONFIGURATION'],
  [89002, 'NOT_BOUND'],
];

describe('the reaction to an errcode', () => {
  test('is exactly this table, and FAIL for every other code', () => {
    const known = new Map(TABLE);
    const codes = Array.from({ length: 110_000 }, (_, n) => n - 10_000);
    expect(codes.filter((code) => reactionTo(code) !== (known.get(code) ?? 'FAIL'))).toEqual([]);
    expect(reactionTo(Number.NaN)).toBe('FAIL');
  });
});

describe('an error of WeChat', () => {
  test('says the call, the code, the reaction and the rid, and not the text it came with', () => {
    const error = new WeChatError('component/api_query_auth', 61010, {
      errmsg: 'code is expired queryauthcode@@@secret rid: 5f3ded7d-22929d02-4ba1f5f6',
    });
    expect(error.message).toBe(
      'WeChat component/api_query_auth: 61010 CODE_SPENT, rid 5f3ded7d-22929d02-4ba1f5f6',
    );
    expect({ ...error }).toEqual({
      name: 'WeChatError',
      errcode: 61010,
      api: 'component/api_query_auth',
      rid: '5f3ded7d-22929d02-4ba1f5f6',
      reaction: 'CODE_SPENT',
      outcomeUnknown: false,
      clientIp: null,
      field: null,
    });
  });

  test('knows no rid where an older errmsg gives a hint', () => {
    expect(new WeChatError('open/get', 40001, { errmsg: 'invalid credential, hint: [abc]' })).toMatchObject({
      rid: null,
      message: 'WeChat open/get: 40001 REFRESH_TOKEN',
    });
  });

  test.each([
    [
      61004,
      'access clientip is not registered requestIP: 203.0.113.7 rid: 5f3ded7d-22929d02-4ba1f5f6',
      '203.0.113.7',
    ],
    [40164, 'invalid ip 203.0.113.7 ipv6 ::ffff:203.0.113.7, not in whitelist', '203.0.113.7'],
    [61004, 'access clientip is not registered', null],
    [40001, 'invalid credential 203.0.113.7', null],
  ])('%d names the address that is not registered', (code, errmsg, clientIp) => {
    expect(new WeChatError('open/get', code, { errmsg }).clientIp).toBe(clientIp);
  });
});
