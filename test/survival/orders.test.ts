import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { sandboxComponent } from '../../src/main/sandbox-component.ts';
import { eventually } from '../kit/eventually.ts';
import { CancelAuthorizationDocument } from '../kit/generated/operations.ts';
import { eventXml, push, unixSeconds } from '../kit/push.ts';
import { type Qiao, startQiao } from '../kit/qiao.ts';
import { settled, sql } from '../kit/stored.ts';
import { accountOf, sessionOf } from '../kit/stories.ts';
import { callAs, exchangesOf, type Prepared, prepare, tokenOf } from './kit.ts';
import { allOrders, type End, endsOf, nameOf, type Order, type Step } from './orders.ts';

const AT_ONCE = 8;

let qiao: Qiao;
beforeAll(async () => {
  qiao = await startQiao();
  // WeChat's own events go nowhere: each test brings them when its order says so.
  await qiao.wechat.settings({ authorizationEventTries: 1 });
  const nowhere = { ...sandboxComponent(qiao.config), authorizationEventsUrl: 'http://127.0.0.1:9/' };
  await qiao.wechat.call('POST', '/_sandbox/components', nowhere);
});
afterAll(() => qiao.close());

/** A session that the administrator has confirmed, and of which nothing has arrived yet. */
interface Confirmed extends Prepared {
  readonly redirectUrl: string;
  /** The event, as WeChat would push it. */
  readonly event: Readonly<Record<string, string | number>>;
}

async function confirmed(site: string): Promise<Confirmed> {
  const session = await prepare(qiao, site);
  const scan = { authorizationUrl: session.page, appId: session.appId, decision: 'CONFIRM', event: 'BEFORE' };
  const { redirectUrl, pushes } = await qiao.wechat.call<{
    redirectUrl: string;
    pushes: { message: string }[];
  }>('POST', '/_sandbox/scan', { ...scan, follow: false });
  const code = /<AuthorizationCode><!\[CDATA\[(.+?)\]\]>/.exec(pushes[0]?.message ?? '')?.[1] ?? '';
  const event = {
    InfoType: 'authorized',
    AuthorizerAppid: session.appId,
    AuthorizationCode: code,
    AuthorizationCodeExpiredTime: unixSeconds() + 3600,
    PreAuthCode: session.preAuthCode,
    CreateTime: unixSeconds(),
  };
  return { ...session, redirectUrl, event };
}

const codeIn = (redirectUrl: string) => new URL(redirectUrl).searchParams.get('auth_code') ?? '';

/** Pushes, and waits until it is processed. */
async function deliver(fields: Readonly<Record<string, string | number>>): Promise<void> {
  const before = (await sql(qiao, 'select id from callback_receipt')).map(({ id }) => id);
  expect((await push(qiao, eventXml(qiao, fields))).text).toBe('success');
  const open = 'select from callback_receipt where processed_at is null and id <> all($1)';
  await eventually(async () => (await sql(qiao, open, [before])).length === 0, 30_000);
}

const steps: Readonly<Record<Step, (session: Confirmed, order: Order) => Promise<unknown>>> = {
  redirect: async ({ redirectUrl }) => (await fetch(redirectUrl)).text(),
  event: ({ event }, { event: InfoType }) => deliver({ ...event, InfoType }),
  cancel: ({ admin, sessionId }) => admin.run(CancelAuthorizationDocument, { input: { sessionId } }),
  async expire({ id }) {
    const job = [`expire:${id}`];
    await sql(qiao, 'update graphile_worker._private_jobs set run_at = now() where key = $1', job);
    const open = 'select from graphile_worker._private_jobs where key = $1';
    await eventually(async () => (await sql(qiao, open, job)).length === 0);
  },
  async withdraw({ appId }) {
    await qiao.wechat.revoke(appId);
    await deliver({ InfoType: 'unauthorized', AuthorizerAppid: appId });
  },
  'withdrawn-before': ({ appId }) =>
    deliver({ InfoType: 'unauthorized', AuthorizerAppid: appId, CreateTime: unixSeconds(60) }),
};

/** Whatever the session has begun by itself is over. */
async function atRest({ id }: Prepared): Promise<void> {
  const busy = `select from authorization_session where id = $1 and status = 'PENDING' and code is not null`;
  await eventually(async () => (await sql(qiao, busy, [id])).length === 0, 30_000);
}

async function play(session: Confirmed, order: Order): Promise<void> {
  for (const group of order.groups) {
    await Promise.all(group.map((step) => steps[step](session, order)));
    await atRest(session);
  }
}

/** How it ended, once everything is at rest. */
async function endOf(session: Confirmed): Promise<End> {
  const { status } = await sessionOf(session.admin, session.sessionId);
  const account = await accountOf(session.admin, session.accountId);
  const asked = await exchangesOf(qiao);
  const codes = new Set([codeIn(session.redirectUrl), String(session.event.AuthorizationCode)]);
  const calls = [...codes].map((code) => asked.get(code)?.length ?? 0);
  expect(Math.max(...calls)).toBeLessThanOrEqual(1);
  return {
    session: status as End['session'],
    account: account.status as End['account'],
    exchanges: calls.reduce((sum, count) => sum + count, 0),
  };
}

async function eachAtOnce<T, R>(items: readonly T[], work: (item: T) => Promise<R>): Promise<R[]> {
  const results: R[] = [];
  let next = 0;
  const lane = async (): Promise<void> => {
    for (let index = next++; index < items.length; index = next++)
      results[index] = await work(items[index] as T);
  };
  await Promise.all(Array.from({ length: AT_ONCE }, lane));
  return results;
}

const orders = allOrders();

test(`in whatever order redirect and event arrive, ${orders.length} sessions end as the rules say`, {
  timeout: 180_000,
}, async () => {
  const played: { order: Order; session: Confirmed }[] = [];
  for (const code of ['same code', 'different codes'] as const) {
    await qiao.wechat.settings({ sameCodeInEventAndRedirect: code === 'same code' });
    const those = orders.filter((order) => order.code === code);
    played.push(
      ...(await eachAtOnce(those, async (order) => {
        const session = await confirmed(nameOf(order));
        await play(session, order);
        return { order, session };
      })),
    );
  }
  await settled(qiao);

  const unexpected: object[] = [];
  for (const { order, session } of played) {
    const end = await endOf(session);
    const expected = endsOf(order);
    const isExpected = expected.some((one) => JSON.stringify(one) === JSON.stringify(end));
    if (!isExpected) unexpected.push({ order: nameOf(order), end, expected });
    expect((await tokenOf(qiao, session.appId)) !== undefined).toBe(end.account === 'ACTIVE');
    if (end.account === 'ACTIVE') await callAs(qiao, session.appId);
    expect((await session.ended).status).toBe(end.session);
  }
  expect(unexpected).toEqual([]);
});

describe("an event names another session than the one the browser came back to: the event's counts", () => {
  beforeAll(() => qiao.wechat.settings({ sameCodeInEventAndRedirect: true }));
  const statuses = (...sessions: Prepared[]) =>
    Promise.all(sessions.map(async ({ admin, sessionId }) => (await sessionOf(admin, sessionId)).status));

  test('it comes first: the other session has the code, and the redirect brings nothing', async () => {
    const [ours, theirs] = [await confirmed('first ours'), await confirmed('first theirs')];
    await deliver(theirs.event);
    await atRest(theirs);
    const forged = new URL(ours.redirectUrl);
    forged.searchParams.set('auth_code', codeIn(theirs.redirectUrl));

    const page = fetch(forged);
    await deliver(ours.event);
    await page;
    await atRest(ours);

    expect(await statuses(ours, theirs)).toEqual(['COMPLETED', 'COMPLETED']);
    expect((await accountOf(ours.admin, ours.accountId)).appId).toBe(ours.appId);
    expect((await accountOf(theirs.admin, theirs.accountId)).appId).toBe(theirs.appId);
  });

  test('it comes before the exchange has begun: the code is taken away again', async () => {
    const [ours, theirs] = [await confirmed('taken ours'), await confirmed('taken theirs')];
    // Nobody gets to the exchange.
    await sql(
      qiao,
      `create function hold_exchange() returns trigger language plpgsql as $$ begin raise 'held'; end $$`,
    );
    await sql(
      qiao,
      `create trigger hold before update on authorization_session for each row
         when (new.step = 'EXCHANGING' and new.id = '${ours.id}') execute function hold_exchange()`,
    );
    const forged = new URL(ours.redirectUrl);
    forged.searchParams.set('auth_code', codeIn(theirs.redirectUrl));
    const page = fetch(forged);
    const taken = 'select from authorization_session where id = $1 and code is not null';
    await eventually(async () => (await sql(qiao, taken, [ours.id])).length === 1);

    await deliver(theirs.event);
    await atRest(theirs);
    await sql(qiao, 'drop trigger hold on authorization_session');
    expect(await statuses(ours, theirs)).toEqual(['PENDING', 'COMPLETED']);
    await deliver(ours.event);
    await atRest(ours);
    await page;

    expect(await statuses(ours, theirs)).toEqual(['COMPLETED', 'COMPLETED']);
    expect((await accountOf(ours.admin, ours.accountId)).appId).toBe(ours.appId);
    expect((await accountOf(theirs.admin, theirs.accountId)).appId).toBe(theirs.appId);
    const asked = await exchangesOf(qiao);
    expect(asked.get(codeIn(theirs.redirectUrl))).toHaveLength(1);
  });
});
