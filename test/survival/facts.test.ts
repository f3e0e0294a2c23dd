import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import type { TestClient } from '../kit/client.ts';
import { eventually } from '../kit/eventually.ts';
import type { AddOfficialAccountInput } from '../kit/generated/operations.ts';
import { type HeldCalls, holdCalls } from '../kit/held-calls.ts';
import { type Qiao, startQiao } from '../kit/qiao.ts';
import { connectionOf, settled, sql } from '../kit/stored.ts';
import { authorizeAs, authorized, COMPLETE } from '../kit/stories.ts';
import type { NewWeChatAccount } from '../kit/wechat.ts';
import { callAs, expectWorkingTokens, healthOf, runNow, told, unheard } from './kit.ts';

const SLOTS = 2;

let qiao: Qiao;
let calls: HeldCalls;
beforeAll(async () => {
  calls = await holdCalls();
  qiao = await startQiao({
    ...calls.between,
  });
  await sql(qiao, 'delete from slot_number where slot > $1', [SLOTS]);
});
afterEach(() => qiao.wechat.clearFaults());
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

async function connected(
  site: string,
  wechat: Partial<NewWeChatAccount> = {},
  input: AddOfficialAccountInput = COMPLETE,
): Promise<Connected> {
  const admin = await qiao.caller({ site });
  const { accountId, appId } = await authorized(qiao, admin, input, wechat);
  await settled(qiao);
  return { admin, accountId, appId, heard: await told(qiao, admin, accountId) };
}

/** The day passes on which Qiao reads of every account what WeChat says. */
async function nextDay(): Promise<void> {
  await runNow(qiao, 'authorization.read-all-facts');
  await settled(qiao);
}

const ALL = [1, 2, 3, 4, 7, 24];
/** What changes at WeChat, what is missing then, and what heals it. */
const changes: readonly {
  readonly what: string;
  readonly before?: Partial<NewWeChatAccount>;
  readonly input?: AddOfficialAccountInput;
  readonly change: object;
  readonly heal: object;
  readonly missing: string;
}[] = [
  {
    what: 'its verification lapses',
    change: { verified: false },
    heal: { verified: true },
    missing: 'ACCOUNT_NOT_VERIFIED',
  },
  {
    what: 'it is bound to no open platform any more, and its UnionID is mapped',
    before: { openPlatform: 'wx00000000000000e1' },
    input: { ...COMPLETE, unionIdFieldId: '100193' },
    change: { openPlatform: null },
    heal: { openPlatform: 'wx00000000000000e1' },
    missing: 'UNION_ID_UNAVAILABLE',
  },
  {
    what: 'permissions are withdrawn',
    before: { permissions: ALL },
    change: { permissions: [1, 3, 24] },
    heal: { permissions: ALL },
    missing: 'PERMISSION_MISSING',
  },
];

describe('the facts of a connected account change', () => {
  test.each(changes)('$what: it needs action, and is active again when that is healed', async (changed) => {
    const { what, before, input, change, heal, missing } = changed;
    const { admin, accountId, appId, heard } = await connected(what.slice(0, 30), before, input);

    await qiao.wechat.change(appId, change);
    await nextDay();

    expect(await healthOf(admin, accountId)).toMatchObject({
      status: 'ACTION_REQUIRED',
      state: 'VALID',
      missing: [missing],
    });
    await callAs(qiao, appId);

    await qiao.wechat.change(appId, heal);
    await nextDay();

    expect(await healthOf(admin, accountId)).toMatchObject({ status: 'ACTIVE', state: 'VALID', missing: [] });
    const statuses = () => heard.map((line) => line.split(' ')[0]).join(' ');
    await eventually(() => / ACTIVE$/.test(statuses()));
    expect(statuses()).toMatch(/^(ACTIVE )?(ACTION_REQUIRED )+(ACTIVE ?)+$/);
    await expectWorkingTokens(qiao, appId);
  });

  test('and is read while a new authorization is given: what that one brought counts', async () => {
    const { admin, accountId, appId } = await connected('meanwhile', { permissions: ALL });
    await unheard(qiao, () => qiao.wechat.change(appId, { permissions: [1, 3, 24] }));
    const asked = async () => (await qiao.wechat.calls('api_get_authorizer_info')).length;
    const before = await asked();
    calls.hold('open/get');
    const job = JSON.stringify({ payload: { appId } });
    await sql(qiao, `select graphile_worker.add_job('authorization.read-facts', $1::json)`, [job]);
    const reading = await calls.find('open/get', appId);
    await eventually(async () => (await asked()) > before);
    calls.release('open/get');
    await unheard(qiao, () => qiao.wechat.change(appId, { permissions: ALL }));
    expect((await authorizeAs(qiao, admin, accountId, appId)).status).toBe('COMPLETED');

    await reading.answer();
    await settled(qiao);

    expect(await healthOf(admin, accountId)).toMatchObject({ status: 'ACTIVE', missing: [] });
  });

  test('the authorization of an account whose UnionID is mapped is withdrawn, and given again', async () => {
    const { admin, accountId, appId } = await connected(
      'union',
      { openPlatform: 'wx00000000000000e2' },
      { ...COMPLETE, unionIdFieldId: '100193' },
    );

    await qiao.wechat.revoke(appId);
    await settled(qiao);

    const missing = ['AUTHORIZATION_REQUIRED'];
    expect(await healthOf(admin, accountId)).toMatchObject({
      status: 'ACTION_REQUIRED',
      state: 'WITHDRAWN',
      reason: 'MERCHANT_WITHDREW',
      missing,
    });
    await qiao.wechat.change(appId, { openPlatform: null });
    expect((await authorizeAs(qiao, admin, accountId, appId)).status).toBe('COMPLETED');
    expect(await healthOf(admin, accountId)).toMatchObject({
      status: 'ACTION_REQUIRED',
      state: 'VALID',
      missing: ['UNION_ID_UNAVAILABLE'],
    });
  });

  test('one of two that share a UnionID field is bound to another open platform, and comes back', async () => {
    const [here, there] = ['wx00000000000000e3', 'wx00000000000000e4'];
    const shared = { ...COMPLETE, unionIdFieldId: '100193' };
    const first = await connected('sharing', { openPlatform: here }, shared);
    const own = { openIdFieldId: '100192', lastActivityFieldId: '100196' };
    const second = await connected('sharing', { openPlatform: here }, { ...shared, ...own });

    await qiao.wechat.change(second.appId, { openPlatform: there });
    await nextDay();

    const differs = { status: 'ACTION_REQUIRED', state: 'VALID', missing: ['UNION_ID_PLATFORM_DIFFERS'] };
    expect(await healthOf(second.admin, second.accountId)).toMatchObject(differs);
    expect(await healthOf(first.admin, first.accountId)).toMatchObject({ status: 'ACTIVE' });
    // A scan meanwhile finds the same.
    expect((await authorizeAs(qiao, second.admin, second.accountId, second.appId)).status).toBe('COMPLETED');
    expect(await healthOf(second.admin, second.accountId)).toMatchObject(differs);

    await qiao.wechat.change(second.appId, { openPlatform: here });
    await nextDay();
    expect(await healthOf(second.admin, second.accountId)).toMatchObject({ status: 'ACTIVE', missing: [] });
  });

  test('an active account that is bound to no open platform any more is authorized again', async () => {
    const { admin, accountId, appId } = await connected(
      'unbound',
      { openPlatform: 'wx00000000000000e5' },
      { ...COMPLETE, unionIdFieldId: '100193' },
    );
    await qiao.wechat.change(appId, { openPlatform: null });

    expect((await authorizeAs(qiao, admin, accountId, appId)).status).toBe('COMPLETED');

    expect(await healthOf(admin, accountId)).toMatchObject({
      status: 'ACTION_REQUIRED',
      state: 'VALID',
      missing: ['UNION_ID_UNAVAILABLE'],
    });
  });

  test('nothing changed: nothing is told, and WeChat is asked twice', async () => {
    const { appId, heard } = await connected('unchanged');
    await qiao.wechat.call('DELETE', '/_sandbox/requests');

    await qiao.services.factsRefresh.refreshFacts(appId);
    await settled(qiao);

    expect(heard).toEqual([]);
    expect(await qiao.wechat.calls('api_get_authorizer_info')).toHaveLength(1);
    expect(await qiao.wechat.requests('/cgi-bin/open/get')).toHaveLength(1);
  });

  test('WeChat tells nothing for the moment: nothing changes', async () => {
    const { admin, accountId, appId, heard } = await connected('silent');
    await qiao.wechat.change(appId, { verified: false });
    await qiao.wechat.fault({
      path: '/cgi-bin/component/api_get_authorizer_info',
      times: 100,
      errcode: 45009,
    });

    await nextDay();

    expect(await healthOf(admin, accountId)).toMatchObject({ status: 'ACTIVE', state: 'VALID', missing: [] });
    expect(heard).toEqual([]);
  });
});

describe('an account is bound to another open platform', () => {
  const [first, full] = ['wx00000000000000f1', 'wx00000000000000f2'];
  const slotOf = async (appId: string) => {
    const found = await connectionOf(qiao, appId);
    return [found?.slotGroup, found?.slot];
  };

  test('its slot moves with it, and it needs action where none is free until one is', async () => {
    const { admin, accountId, appId, heard } = await connected('moving', { openPlatform: first });
    const others: Connected[] = [];
    for (let slot = 1; slot <= SLOTS; slot += 1)
      others.push(await connected(`full-${slot}`, { openPlatform: full }));
    expect(await slotOf(appId)).toEqual([first, 1]);

    await qiao.wechat.change(appId, { openPlatform: full });
    await nextDay();

    const limit = { status: 'ACTION_REQUIRED', state: 'VALID', missing: ['ACCOUNT_LIMIT_REACHED'] };
    expect(await healthOf(admin, accountId)).toMatchObject(limit);
    expect(await slotOf(appId)).toEqual([null, null]);
    await eventually(() => heard.length === 1);
    expect(heard).toEqual(['ACTION_REQUIRED credential']);
    await expectWorkingTokens(qiao, appId);

    await qiao.wechat.change(others[0]?.appId ?? '', { openPlatform: first });
    await nextDay();
    await nextDay();

    expect(await healthOf(admin, accountId)).toMatchObject({ status: 'ACTIVE', state: 'VALID', missing: [] });
    expect(await slotOf(appId)).toEqual([full, 1]);
    expect(await slotOf(others[0]?.appId ?? '')).toEqual([first, 1]);
    await eventually(() => heard.length === 2);
    expect(heard).toEqual(['ACTION_REQUIRED credential', 'ACTIVE credential']);
  });
});

describe('WeChat tells of a change in its own console (updateauthorized)', () => {
  test('the new tokens are saved, and the facts are read at once', async () => {
    const { admin, accountId, appId } = await connected('console', { permissions: ALL });
    await qiao.wechat.withSettings({ rotateRefreshTokenOnUpdate: true }, async () => {
      await qiao.wechat.change(appId, { permissions: [1, 2, 24], verified: false });
      await settled(qiao);
    });

    expect(await healthOf(admin, accountId)).toMatchObject({
      status: 'ACTION_REQUIRED',
      missing: ['ACCOUNT_NOT_VERIFIED', 'PERMISSION_MISSING'],
    });
    await expectWorkingTokens(qiao, appId);
  });

  test('and its code is lost: the facts are read all the same', async () => {
    const { admin, accountId, appId } = await connected('console-lost', { permissions: ALL });
    await qiao.wechat.fault({
      path: '/cgi-bin/component/api_query_auth',
      times: 1,
      when: 'AFTER',
      reset: true,
    });
    await qiao.wechat.withSettings({ rotateRefreshTokenOnUpdate: true }, () =>
      qiao.wechat.change(appId, { permissions: [1, 2, 24] }),
    );
    await eventually(async () => (await qiao.wechat.calls('api_query_auth')).length > 0);
    const failed = `select from graphile_worker._private_jobs where last_error is not null and locked_at is null`;
    await eventually(async () => (await sql(qiao, failed)).length === 1);
    await sql(qiao, 'update graphile_worker._private_jobs set run_at = now() where last_error is not null');
    await settled(qiao);

    expect(await healthOf(admin, accountId)).toMatchObject({
      status: 'ACTION_REQUIRED',
      missing: ['PERMISSION_MISSING'],
    });
    await expectWorkingTokens(qiao, appId);
  });
});
