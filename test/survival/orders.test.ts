import { afterAll, beforeAll, expect, test } from 'vitest';
import { sampleCovering } from '../kit/depth.ts';
import { eventually } from '../kit/eventually.ts';
import { CancelAuthorizationDocument } from '../kit/generated/operations.ts';
import { unixSeconds } from '../kit/push.ts';
import type { Qiao } from '../kit/qiao.ts';
import { hurry, settled, sql } from '../kit/stored.ts';
import { tokenOf } from './kit.ts';
import {
  atRest,
  beIdle,
  type Confirmed,
  codeIn,
  comeBack,
  confirmed,
  deliver,
  eachAtOnce,
  endOf,
  exchangesFor,
  keepBusy,
  resume,
  startOrders,
} from './orders.kit.ts';
import { allOrders, endsOf, nameOf, type Order, type Outcome, type Step, traitsOf } from './orders.ts';

let qiao: Qiao;
beforeAll(async () => {
  qiao = await startOrders();
});
afterAll(() => qiao.close());

const steps: Readonly<Record<Step, (session: Confirmed, order: Order) => Promise<unknown>>> = {
  redirect: (session) => comeBack(qiao, session, session.redirectUrl),
  event: ({ event }, { event: InfoType }) => deliver(qiao, { ...event, InfoType }),
  cancel: ({ admin, sessionId }) => admin.run(CancelAuthorizationDocument, { input: { sessionId } }),
  async expire({ id }) {
    const job = [`expire:${id}`];
    await hurry(qiao, 'key = $1', job);
    const open = 'select from graphile_worker._private_jobs where key = $1';
    await eventually(async () => (await sql(qiao, open, job)).length === 0, 30_000);
  },
  async withdraw({ appId }) {
    await qiao.wechat.revoke(appId);
    await deliver(qiao, { InfoType: 'unauthorized', AuthorizerAppid: appId });
  },
  'withdrawn-before': ({ appId }) =>
    deliver(qiao, { InfoType: 'unauthorized', AuthorizerAppid: appId, CreateTime: unixSeconds(60) }),
};

async function play(session: Confirmed, order: Order): Promise<void> {
  for (const group of order.groups) {
    await Promise.all(group.map((step) => steps[step](session, order)));
    if (order.worker === 'idle') await atRest(session);
  }
  if (order.worker === 'busy') await resume(qiao, session);
}

async function outcomeOf(session: Confirmed): Promise<Outcome> {
  const codes = [codeIn(session.redirectUrl), String(session.event.AuthorizationCode)];
  const calls = await exchangesFor(qiao, codes);
  return { ...(await endOf(qiao, session)), exchanges: calls.reduce((sum, count) => sum + count, 0) };
}

const all = allOrders();
const orders = sampleCovering('orders', all, traitsOf);

test(`in whatever order redirect and event arrive, sessions end as the rules say: ${orders.length} of ${all.length} orders`, {
  timeout: 300_000,
}, async () => {
  const played: { order: Order; session: Confirmed }[] = [];
  for (const worker of ['idle', 'busy'] as const) {
    if (worker === 'busy') await keepBusy(qiao);
    for (const code of ['same code', 'different codes'] as const) {
      await qiao.wechat.settings({ sameCodeInEventAndRedirect: code === 'same code' });
      const those = orders.filter((order) => order.code === code && order.worker === worker);
      played.push(
        ...(await eachAtOnce(those, async (order) => {
          const session = await confirmed(qiao, `order ${all.indexOf(order)}`);
          await play(session, order);
          return { order, session };
        })),
      );
    }
  }
  await beIdle(qiao);
  await settled(qiao);

  const unexpected: object[] = [];
  await eachAtOnce(played, async ({ order, session }) => {
    const end = await outcomeOf(session);
    const expected = endsOf(order);
    const isExpected = expected.some((one) => JSON.stringify(one) === JSON.stringify(end));
    if (!isExpected) unexpected.push({ order: nameOf(order), end, expected });
    expect((await tokenOf(qiao, session.appId)) !== undefined).toBe(end.credential === 'VALID');
    if (end.session !== 'PENDING') expect((await session.ended).status).toBe(end.session);
  });
  expect(unexpected).toEqual([]);
});
