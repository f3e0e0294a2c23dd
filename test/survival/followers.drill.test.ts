import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  allDelivered,
  LAST_ACTIVITY,
  OPEN_ID,
  type SandboxActivity,
  type SandboxContact,
  STATUS,
} from '../kit/deliveries.ts';
import { isFull, random } from '../kit/depth.ts';
import { eventually } from '../kit/eventually.ts';
import { type Child, type Processes, startProcesses } from '../kit/processes.ts';
import { push } from '../kit/push.ts';
import { hurry, settled, sql } from '../kit/stored.ts';
import { authorized, COMPLETE } from '../kit/stories.ts';
import {
  type Deed,
  type DrilledPerson,
  drilledPeople,
  shuffledPushes,
  TYPES,
  xmlOf,
} from './followers.kit.ts';
import { runNow } from './kit.ts';

const EVENTS = isFull() ? 20_000 : 400;
const LIMIT_MS = isFull() ? 1_200_000 : 300_000;
const AT_ONCE = 24;
/** While early events are pushed, and again while late ones are. */
const KILLS = isFull() ? 20 : 3;
const SITE = 'followerdrill';

let qiao: Processes;
let appId: string;
let originalId: string;
const people = drilledPeople(EVENTS);
const known = people.filter(({ isKnown }) => isKnown);
const next = random('kills of the followers drill');

describe(`kill -9 of server and worker while ${EVENTS} events are pushed in any order, some more than once`, () => {
  beforeAll(async () => {
    qiao = await startProcesses();
    await qiao.eloqua.settings({ syncMs: 1 });
    ({ appId } = await authorized(qiao, await qiao.caller({ site: SITE }), COMPLETE));
    const [account] = await sql<{ id: string }>(
      qiao,
      'select original_id as id from official_account where app_id = $1',
      [appId],
    );
    originalId = account?.id ?? '';
    await qiao.eloqua.call('POST', '/_sandbox/contacts', {
      ...{ site: SITE, count: known.length, emailAddress: 'known{n}@drill.example' },
      fields: { [OPEN_ID]: 'o-known-{n}' },
    });
    await settled(qiao);
    const deeds = people.flatMap((person) => person.deeds);
    await survive(deeds.filter(({ isLate }) => !isLate));
    await survive(deeds.filter(({ isLate }) => isLate));
  }, LIMIT_MS);
  afterAll(() => qiao.close());

  test('nothing is lost, and nothing waits', async () => {
    const open = `select (select count(*) from inbox_message where outcome is null)::int as messages,
      (select count(*) from inbox_message where outcome not in ('BOOKED', 'NOT_USED'))::int as lost,
      (select count(*) from delivery where status not in ('DELIVERED', 'HELD'))::int as deliveries,
      (select count(*) from delivery_import where ended_at is null)::int as imports`;
    expect(await sql(qiao, open)).toEqual([{ messages: 0, lost: 0, deliveries: 0, imports: 0 }]);
  });

  test('each event is booked once, and who unfollowed is erased with all that was older', async () => {
    const booked = await sql<{ what: string }>(
      qiao,
      `select concat_ws(' ', f.open_id, a.kind, extract(epoch from a.occurred_at)::bigint) as what
       from activity a left join follower f on f.id = a.follower_id`,
    );
    const expected = people.flatMap(({ deeds }) =>
      deeds
        .filter(({ isErased }) => !isErased)
        .map(({ openId, kind, at }) => `${kind === 'UNFOLLOW' ? '' : `${openId} `}${kind} ${at}`),
    );
    expect(booked.map(({ what }) => what).toSorted()).toEqual(expected.toSorted());
    const followers = await sql<{ openId: string }>(qiao, 'select open_id as "openId" from follower');
    const leavers = people.filter(({ course }) => course === 'LEAVES').length;
    expect(followers.map(({ openId }) => openId).toSorted()).toEqual(
      people.flatMap(({ openId, course }) => (course === 'LEAVES' ? [] : openId)).toSorted(),
    );
    expect(await sql(qiao, 'select count(*)::int as count from erased_follower')).toEqual([
      { count: leavers },
    ]);
  });

  test('each contact carries the newest values', async () => {
    const found = (await contacts()).map(({ fields }) => [
      fields[OPEN_ID],
      fields[STATUS],
      fields[LAST_ACTIVITY],
    ]);
    const expected = known.map(({ openId, course, deeds }) => [
      openId,
      course === 'LEAVES' ? 'Unsubscribed' : 'Subscribed',
      String(deeds.at(-1)?.at),
    ]);
    expect(found.toSorted(byFirst)).toEqual(expected.toSorted(byFirst));
  });

  test('each contact has each activity once, also the unfollow', async () => {
    const openIds = new Map((await contacts()).map(({ id, fields }) => [id, fields[OPEN_ID]]));
    const { activities } = await qiao.eloqua.call<{ activities: SandboxActivity[] }>(
      'GET',
      `/_sandbox/activities?site=${SITE}`,
    );
    const found = activities.map(
      (one) => `${openIds.get(one.contactId)} ${one.activityType} ${one.activityDate}`,
    );
    const possible = new Set(known.flatMap((person) => person.deeds.filter(mayBeUntold(person)).map(told)));
    const certain = known.flatMap(({ deeds }) => deeds.map(told)).filter((one) => !possible.has(one));
    expect(found.filter((one) => !possible.has(one)).toSorted()).toEqual(certain.toSorted());
    expect(new Set(found).size).toBe(found.length);
  });

  test('nothing reaches the marketing platform of those who have no contact', async () => {
    expect(await contacts('o-unknown-')).toEqual([]);
    const held = people.flatMap(({ isKnown, course, deeds }) =>
      isKnown || course === 'LEAVES' ? [] : deeds.map(({ openId }) => openId),
    );
    const found = await sql<{ openId: string }>(
      qiao,
      `select f.open_id as "openId" from delivery d left join follower f on f.id = d.follower_id where d.status = 'HELD'`,
    );
    expect(found.map(({ openId }) => openId).toSorted()).toEqual(held.toSorted());
  });

  /** Pushes these while server and worker are killed. Resolves when all is booked, looked up and delivered. */
  async function survive(deeds: readonly Deed[]): Promise<void> {
    const pushes = shuffledPushes(deeds);
    const size = Math.ceil(pushes.length / KILLS);
    for (let at = 0; at < pushes.length; at += size) {
      const queue = pushes.slice(at, at + size);
      const left = Math.floor(next() * queue.length);
      const victim = next() < 0.5 ? qiao.server : qiao.worker;
      await Promise.all([
        pushAll(queue),
        eventually(() => queue.length <= left, LIMIT_MS, 1).then(() => killed(victim)),
      ]);
    }
    await sleep(next() * 1500);
    await killed(qiao.worker);
    await finished();
  }
});

async function pushAll(queue: Deed[]): Promise<void> {
  const one = async () => {
    for (let deed = queue.pop(); deed; deed = queue.pop()) await deliver(deed);
  };
  await Promise.all(Array.from({ length: AT_ONCE }, one));
}

async function killed(victim: Child): Promise<void> {
  await victim.kill();
  // Three minutes pass.
  if (victim === qiao.worker)
    await sql(qiao, 'update delivery_import set lease = now() where lease is not null');
  await victim.start();
}

/** As WeChat does, until it is answered; WeChat tries three times. */
async function deliver(deed: Deed): Promise<void> {
  const xml = xmlOf(originalId, deed);
  await eventually(
    async () => {
      const answer = await push(qiao, xml, { path: `/wechat/messages/${appId}` }).catch(() => null);
      return answer?.text === 'success';
    },
    60_000,
    50,
  );
}

async function finished(): Promise<void> {
  // Otherwise within a minute.
  for (const task of ['inbox.tend', 'delivery.tend']) await runNow(qiao, task);
  await eventually(
    async () => {
      await hurry(
        qiao,
        `locked_at is null and task_id in (select id from graphile_worker._private_tasks where identifier = 'follower.look-up')`,
      );
      const [open] = await sql<{ count: number }>(
        qiao,
        `select ((select count(*) from inbox_message where outcome is null) +
          (select count(*) from follower where looked_up_at is null))::int as count`,
      );
      return open?.count === 0;
    },
    LIMIT_MS,
    100,
  );
  await allDelivered(qiao);
}

async function contacts(search = 'o-known-'): Promise<readonly SandboxContact[]> {
  const path = `/_sandbox/contacts?site=${SITE}&search=${search}`;
  return (await qiao.eloqua.call<{ contacts: SandboxContact[] }>('GET', path)).contacts;
}

/** As the marketing platform has it. */
const told = ({ openId, kind, at }: Deed): string => `${openId} ${TYPES[kind][0]} ${at}`;

/** What arrives after the unfollow is erased, and who is back first has not left. */
const mayBeUntold =
  ({ course }: DrilledPerson) =>
  ({ isErased, isLate, kind }: Deed): boolean =>
    (isErased && isLate) || (course === 'RETURNS' && kind === 'UNFOLLOW');

const byFirst = (
  [one = '']: readonly (string | undefined)[],
  [other = '']: readonly (string | undefined)[],
) => (one < other ? -1 : 1);
