import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { compose, type Services } from '../../src/app/compose.ts';
import { type RunningWorker, startWorker } from '../../src/app/worker.ts';
import { WeChatError } from '../../src/integrations/wechat/errors.ts';
import { createLogger } from '../../src/kernel/logger.ts';
import { LOCK_WAITS, withClient } from '../kit/database.ts';
import { isFull } from '../kit/depth.ts';
import { eventually } from '../kit/eventually.ts';
import { RemoveOfficialAccountDocument } from '../kit/generated/operations.ts';
import { type HeldCalls, holdCalls } from '../kit/held-calls.ts';
import { type Qiao, startQiao } from '../kit/qiao.ts';
import { settled, sql } from '../kit/stored.ts';
import { addAccount, attempt, authorizeAs, COMPLETE } from '../kit/stories.ts';
import { callAs, expectWorkingTokens, healthOf, runNow, tokenOf } from './kit.ts';

/** At full depth as many as a large installation has. */
const ACCOUNTS = isFull() ? 50 : 10;
const USER_API = '/cgi-bin/user/get';

let qiao: Qiao;
let calls: HeldCalls;
/** The server and worker of another machine, on the same database. */
let second: { services: Services; worker: RunningWorker };
beforeAll(async () => {
  calls = await holdCalls();
  qiao = await startQiao({
    ...calls.between,
  });
  const log = createLogger('error');
  const direct = { ...qiao.config, wechat: { ...qiao.config.wechat, apiUrl: qiao.wechat.url } };
  const services = await compose(direct, qiao.environment, log);
  second = { services, worker: await startWorker(qiao.database.url, services.jobs, log, []) };
  // What was replaced is dead at once: who would go on with it is found out.
  await qiao.wechat.settings({ authorizerTokenOverlapSeconds: 0 });
});
afterEach(async () => {
  calls.letGo();
  await qiao.wechat.clearFaults();
});
afterAll(async () => {
  await second.worker.stop();
  await second.services.close();
  await qiao.close();
  await calls.close();
});

const forget = () => qiao.wechat.call('DELETE', '/_sandbox/requests');
const refreshes = async () => (await qiao.wechat.calls('api_authorizer_token')).length;
const asks = async () => (await qiao.wechat.requests(USER_API)).length;
const expire = (appIds: readonly string[]) =>
  sql(
    qiao,
    `update credential set access_token_usable_until = now() - interval '1 s', refresh_at = now() - interval '1 s'
     where app_id = any($1)`,
    [appIds],
  );
const elsewhere = () => ({ services: second.services, wechat: qiao.wechat });

const connected = async (site: string): Promise<string> => (await connectedAs(site)).appId;

async function connectedAs(site: string) {
  const admin = await qiao.caller({ site });
  const { accountId, appId } = await attempt(qiao, admin);
  await settled(qiao);
  return { admin, accountId, appId };
}

test(`two servers and two workers, ${ACCOUNTS} accounts whose tokens end at once: ${ACCOUNTS} refreshes`, async () => {
  const appIds: string[] = [];
  for (let index = 0; index < ACCOUNTS; index += 10) {
    const ten = Array.from({ length: 10 }, (_, at) => connected(`fifty-${index + at}`));
    appIds.push(...(await Promise.all(ten)));
  }
  await forget();
  await expire(appIds);

  // Twice on each server for each account, while both workers find that all are due.
  await Promise.all([
    runNow(qiao, 'authorization.refresh-due'),
    runNow(qiao, 'authorization.refresh-due'),
    ...[qiao, elsewhere(), qiao, elsewhere()].flatMap((server) =>
      appIds.map((appId) => callAs(server, appId)),
    ),
  ]);
  await settled(qiao);

  expect(await refreshes()).toBe(ACCOUNTS);
  expect(await asks()).toBe(4 * ACCOUNTS);
  const versions = await sql(qiao, 'select distinct token_version as version, failing_since from credential');
  expect(versions).toEqual([{ version: 2, failing_since: null }]);
});

describe('a token that WeChat calls dead before its time', () => {
  test('is replaced once for twenty callers of each server, and each asks once more', async () => {
    const appId = await connected('dead');
    await forget();
    await qiao.wechat.fault({ path: USER_API, times: 40, errcode: 40001, latencyMs: 1000 });
    const callers = [qiao, elsewhere()].flatMap((server) =>
      Array.from({ length: 20 }, () => callAs(server, appId)),
    );

    await Promise.all(callers);

    expect(await refreshes()).toBe(1);
    expect(await asks()).toBe(80);
    expect(await tokenOf(qiao, appId)).toEqual({ version: 2, usable: true, leased: false, failing: false });
  });

  test.each([40001, 40014, 42001])(
    'and goes on to: an error after one refresh and one retry (%i)',
    async (errcode) => {
      const appId = await connected(`dead for ever ${errcode}`);
      await forget();
      await qiao.wechat.fault({ path: USER_API, times: 1000, errcode });

      await expect(callAs(qiao, appId)).rejects.toMatchObject({ errcode, reaction: 'REFRESH_TOKEN' });

      expect([await asks(), await refreshes()]).toEqual([2, 1]);
    },
  );

  test('is not replaced again by a process that learns of it late', async () => {
    const appId = await connected('late');
    await forget();
    let told = 0;
    await qiao.services.tokens.call(appId, async () => {
      told += 1;
      if (told > 1) return;
      await sql(qiao, 'update credential set access_token_usable_until = null where app_id = $1', [appId]);
      await callAs(elsewhere(), appId);
      await callAs(qiao, appId).catch(() => {});
      throw new WeChatError('user/get', 40001);
    });
    expect([told, await refreshes()]).toEqual([2, 1]);
  });
});

describe('a process that dies while it refreshes', () => {
  test('is waited for as long as its lease runs, then another one refreshes', async () => {
    const appId = await connected('leased');
    await forget();
    await expire([appId]);
    await sql(qiao, `update credential set refresh_lease = now() + interval '15 s' where app_id = $1`, [
      appId,
    ]);
    let isDone = false;
    const waiting = Promise.all([callAs(qiao, appId), callAs(elsewhere(), appId)]).then(() => {
      isDone = true;
    });
    // Two reads of the row: they wait.
    await settled(qiao);
    expect([isDone, await refreshes()]).toEqual([false, 0]);

    await sql(qiao, 'update credential set refresh_lease = now() where app_id = $1', [appId]);
    await waiting;

    expect(await refreshes()).toBe(1);
    expect(await tokenOf(qiao, appId)).toEqual({ version: 2, usable: true, leased: false, failing: false });
  });

  test('and wakes up after it: its refresh token is dead, and it goes on with the new pair', async () => {
    const appId = await connected('woken');
    await forget();
    await qiao.wechat.settings({ rotateRefreshTokenOnRefresh: true });
    await expire([appId]);
    calls.hold('api_authorizer_token');
    const slow = callAs(qiao, appId);
    const call = await calls.find('api_authorizer_token', appId);
    await sql(qiao, 'update credential set refresh_lease = now() where app_id = $1', [appId]);
    await callAs(elsewhere(), appId);

    await call.answer();
    await slow;

    const answers = (await qiao.wechat.calls('api_authorizer_token')).map(({ errcode }) => errcode);
    expect(answers).toEqual([undefined, 61023]);
    expect(await qiao.wechat.calls('api_get_authorizer_info')).toHaveLength(0);
    expect(await tokenOf(qiao, appId)).toEqual({ version: 2, usable: true, leased: false, failing: false });
    await qiao.wechat.settings({ rotateRefreshTokenOnRefresh: false });
  });
});

test('a caller that joins an early refresh, which finds another token that is invalid by now, gets a valid one', async () => {
  const appId = await connected('joined');
  const { version = 0 } = (await tokenOf(qiao, appId)) ?? {};
  await sql(
    qiao,
    'update credential set token_version = token_version + 1, access_token_usable_until = null where app_id = $1',
    [appId],
  );
  await forget();

  const ahead = qiao.services.tokens.refreshAhead(appId, version);
  const tokens: string[] = [];
  const joined = qiao.services.tokens.call(appId, async (token) => void tokens.push(token));
  await Promise.all([ahead, joined]);

  expect(await refreshes()).toBe(1);
  expect(await tokenOf(qiao, appId)).toMatchObject({ version: version + 2, usable: true });
  await qiao.services.tokens.call(appId, async (token) => expect(tokens).toEqual([token]));
});

describe('the authorization that a slow refresh worked with is over (61003), but the administrator has given another', () => {
  const answer61003 = () => JSON.stringify({ errcode: 61003, errmsg: 'component is not authorized' });

  test('the refresh goes on with the newer tokens, and nothing is lost', async () => {
    const { admin, accountId, appId } = await connectedAs('slow');
    await expire([appId]);
    calls.hold('api_authorizer_token');
    const slow = callAs(qiao, appId);
    const call = await calls.find('api_authorizer_token', appId);
    expect((await authorizeAs(qiao, admin, accountId, appId)).status).toBe('COMPLETED');
    calls.release('api_authorizer_token');

    await call.answer(answer61003);
    await slow;

    expect(await healthOf(admin, accountId)).toMatchObject({ status: 'ACTIVE', state: 'VALID' });
    expect(await tokenOf(qiao, appId)).toMatchObject({ version: 2, usable: true, leased: false });
    await expectWorkingTokens(qiao, appId);
  });

  test('also where it was withdrawn in between: a version of tokens never comes twice', async () => {
    const { admin, accountId, appId } = await connectedAs('slow withdrawn');
    await expire([appId]);
    calls.hold('api_authorizer_token');
    const slow = callAs(qiao, appId);
    const call = await calls.find('api_authorizer_token', appId);
    await qiao.wechat.revoke(appId);
    await eventually(async () => (await tokenOf(qiao, appId)) === undefined);
    expect((await authorizeAs(qiao, admin, accountId, appId)).status).toBe('COMPLETED');
    calls.release('api_authorizer_token');

    await call.answer(answer61003);
    await slow;

    expect(await healthOf(admin, accountId)).toMatchObject({ status: 'ACTIVE', state: 'VALID' });
    expect(await tokenOf(qiao, appId)).toMatchObject({ version: 2, usable: true });
    await expectWorkingTokens(qiao, appId);
  });

  test.each([
    ['61003', answer61003],
    ['a new pair, too late', (json: string) => json],
  ])('also where the account was removed, and connected again as another: %s', async (what, change) => {
    const { admin, accountId, appId } = await connectedAs(`slow, removed, ${what}`);
    await expire([appId]);
    calls.hold('api_authorizer_token');
    const slow = callAs(qiao, appId);
    const call = await calls.find('api_authorizer_token', appId);
    await call.perform();
    await admin.run(RemoveOfficialAccountDocument, { input: { accountId } });
    const { id } = await addAccount(admin, COMPLETE);
    expect((await authorizeAs(qiao, admin, id, appId)).status).toBe('COMPLETED');
    calls.release('api_authorizer_token');

    await call.answer(change);
    await slow;

    expect(await healthOf(admin, id)).toMatchObject({ status: 'ACTIVE', state: 'VALID' });
    expect(await tokenOf(qiao, appId)).toMatchObject({ version: 1, usable: true, failing: false });
    await expectWorkingTokens(qiao, appId);
  });
});

test('a refresh that waits while a newer pair is stored gives way to it', async () => {
  const appId = await connected('gives way');
  await expire([appId]);
  calls.hold('api_authorizer_token');
  const slow = callAs(qiao, appId);
  const call = await calls.find('api_authorizer_token', appId);
  calls.release('api_authorizer_token');

  await withClient(qiao.database.superuserUrl, async (client) => {
    await client.query('begin');
    const newer = `update credential set token_version = 2, refresh_lease = null,
      access_token_usable_until = now() + interval '1 h' where app_id = $1`;
    await client.query(newer, [appId]);
    await call.answer();
    await eventually(async () => {
      return (await client.query(LOCK_WAITS)).rows.length > 0;
    });
    await client.query('commit');
  });
  await slow;

  // The pair that was there meanwhile is dead for WeChat, so it was refreshed once more: nothing was written over it.
  expect(await tokenOf(qiao, appId)).toMatchObject({ version: 3, usable: true });
  await expectWorkingTokens(qiao, appId);
});
