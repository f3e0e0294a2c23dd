import { beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { TestClient } from '../kit/client.ts';
import { eventually } from '../kit/eventually.ts';
import { addFollowers } from '../kit/followers.ts';
import {
  ListActivitiesDocument,
  ListFollowersDocument,
  SynchronizationProgressDocument,
  SynchronizeSubscriptionStatusDocument,
} from '../kit/generated/operations.ts';
import { unixSeconds } from '../kit/push.ts';
import { useQiao } from '../kit/shared-qiao.ts';
import { ownId, settled, sql, sqlUnseen, stored } from '../kit/stored.ts';
import { authorized, COMPLETE, listening } from '../kit/stories.ts';
import { countOf, latestOf, resume, start, synchronized } from '../kit/synchronization.ts';

const USER_GET = '/cgi-bin/user/get';
const LONG_AGO = unixSeconds(86_400);

const qiao = useQiao();
let admin: TestClient;
let accountId: string;
let appId: string;

beforeAll(async () => {
  admin = await qiao.caller();
  ({ accountId, appId } = await authorized(qiao, admin, COMPLETE));
  await qiao.wechat.settings({ followerPageSize: 40 });
});

/** Each test begins without followers. */
const seen = new Set<string>();
beforeEach(async () => {
  for (const openId of seen) await does('unsubscribe', openId, { silent: true });
  seen.clear();
  await people(0);
  for (const table of ['activity', 'follower', 'erased_follower', 'synchronization'])
    await sql(qiao, `delete from ${table}`);
});

const people = (count: number, left = 0) =>
  qiao.wechat.call('POST', `/_sandbox/followers/${appId}`, { count, left });
function does(type: string, openId: string, more: object = {}) {
  seen.add(openId);
  return qiao.wechat.call('POST', `/_sandbox/accounts/${appId}/events`, { type, openId, ...more });
}
const calls = async (path = USER_GET) =>
  (await qiao.wechat.requests(path)).filter(({ time }) => Date.parse(time) >= since).length;
let since = 0;
beforeEach(() => {
  since = Date.now();
});

async function openIds(client = admin): Promise<string[]> {
  const rows = await sql<{ open_id: string }>(
    qiao,
    'select open_id from follower where account_id = $1 and subscribed order by open_id',
    [ownId(accountId)],
  );
  expect(await countOf(client, accountId)).toBe(rows.length);
  return rows.map(({ open_id }) => open_id);
}

describe('a synchronization', () => {
  test('adds all followers whom Qiao does not know, page by page, and asks how they came', async () => {
    await people(100);

    const done = await synchronized(qiao, admin, accountId);

    expect(done).toMatchObject({
      status: 'COMPLETED',
      reason: null,
      done: 100,
      total: 100,
      counts: { added: 100, confirmed: 0, updated: 0, leftSilently: 0, unclear: 0 },
      endedAt: expect.any(String),
      resumesAt: null,
      secondsLeft: 0,
    });
    expect(done.perSecond).toBeGreaterThan(0);
    expect(await calls()).toBe(4);
    const { officialAccount } = await admin.run(ListFollowersDocument, { account: accountId, first: 100 });
    const followers = officialAccount?.followers.edges.map(({ node }) => node) ?? [];
    expect(followers).toHaveLength(100);
    for (const one of followers)
      expect(one).toMatchObject({
        subscribed: true,
        subscribedAt: expect.any(String),
        subscribeScene: 'QR_CODE',
        lastActivityAt: null,
      });
    const left = await sql(
      qiao,
      'select cursor, (select count(*)::int from listed_follower) as listed from synchronization where account_id = $1',
      [ownId(accountId)],
    );
    expect(left).toEqual([{ cursor: null, listed: 0 }]);
  });

  test('confirms those whom it knows, and a second one adds nobody', async () => {
    await people(50);
    await synchronized(qiao, admin, accountId);
    const before = await openIds();

    const { counts } = await synchronized(qiao, admin, accountId);

    expect(counts).toEqual({ added: 0, confirmed: 50, updated: 0, leftSilently: 0, unclear: 0 });
    expect(await openIds()).toEqual(before);
  });

  test('erases those who left without a push, like everybody who unfollows', async () => {
    await people(60);
    await does('subscribe', 'o-came-long-ago', { createTime: LONG_AGO });
    await synchronized(qiao, admin, accountId);
    await people(60, 7);
    await does('unsubscribe', 'o-came-long-ago', { silent: true });

    const done = await synchronized(qiao, admin, accountId);

    expect(done).toMatchObject({
      status: 'COMPLETED',
      done: 53,
      counts: { added: 0, confirmed: 53, leftSilently: 8, unclear: 0 },
    });
    expect(await openIds()).toHaveLength(53);
    const { officialAccount } = await admin.run(ListActivitiesDocument, {
      account: accountId,
      filter: { kinds: ['UNFOLLOW'] },
      first: 20,
    });
    const unfollows = officialAccount?.activities.edges.map(({ node }) => node) ?? [];
    expect(unfollows).toHaveLength(8);
    for (const one of unfollows)
      expect(one).toMatchObject({ source: 'SYNCHRONIZATION', follower: null, detail: {} });
    const [found] = await sql<{ count: number }>(
      qiao,
      'select count(*)::int as count from erased_follower where account_id = $1',
      [ownId(accountId)],
    );
    expect(found).toEqual({ count: 8 });
    // A late push from before does not bring them back.
    await does('CLICK', 'o-came-long-ago', { createTime: LONG_AGO + 5, eventKey: 'K' });
    await settled(qiao);
    expect(await openIds()).not.toContain('o-came-long-ago');
  });

  test('keeps those of whom WeChat says that they follow, or says nothing, although the list lacks them', async () => {
    await people(200);
    await synchronized(qiao, admin, accountId);
    await addFollowers(qiao, accountId, { activities: 0, followers: 3 });
    const rows = await sql<{ open_id: string }>(
      qiao,
      'select open_id from follower where subscribed_at is not null order by subscribed_at limit 39',
    );
    // One of the first page cannot be read.
    const openid = [...rows.map((row) => row.open_id), 7];
    await qiao.wechat.fault({ path: USER_GET, times: 1, patch: { data: { openid } } });

    const done = await synchronized(qiao, admin, accountId);

    expect(done).toMatchObject({ counts: { leftSilently: 0, unclear: 3 } });
    expect(await openIds()).toHaveLength(203);
  });

  test('books who follows again', async () => {
    await does('subscribe', 'o-back', { createTime: LONG_AGO });
    await settled(qiao);
    await sql(
      qiao,
      `update follower set subscribed = false, unsubscribed_at = now() - interval '1 hour' where open_id = 'o-back'`,
    );

    const { counts } = await synchronized(qiao, admin, accountId);

    expect(counts).toMatchObject({ added: 0, confirmed: 0, updated: 1 });
    expect(await openIds()).toEqual(['o-back']);
  });
});

describe('followers who come and go while the pages are read', () => {
  test('end as they are in WeChat', async () => {
    ({ accountId, appId } = await authorized(qiao, admin, {}));
    await people(120);
    const half = await hold();
    await start(admin, accountId);
    await half.arrived();
    await does('subscribe', 'o-new');
    await does('subscribe', 'o-new-and-gone');
    await does('unsubscribe', 'o-new-and-gone');
    // With the last one of the first page.
    const left = await persons(0, 39, 119);
    for (const openId of left) await does('unsubscribe', openId);
    await half.release();
    await settled(qiao);

    expect(await latestOf(admin, accountId)).toMatchObject({ status: 'COMPLETED', total: 118 });
    const found = await openIds();
    expect(found).toHaveLength(118);
    expect(found).toContain('o-new');
    for (const openId of ['o-new-and-gone', ...left]) expect(found).not.toContain(openId);
  });

  /** OpenIDs of derived followers. */
  const persons = (...numbers: number[]) =>
    Promise.all(
      numbers.map(async (number) => {
        const { openId } = await qiao.wechat.call<{ openId: string }>(
          'GET',
          `/_sandbox/followers/${appId}?person=person-${number}`,
        );
        return openId;
      }),
    );

  /** Holds the answer of the second page: it was read, and arrives late. */
  async function hold() {
    await qiao.wechat.fault({ path: USER_GET, times: 1, when: 'AFTER', latencyMs: 9_000 });
    return {
      arrived: () => eventually(async () => (await calls()) >= 1),
      release: () => qiao.wechat.clearFaults(),
    };
  }
});

describe('waits, and goes on where it was', () => {
  test('until midnight in Beijing if the calls of the day are used up: no call is made before', async () => {
    ({ accountId, appId } = await authorized(qiao, admin, {}));
    await people(100);
    await qiao.wechat.withSettings({ accountDailyQuota: { [USER_GET]: 2 } }, async () => {
      const waiting = await synchronized(qiao, admin, accountId);
      expect(waiting).toMatchObject({
        status: 'WAITING',
        reason: 'QUOTA_USED_UP',
        done: 80,
        counts: { added: 80 },
        secondsLeft: null,
      });
      const resumesAt = new Date(waiting.resumesAt ?? '');
      expect(resumesAt > new Date()).toBe(true);
      // In the first ten minutes of a day, WeChat's clock may still show the day before.
      expect(resumesAt.toISOString()).toMatch(/T16:(00|10):00/);
      const made = await calls();
      const { id } = await start(admin, accountId);
      expect(id).toBe(waiting.id);
      await sql(
        qiao,
        `select graphile_worker.add_job('follower.synchronize', json_build_object('payload',
        json_build_object('synchronizationId', id), 'installationId', installation_id)) from synchronization where ended_at is null`,
      );
      await settled(qiao);
      expect(await calls()).toBe(made);
      expect(await openIds()).toHaveLength(80);
    });
    await resume(qiao);

    const done = await latestOf(admin, accountId);
    expect(done).toMatchObject({ status: 'COMPLETED', done: 100, counts: { added: 100, confirmed: 0 } });
  });

  test.each([
    [{ errcode: 45011 }, 'TOO_MANY_CALLS'],
    [{ answer: { total: 50, count: 50 } }, 'WECHAT_UNAVAILABLE'],
    [{ answer: { total: 50, count: 0, next_openid: '' } }, 'LIST_INCOMPLETE'],
    [{ answer: { total: 0, count: 0, next_openid: '' } }, 'LIST_INCOMPLETE'],
  ])('a minute after %j: %s, and nobody is erased', async (answer, reason) => {
    await people(50);
    await synchronized(qiao, admin, accountId);
    const before = await openIds();
    await qiao.wechat.fault({ path: USER_GET, times: 2, ...answer });

    const waiting = await synchronized(qiao, admin, accountId);

    expect(waiting).toMatchObject({ status: 'WAITING', reason });
    expect(Date.parse(waiting.resumesAt ?? '') - Date.now()).toBeLessThanOrEqual(60_000);
    await qiao.wechat.clearFaults();
    await resume(qiao);
    expect(await latestOf(admin, accountId)).toMatchObject({
      status: 'COMPLETED',
      done: 50,
      counts: { added: 0, confirmed: 50, leftSilently: 0 },
    });
    expect(await openIds()).toEqual(before);
  });
});

describe('fails, and nobody is erased:', () => {
  test('a list that never adds up', async () => {
    await people(90);
    await synchronized(qiao, admin, accountId);
    await qiao.wechat.fault({ path: USER_GET, times: 99, patch: { total: 95 } });

    await synchronized(qiao, admin, accountId);
    for (let reading = 2; reading <= 3; reading += 1) await resume(qiao);
    await qiao.wechat.clearFaults();

    expect(await latestOf(admin, accountId)).toMatchObject({ status: 'FAILED', reason: 'LIST_INCOMPLETE' });
    expect(await openIds()).toHaveLength(90);
  });

  test.each([
    ['the authorization was withdrawn', { errcode: 61003 }, 'NOT_AUTHORIZED'],
    ['the account lost its verification', { errcode: 48001 }, 'NOT_ALLOWED'],
  ])('%s', async (_what, fault, reason) => {
    await people(50);
    await qiao.wechat.fault({ path: USER_GET, times: 1, ...fault });

    expect(await synchronized(qiao, admin, accountId)).toMatchObject({ status: 'FAILED', reason, done: 0 });
    expect(await openIds()).toEqual([]);
    expect(await synchronized(qiao, admin, accountId)).toMatchObject({ status: 'COMPLETED', done: 50 });
  });
});

test('of twenty who ask at once all get the same one', async () => {
  await people(10);

  await qiao.wechat.fault({ path: USER_GET, times: 1, when: 'AFTER', latencyMs: 9_000 });
  const started = await Promise.all(Array.from({ length: 20 }, () => start(admin, accountId)));
  await qiao.wechat.clearFaults();
  await settled(qiao);

  expect(new Set(started.map(({ id }) => id)).size).toBe(1);
  expect(await latestOf(admin, accountId)).toMatchObject({ status: 'COMPLETED', counts: { added: 10 } });
  expect(await calls()).toBe(2);
});

test('its progress is told at once, and after each page', async () => {
  await people(100);
  const [stream] = await listening(qiao, 1, () => [
    admin.subscribe(SynchronizationProgressDocument, { account: accountId }),
  ]);
  await start(admin, accountId);
  const told: number[] = [];
  for await (const { data } of stream ?? []) {
    const at = data?.synchronizationProgress;
    if (at && at.done !== told.at(-1)) told.push(at.done);
    if (at?.status === 'COMPLETED') break;
  }
  expect(told.at(-1)).toBe(100);
  expect(told.every((done) => [0, 40, 80, 100].includes(done))).toBe(true);

  const [later] = await listening(qiao, 1, () => [
    admin.subscribe(SynchronizationProgressDocument, { account: accountId }),
  ]);
  const { value } = (await later?.next()) ?? {};
  expect(value?.data?.synchronizationProgress).toMatchObject({ status: 'COMPLETED', done: 100 });
  await later?.return?.(undefined as never);
  await settled(qiao);
});

describe('is refused', () => {
  const ask = async () => {
    const { synchronizeSubscriptionStatus } = await admin.run(SynchronizeSubscriptionStatusDocument, {
      input: { accountId },
    });
    return synchronizeSubscriptionStatus;
  };

  test('for an account that may not list its followers, and WeChat is not asked', async () => {
    await sqlUnseen(qiao, 'update official_account set permission_sets = $2 where id = $1', [
      ownId(accountId),
      '[1, 7]',
    ]);
    const before = await stored(qiao);

    expect(await ask()).toEqual({
      synchronization: null,
      userErrors: [
        {
          code: 'CAPABILITY_MISSING',
          message:
            "WeChat does not let Qiao list the followers of this account. The account's administrator did not grant the permission set 2 (user management).",
          path: ['accountId'],
        },
      ],
    });
    expect(await stored(qiao)).toEqual(before);
    expect(await calls()).toBe(0);
  });
});
