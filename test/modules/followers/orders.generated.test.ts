import { beforeAll, expect, test } from 'vitest';
import { systemContext } from '../../../src/kernel/context.ts';
import { newId } from '../../../src/kernel/ids.ts';
import type { Sighting } from '../../../src/modules/followers/follower.rules.ts';
import { random } from '../../kit/depth.ts';
import { UpdateFollowerSettingsDocument } from '../../kit/generated/operations.ts';
import { useQiao } from '../../kit/shared-qiao.ts';
import { ownId, sql } from '../../kit/stored.ts';
import { addAccount } from '../../kit/stories.ts';

const ROUNDS = 8;
const ORDERS = 2;
const START = Date.parse('2026-01-01');
const HALF_AN_HOUR = 1_800_000;

const qiao = useQiao();
const POLICIES = ['ERASE', 'RETAIN_WITH_BASIS'] as const;
type Policy = (typeof POLICIES)[number];
const accounts = { ERASE: '', RETAIN_WITH_BASIS: '' };
let installationId: string;
beforeAll(async () => {
  const admin = await qiao.caller();
  for (const afterUnfollow of POLICIES) {
    const { id } = await addAccount(admin, {});
    accounts[afterUnfollow] = ownId(id);
    const retentionBasis = afterUnfollow === 'ERASE' ? null : 'a contract';
    await admin.run(UpdateFollowerSettingsDocument, {
      input: { accountId: id, afterUnfollow, retentionBasis },
    });
  }
  installationId = (await qiao.services.installations.idOfSite('acme')) ?? '';
});

const next = random('orders of sightings');
const oneOf = <T>(items: readonly T[]): T => items[Math.floor(next() * items.length)] as T;
const shuffled = <T>(items: readonly T[]): T[] =>
  items
    .map((one) => ({ one, lot: next() }))
    .toSorted((a, b) => a.lot - b.lot)
    .map(({ one }) => one);

/** What a few people do, and results of messages to them; two things may have the same time. */
const LOTS = Array.from({ length: ROUNDS }, () =>
  Array.from({ length: 14 }, () => ({
    person: oneOf([0, 1, 2]),
    step: Math.floor(next() * 10),
    deed: oneOf(['FOLLOWED', 'FOLLOWED', 'UNFOLLOWED', 'CLICK', 'CLICK', 'RESULT', 'WITHDRAWN'] as const),
  })),
);
const history = (policy: Policy, round: number, order: number): Sighting[] =>
  (LOTS[round] ?? []).map(({ person, step, deed }) => ({
    accountId: accounts[policy],
    openId: `o-${policy}-${round}-${order}-${person}`,
    at: new Date(START + step * HALF_AN_HOUR),
    change: deed === 'FOLLOWED' ? deed : /^(UNFOLLOWED|WITHDRAWN)$/.test(deed) ? 'UNFOLLOWED' : null,
    sceneKey: deed === 'FOLLOWED' && step % 2 === 0 ? `scene-${step}` : null,
    isActivity: deed !== 'RESULT',
    cause: deed === 'WITHDRAWN' ? 'CONSENT_WITHDRAWN' : 'UNFOLLOWED',
  }));

/** Whether an unfollow erases; no setting keeps somebody who withdraws their consent. */
const erases = ({ accountId, change, cause }: Sighting) =>
  change === 'UNFOLLOWED' && (accountId === accounts.ERASE || cause === 'CONSENT_WITHDRAWN');

const kindOf = ({ change, isActivity }: Sighting) =>
  change === 'FOLLOWED' ? 'FOLLOW' : change ? 'UNFOLLOW' : isActivity ? 'MENU_CLICK' : 'TEMPLATE_RESULT';

/** As the inbox does, some in each transaction. */
async function bookInBatches(sightings: readonly Sighting[]): Promise<void> {
  const ctx = systemContext(installationId, 'test', newId());
  const { work, followers, activities } = qiao.services;
  for (let at = 0; at < sightings.length; ) {
    const size = 1 + Math.floor(next() * 6);
    const batch = sightings.slice(at, at + size);
    await work.write(ctx, 'test', async (tx) => {
      const ids = await followers.book(tx, ctx, batch);
      const booked = batch.flatMap((one) => {
        const followerId = ids.get(one);
        if (followerId === undefined) return [];
        const fields = {
          kind: kindOf(one),
          occurredAt: one.at,
          source: 'PUSH',
          detail: {},
          order: 0,
        } as const;
        return { accountId: one.accountId, followerId, ...fields };
      });
      await activities.book(tx, ctx, booked);
    });
    at += size;
  }
}

interface Known {
  follower: {
    openId: string;
    subscribed: boolean;
    followed: number | null;
    unfollowed: number | null;
    scene: string | null;
    active: number | null;
    deeds: string[];
  } | null;
  erased: number | null;
}

/**
 * What must be known in the end: the pushes one by one, in the order in which it happened. Of one time, the unfollow is last,
 * and one that erases after one that does not.
 */
function modelOf(sightings: readonly Sighting[]): Known[] {
  const people = new Map<string, Known>();
  const rank = (one: Sighting) => Number(one.change === 'UNFOLLOWED') + Number(erases(one));
  for (const one of sightings.toSorted((a, b) => Number(a.at) - Number(b.at) || rank(a) - rank(b))) {
    const { openId, change, sceneKey, isActivity } = one;
    const at = Number(one.at);
    const known = people.get(openId) ?? { follower: null, erased: null };
    people.set(openId, known);
    if (erases(one)) {
      Object.assign(known, { follower: null, erased: at });
      continue;
    }
    // The result of a message that was sent before.
    if (!isActivity && known.erased !== null && at <= known.erased + 2 * HALF_AN_HOUR) continue;
    known.follower ??= {
      ...{ openId, subscribed: known.erased === null, followed: null, unfollowed: known.erased },
      ...{ scene: null, active: null, deeds: [] },
    };
    known.follower.deeds.push(`${kindOf(one)} ${at}`);
    if (change === 'UNFOLLOWED') Object.assign(known.follower, { subscribed: false, unfollowed: at });
    else if (isActivity) Object.assign(known.follower, { subscribed: true, active: at });
    if (change === 'FOLLOWED') Object.assign(known.follower, { followed: at, scene: sceneKey });
  }
  return [...people.values()];
}

const ms = (column: string) => `(extract(epoch from ${column}) * 1000)::float8`;

test('the same pushes in any order, and in any transactions, leave what they leave in the order of events', async () => {
  const histories = LOTS.flatMap((_lots, round) =>
    Array.from({ length: ORDERS }, (_each, order) => POLICIES.map((policy) => history(policy, round, order))),
  );
  for (const [index, ofBoth] of histories.entries())
    for (const pushes of ofBoth)
      await bookInBatches(index % ORDERS === 0 ? pushes.toSorted((a, b) => +a.at - +b.at) : shuffled(pushes));

  const model = histories.flat().flatMap(modelOf);
  const followers = await sql(
    qiao,
    `select open_id as "openId", subscribed, ${ms('subscribed_at')} as followed, ${ms('unsubscribed_at')} as unfollowed,
       scene_key as scene, ${ms('last_activity_at')} as active, array(
         select kind || ' ' || ${ms('occurred_at')} from activity where follower_id = f.id order by 1) as deeds
     from follower f order by open_id`,
  );
  const expected = model.flatMap(({ follower }) => follower ?? []);
  expect(followers).toEqual(
    expected
      .map((one) => ({ ...one, deeds: one.deeds.toSorted() }))
      .toSorted((a, b) => (a.openId < b.openId ? -1 : 1)),
  );

  const [rest] = await sql<{ erased: number[]; anonymous: number[] }>(
    qiao,
    `select array(select ${ms('unfollowed_at')} from erased_follower order by 1) as erased,
       array(select ${ms('occurred_at')} from activity where follower_id is null order by 1) as anonymous`,
  );
  const erased = model.flatMap(({ follower, erased: at }) => (follower ? [] : (at ?? [])));
  expect(rest?.erased).toEqual(erased.toSorted());
  const unfollows = histories.flat(2).filter(erases);
  expect(rest?.anonymous).toEqual(unfollows.map(({ at }) => Number(at)).toSorted());
});
