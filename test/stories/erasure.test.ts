import { randomBytes } from 'node:crypto';
import { beforeAll, describe, expect, test } from 'vitest';
import { ResealService } from '../../src/app/reseal.ts';
import { systemContext } from '../../src/kernel/context.ts';
import { newId } from '../../src/kernel/ids.ts';
import { KeyRing } from '../../src/kernel/secrets.ts';
import { partingDeliveries } from '../../src/modules/deliveries/parting-deliveries.ts';
import { ErasureService } from '../../src/modules/followers/erasure/erasure.service.ts';
import { FollowerService } from '../../src/modules/followers/follower.service.ts';
import type { TestClient } from '../kit/client.ts';
import {
  FollowerActivityDocument,
  ListActivitiesDocument,
  ListActivitiesOfFollowerDocument,
  ListFollowersDocument,
} from '../kit/generated/operations.ts';
import { push, unixSeconds } from '../kit/push.ts';
import { useQiao } from '../kit/shared-qiao.ts';
import { ownId, settled, sql } from '../kit/stored.ts';
import { authorized, COMPLETE, listening } from '../kit/stories.ts';

const START = unixSeconds();
const timeOf = (secondsAgo: number) => new Date((START - secondsAgo) * 1000);

const qiao = useQiao();
let admin: TestClient;
let accountId: string;
let appId: string;
let originalId: string;

beforeAll(async () => {
  admin = await qiao.caller();
  ({ accountId, appId } = await authorized(qiao, admin, COMPLETE));
  const [account] = await sql<{ original_id: string }>(qiao, 'select original_id from official_account');
  originalId = account?.original_id ?? '';
  await settled(qiao);
});

type Fields = Readonly<Record<string, string>>;

/** As WeChat pushes it, also with the OpenID in the address. */
function event(openId: string, Event: string, secondsAgo: number, fields: Fields = {}) {
  const all = {
    ...{ ToUserName: originalId, FromUserName: openId, MsgType: 'event', Event },
    ...{ CreateTime: START - secondsAgo, ...fields },
  };
  const elements = Object.entries(all).map(([name, value]) => `<${name}><![CDATA[${value}]]></${name}>`);
  return push(qiao, `<xml>${elements.join('')}</xml>`, {
    path: `/wechat/messages/${appId}`,
    more: { openid: openId },
  });
}

async function follower(openId: string) {
  const { officialAccount } = await admin.run(ListFollowersDocument, {
    account: accountId,
    filter: { openId },
  });
  return officialAccount?.followers.edges[0]?.node ?? null;
}
async function deedsOf(openId: string) {
  const { officialAccount } = await admin.run(ListActivitiesOfFollowerDocument, {
    account: accountId,
    openId,
  });
  const [found] = officialAccount?.followers.edges ?? [];
  return found?.node.activities.edges.map(({ node }) => node.kind) ?? [];
}
const unfollows = async () => {
  const filter = { kinds: ['UNFOLLOW' as const] };
  const { officialAccount } = await admin.run(ListActivitiesDocument, { account: accountId, filter });
  return officialAccount?.activities.edges.map(({ node }) => node) ?? [];
};
/** Of those who were erased, the times of their unfollows. */
const remembered = () => sql(qiao, 'select unfollowed_at from erased_follower order by unfollowed_at');
const latestOutcomes = async (count: number) => {
  const rows = await sql<{ outcome: string }>(
    qiao,
    'select outcome from inbox_message order by number desc limit $1',
    [count],
  );
  return rows.map(({ outcome }) => outcome);
};

/** Every table of every schema that has the text in some column. */
async function tablesWith(text: string): Promise<string[]> {
  const tables = await sql<{ name: string }>(
    qiao,
    `select c.oid::regclass::text as name from pg_class c join pg_namespace n on n.oid = relnamespace
     where relkind = 'r' and nspname !~ '^pg_' and nspname <> 'information_schema'`,
  );
  const found = await sql<{ name: string }>(
    qiao,
    tables
      .map(
        ({ name }) =>
          `select '${name}' as name where exists (select from ${name} t where strpos(t::text, $1) > 0)`,
      )
      .join(' union all '),
    [text],
  );
  return found.map(({ name }) => name);
}

test('who unfollows is nowhere any more: no table has the OpenID', async () => {
  const openId = 'o-known-by-nobody';
  await event(openId, 'subscribe', 100, { EventKey: 'qrscene_shop-7' });
  await event(openId, 'CLICK', 99, { EventKey: 'HELP' });
  await settled(qiao);
  expect(await tablesWith(openId)).toEqual(['follower']);
  const before = await follower(openId);

  const [stream] = await listening(qiao, 1, () => [
    admin.subscribe(FollowerActivityDocument, { account: accountId }),
  ]);
  await event(openId, 'unsubscribe', 90);
  await settled(qiao);

  expect(await tablesWith(openId)).toEqual([]);
  const { value } = (await stream?.next()) ?? {};
  expect(value?.data?.followerActivity.activity).toEqual({ kind: 'UNFOLLOW', detail: {}, follower: null });
  await stream?.return?.();
  const seen = await admin.ask('query($id: ID!) { node(id: $id) { __typename } }', { id: before?.id });
  expect(seen.data).toEqual({ node: null });
  expect(await unfollows()).toMatchObject([{ detail: {}, follower: null }]);
  const [left] = await sql<{ row: object }>(qiao, 'select to_jsonb(e) as row from erased_follower e');
  expect(left?.row).toMatchObject({
    account_id: ownId(accountId),
    digest: expect.stringMatching(/^[\w-]{43}$/),
  });
});

test.each(['user_authorization_revoke', 'user_authorization_cancellation'])(
  '%s erases the person whom it names, who may be another than the sender',
  async (name) => {
    const openId = `o-${name}`;
    await event(openId, 'subscribe', 80);
    await event('o-sender', 'subscribe', 80);
    await event('o-sender', name, 70, { OpenID: openId, RevokeInfo: '301' });
    await settled(qiao);

    expect(await tablesWith(openId)).toEqual([]);
    expect(await follower('o-sender')).not.toBeNull();
    expect((await unfollows())[0]).toMatchObject({ detail: { event: name }, follower: null });
  },
);

test('twenty pushes at once, each twice, leave what the latest of them says', async () => {
  const deeds = ['subscribe', 'CLICK', 'unsubscribe', 'subscribe', 'unsubscribe'];
  const stays = [...deeds, 'SCAN', 'CLICK'];
  const erased = (await remembered()).length;
  const pushes = stays.map((name, second): Parameters<typeof event> => ['o-stays', name, 60 - second]);
  for (const [second, name] of deeds.entries()) pushes.push(['o-goes', name, 60 - second]);
  await Promise.all([...pushes, ...pushes].toReversed().map((one) => event(...one)));
  await settled(qiao);

  expect(await follower('o-stays')).toMatchObject({
    subscribed: true,
    unsubscribedAt: timeOf(56).toISOString(),
  });
  expect(await deedsOf('o-stays')).toEqual(['MENU_CLICK', 'SCAN']);
  expect(await follower('o-goes')).toBeNull();
  expect(await remembered()).toHaveLength(erased + 1);
});

describe('after somebody was erased', () => {
  test('what comes late changes nothing', async () => {
    await event('o-late', 'subscribe', 50);
    await event('o-late', 'unsubscribe', 40);
    await settled(qiao);
    const before = [await remembered(), await unfollows()];

    for (const name of ['CLICK', 'subscribe', 'SCAN']) await event('o-late', name, 40);
    await event('o-late', 'TEMPLATESENDJOBFINISH', 38, { MsgID: '1', Status: 'success' });
    await settled(qiao);

    expect(await tablesWith('o-late')).toEqual([]);
    expect([await remembered(), await unfollows()]).toEqual(before);
    expect(await latestOutcomes(4)).toEqual(Array(4).fill('NOT_USED'));
  });

  test.each([
    ['subscribe', 'FOLLOW'],
    ['CLICK', 'MENU_CLICK'],
  ])('a later %s begins a new follower, who has nothing of the old one', async (name, kind) => {
    const openId = `o-again-${name}`;
    await event(openId, 'subscribe', 30, { EventKey: 'qrscene_old' });
    await settled(qiao);
    const old = await follower(openId);
    await event(openId, 'unsubscribe', 20);
    await settled(qiao);
    const erased = await remembered();
    await event(openId, name, 10);
    await event(openId, 'SCAN', 25, { EventKey: 'too late' });
    await settled(qiao);

    const fresh = await follower(openId);
    expect(fresh).toMatchObject({
      ...{ subscribed: true, subscribedAt: name === 'subscribe' ? timeOf(10).toISOString() : null },
      ...{
        unsubscribedAt: timeOf(20).toISOString(),
        sceneKey: null,
        lastActivityAt: timeOf(10).toISOString(),
      },
    });
    expect(fresh?.id).not.toBe(old?.id);
    expect(await deedsOf(openId)).toEqual([kind]);
    expect(await remembered()).toHaveLength(erased.length - 1);
  });

  test('the replacement of SECRET_KEYS lets nobody come back', async () => {
    await event('o-rotated', 'unsubscribe', 5);
    await settled(qiao);
    const [old, ring] = [qiao.environment.secretKeys, `new:${randomBytes(32).toString('base64')}`];
    const { installations, newcomers, work } = qiao.services;
    const reseal = (keys: string) => new ResealService({ ...qiao.services, keys: KeyRing.parse(keys) }).run();
    await reseal(`${ring},${old}`);

    const erasure = new ErasureService(KeyRing.parse(ring), partingDeliveries);
    const rotated = new FollowerService(installations, erasure, work, newcomers);
    const late = { change: null, sceneKey: null, isActivity: true, at: timeOf(6) };
    const ctx = systemContext((await installations.ids())[0] ?? '', 'test', newId());
    const sightings = [{ ...late, accountId: ownId(accountId), openId: 'o-rotated' }];
    const booked = await work.write(ctx, 'test', (tx) => rotated.book(tx, ctx, sightings));
    await reseal(`${old},${ring}`);

    expect(booked.size).toBe(0);
    expect(await follower('o-rotated')).toBeNull();
  });

  test('what is left of them is deleted after thirty days', async () => {
    const all = await remembered();
    await sql(
      qiao,
      `update erased_follower set erased_at = now() - interval '30 days' where unfollowed_at = $1`,
      [timeOf(5)],
    );
    await sql(qiao, `select graphile_worker.add_job('follower.delete-old-erased', '{}'::json)`);
    await settled(qiao);

    expect(await remembered()).toEqual(all.slice(0, -1));
  });
});
