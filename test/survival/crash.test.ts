import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { eventually } from '../kit/eventually.ts';
import { type HeldCalls, holdCalls } from '../kit/held-calls.ts';
import { type Processes, startProcesses } from '../kit/processes.ts';
import { settled, sql } from '../kit/stored.ts';
import { accountOf } from '../kit/stories.ts';
import {
  confirm,
  exchangesOf,
  expectWorkingTokens,
  type Hold,
  hold,
  holdKey,
  listedEarlier,
  type Prepared,
  passLeases,
  prepare,
} from './kit.ts';

let qiao: Processes;
let calls: HeldCalls;
let holds: Hold[];
beforeAll(async () => {
  calls = await holdCalls();
  qiao = await startProcesses({
    env: { WECHAT_API_URL: calls.url },
    onSandbox: (url) => {
      calls.target = url;
    },
  });
  holds = [];
});
afterEach(letGo);
afterAll(async () => {
  await qiao.close();
  await calls.close();
});

async function letGo(): Promise<void> {
  calls.letGo();
  for (const held of holds.splice(0)) await held.release();
}

const rows = async (text: string, ...values: unknown[]): Promise<Hold> => {
  const held = await hold(qiao, text, values);
  holds.push(held);
  return held;
};
const key = async (name: string): Promise<Hold> => {
  const held = await holdKey(qiao, name);
  holds.push(held);
  return held;
};

/** Where a session stands still, how it is brought there, and how often its code may be exchanged in all. */
interface Step {
  readonly where: string;
  readonly exchanges: number;
  reach(session: Prepared): Promise<string>;
}

const lockSession = ({ id }: Prepared) =>
  rows('select from authorization_session where id = $1 for update', id);

const steps: readonly Step[] = [
  {
    where: 'the end is committed, but its callback is not processed',
    exchanges: 1,
    async reach(session) {
      const code = await exchanged(session);
      const call = await calls.find('api_get_authorizer_info', session.appId);
      const held = await rows('select from callback_receipt where processed_at is null for update');
      await call.answer();
      await held.met();
      expect((await session.ended).status).toBe('COMPLETED');
      return code;
    },
  },
  {
    where: 'the code is taken and its exchange begun, but not committed',
    exchanges: 1,
    async reach(session) {
      const held = await key(`exchange:${session.id}`);
      const code = await confirm(qiao, session);
      await held.met();
      return code;
    },
  },
  {
    where: 'the exchange is on its way to WeChat',
    exchanges: 1,
    async reach(session) {
      const code = await confirm(qiao, session);
      await calls.find('api_query_auth', code);
      return code;
    },
  },
  {
    where: 'WeChat has exchanged the code, and its answer is on its way',
    exchanges: 2,
    async reach(session) {
      const code = await confirm(qiao, session);
      await (await calls.find('api_query_auth', code)).perform();
      return code;
    },
  },
  {
    where: 'the answer has arrived, but is not committed',
    exchanges: 2,
    async reach(session) {
      const code = await confirm(qiao, session);
      const call = await calls.find('api_query_auth', code);
      const held = await lockSession(session);
      await call.answer();
      await held.met();
      return code;
    },
  },
  {
    where: "the answer is committed, and the account's facts are being read",
    exchanges: 1,
    async reach(session) {
      const code = await exchanged(session);
      await calls.find('api_get_authorizer_info', session.appId);
      return code;
    },
  },
  {
    where: "WeChat has told the account's facts, and its answer is on its way",
    exchanges: 1,
    async reach(session) {
      const code = await exchanged(session);
      await (await calls.find('api_get_authorizer_info', session.appId)).perform();
      return code;
    },
  },
  {
    where: 'the account is being connected, but that is not committed',
    exchanges: 1,
    async reach(session) {
      const code = await exchanged(session);
      const call = await calls.find('api_get_authorizer_info', session.appId);
      const held = await rows(
        'select from official_account where app_id is null and id = (select account_id from authorization_session where id = $1) for update',
        session.id,
      );
      await call.answer();
      await held.met();
      return code;
    },
  },
  {
    where: 'the event is stored, and no worker has taken it up',
    exchanges: 1,
    // All eight places of the worker are taken by the sessions above.
    reach: (session) => confirm(qiao, session),
  },
];

async function exchanged(session: Prepared): Promise<string> {
  const code = await confirm(qiao, session);
  await (await calls.find('api_query_auth', code)).answer();
  return code;
}

test('kill -9 of the worker: every session goes on from where it stood, and no token is lost', async () => {
  calls.hold('api_query_auth');
  calls.hold('api_get_authorizer_info');
  const sessions: (Prepared & Step & { code: string })[] = [];
  for (const [index, step] of steps.entries()) {
    const session = await prepare(qiao, `worker-${index}`);
    sessions.push({ ...session, ...step, code: await step.reach(session) });
  }
  const open = `select from callback_receipt where processed_at is null`;
  expect(await sql(qiao, open)).toHaveLength(steps.length);
  const working = 'select from graphile_worker._private_jobs where locked_at is not null';
  expect(await sql(qiao, working)).toHaveLength(8);

  await qiao.worker.kill();
  await letGo();
  await passLeases(qiao);
  await qiao.worker.start();

  const ends = await Promise.all(sessions.map(async ({ where, ended }) => [where, (await ended).status]));
  expect(ends).toEqual(steps.map(({ where }) => [where, 'COMPLETED']));
  await settled(qiao);
  const asked = await exchangesOf(qiao);
  expect(sessions.map(({ where, code }) => [where, asked.get(code)?.length])).toEqual(
    steps.map(({ where, exchanges }) => [where, exchanges]),
  );
  for (const { admin, accountId, appId } of sessions) {
    expect(await accountOf(admin, accountId)).toMatchObject({ status: 'ACTIVE', appId });
    await expectWorkingTokens(qiao, appId);
  }
});

test("the answer of an exchange is lost with the server that the browser came back to, and the event never came: WeChat's list names the account", async () => {
  calls.hold('api_query_auth');
  const session = await prepare(qiao, 'list');
  const { redirectUrl } = await qiao.wechat.scan(session.page, session.appId, {
    event: 'NEVER',
    follow: false,
  });
  const code = new URL(redirectUrl ?? '').searchParams.get('auth_code') ?? '';
  const browser = fetch(redirectUrl ?? '').catch(() => null);
  await (await calls.find('api_query_auth', code)).perform();

  await qiao.server.kill();
  await letGo();
  calls.hold('api_get_authorizer_list');
  await sql(
    qiao,
    `update authorization_session set created_at = created_at - interval '1 minute', confirmed_at = confirmed_at - interval '1 minute'`,
  );
  await passLeases(qiao);
  await (await calls.find('api_get_authorizer_list', '')).answer(listedEarlier(58));
  await qiao.server.start();

  expect((await session.ended).status).toBe('COMPLETED');
  expect((await exchangesOf(qiao)).get(code)?.map(({ errcode }) => errcode)).toEqual([undefined, 61010]);
  expect(await qiao.wechat.calls('api_get_authorizer_list')).toHaveLength(1);
  await expectWorkingTokens(qiao, session.appId);
  await browser;
});

test('kill -9 of the server: what was not answered comes again, what waited is told', async () => {
  await qiao.wechat.settings({ authorizationEventTries: 100, authorizationEventRetryMs: 200 });
  calls.hold('api_query_auth');
  const waiting = await prepare(qiao, 'server-waiting');
  const returning = await prepare(qiao, 'server-returning');
  const pushed = await prepare(qiao, 'server-pushed');

  const first = await qiao.wechat.scan(waiting.page, waiting.appId, { follow: false });
  const page = fetch(first.redirectUrl ?? '').catch((error: Error) => error.name);
  const call = await calls.find('api_query_auth', '');

  const taken = await key(`exchange:${returning.id}`);
  const second = await qiao.wechat.scan(returning.page, returning.appId, { event: 'NEVER', follow: false });
  const lost = fetch(second.redirectUrl ?? '').catch((error: Error) => error.name);
  await taken.met();

  const stored = await rows('lock table callback_receipt in share mode');
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
