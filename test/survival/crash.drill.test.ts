import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { type HeldCalls, holdCalls } from '../kit/held-calls.ts';
import { type Processes, startProcesses } from '../kit/processes.ts';
import { settled, sql } from '../kit/stored.ts';
import { accountOf } from '../kit/stories.ts';
import {
  confirm,
  exchangesOf,
  expectWorkingTokens,
  Holds,
  listedEarlier,
  type Prepared,
  passLeases,
  prepare,
} from './kit.ts';

let qiao: Processes;
let calls: HeldCalls;
const holds = new Holds(() => qiao);
beforeAll(async () => {
  calls = await holdCalls();
  qiao = await startProcesses({
    ...calls.between,
  });
});
afterEach(letGo);
afterAll(async () => {
  await qiao.close();
  await calls.close();
});

async function letGo(): Promise<void> {
  calls.letGo();
  await holds.letGo();
}

/** Where a session stands still, how it is brought there, and how often its code may be exchanged in all. */
interface Step {
  readonly where: string;
  readonly exchanges: number;
  reach(session: Prepared): Promise<string>;
}

const lockSession = ({ id }: Prepared) =>
  holds.rows('select from authorization_session where id = $1 for update', id);

const steps: readonly Step[] = [
  {
    where: 'the end is committed, but its callback is not processed',
    exchanges: 1,
    async reach(session) {
      const code = await exchanged(session);
      const call = await calls.find('api_get_authorizer_info', session.appId);
      const held = await holds.rows('select from callback_receipt where processed_at is null for update');
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
      const held = await holds.key(`exchange:${session.id}`);
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
      const held = await holds.rows(
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
  const prepared = await Promise.all(
    steps.map(async (step, index) => ({ ...(await prepare(qiao, `worker-${index}`)), ...step })),
  );
  // Quickly from here on: what is held too long is given up, and tried again.
  calls.hold('api_query_auth');
  calls.hold('api_get_authorizer_info');
  const sessions: (Prepared & Step & { code: string })[] = [];
  for (const session of prepared) sessions.push({ ...session, code: await session.reach(session) });
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

test('kill -9 of the worker while it notes that an event is processed: it is processed again, to no effect', async () => {
  const session = await prepare(qiao, 'processed');
  calls.hold('api_query_auth');
  const taking = await holds.key(`exchange:${session.id}`);
  const code = await confirm(qiao, session);
  await taking.met();
  const [receipt] = await sql(qiao, 'select id from callback_receipt where processed_at is null');
  const noting = await holds.rows('select from callback_receipt where id = $1 for update', receipt?.id);
  await taking.pass();
  await noting.met();
  await calls.find('api_query_auth', code);

  await qiao.worker.kill();
  await letGo();
  await passLeases(qiao);
  await qiao.worker.start();

  expect((await session.ended).status).toBe('COMPLETED');
  await settled(qiao);
  expect((await exchangesOf(qiao)).get(code)).toHaveLength(1);
  expect(
    await sql(qiao, 'select processed_at is not null as processed from callback_receipt where id = $1', [
      receipt?.id,
    ]),
  ).toEqual([{ processed: true }]);
  await expectWorkingTokens(qiao, session.appId);
});
