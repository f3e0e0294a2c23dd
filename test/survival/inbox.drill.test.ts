import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { random } from '../kit/depth.ts';
import { eventually } from '../kit/eventually.ts';
import { type Processes, startProcesses } from '../kit/processes.ts';
import { push, unixSeconds } from '../kit/push.ts';
import { settled, sql } from '../kit/stored.ts';
import { authorized, COMPLETE } from '../kit/stories.ts';
import { Holds, runNow } from './kit.ts';

let qiao: Processes;
let appId: string;
let originalId: string;
const holds = new Holds(() => qiao);
beforeAll(async () => {
  qiao = await startProcesses();
  ({ appId } = await authorized(qiao, await qiao.caller(), COMPLETE));
  const [account] = await sql<{ id: string }>(
    qiao,
    'select original_id as id from official_account where app_id = $1',
    [appId],
  );
  originalId = account?.id ?? '';
  await settled(qiao);
});
afterEach(() => holds.letGo());
afterAll(() => qiao.close());

/** How often each was booked. */
async function booked(prefix: string): Promise<Map<string, number>> {
  const rows = await sql<{ what: string; times: number }>(
    qiao,
    `select f.open_id || ' ' || coalesce(a.detail->>'key', a.kind) as what, count(*)::int as times
     from activity a join follower f on f.id = a.follower_id where f.open_id like $1 group by 1`,
    [`${prefix}%`],
  );
  return new Map(rows.map(({ what, times }) => [what, times]));
}

const once = (names: readonly string[]) => new Map(names.toSorted().map((name) => [name, 1]));
const inOrder = (found: Map<string, number>) => new Map([...found].toSorted(([a], [b]) => (a < b ? -1 : 1)));

interface Delivered {
  readonly status: string;
  readonly tries: readonly { readonly ms: number; readonly httpStatus: number | null }[];
}

test('while the database stalls for six seconds, WeChat is answered within five, and every push is booked once', async () => {
  const openIds = Array.from({ length: 40 }, (_each, index) => `o-stall-${index}`);
  const stall = await holds.rows('lock table inbox_message in access exclusive mode');
  const ended = sleep(6000).then(() => stall.pass());

  const delivered = await Promise.all(
    openIds.map((openId) =>
      qiao.wechat.call<{ pushes: Delivered[] }>('POST', `/_sandbox/accounts/${appId}/events`, {
        type: 'subscribe',
        openId,
      }),
    ),
  );
  await ended;
  await settled(qiao);

  const pushes = delivered.flatMap((one) => one.pushes);
  expect(pushes.map(({ status }) => status)).toEqual(openIds.map(() => 'ACCEPTED'));
  const tries = pushes.flatMap((one) => one.tries);
  expect(tries.every(({ ms, httpStatus }) => ms < 5000 && (httpStatus === 200 || httpStatus === 503))).toBe(
    true,
  );
  expect(inOrder(await booked('o-stall'))).toEqual(once(openIds.map((openId) => `${openId} FOLLOW`)));
});

describe('kill -9 of server and worker while 2,000 events are pushed, some more than once', () => {
  const EVENTS = 2000;
  const LEAVE = 50;
  const COME_BACK = 20;
  const AT_ONCE = 24;

  test('each is booked exactly once, and who unfollowed is erased', async () => {
    const next = random('inbox drill');
    const events = Array.from({ length: EVENTS }, (_each, index) => ({
      openId: `o-drill-${index % 200}`,
      key: `K${index}`,
    }));
    const leaving = Array.from({ length: LEAVE }, (_each, index) => `o-leaves-${index}`);
    const coming = leaving.slice(0, COME_BACK);
    const pushes: Pushed[] = [
      ...events,
      ...leaving.flatMap((openId) => ['A', 'B'].map((key) => ({ openId, key, secondsAgo: 20 }))),
      ...leaving.map((openId) => ({ openId, name: 'unsubscribe', key: '', secondsAgo: 10 })),
      ...coming.map((openId) => ({ openId, key: 'BACK' })),
    ];
    const queue = pushes.flatMap((one) => (next() < 0.2 ? [one, one] : [one]));
    queue.sort(() => next() - 0.5);
    let isOver = false;

    const pushing = Promise.all(
      Array.from({ length: AT_ONCE }, async () => {
        for (let event = queue.pop(); event; event = queue.pop()) await deliver(event);
      }),
    ).then(() => {
      isOver = true;
    });
    let kills = 0;
    while (!isOver) {
      await sleep(50 + next() * 400);
      const victim = next() < 0.5 ? qiao.server : qiao.worker;
      await victim.kill();
      await victim.start();
      kills += 1;
    }
    await pushing;
    await settled(qiao);
    // Otherwise within a minute.
    await runNow(qiao, 'inbox.tend');
    await settled(qiao);

    expect(kills).toBeGreaterThan(1);
    expect(inOrder(await booked('o-drill'))).toEqual(
      once(events.map(({ openId, key }) => `${openId} ${key}`)),
    );
    expect(inOrder(await booked('o-leaves'))).toEqual(once(coming.map((openId) => `${openId} BACK`)));
    const [counts] = await sql(
      qiao,
      `select (select count(*)::int from follower where open_id like 'o-leaves%') as followers,
         (select count(*)::int from erased_follower) as erased,
         (select count(*)::int from activity where kind = 'UNFOLLOW') as unfollows`,
    );
    expect(counts).toEqual({ followers: COME_BACK, erased: LEAVE - COME_BACK, unfollows: LEAVE });
    const [open] = await sql(qiao, 'select count(*)::int as count from inbox_message where outcome is null');
    expect(open).toEqual({ count: 0 });
  });

  /** As WeChat does, until it is answered; WeChat tries three times. */
  async function deliver({ openId, name = 'CLICK', key, secondsAgo = 0 }: Pushed): Promise<void> {
    const fields = {
      ToUserName: originalId,
      FromUserName: openId,
      MsgType: 'event',
      Event: name,
      EventKey: key,
    };
    const elements = Object.entries(fields).map(([name, value]) => `<${name}><![CDATA[${value}]]></${name}>`);
    const xml = `<xml>${elements.join('')}<CreateTime>${START - secondsAgo}</CreateTime></xml>`;
    await eventually(async () => {
      const answer = await push(qiao, xml, { path: `/wechat/messages/${appId}` }).catch(() => null);
      return answer?.text === 'success';
    }, 60_000);
  }
});

interface Pushed {
  readonly openId: string;
  readonly key: string;
  readonly name?: string;
  readonly secondsAgo?: number;
}

const START = unixSeconds();
