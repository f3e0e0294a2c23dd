import { randomBytes } from 'node:crypto';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import type { TestClient } from '../kit/client.ts';
import { type Qiao, startQiao } from '../kit/qiao.ts';
import { settled, sql } from '../kit/stored.ts';
import { accountOf, authorized, COMPLETE } from '../kit/stories.ts';
import { type AimedFaults, aimFaults, passTime } from './away.kit.ts';
import { confirm, type Prepared, prepare, runNow } from './kit.ts';

const LONG = 180_000;
const FOR_EVER = 1_000_000;
const EXCHANGE = 'component/api_query_auth';
const INFO = 'component/api_get_authorizer_info';
const OPEN_PLATFORM = 'open/get';

let qiao: Qiao;
let faults: AimedFaults;
const lines: string[] = [];
beforeAll(async () => {
  faults = await aimFaults();
  qiao = await startQiao({
    env: { WECHAT_API_URL: faults.url },
    onSandbox: (url) => {
      faults.target = url;
    },
    logTo: { write: (line) => void lines.push(line) },
  });
});
afterEach(() => faults.clear());
afterAll(async () => {
  await qiao.close();
  await faults.close();
});

/** An answer of which one object is changed; undefined deletes a field. */
const patch =
  (part: string, changes: object) =>
  (json: string): string => {
    const answer = JSON.parse(json);
    return JSON.stringify({ ...answer, [part]: { ...answer[part], ...changes } });
  };
const info = (changes: object) => patch('authorizer_info', changes);
const grant = (changes: object) => patch('authorization_info', changes);
const nickName = (raw: string) => (json: string) =>
  json.replace(/"nick_name":"[^"]*"/, `"nick_name":"${raw}"`);
const set = (id: unknown) => ({ funcscope_category: { id } });
/** What decides is a bare number. */
const ODD = {
  nick_name: null,
  service_type_info: 2,
  verify_type_info: 0,
  user_name: {},
  head_img: 7,
  account_status: 'normal',
};
const LONG_TEXT = 'x'.repeat(100_000);
const SETS = [set(1), {}, set('2'), null, set(7), { funcscope_category: null }, set(3)];

describe('an account is scanned, and an answer of WeChat is odd', { timeout: LONG }, () => {
  /** What is odd, in which answer, how often, and how the session ends. */
  const rows: readonly (readonly [string, string, (json: string) => string, number, string])[] = [
    ['items of the list of permission sets', EXCHANGE, grant({ func_info: SETS }), FOR_EVER, 'COMPLETED'],
    [
      'an odd item in the place of a needed permission set',
      EXCHANGE,
      grant({ func_info: [set(1), set(2), {}] }),
      FOR_EVER,
      'COMPLETED',
    ],
    [
      'no list of permission sets, in one answer',
      EXCHANGE,
      grant({ func_info: null }),
      FOR_EVER,
      'COMPLETED',
    ],
    ['an empty list of permission sets', EXCHANGE, grant({ func_info: [] }), FOR_EVER, 'PERMISSION_MISSING'],
    ['no AppID: as a lost answer', EXCHANGE, grant({ authorizer_appid: undefined }), FOR_EVER, 'COMPLETED'],
    ['no authorization_info', INFO, patch('x', {}), FOR_EVER, 'COMPLETED'],
    ['all that does not decide', INFO, info(ODD), FOR_EVER, 'COMPLETED'],
    ['a name with an escape that JSON does not know', INFO, nickName('a\\x41'), FOR_EVER, 'COMPLETED'],
    ['a name that PostgreSQL cannot hold', INFO, nickName('a\\u0000b'), FOR_EVER, 'COMPLETED'],
    ['no type', INFO, info({ service_type_info: undefined, user_name: undefined }), FOR_EVER, 'COMPLETED'],
    ['no verification, twice', INFO, info({ verify_type_info: null }), 2, 'COMPLETED'],
    ['no verification', INFO, info({ verify_type_info: null }), FOR_EVER, '`verify_type_info`'],
    ['an empty answer', INFO, () => '{}', FOR_EVER, '`verify_type_info`'],
    ['a page', INFO, () => '<html></html>', FOR_EVER, "WeChat's answer is missing or cannot be read"],
    ['a page for the open platform', OPEN_PLATFORM, () => '<html></html>', FOR_EVER, 'COMPLETED'],
    [
      'an open platform with an AppID that is too long',
      OPEN_PLATFORM,
      () => JSON.stringify({ open_appid: randomBytes(9_000).toString('hex') }),
      FOR_EVER,
      'COMPLETED',
    ],
    [
      'an AppID that is too long: as a lost answer',
      EXCHANGE,
      grant({ authorizer_appid: randomBytes(9_000).toString('hex') }),
      FOR_EVER,
      'COMPLETED',
    ],
    [
      'an AppID with spaces',
      EXCHANGE,
      (json) => json.replace(/(?<="authorizer_appid":")/, ' '),
      FOR_EVER,
      'COMPLETED',
    ],
    [
      'texts without an end',
      INFO,
      info({
        nick_name: LONG_TEXT,
        principal_name: LONG_TEXT,
        user_name: LONG_TEXT,
        head_img: `http://${LONG_TEXT}`,
      }),
      FOR_EVER,
      'COMPLETED',
    ],
    [
      'thousands of odd items',
      EXCHANGE,
      grant({ func_info: [...SETS, ...Array(5_000).fill(null)] }),
      FOR_EVER,
      'COMPLETED',
    ],
    ['an unheard-of code for it', OPEN_PLATFORM, () => '{"errcode":99999}', FOR_EVER, 'COMPLETED'],
  ];
  let sessions: readonly Prepared[] = [];

  beforeAll(async () => {
    sessions = await Promise.all(
      rows.map(async ([_what, api, change, times], row) => {
        const session = await prepare(qiao, 'odd', { openPlatform: `odd-${row}` }, {});
        faults.bend(api, session.appId, change, times);
        return session;
      }),
    );
    for (const session of sessions) await confirm(qiao, session);
    await passTime(qiao, sessions, LONG);
  }, LONG);

  test.each(rows.map((row, index) => [row[0], row[4], index] as const))(
    '%s: %s',
    async (_what, end, index) => {
      const session = sessions[index];
      if (!session) throw new Error('it was not prepared');
      const { status, failure } = await session.ended;
      if (end === 'COMPLETED') {
        expect([status, failure]).toEqual([end, null]);
        expect((await accountOf(session.admin, session.accountId)).credential?.state).toBe('VALID');
      } else if (failure?.code === 'PERMISSION_MISSING') expect(failure.code).toBe(end);
      else {
        expect(failure).toMatchObject({
          code: 'UPSTREAM_FAILED',
          message: expect.stringContaining(end),
        });
        expect((await accountOf(session.admin, session.accountId)).credential).toBeNull();
      }
    },
  );

  test('what was not said is asked again when the account is connected', async () => {
    faults.clear();
    await runNow(qiao, 'authorization.read-all-facts');
    await settled(qiao);
    const unknown = await sql(
      qiao,
      `select name from official_account where credential_state = 'VALID' and (original_id is null or account_type is null
         or open_platform_binding = 'UNKNOWN' or name is null or verified is null or wechat_status is null)`,
    );
    expect(unknown).toEqual([]);
  });

  test('texts are no longer than a page can show', async () => {
    const long = await sql(
      qiao,
      `select app_id from official_account where greatest(length(name), length(original_id), length(avatar_url),
         length(principal_name), length(open_app_id)) > 2000`,
    );
    expect(long).toEqual([]);
  });

  test('a line of the log tells once for each API what was odd', () => {
    const odd = lines.map((line) => JSON.parse(line)).filter(({ msg }) => /odd in an answer/.test(msg));
    expect(odd.map(({ api }) => api).toSorted()).toEqual([INFO, EXCHANGE, OPEN_PLATFORM].toSorted());
    expect(Math.max(...lines.map((line) => line.length))).toBeLessThan(5_000);
    expect(JSON.stringify(odd)).toMatch(/authorization_info\.func_info\[\d\]|account_status|authorizer_info/);
    const unreadable = lines.map((line) => JSON.parse(line)).filter(({ msg }) => /cannot be read/.test(msg));
    expect(unreadable.map(({ api, field }) => [api, field]).toSorted()).toEqual([
      [INFO, ''],
      [EXCHANGE, 'authorization_info.authorizer_appid'],
      [OPEN_PLATFORM, ''],
    ]);
  });
});

describe('the facts of a connected account are read, and the answer is odd', { timeout: LONG }, () => {
  const ALL_SETS = [1, 2, 7, 3, 4, 11, 15, 89, 24];
  let admin: TestClient;
  let accountId = '';
  let appId = '';
  beforeAll(async () => {
    admin = await qiao.caller({ site: 'daily' });
    const wechat = { openPlatform: 'wx00000000000000d1', permissions: ALL_SETS };
    ({ accountId, appId } = await authorized(qiao, admin, COMPLETE, wechat));
    await settled(qiao);
  });
  afterEach(async () => {
    faults.clear();
    await read();
    expect((await accountOf(admin, accountId)).status).toBe('ACTIVE');
  });

  const facts = async () =>
    (
      await sql(
        qiao,
        `select status, name, original_id, avatar_url, principal_name, account_type, verified, wechat_status,
           open_platform_binding, open_app_id, permission_sets, unconfirmed_sets from official_account where app_id = $1`,
        [appId],
      )
    )[0];
  const read = () => qiao.services.factsRefresh.refreshFacts(appId);

  test('what it does not say stays as it was', async () => {
    const before = await facts();
    const nothing = { service_type_info: 'odd', verify_type_info: null, user_name: {}, head_img: 'ftp://x' };
    const changes: [string, (json: string) => string][] = [
      [INFO, grant({ func_info: null })],
      [INFO, grant({ func_info: [null, {}] })],
      [INFO, grant({ func_info: [set(1), null, set(2)] })],
      [INFO, patch('authorization_info', { func_info: undefined })],
      [INFO, info({ ...nothing, nick_name: ' ', principal_name: 7, account_status: 'normal' })],
      [INFO, () => '{"authorizer_info":{},"authorization_info":{}}'],
      [INFO, () => '{}'],
      [OPEN_PLATFORM, () => '<html></html>'],
      [OPEN_PLATFORM, () => '{"errcode":99999}'],
    ];
    for (const [api, change] of changes) {
      faults.bend(api, appId, change, 1);
      await read();
      expect(await facts(), change.toString()).toEqual(before);
    }
    expect(before).toMatchObject({ status: 'ACTIVE', wechat_status: 'NORMAL', unconfirmed_sets: [] });
  });

  test('what it says counts, though the rest is odd', async () => {
    faults.bend(INFO, appId, info({ nick_name: 'New', verify_type_info: {}, user_name: null }), 1);
    await read();
    expect(await facts()).toMatchObject({ status: 'ACTIVE', name: 'New', verified: true });
  });

  test.each([
    ['none', []],
    ['none that is needed', [set(3), set(11)]],
  ])('that %s of the permission sets is left needs a second reading', async (_what, func_info) => {
    const bend = (times: number) => faults.bend(INFO, appId, grant({ func_info }), times);
    bend(1);
    await read();
    expect(await facts()).toMatchObject({ status: 'ACTIVE', permission_sets: ALL_SETS });
    const again = () =>
      sql(
        qiao,
        `update graphile_worker._private_jobs set run_at = now() where key = $1 and run_at > now() + interval '4 minutes'
         returning pg_notify('jobs:insert', '{"count":1}')`,
        [`facts-again:${appId}`],
      );
    expect(await again()).toHaveLength(1);
    await settled(qiao);
    expect(await facts()).toMatchObject({ status: 'ACTIVE', permission_sets: ALL_SETS });

    bend(2);
    await read();
    expect(await again()).toHaveLength(1);
    await settled(qiao);
    expect(await facts()).toMatchObject({ status: 'ACTION_REQUIRED' });
  });

  test.each([
    [14, 'CANCELLED', 'ACTION_REQUIRED'],
    [16, 'BANNED', 'ACTION_REQUIRED'],
    [18, 'WARNED', 'ACTIVE'],
    [19, 'FROZEN', 'ACTION_REQUIRED'],
  ])('account_status %i: it is %s, and %s', async (account_status, wechatStatus, status) => {
    faults.bend(INFO, appId, info({ account_status }), 1);
    await read();
    const account = await accountOf(admin, accountId);
    expect(account).toMatchObject({ status, wechatStatus });
    expect(account.requirements.map(({ code }) => code)).toEqual(
      status === 'ACTIVE' ? [] : ['ACCOUNT_RESTRICTED'],
    );
  });

  test('a set that needs a confirmation is confirmed where we can, and is otherwise advised', async () => {
    const requirements = async () =>
      (await accountOf(admin, accountId)).requirements.map(({ code, severity }) => `${severity} ${code}`);
    const confirmInfo = (canConfirm: number) => ({ 7: { needConfirm: 1, alreadyConfirm: 0, canConfirm } });
    await qiao.wechat.change(appId, { confirmInfo: confirmInfo(0) });
    await read();
    expect(await requirements()).toEqual(['ADVICE PERMISSION_UNCONFIRMED']);

    await qiao.wechat.change(appId, { confirmInfo: confirmInfo(1) });
    faults.aim('component/api_confirm_authorization', appId, { errcode: -1 }, 1);
    await read();
    expect(await requirements()).toEqual(['ADVICE PERMISSION_UNCONFIRMED']);

    await read();
    expect(await requirements()).toEqual([]);
    expect(await facts()).toMatchObject({ status: 'ACTIVE', unconfirmed_sets: [] });
  });
});
