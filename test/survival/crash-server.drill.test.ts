import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { sandboxComponent } from '../../src/main/sandbox-component.ts';
import { eventually } from '../kit/eventually.ts';
import { type HeldCalls, holdCalls } from '../kit/held-calls.ts';
import { type Processes, startProcesses } from '../kit/processes.ts';
import { eventXml, push } from '../kit/push.ts';
import { settled, sql } from '../kit/stored.ts';
import { addAccount, authorizeAs, COMPLETE, openSession } from '../kit/stories.ts';
import {
  confirm,
  exchangesOf,
  expectWorkingTokens,
  Holds,
  type Prepared,
  passLeases,
  prepare,
} from './kit.ts';

let qiao: Processes;
/** Between Qiao and WeChat, and between WeChat and Qiao. */
let calls: HeldCalls;
let pushes: HeldCalls;
const holds = new Holds(() => qiao);
beforeAll(async () => {
  [calls, pushes] = [await holdCalls(), await holdCalls()];
  qiao = await startProcesses({
    ...calls.between,
  });
  pushes.target = qiao.url;
  await qiao.wechat.settings({ authorizationEventTries: 100, authorizationEventRetryMs: 200 });
});
afterEach(letGo);
afterAll(async () => {
  await qiao.close();
  await calls.close();
  await pushes.close();
});

async function letGo(): Promise<void> {
  calls.letGo();
  pushes.letGo();
  await holds.letGo();
}

const receipts = 'select count(*)::int as count from callback_receipt';

test('kill -9 of the server, while browsers and WeChat wait: what was not answered comes again, what waited is told', async () => {
  calls.hold('api_query_auth');
  const waiting = await prepare(qiao, 'server-waiting');
  const returning = await prepare(qiao, 'server-returning');
  const pushed = await prepare(qiao, 'server-pushed');

  const first = await qiao.wechat.scan(waiting.page, waiting.appId, { follow: false });
  // Begun by the worker, whom the event has told; the server would take what it has begun with it.
  const call = await calls.find('api_query_auth', '');
  const page = fetch(first.redirectUrl ?? '').catch((error: Error) => error.name);

  const taken = await holds.key(`exchange:${returning.id}`);
  const second = await qiao.wechat.scan(returning.page, returning.appId, { event: 'NEVER', follow: false });
  const lost = fetch(second.redirectUrl ?? '').catch((error: Error) => error.name);
  await taken.met();

  const stored = await holds.rows('lock table callback_receipt in share mode');
  const delivered = confirm(qiao, pushed);
  await stored.met();

  await qiao.server.kill();
  expect(await Promise.all([page, lost])).toEqual(['TypeError', 'TypeError']);
  await call.answer();
  await letGo();
  const status = 'select status from authorization_session where id = $1';
  await eventually(async () => (await sql(qiao, status, [waiting.id]))[0]?.status === 'COMPLETED');
  expect(await sql(qiao, status, [returning.id])).toEqual([{ status: 'PENDING' }]);
  expect(await sql(qiao, status, [pushed.id])).toEqual([{ status: 'PENDING' }]);
  await qiao.server.start();

  await delivered;
  expect((await fetch(second.redirectUrl ?? '')).status).toBe(200);
  const sessions = [waiting, returning, pushed];
  expect(await Promise.all(sessions.map(async ({ ended }) => (await ended).status))).toEqual([
    'COMPLETED',
    'COMPLETED',
    'COMPLETED',
  ]);
  await settled(qiao);
  for (const { appId } of sessions) await expectWorkingTokens(qiao, appId);
});

test('kill -9 of the server while it opens a session: there is none, and the next click opens one', async () => {
  const admin = await qiao.caller({ site: 'opening' });
  const { id } = await addAccount(admin, COMPLETE);
  calls.hold('api_create_preauthcode');
  const clicked = openSession(admin, id).catch((error: Error) => error.name);
  await (await calls.find('api_create_preauthcode', '')).perform();

  await qiao.server.kill();
  expect(await clicked).toBe('TypeError');
  await letGo();
  await qiao.server.start();

  const { appId } = await qiao.wechat.account();
  expect((await authorizeAs(qiao, admin, id, appId)).status).toBe('COMPLETED');
  const sessions = `select status from authorization_session s join installation_site using (installation_id) where site = 'opening'`;
  expect(await sql(qiao, sessions)).toEqual([{ status: 'COMPLETED' }]);
});

test('kill -9 of the server while it stores an event: neither the event nor its job is there, and WeChat pushes again', async () => {
  const session = await prepare(qiao, 'half stored');
  const [before] = await sql(qiao, receipts);
  const jobs = await holds.rows('lock table graphile_worker._private_jobs in share mode');
  const delivered = confirm(qiao, session);
  await jobs.met();

  await qiao.server.kill();
  await letGo();
  expect(await sql(qiao, receipts)).toEqual([before]);
  await qiao.server.start();

  const code = await delivered;
  expect((await session.ended).status).toBe('COMPLETED');
  await settled(qiao);
  expect((await exchangesOf(qiao)).get(code)).toHaveLength(1);
  await expectWorkingTokens(qiao, session.appId);
});

test('kill -9 of the server when it has stored an event and not answered: WeChat pushes again, and it is processed once', async () => {
  const ours = sandboxComponent(qiao.config);
  const throughPushes = { ...ours, authorizationEventsUrl: `${pushes.url}/wechat/events` };
  await qiao.wechat.call('POST', '/_sandbox/components', throughPushes);
  const session = await prepare(qiao, 'not answered');
  const [before] = await sql<{ count: number }>(qiao, receipts);
  pushes.hold('/wechat/events');
  const delivered = confirm(qiao, session);
  const push = await pushes.find('/wechat/events', '');
  await push.perform();

  await qiao.server.kill();
  await letGo();
  await qiao.server.start();

  const code = await delivered;
  expect((await session.ended).status).toBe('COMPLETED');
  await settled(qiao);
  expect(await sql(qiao, receipts)).toEqual([{ count: (before?.count ?? 0) + 1 }]);
  expect((await exchangesOf(qiao)).get(code)).toHaveLength(1);
  await expectWorkingTokens(qiao, session.appId);
  await qiao.wechat.call('POST', '/_sandbox/components', ours);
});

test('kill -9 of the server when a session has ended and nobody was told yet: who waits is told by the next one', async () => {
  const session = await prepare(qiao, 'not told');
  let isSynced = false;
  void session.ended.then(() => {
    isSynced = true;
  });
  calls.hold('api_get_authorizer_info');
  await confirm(qiao, session);
  const info = await calls.find('api_get_authorizer_info', session.appId);
  // The push lies in the socket of a process that gets to nothing more.
  qiao.server.freeze();
  await info.answer();
  const ended = `select from authorization_session where id = $1 and status = 'COMPLETED'`;
  await eventually(async () => (await sql(qiao, ended, [session.id])).length === 1);

  await qiao.server.kill();
  expect(isSynced).toBe(false);
  await qiao.server.start();

  expect((await session.ended).status).toBe('COMPLETED');
  await settled(qiao);
  await expectWorkingTokens(qiao, session.appId);
});

/** A browser has come back to the server, which has begun the exchange of its code; no event comes by itself. */
async function returned(site: string) {
  const session = await prepare(qiao, site);
  const scan = { event: 'NEVER', follow: false } as const;
  const { redirectUrl } = await qiao.wechat.scan(session.page, session.appId, scan);
  const code = new URL(redirectUrl ?? '').searchParams.get('auth_code') ?? '';
  void fetch(redirectUrl ?? '').catch(() => null);
  return { ...session, code, exchange: await calls.find('api_query_auth', code) };
}

const event = ({ appId, preAuthCode, code }: Prepared & { code: string }) =>
  eventXml(qiao, {
    InfoType: 'authorized',
    AuthorizerAppid: appId,
    AuthorizationCode: code,
    PreAuthCode: preAuthCode,
  });

const statusIn = async ({ id }: Prepared) =>
  (await sql(qiao, 'select status from authorization_session where id = $1', [id]))[0]?.status;

test('kill -9 of the server that a browser came back to: every session goes on from where it stood', async () => {
  calls.hold('api_query_auth');
  calls.hold('api_get_authorizer_info');
  const uncommitted = await returned('answered, not committed');
  const row = await holds.rows('select from authorization_session where id = $1 for update', uncommitted.id);
  await uncommitted.exchange.answer();
  await row.met();

  const reading = await returned('reading facts');
  await reading.exchange.answer();
  await (await calls.find('api_get_authorizer_info', reading.appId)).perform();

  const completing = await returned('completing');
  await completing.exchange.answer();
  const info = await calls.find('api_get_authorizer_info', completing.appId);
  const account = await holds.rows(
    'select from official_account where app_id is null and id = (select account_id from authorization_session where id = $1) for update',
    completing.id,
  );
  await info.answer();
  await account.met();

  await qiao.server.kill();
  await letGo();
  const sessions = [uncommitted, reading, completing];
  expect(await Promise.all(sessions.map(statusIn))).toEqual(['PENDING', 'PENDING', 'PENDING']);
  await qiao.server.start();
  for (const session of sessions) await push(qiao, event(session));
  await passLeases(qiao);

  expect(await Promise.all(sessions.map(async ({ ended }) => (await ended).status))).toEqual([
    'COMPLETED',
    'COMPLETED',
    'COMPLETED',
  ]);
  await settled(qiao);
  const asked = await exchangesOf(qiao);
  expect(sessions.map(({ code }) => asked.get(code)?.length)).toEqual([2, 1, 1]);
  for (const { appId } of sessions) await expectWorkingTokens(qiao, appId);
});

describe('a server that is told to stop', () => {
  const refuses = () =>
    fetch(`${qiao.url}/healthz`).then(
      () => false,
      () => true,
    );

  test('while WeChat exchanges the code of a browser stays until the session has ended', async () => {
    calls.hold('api_query_auth');
    const session = await returned('told to stop');
    await session.exchange.perform();

    const stopped = qiao.server.stop();
    await eventually(refuses);
    await session.exchange.answer();

    expect(await stopped).toBe(0);
    expect(await statusIn(session)).toBe('COMPLETED');
    expect((await exchangesOf(qiao)).get(session.code)).toHaveLength(1);
    await qiao.server.start();
    expect((await session.ended).status).toBe('COMPLETED');
    await expectWorkingTokens(qiao, session.appId);
  });

  test('stays not for long where WeChat does not answer: the job goes on', async () => {
    calls.hold('api_query_auth');
    const session = await returned('no answer');

    const stopped = qiao.server.stop();
    expect(await stopped).toBe(0);
    expect(await statusIn(session)).toBe('PENDING');
    await letGo();
    await passLeases(qiao);
    await qiao.server.start();

    expect((await session.ended).status).toBe('COMPLETED');
    expect((await exchangesOf(qiao)).get(session.code)).toHaveLength(1);
    await expectWorkingTokens(qiao, session.appId);
  });
});

test('a worker that is told to stop while an event is processed stays until the session has ended', async () => {
  calls.hold('api_query_auth');
  const session = await prepare(qiao, 'worker told to stop');
  const code = await confirm(qiao, session);
  const exchange = await calls.find('api_query_auth', code);
  await exchange.perform();

  const stopped = qiao.worker.stop();
  await exchange.answer();

  expect(await stopped).toBe(0);
  expect(await statusIn(session)).toBe('COMPLETED');
  expect((await exchangesOf(qiao)).get(code)).toHaveLength(1);
  await qiao.worker.start();
  await settled(qiao);
  await expectWorkingTokens(qiao, session.appId);
});
