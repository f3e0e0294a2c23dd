import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { type Processes, startProcesses } from '../kit/processes.ts';
import { settled, sql } from '../kit/stored.ts';
import { authorized, COMPLETE } from '../kit/stories.ts';
import { Holds } from './kit.ts';

let qiao: Processes;
let appId: string;
const holds = new Holds(() => qiao);
beforeAll(async () => {
  qiao = await startProcesses();
  ({ appId } = await authorized(qiao, await qiao.caller(), COMPLETE));
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
