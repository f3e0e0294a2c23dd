import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { eventually } from '../kit/eventually.ts';
import { type HeldCalls, holdCalls } from '../kit/held-calls.ts';
import { type Qiao, startQiao } from '../kit/qiao.ts';
import { settled, sql, storedConnections } from '../kit/stored.ts';
import { attempt, authorized } from '../kit/stories.ts';
import { callAs, expectWorkingTokens, healthOf, runNow, tokenOf, unheard } from './kit.ts';

let qiao: Qiao;
let calls: HeldCalls;
const lines: string[] = [];
beforeAll(async () => {
  calls = await holdCalls();
  qiao = await startQiao({
    ...calls.between,
    logTo: { write: (line) => void lines.push(line) },
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

const forget = () => qiao.wechat.call('DELETE', '/_sandbox/requests');
const answers = async (api: string) => (await qiao.wechat.calls(api)).map(({ errcode }) => errcode ?? 0);

async function connected(site: string) {
  const admin = await qiao.caller({ site });
  const { accountId, appId } = await authorized(qiao, admin);
  await settled(qiao);
  return { admin, accountId, appId };
}

async function reconcile(): Promise<void> {
  await runNow(qiao, 'authorization.reconcile');
  await settled(qiao);
}

describe("every night, WeChat's list of who authorized us is held against ours", () => {
  test('a refresh token that differs is adopted, before anybody misses it', async () => {
    const { admin, accountId, appId } = await connected('differs');
    await qiao.wechat.withSettings({ rotateRefreshTokenOnRefresh: true }, async () => {
      await qiao.wechat.fault({
        path: '/cgi-bin/component/api_authorizer_token',
        times: 1,
        when: 'AFTER',
        reset: true,
      });
      await sql(qiao, 'update credential set access_token_usable_until = null where app_id = $1', [appId]);
      await expect(callAs(qiao, appId)).rejects.toMatchObject({ reaction: 'RETRY' });
    });
    await forget();

    await reconcile();
    await runNow(qiao, 'authorization.refresh-due');
    await settled(qiao);

    expect(await answers('api_authorizer_token')).toEqual([0]);
    expect(await tokenOf(qiao, appId)).toEqual({ version: 3, usable: true, leased: false, failing: false });
    expect(await healthOf(admin, accountId)).toMatchObject({ status: 'ACTIVE', state: 'VALID' });
    await expectWorkingTokens(qiao, appId);
  });

  test('an account that is missing is asked for by name, and dropped when WeChat knows no authorization', async () => {
    const { admin, accountId, appId } = await connected('gone');
    await unheard(qiao, () => qiao.wechat.revoke(appId));
    await forget();

    await reconcile();

    expect(await answers('api_get_authorizer_info')).toEqual([61003]);
    expect(await healthOf(admin, accountId)).toMatchObject({
      status: 'ACTION_REQUIRED',
      state: 'WITHDRAWN',
      reason: 'MERCHANT_WITHDREW',
      missing: ['AUTHORIZATION_REQUIRED'],
    });
  });

  test('one that cannot be asked for now is asked for again, and the list is not read anew', async () => {
    const { admin, accountId, appId } = await connected('gone, busy');
    await unheard(qiao, () => qiao.wechat.revoke(appId));
    await forget();
    // Both are asked at once, and either answer would do.
    for (const path of ['/cgi-bin/component/api_get_authorizer_info', '/cgi-bin/open/get'])
      await qiao.wechat.fault({ path, times: 1, errcode: -1 });

    await runNow(qiao, 'authorization.reconcile');
    await eventually(async () => (await healthOf(admin, accountId)).state === 'WITHDRAWN');
    await eventually(async () => (await answers('api_get_authorizer_info')).length === 2);

    expect(await answers('api_get_authorizer_info')).toEqual([-1, 61003]);
    expect(await answers('api_get_authorizer_list')).toEqual([0]);
  });

  test("our component's token is dead before its time: it is replaced, and the list is read", async () => {
    await connected('dead component');
    await forget();
    await qiao.wechat.fault({ path: '/cgi-bin/component/api_get_authorizer_list', times: 1, errcode: 42001 });

    await reconcile();

    expect(await answers('api_get_authorizer_list')).toEqual([42001, 0]);
    expect(await answers('api_component_token')).toEqual([0]);
  });

  test.each([
    ['that is missing by mistake', (json: string) => json.replace(/"list":\[.*\]/, '"list":[]')],
    [
      'whose refresh token is empty',
      (json: string) => json.replaceAll(/"refresh_token":"[^"]+"/g, '"refresh_token":""'),
    ],
  ])('an account %s keeps everything', async (what, change) => {
    const { appId } = await connected(what);
    const before = await storedConnections(qiao);
    calls.hold('api_get_authorizer_list');
    await runNow(qiao, 'authorization.reconcile');
    await (await calls.find('api_get_authorizer_list', '')).answer(change);
    await settled(qiao);
    calls.letGo();

    expect(await storedConnections(qiao)).toEqual(before);
    await expectWorkingTokens(qiao, appId);
  });

  test('every token is lost: all accounts have tokens again, and nobody scans', async () => {
    const all = [await connected('lost 1'), await connected('lost 2'), await connected('lost 3')];
    const appIds = all.map(({ appId }) => appId);
    await sql(
      qiao,
      `update official_account set status = 'DRAFT', credential_app_id = null, credential_state = 'WITHDRAWN',
         credential_state_reason = 'TOKENS_LOST' where app_id = any($1)`,
      [appIds],
    );
    await sql(qiao, 'delete from credential where app_id = any($1)', [appIds]);
    // The browser may have come back some seconds after the confirmation that WeChat lists.
    await sql(
      qiao,
      `update authorizer set authorized_at = authorized_at + interval '20 s' where app_id = any($1)`,
      [appIds],
    );

    await reconcile();

    for (const { admin, accountId, appId } of all) {
      expect(await healthOf(admin, accountId)).toMatchObject({ state: 'VALID' });
      await expectWorkingTokens(qiao, appId);
    }
  });

  test('a list that is not complete proves nothing: nobody is missing, and the log says so', async () => {
    const { appId } = await connected('incomplete');
    await connected('incomplete, another');
    await unheard(qiao, () => qiao.wechat.revoke(appId));
    type List = { total_count: number; list: unknown[] };
    const changes: Readonly<Record<string, (answer: List) => object>> = {
      cut: ({ total_count, list }) => ({ total_count, list: list.slice(1) }),
      repeating: ({ total_count, list }) => ({ total_count, list: [...list.slice(1), list.at(-1)] }),
      odd: ({ total_count, list }) => ({ total_count, list: [null, ...list.slice(1)] }),
      empty: () => ({ total_count: 0, list: [] }),
      nothing: () => ({}),
    };
    for (const [what, change] of Object.entries(changes)) {
      await forget();
      lines.length = 0;
      calls.hold('api_get_authorizer_list');
      await runNow(qiao, 'authorization.reconcile');
      const call = await calls.find('api_get_authorizer_list', '');
      await call.answer((json) => JSON.stringify(change(JSON.parse(json))));
      calls.letGo();
      await settled(qiao);

      expect(await answers('api_get_authorizer_info'), what).toEqual([]);
      expect(
        lines.filter((line) => /is not complete/.test(line)),
        what,
      ).toHaveLength(1);
    }
    await reconcile();
    expect(await answers('api_get_authorizer_info')).toEqual([61003]);
  });

  test('accounts of nobody here are counted in the log, and nothing else', async () => {
    const refused = await attempt(qiao, await qiao.caller({ site: 'stranger' }), undefined, {
      verified: false,
    });
    expect(refused.session.failure?.code).toBe('ACCOUNT_NOT_VERIFIED');
    await settled(qiao);
    const before = await storedConnections(qiao);
    lines.length = 0;
    await forget();

    await reconcile();

    expect(await storedConnections(qiao)).toEqual(before);
    const told = lines
      .map((line) => JSON.parse(line) as { strangers?: number })
      .filter((line) => line.strangers);
    expect(told).toMatchObject([{ strangers: 1 }]);
    expect(await answers('api_get_authorizer_list')).toEqual([0]);
    expect(await answers('api_get_authorizer_info')).toEqual([]);
  });
});

describe('tickets', () => {
  const tickets = (action: string) =>
    qiao.wechat.call('POST', `/_sandbox/components/${qiao.config.wechat.appId}/tickets`, { action });
  const asked = async () => (await qiao.wechat.calls('api_start_push_ticket')).length;
  const threeMinutes = async () => {
    for (let minute = 0; minute < 3; minute += 1) {
      await runNow(qiao, 'authorization.watch-tickets');
      await settled(qiao);
    }
  };
  const past = (column: string, table: string, minutes: number) =>
    sql(qiao, `update ${table} set ${column} = ${column} - make_interval(mins => $1)`, [minutes]);

  test('WeChat is asked for them when none came for an hour, once in ten minutes', async () => {
    await tickets('STOP');
    await forget();
    // One that is pushed in the same second as another takes its place.
    await past('created_at', 'component_ticket', 59);
    await past('received_at', 'component_ticket', 59);
    await threeMinutes();
    expect(await asked()).toBe(0);

    await past('received_at', 'component_ticket', 2);
    await qiao.wechat.fault({ path: '/cgi-bin/component/api_start_push_ticket', times: 1, errcode: -1 });
    await threeMinutes();
    expect(await asked()).toBe(1);

    await past('tickets_asked_at', 'component', 11);
    await threeMinutes();
    expect(await asked()).toBe(2);

    const fresh = `select from component_ticket where received_at > now() - interval '1 minute'`;
    await eventually(async () => (await sql(qiao, fresh)).length > 0);
    await past('tickets_asked_at', 'component', 11);
    await threeMinutes();
    expect(await asked()).toBe(2);
  });

  test('and when none ever came', async () => {
    await tickets('STOP');
    await sql(qiao, 'delete from component_ticket');
    await sql(qiao, 'delete from component');
    await forget();

    await threeMinutes();

    expect(await asked()).toBe(1);
    await eventually(() => qiao.services.component.hasTicket());
  });
});
