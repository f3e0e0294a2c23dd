import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import type { TestClient } from '../kit/client.ts';
import { eventually } from '../kit/eventually.ts';
import { type HeldCalls, holdCalls } from '../kit/held-calls.ts';
import { eventXml, push } from '../kit/push.ts';
import { type Qiao, startQiao } from '../kit/qiao.ts';
import { settled, sql } from '../kit/stored.ts';
import { attempt, authorizeAs } from '../kit/stories.ts';
import type { Fault } from '../kit/wechat.ts';
import { callAs, expectWorkingTokens, healthOf, pushedCode, runNow, tokenOf, told, unheard } from './kit.ts';

const REFRESH_API = '/cgi-bin/component/api_authorizer_token';
const DUE = 'authorization.refresh-due';
const WORKS = { status: 'ACTIVE', state: 'VALID', reason: null, missing: [] };
const LOST = {
  status: 'ACTION_REQUIRED',
  state: 'WITHDRAWN',
  reason: 'TOKENS_LOST',
  nextRefreshAt: null,
  missing: ['AUTHORIZATION_REQUIRED'],
};

let qiao: Qiao;
let calls: HeldCalls;
beforeAll(async () => {
  calls = await holdCalls();
  qiao = await startQiao({
    ...calls.between,
  });
});
afterEach(async () => {
  calls.letGo();
  await qiao.wechat.clearFaults();
});
afterAll(async () => {
  await qiao.close();
  await calls.close();
});

interface Connected {
  readonly admin: TestClient;
  readonly accountId: string;
  readonly appId: string;
  readonly heard: readonly string[];
}

/** A connected account; from now on WeChat's calls are counted, and what is told is heard. */
async function connected(site: string): Promise<Connected> {
  const admin = await qiao.caller({ site });
  const { accountId, appId } = await attempt(qiao, admin);
  await settled(qiao);
  const heard = await told(qiao, admin, accountId);
  await qiao.wechat.call('DELETE', '/_sandbox/requests');
  return { admin, accountId, appId, heard };
}

const answers = async (api: string) => (await qiao.wechat.calls(api)).map(({ errcode }) => errcode ?? 0);
const expire = (appId: string) =>
  sql(
    qiao,
    `update credential set refresh_at = now() - interval '1 s', access_token_usable_until = null where app_id = $1`,
    [appId],
  );
const fail = (fault: Omit<Fault, 'path' | 'times'>, times = 1) =>
  qiao.wechat.fault({ path: REFRESH_API, times, ...fault });

/** Our refresh token is dead: WeChat made another, and its answer did not reach us. */
async function loseRefreshToken({ appId }: Connected): Promise<void> {
  await qiao.wechat.withSettings({ rotateRefreshTokenOnRefresh: true }, async () => {
    await fail({ when: 'AFTER', reset: true });
    await expire(appId);
    await expect(callAs(qiao, appId)).rejects.toMatchObject({ reaction: 'RETRY', outcomeUnknown: true });
  });
  await qiao.wechat.call('DELETE', '/_sandbox/requests');
}

describe('WeChat does not know our refresh token (61023)', () => {
  test('it returns the current one with the facts of the account, and nobody needs to act', async () => {
    const account = await connected('info');
    await loseRefreshToken(account);
    const { admin, accountId, appId, heard } = account;

    await callAs(qiao, appId);

    expect(await answers('api_authorizer_token')).toEqual([61023, 0]);
    expect(await answers('api_get_authorizer_info')).toEqual([0]);
    expect(await answers('api_get_authorizer_list')).toEqual([]);
    expect(await healthOf(admin, accountId)).toMatchObject(WORKS);
    await eventually(() => heard.length === 2);
    expect(heard).toEqual(['ACTIVE credential', 'ACTIVE credential']);
    await expectWorkingTokens(qiao, appId);
  });

  test('or with its list', async () => {
    const account = await connected('list');
    await loseRefreshToken(account);
    const { admin, accountId, appId } = account;
    calls.hold('api_get_authorizer_info');
    const called = callAs(qiao, appId);
    const info = await calls.find('api_get_authorizer_info', appId);

    await info.answer((json) =>
      json.replace(/"authorizer_refresh_token":"[^"]+"/, '"authorizer_refresh_token":""'),
    );
    await called;

    expect(await answers('api_authorizer_token')).toEqual([61023, 0]);
    expect(await answers('api_get_authorizer_list')).toEqual([0]);
    expect(await healthOf(admin, accountId)).toMatchObject(WORKS);
    await expectWorkingTokens(qiao, appId);
  });

  test('nor tells another: the administrator must authorize again', async () => {
    const { admin, accountId, appId, heard } = await connected('lost');
    await expire(appId);
    await fail({ errcode: 61023 }, 100);

    await expect(callAs(qiao, appId)).rejects.toMatchObject({ reaction: 'REAUTHORIZE' });
    await expect(callAs(qiao, appId)).rejects.toMatchObject({ reaction: 'REAUTHORIZE' });

    expect(await answers('api_authorizer_token')).toEqual([61023]);
    expect(await healthOf(admin, accountId)).toEqual(LOST);
    await eventually(() => heard.length === 1);
    expect(heard).toEqual(['ACTION_REQUIRED credential']);
    await qiao.wechat.clearFaults();
    expect((await authorizeAs(qiao, admin, accountId, appId)).status).toBe('COMPLETED');
    expect(await healthOf(admin, accountId)).toMatchObject(WORKS);
    await expectWorkingTokens(qiao, appId);
  });

  test('and cannot be asked now: the tokens are kept, and it is tried again', async () => {
    const account = await connected('unasked');
    await loseRefreshToken(account);
    const { admin, accountId, appId } = account;
    await qiao.wechat.fault({ path: '/cgi-bin/component/api_get_authorizer_info', times: 1, errcode: -1 });

    await expect(callAs(qiao, appId)).rejects.toMatchObject({ reaction: 'RETRY' });

    expect(await healthOf(admin, accountId)).toMatchObject({ status: 'ACTIVE', state: 'FAILING' });
    await callAs(qiao, appId);
    expect(await healthOf(admin, accountId)).toMatchObject(WORKS);
  });
});

test('the authorization was withdrawn and no event told (61003): the next refresh finds out', async () => {
  const { admin, accountId, appId, heard } = await connected('withdrawn');
  await unheard(qiao, () => qiao.wechat.revoke(appId));
  expect(await healthOf(admin, accountId)).toMatchObject(WORKS);

  await expire(appId);
  await runNow(qiao, DUE);
  await settled(qiao);

  expect(await answers('api_authorizer_token')).toEqual([61003]);
  expect(await healthOf(admin, accountId)).toEqual({ ...LOST, reason: 'MERCHANT_WITHDREW' });
  await eventually(() => heard.length === 1);
  expect(heard).toEqual(['ACTION_REQUIRED credential']);
});

describe("the merchant changed the permissions, which ended our refresh token, and our refresh is faster than WeChat's event", () => {
  /** Until the event's code is exchanged, WeChat tells no refresh token of the account. Returns the event. */
  async function outrun(account: Connected): Promise<Readonly<Record<string, string>>> {
    const { appId } = account;
    await unheard(qiao, () =>
      qiao.wechat.withSettings({ rotateRefreshTokenOnUpdate: true }, () =>
        qiao.wechat.change(appId, { permissions: [1, 2, 3, 7, 11] }),
      ),
    );
    const code = await pushedCode(qiao, 'updateauthorized', appId);
    await expire(appId);
    await expect(callAs(qiao, appId)).rejects.toMatchObject({ errcode: 61023 });
    return { InfoType: 'updateauthorized', AuthorizerAppid: appId, AuthorizationCode: code };
  }

  test('the authorization is not given up: the event brings the new tokens', async () => {
    const account = await connected('outrun');
    const { admin, accountId, appId } = account;
    const event = await outrun(account);
    expect(await answers('api_get_authorizer_list')).toEqual([0]);
    const unknown = { status: 'ACTIVE', state: 'FAILING', reason: 'REFRESH_TOKEN_UNKNOWN' };
    expect(await healthOf(admin, accountId)).toMatchObject(unknown);

    await push(qiao, eventXml(qiao, event));
    await settled(qiao);

    expect(await answers('api_query_auth')).toEqual([0]);
    expect(await healthOf(admin, accountId)).toMatchObject(WORKS);
    await expectWorkingTokens(qiao, appId);
  });

  test('nor has the event come when its code is dead, after an hour: then it is lost', async () => {
    const account = await connected('outrun for ever');
    const { admin, accountId, appId, heard } = account;
    await outrun(account);
    // That it failed for other reasons before does not count.
    const failing = `update credential set failing_since = now() - interval '2 hours', unknown_since = now() - $2::interval
      where app_id = $1`;
    await sql(qiao, failing, [appId, '59 minutes']);
    await expect(callAs(qiao, appId)).rejects.toMatchObject({ errcode: 61023 });
    expect(await healthOf(admin, accountId)).toMatchObject({ status: 'ACTIVE', state: 'FAILING' });

    await sql(qiao, failing, [appId, '61 minutes']);
    await expect(callAs(qiao, appId)).rejects.toMatchObject({ reaction: 'REAUTHORIZE' });

    expect(await healthOf(admin, accountId)).toEqual(LOST);
    await eventually(() => heard.length === 2);
    expect(heard).toEqual(['ACTIVE credential', 'ACTION_REQUIRED credential']);
  });

  test('after hours in which WeChat was away: its code may be on its way all the same, and has its hour', async () => {
    const account = await connected('outrun after an outage');
    const { admin, accountId, appId } = account;
    await expire(appId);
    await fail({ errcode: -1 });
    await expect(callAs(qiao, appId)).rejects.toMatchObject({ reaction: 'RETRY' });
    const failing = `update credential set failing_since = now() - interval '2 hours' where app_id = $1`;
    await sql(qiao, failing, [appId]);

    const event = await outrun(account);

    expect(await healthOf(admin, accountId)).toMatchObject({ status: 'ACTIVE', state: 'FAILING' });
    await push(qiao, eventXml(qiao, event));
    await settled(qiao);
    expect(await healthOf(admin, accountId)).toMatchObject(WORKS);
    await expectWorkingTokens(qiao, appId);
  });

  test('the event comes after all: its code is exchanged, and the account works as before', async () => {
    const account = await connected('outrun for long');
    const { admin, accountId, appId } = account;
    const event = await outrun(account);
    await sql(qiao, `update credential set unknown_since = now() - interval '2 hours' where app_id = $1`, [
      appId,
    ]);
    await expect(callAs(qiao, appId)).rejects.toMatchObject({ reaction: 'REAUTHORIZE' });
    expect(await healthOf(admin, accountId)).toEqual(LOST);

    await push(qiao, eventXml(qiao, event));
    await settled(qiao);

    expect(await healthOf(admin, accountId)).toMatchObject(WORKS);
    expect(await tokenOf(qiao, appId)).toMatchObject({ version: 2, usable: true });
    await expectWorkingTokens(qiao, appId);
  });
});

describe('a refresh that fails for the moment', () => {
  const failures: [string, Omit<Fault, 'path' | 'times'>, string | null][] = [
    ['WeChat is busy', { errcode: -1 }, 'WECHAT_UNAVAILABLE'],
    ['the day is over', { errcode: 45009 }, null],
    ['the gateway is down', { httpStatus: 502 }, 'WECHAT_UNAVAILABLE'],
    ['the answer is a page', { html: true }, 'WECHAT_UNAVAILABLE'],
    ['the answer is empty', { empty: true }, 'WECHAT_UNAVAILABLE'],
    ['the connection is cut before', { reset: true }, 'WECHAT_UNAVAILABLE'],
    ['the connection is cut after', { when: 'AFTER', reset: true }, 'WECHAT_UNAVAILABLE'],
  ];
  test.each(failures)(
    '%s: it is told once, tried again a minute later, and the recovery is told',
    async (what, fault, reason) => {
      const { admin, accountId, appId, heard } = await connected(`moment ${what}`);
      await fail(fault, 3);
      for (let minute = 1; minute <= 3; minute += 1) {
        await expire(appId);
        await runNow(qiao, DUE);
        await settled(qiao);
        expect((await qiao.wechat.calls('api_authorizer_token')).length).toBe(minute);
      }
      const health = await healthOf(admin, accountId);
      expect(health).toMatchObject({ status: 'ACTIVE', state: 'FAILING', reason, missing: [] });
      const next = Date.parse(health.nextRefreshAt ?? '') - Date.now();
      expect([next > 50_000, next <= 60_000]).toEqual([true, true]);
      expect(await tokenOf(qiao, appId)).toMatchObject({ version: 1, leased: false, failing: true });

      await expire(appId);
      await runNow(qiao, DUE);
      await settled(qiao);

      expect(await healthOf(admin, accountId)).toMatchObject(WORKS);
      expect(await tokenOf(qiao, appId)).toEqual({ version: 2, usable: true, leased: false, failing: false });
      await eventually(() => heard.length === 2);
      expect(heard).toEqual(['ACTIVE credential', 'ACTIVE credential']);
      expect((await qiao.wechat.calls('api_authorizer_token')).length).toBe(4);
      await expectWorkingTokens(qiao, appId);
    },
  );

  test('the token in hand works meanwhile', async () => {
    const { appId } = await connected('meanwhile');
    await sql(qiao, `update credential set refresh_at = now() where app_id = $1`, [appId]);
    await fail({ errcode: -1 });
    await runNow(qiao, DUE);
    await settled(qiao);

    await callAs(qiao, appId);

    expect(await answers('api_authorizer_token')).toEqual([-1]);
  });
});

test.each([
  ['empty', (json: string) => json.replace(/("authorizer_refresh_token":)"[^"]+"/, '$1""')],
  ['missing', (json: string) => json.replace(/,"authorizer_refresh_token":"[^"]+"/, '')],
])('a refresh token that is %s in an answer replaces none', async (what, change) => {
  const { appId } = await connected(`empty ${what}`);
  await expire(appId);
  calls.hold('api_authorizer_token');
  const called = callAs(qiao, appId);
  await (await calls.find('api_authorizer_token', appId)).answer(change);
  await called;
  calls.letGo();

  expect(await tokenOf(qiao, appId)).toMatchObject({ version: 2, usable: true });
  await expectWorkingTokens(qiao, appId);
  expect(await answers('api_authorizer_token')).toEqual([0, 0]);
});
