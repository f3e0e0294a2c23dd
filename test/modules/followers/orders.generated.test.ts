import { beforeAll, expect, test } from 'vitest';
import { systemContext } from '../../../src/kernel/context.ts';
import { newId } from '../../../src/kernel/ids.ts';
import type { Sighting } from '../../../src/modules/followers/follower.rules.ts';
import { random } from '../../kit/depth.ts';
import { useQiao } from '../../kit/shared-qiao.ts';
import { ownId, sql } from '../../kit/stored.ts';
import { addAccount } from '../../kit/stories.ts';

const ROUNDS = 10;
const ORDERS = 4;
const START = Date.parse('2026-01-01');

const qiao = useQiao();
let accountId: string;
let installationId: string;
beforeAll(async () => {
  accountId = ownId((await addAccount(await qiao.caller(), {})).id);
  installationId = (await qiao.services.installations.idOfSite('acme')) ?? '';
});

const next = random('orders of sightings');
const oneOf = <T>(items: readonly T[]): T => items[Math.floor(next() * items.length)] as T;

/** What a few followers do, each thing in a second of its own. */
const history = (round: number, order: number): Sighting[] =>
  Array.from({ length: 12 }, (_each, second) => {
    const lot = LOTS[round]?.[second] ?? { follower: 0, change: null, isActivity: true };
    return {
      accountId,
      openId: `o-${round}-${order}-${lot.follower}`,
      at: new Date(START + second * 1000),
      change: lot.change,
      sceneKey: lot.change === 'FOLLOWED' && second % 2 === 0 ? `scene-${second}` : null,
      isActivity: lot.isActivity || lot.change !== null,
    };
  });
const LOTS = Array.from({ length: ROUNDS }, () =>
  Array.from({ length: 12 }, () => ({
    follower: oneOf([0, 1, 2]),
    change: oneOf(['FOLLOWED', 'UNFOLLOWED', null] as const),
    isActivity: next() < 0.7,
  })),
);

async function bookInBatches(sightings: readonly Sighting[]): Promise<void> {
  const ctx = systemContext(installationId, 'test', newId());
  for (let at = 0; at < sightings.length; ) {
    const size = 1 + Math.floor(next() * 6);
    const batch = sightings.slice(at, at + size);
    await qiao.services.work.write(ctx, 'test', (tx) => qiao.services.followers.book(tx, ctx, batch));
    at += size;
  }
}

test('the same pushes in any order, and in any transactions, leave the same followers', async () => {
  for (let round = 0; round < ROUNDS; round += 1)
    for (let order = 0; order < ORDERS; order += 1) {
      const inTime = history(round, order);
      const shuffled = inTime.map((one) => ({ one, lot: next() })).toSorted((a, b) => a.lot - b.lot);
      await bookInBatches(order === 0 ? inTime : shuffled.map(({ one }) => one));
    }

  const rows = await sql<{ round: string; order: string; followers: object }>(
    qiao,
    `select split_part(open_id, '-', 2) as round, split_part(open_id, '-', 3) as "order",
       json_agg(json_build_array(split_part(open_id, '-', 4), subscribed, subscribed_at, unsubscribed_at, subscribe_scene,
         scene_key, last_activity_at) order by open_id) as followers
     from follower group by 1, 2 order by 1, 2`,
  );
  for (const [round, orders] of Map.groupBy(rows, (row) => row.round)) {
    const [expected, ...others] = orders.map(({ followers }) => followers);
    expect(others, `round ${round}`).toEqual(Array(ORDERS - 1).fill(expected));
  }
  expect(rows).toHaveLength(ROUNDS * ORDERS);
});

test('who follows is who followed last', async () => {
  const found = await sql<{ subscribed: boolean; expected: boolean }>(
    qiao,
    `select subscribed, unsubscribed_at is null or subscribed_at > unsubscribed_at as expected from follower`,
  );
  expect(found.filter(({ subscribed, expected }) => subscribed !== (expected ?? false))).toEqual([]);
  expect(found.length).toBeGreaterThan(ROUNDS);
});
