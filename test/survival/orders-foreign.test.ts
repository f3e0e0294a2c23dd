import { afterAll, beforeAll, expect, test } from 'vitest';
import { sampleCovering } from '../kit/depth.ts';
import type { Qiao } from '../kit/qiao.ts';
import { settled } from '../kit/stored.ts';
import { accountOf } from '../kit/stories.ts';
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
import {
  type Arrival,
  type ForeignOrder,
  type ForeignOutcome,
  foreignOrders,
  nameOf,
  outcomeOf,
  type Standing,
  traitsOf,
} from './orders-foreign.ts';

let qiao: Qiao;
beforeAll(async () => {
  qiao = await startOrders();
  await qiao.wechat.settings({ sameCodeInEventAndRedirect: true });
});
afterAll(() => qiao.close());

interface Pair {
  readonly ours: Confirmed;
  readonly theirs: Confirmed;
}

const arrive: Readonly<Record<Arrival, (pair: Pair) => Promise<void>>> = {
  event: ({ ours }) => deliver(qiao, ours.event),
  redirect: ({ ours }) => comeBack(qiao, ours, ours.redirectUrl),
  'their event': ({ theirs }) => deliver(qiao, theirs.event),
  'their redirect': ({ theirs }) => comeBack(qiao, theirs, theirs.redirectUrl),
  'stray redirect': ({ ours, theirs }) => {
    const stray = new URL(ours.redirectUrl);
    stray.searchParams.set('auth_code', codeIn(theirs.redirectUrl));
    return comeBack(qiao, ours, stray.href);
  },
};

async function play({ arrivals, worker }: ForeignOrder, pair: Pair): Promise<void> {
  for (const arrival of arrivals) {
    await arrive[arrival](pair);
    if (worker === 'idle') await Promise.all([atRest(pair.ours), atRest(pair.theirs)]);
  }
  if (worker === 'busy') for (const session of [pair.ours, pair.theirs]) await resume(qiao, session);
}

async function standing(session: Confirmed, { ours, theirs }: Pair): Promise<Standing> {
  const { appId } = await accountOf(session.admin, session.accountId);
  const connected = appId === ours.appId ? 'ours' : appId === theirs.appId ? 'theirs' : 'nobody';
  return { ...(await endOf(qiao, session)), connected };
}

async function outcome(pair: Pair): Promise<ForeignOutcome> {
  const calls = await exchangesFor(qiao, [codeIn(pair.ours.redirectUrl), codeIn(pair.theirs.redirectUrl)]);
  return {
    ours: await standing(pair.ours, pair),
    theirs: await standing(pair.theirs, pair),
    exchanges: calls.reduce((sum, count) => sum + count, 0),
  };
}

const all = foreignOrders();
const orders = sampleCovering('foreign orders', all, traitsOf);

test(`where a browser brings the code of another session, the signed event counts: ${orders.length} of ${all.length} orders`, {
  timeout: 300_000,
}, async () => {
  const played: { order: ForeignOrder; pair: Pair }[] = [];
  for (const worker of ['idle', 'busy'] as const) {
    if (worker === 'busy') await keepBusy(qiao);
    const those = orders.filter((order) => order.worker === worker);
    played.push(
      ...(await eachAtOnce(those, async (order) => {
        const site = `order ${all.indexOf(order)}`;
        const ours = await confirmed(qiao, site);
        const pair = { ours, theirs: await confirmed(qiao, `${site}, theirs`) };
        await play(order, pair);
        return { order, pair };
      })),
    );
  }
  await beIdle(qiao);
  await settled(qiao);

  const unexpected: object[] = [];
  await eachAtOnce(played, async ({ order, pair }) => {
    const end = await outcome(pair);
    const expected = outcomeOf(order);
    if (JSON.stringify(end) !== JSON.stringify(expected))
      unexpected.push({ order: nameOf(order), end, expected });
  });
  expect(unexpected).toEqual([]);
});
