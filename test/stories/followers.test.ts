import { beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { apiClient } from '../kit/api-clients.ts';
import type { TestClient } from '../kit/client.ts';
import { sampleCovering } from '../kit/depth.ts';
import { addFollowers } from '../kit/followers.ts';
import {
  type ActivityFilter,
  ChangeImpactDocument,
  FollowerActivityDocument,
  type FollowerFilter,
  ListActivitiesDocument,
  ListActivitiesOfFollowerDocument,
  ListFollowersDocument,
  type ListFollowersQuery,
  RemoveOfficialAccountDocument,
  UpdateFollowerSettingsDocument,
} from '../kit/generated/operations.ts';
import { push, unixSeconds } from '../kit/push.ts';
import { useQiao } from '../kit/shared-qiao.ts';
import { settled, sql } from '../kit/stored.ts';
import { addAccount, authorizeAs, authorized, COMPLETE, errorCodes, listening } from '../kit/stories.ts';

const START = unixSeconds();
const timeOf = (secondsAgo: number) => new Date((START - secondsAgo) * 1000).toISOString();

const qiao = useQiao();
let admin: TestClient;
let accountId: string;
let appId: string;
let originalId: string;

beforeAll(async () => {
  admin = await qiao.caller({ site: 'followers' });
  ({ accountId, appId } = await authorized(qiao, admin, COMPLETE));
  const [account] = await sql<{ original_id: string }>(
    qiao,
    'select original_id from official_account where app_id = $1',
    [appId],
  );
  originalId = account?.original_id ?? '';
  await settled(qiao);
});

interface Deed {
  readonly type: string;
  readonly openId: string;
  readonly eventKey?: string;
  readonly content?: string;
}

/** On the phone: WeChat pushes it, and Qiao books it. */
async function does(...deeds: readonly Deed[]): Promise<void> {
  for (const deed of deeds) await qiao.wechat.call('POST', `/_sandbox/accounts/${appId}/events`, deed);
  await settled(qiao);
}

type FollowerPage = NonNullable<ListFollowersQuery['officialAccount']>['followers'];
type Fields = Readonly<Record<string, string | number>>;

/** A push as WeChat makes it, of a time of one's own; told apart by nothing but its fields. */
function pushes(openId: string, secondsAgo: number, fields: Fields, at = appId) {
  const all = {
    ToUserName: originalId,
    FromUserName: openId,
    CreateTime: START - secondsAgo,
    ...fields,
  };
  const elements = Object.entries(all).map(([name, value]) => `<${name}><![CDATA[${value}]]></${name}>`);
  return push(qiao, `<xml>${elements.join('')}</xml>`, { path: `/wechat/messages/${at}` });
}
const event = (openId: string, Event: string, secondsAgo = 0, fields: Fields = {}) =>
  pushes(openId, secondsAgo, { MsgType: 'event', Event, ...fields });

async function followers(filter: FollowerFilter = {}, client = admin) {
  const { officialAccount } = await client.run(ListFollowersDocument, { account: accountId, filter });
  return officialAccount?.followers.edges.map(({ node }) => node) ?? [];
}
const follower = async (openId: string) => (await followers({ openId }))[0];

async function activities(filter: ActivityFilter = {}) {
  const { officialAccount } = await admin.run(ListActivitiesDocument, {
    account: accountId,
    filter,
    first: 100,
  });
  return officialAccount?.activities.edges.map(({ node }) => node) ?? [];
}
async function activitiesOf(openId: string) {
  const variables = { account: accountId, openId };
  const { officialAccount } = await admin.run(ListActivitiesOfFollowerDocument, variables);
  return (
    officialAccount?.followers.edges.flatMap(({ node }) => node.activities.edges.map(({ node }) => node)) ??
    []
  );
}

describe('what somebody does on the phone', () => {
  test('makes them a follower, and is an activity', async () => {
    await does(
      { type: 'subscribe', openId: 'o-first', eventKey: 'shop-7' },
      { type: 'SCAN', openId: 'o-first', eventKey: 'till-1' },
      { type: 'CLICK', openId: 'o-first', eventKey: 'HELP' },
      { type: 'VIEW', openId: 'o-first', eventKey: 'https://example.com/' },
      { type: 'text', openId: 'o-first', content: '你好 🌉' },
    );

    expect(await follower('o-first')).toMatchObject({
      openId: 'o-first',
      unionId: null,
      subscribed: true,
      subscribedAt: expect.any(String),
      unsubscribedAt: null,
      subscribeScene: 'QR_CODE',
      sceneKey: 'shop-7',
      lastActivityAt: expect.any(String),
    });
    const done = await activitiesOf('o-first');
    expect(done.map(({ kind, detail, source }) => [kind, detail, source])).toEqual([
      ['MESSAGE', { type: 'text', length: 4 }, 'PUSH'],
      ['MENU_VIEW', { url: 'https://example.com/', menuId: '419119257' }, 'PUSH'],
      ['MENU_CLICK', { key: 'HELP' }, 'PUSH'],
      ['SCAN', { sceneKey: 'till-1' }, 'PUSH'],
      ['FOLLOW', { sceneKey: 'shop-7' }, 'PUSH'],
    ]);
  });

  test('is booked by the key of a menu entry, and neither what they scan nor where they are', async () => {
    const scan = { type: 'scancode_push', eventKey: 'SCAN_ME', content: 'my scanned code' };
    const place = { type: 'location_select', eventKey: 'WHERE', content: 'my chosen place' };
    const photo = { type: 'pic_weixin', eventKey: 'PHOTO' };
    const program = { type: 'view_miniprogram', eventKey: 'pages/index' };
    for (const deed of [scan, place, photo, program]) await does({ ...deed, openId: 'o-menu' });

    const done = await activitiesOf('o-menu');
    expect(done.map(({ kind, detail }) => [kind, detail])).toEqual([
      ['MENU_VIEW', { url: 'pages/index', menuId: '419119257' }],
      ['MENU_CLICK', { key: 'PHOTO' }],
      ['MENU_CLICK', { key: 'WHERE' }],
      ['MENU_CLICK', { key: 'SCAN_ME' }],
    ]);
  });

  test('and what they wrote is nowhere', async () => {
    await does({ type: 'text', openId: 'o-secret', content: 'my secret word' });

    const [found] = await sql(
      qiao,
      `select (select json_agg(m) from inbox_message m)::text || (select json_agg(a) from activity a)::text as kept`,
    );
    expect(found?.kept).not.toContain('my secret word');
  });

  test('is told to subscribers', async () => {
    const [stream] = await listening(qiao, 1, () => [
      admin.subscribe(FollowerActivityDocument, { account: accountId }),
    ]);
    await does({ type: 'CLICK', openId: 'o-live', eventKey: 'HELP' });

    const { value } = (await stream?.next()) ?? {};
    expect(value?.data?.followerActivity).toEqual({
      cursor: expect.any(String),
      activity: { kind: 'MENU_CLICK', detail: { key: 'HELP' }, follower: { openId: 'o-live' } },
    });
    await stream?.return?.();
  });
});

describe('however often and in whatever order WeChat pushes', () => {
  test('100 followers in one second, and the same push three times: 100 follows', async () => {
    const openIds = Array.from({ length: 100 }, (_each, index) => `o-crowd-${index}`);
    const answers = await Promise.all(
      [...openIds, ...openIds.slice(0, 10), ...openIds.slice(0, 10)].map((openId) =>
        event(openId, 'subscribe', 60, { EventKey: '' }),
      ),
    );
    await settled(qiao);

    expect(answers.every(({ status, text }) => status === 200 && text === 'success')).toBe(true);
    const crowd = await activities({ kinds: ['FOLLOW'], since: timeOf(60), until: timeOf(59) });
    expect(crowd.map(({ follower }) => follower?.openId).toSorted()).toEqual(openIds.toSorted());
  });

  test('a message that people wrote is known by its number, an event by all that it says', async () => {
    const text = (MsgId: string, secondsAgo: number) =>
      pushes('o-again', secondsAgo, { MsgType: 'text', Content: 'hello', MsgId });
    await Promise.all([text('1', 30), text('1', 30), text('2', 30)]);
    await Promise.all(['A', 'B', 'A'].map((EventKey) => event('o-again', 'CLICK', 20, { EventKey })));
    await settled(qiao);

    const kinds = (await activitiesOf('o-again')).map(({ kind, detail }) => [
      kind,
      detail.key ?? detail.type,
    ]);
    expect(kinds.toSorted()).toEqual([
      ['MENU_CLICK', 'A'],
      ['MENU_CLICK', 'B'],
      ['MESSAGE', 'text'],
      ['MESSAGE', 'text'],
    ]);
  });

  test('what is older never overwrites what is newer, for every order of the same pushes', async () => {
    const deeds = [
      ['subscribe', 400, 'qrscene_first'],
      ['unsubscribe', 300, ''],
      ['subscribe', 200, 'qrscene_second'],
      ['SCAN', 100, 'wall'],
    ] as const;
    const orders = sampleCovering('orders of pushes', permutations(deeds), (order) =>
      order.map(([, secondsAgo], place) => `${secondsAgo} at ${place}`),
    );
    for (const [index, order] of orders.entries())
      for (const [name, secondsAgo, EventKey] of order) {
        await event(`o-order-${index}`, name, secondsAgo, { EventKey });
        // Processed one by one in some orders, and together in others.
        if (index % 2 === 0) await settled(qiao);
      }
    await settled(qiao);

    for (const index of orders.keys()) {
      expect(await follower(`o-order-${index}`)).toMatchObject({
        ...{ subscribed: true, subscribeScene: 'QR_CODE', sceneKey: 'second' },
        ...{ subscribedAt: timeOf(200), unsubscribedAt: timeOf(300), lastActivityAt: timeOf(100) },
      });
      const listed = (await activitiesOf(`o-order-${index}`)).map(({ kind }) => kind);
      expect(listed).toEqual(['SCAN', 'FOLLOW']);
    }
  });

  test.each([
    ['unsubscribe', 'subscribe'],
    ['subscribe', 'unsubscribe'],
  ])('of one second, the unfollow counts: %s, then %s', async (...names) => {
    for (const name of names) await event(`o-second-${names[0]}`, name, 50);
    await settled(qiao);

    expect(await follower(`o-second-${names[0]}`)).toBeUndefined();
  });
});

describe('what is booked', () => {
  const secret = { Latitude: '23.137466', Longitude: '113.352425', Precision: '119.385040' };
  test.each<[what: string, fields: Fields, kinds: readonly (readonly [string, object])[]]>([
    [
      'a follow by a payment has no scene',
      { MsgType: 'event', Event: 'subscribe', EventKey: 'last_trade_no_4200001' },
      [['FOLLOW', { sceneKey: null }]],
    ],
    ['a place is not kept', { MsgType: 'event', Event: 'LOCATION', ...secret }, []],
    [
      'a place that somebody sends is a message',
      { MsgType: 'location', Location_X: '23.1', Location_Y: '113.3', Label: 'home', MsgId: '71' },
      [['MESSAGE', { type: 'location', length: null }]],
    ],
    [
      'an image',
      { MsgType: 'image', PicUrl: 'https://example.com/a', MediaId: 'm', MsgId: '72' },
      [['MESSAGE', { type: 'image', length: null }]],
    ],
    [
      'what became of a template message',
      { MsgType: 'event', Event: 'TEMPLATESENDJOBFINISH', MsgID: '200163836', Status: 'failed:user block' },
      [['TEMPLATE_RESULT', { messageId: '200163836', status: 'failed:user block' }]],
    ],
    ['an event that nobody knows', { MsgType: 'event', Event: 'new_in_2030', EventKey: 'x' }, []],
    ['a message of a kind that nobody knows', { MsgType: 'hologram', MsgId: '73' }, []],
  ])('%s', async (what, fields, kinds) => {
    const openId = `o-${what.replaceAll(' ', '-')}`;

    expect(await pushes(openId, 10, fields)).toMatchObject({ status: 200, text: 'success' });
    await settled(qiao);

    const booked = (await activitiesOf(openId)).map(({ kind, detail }) => [kind, detail]);
    expect(booked).toEqual(kinds);
    const isOwn = kinds.some(([kind]) => kind !== 'TEMPLATE_RESULT');
    expect((await follower(openId))?.lastActivityAt ?? null).toEqual(isOwn ? expect.any(String) : null);
  });

  test('a place is kept where the account says so, and counts as an edit of the account', async () => {
    const update = (location: boolean | null) =>
      admin.run(UpdateFollowerSettingsDocument, { input: { accountId, location } });
    const report = async (secondsAgo: number) => {
      await event('o-placed', 'LOCATION', secondsAgo, secret);
      await settled(qiao);
    };
    const { updateFollowerSettings: first } = await update(true);
    expect(first).toMatchObject({
      officialAccount: { followerSettings: { location: true } },
      userErrors: [],
    });
    await report(9);
    const { updateFollowerSettings: same } = await update(true);
    expect(same.officialAccount?.version).toBe(first.officialAccount?.version);
    const { updateFollowerSettings: last } = await update(null);
    expect(last.officialAccount).toMatchObject({
      followerSettings: { location: false },
      version: (first.officialAccount?.version ?? 0) + 1,
    });
    await report(8);

    expect((await activitiesOf('o-placed')).map(({ kind, detail }) => [kind, detail])).toEqual([
      ['LOCATION', { latitude: 23.137466, longitude: 113.352425, precision: 119.38504 }],
    ]);
    const changes = await sql(
      qiao,
      `select before, after from audit_entry where action = 'updateFollowerSettings' order by id`,
    );
    expect(changes).toEqual([
      { before: { location: false }, after: { location: true } },
      { before: { location: true }, after: { location: false } },
    ]);
  });

  test('what became of a mass message belongs to no follower', async () => {
    const counts = { TotalCount: 4, FilterCount: 4, SentCount: 3, ErrorCount: 1 };
    await event('o-nobody', 'MASSSENDJOBFINISH', 5, {
      MsgID: '1000000003',
      Status: 'send success',
      ...counts,
    });
    await settled(qiao);

    expect(await activities({ kinds: ['MASS_RESULT'] })).toMatchObject([
      {
        follower: null,
        detail: { messageId: '1000000003', status: 'send success', sentCount: 3, errorCount: 1 },
      },
    ]);
    expect(await follower('o-nobody')).toBeUndefined();
  });

  test('a push without a time, once', async () => {
    const xml = `<xml><ToUserName>${originalId}</ToUserName><FromUserName>o-timeless</FromUserName><MsgType>event</MsgType><Event>CLICK</Event><EventKey>K</EventKey></xml>`;
    const path = `/wechat/messages/${appId}`;
    await push(qiao, xml, { path, timestamp: unixSeconds(20) });
    await push(qiao, xml, { path });
    await settled(qiao);

    expect(await activitiesOf('o-timeless')).toHaveLength(1);
  });
});

test('a message counts although WeChat has not said yet what it calls the account', async () => {
  await sql(qiao, 'update official_account set original_id = null where app_id = $1', [appId]);
  await event('o-unnamed', 'subscribe');
  await settled(qiao);
  await sql(qiao, 'update official_account set original_id = $2 where app_id = $1', [appId, originalId]);

  expect(await follower('o-unnamed')).toMatchObject({ subscribed: true });
});

describe('is stored and acknowledged, and nothing is booked:', () => {
  const outcomes = async (openId: string) => {
    const rows = await sql<{ outcome: string }>(
      qiao,
      'select outcome from inbox_message where number > $1 order by number',
      [before],
    );
    expect(await follower(openId)).toBeUndefined();
    return rows.map(({ outcome }) => outcome);
  };
  let before = '0';
  beforeEach(async () => {
    const [last] = await sql<{ number: string }>(qiao, 'select max(number) as number from inbox_message');
    before = last?.number ?? '0';
  });

  test('a message for an account that nobody knows', async () => {
    const answer = await pushes('o-strange', 0, { MsgType: 'event', Event: 'CLICK' }, 'wx0000000000000abc');
    await settled(qiao);

    expect(answer).toMatchObject({ status: 200, text: 'success' });
    expect(await outcomes('o-strange')).toEqual(['UNKNOWN_ACCOUNT']);
  });

  test('a message that is signed for another account than that of its address', async () => {
    const fields = { ToUserName: 'gh_0123456789ab', MsgType: 'event', Event: 'CLICK' };
    await pushes('o-astray', 0, fields);
    await settled(qiao);

    expect(await outcomes('o-astray')).toEqual(['NOT_USED']);
  });

  test('until the account is connected: then what came after the confirmation is booked', async () => {
    const client = await qiao.caller({ site: 'late' });
    const late = await qiao.wechat.account();
    const fields = { ToUserName: late.originalId, MsgType: 'event', Event: 'subscribe' };
    await pushes('o-early', -600, fields, late.appId);
    await pushes('o-too-early', 120, fields, late.appId);
    await settled(qiao);
    expect(await outcomes('o-early')).toEqual(['UNKNOWN_ACCOUNT', 'UNKNOWN_ACCOUNT']);

    const { id } = await addAccount(client, COMPLETE);
    await authorizeAs(qiao, client, id, late.appId);
    await sql(qiao, `select graphile_worker.add_job('inbox.tend', '{}'::json)`);
    await settled(qiao);

    const { officialAccount } = await client.run(ListFollowersDocument, { account: id });
    expect(officialAccount?.followers.edges.map(({ node }) => node.openId)).toEqual(['o-early']);
  });
});

test('followers of a removed account are erased, with what they did, unless there is a basis to retain them', async () => {
  const client = await qiao.caller({ site: 'removing' });
  const counts = () =>
    sql(
      qiao,
      `select (select count(*)::int from follower f where f.account_id = a.id) as followers,
         (select count(*)::int from activity t where t.account_id = a.id) as activities
       from official_account a join installation_site using (installation_id) where site = 'removing' order by a.id`,
    );
  for (const removal of [
    { followerData: 'ERASE' },
    { followerData: 'RETAIN_WITH_BASIS', retentionBasis: 'contract' },
    null,
  ] as const) {
    const { id } = await addAccount(client, {});
    await addFollowers(qiao, id, { followers: 3, activities: 2 });
    if (!removal) continue;
    const { changeImpact } = await client.run(ChangeImpactDocument, { accountId: id, change: 'REMOVE' });
    const input = { accountId: id, impactToken: changeImpact.impactToken, ...removal };
    const { removeOfficialAccount } = await client.run(RemoveOfficialAccountDocument, { input });
    expect(removeOfficialAccount.userErrors).toEqual([]);
  }

  await sql(qiao, `select graphile_worker.add_job('follower.erase-removed', '{}'::json)`);
  await settled(qiao);

  const all = { followers: 3, activities: 6 };
  expect(await counts()).toEqual([{ followers: 0, activities: 0 }, all, all]);
});

describe('followers and activities are seen', () => {
  test('page by page', async () => {
    const seen: string[] = [];
    let after: string | null = null;
    for (;;) {
      const answer: ListFollowersQuery = await admin.run(ListFollowersDocument, {
        account: accountId,
        first: 50,
        after,
      });
      const page: FollowerPage | undefined = answer.officialAccount?.followers;
      const { edges = [], pageInfo, totalCount } = page ?? {};
      seen.push(...edges.map(({ node }) => node.openId));
      after = pageInfo?.endCursor ?? null;
      if (pageInfo?.hasNextPage) continue;
      expect([seen.length, new Set(seen).size]).toEqual([totalCount, totalCount]);
      break;
    }
    expect(await followers({ subscribed: false })).toEqual([]);
  });

  test('by no API client without the scope, not even in the answer to a mutation', async () => {
    const { client } = await apiClient(qiao, admin, ['ACCOUNTS_WRITE']);
    for (const list of ['followers', 'activities']) {
      const answer = await client.ask<unknown, object>(
        `mutation($input: UpdateFollowerSettingsInput!) {
          updateFollowerSettings(input: $input) { officialAccount { ${list} { totalCount } } } }`,
        { input: { accountId } },
      );
      expect(errorCodes(answer)).toEqual(['FORBIDDEN']);
      expect(answer.data).toEqual({ updateFollowerSettings: { officialAccount: null } });
    }
  });

  test('by marketers who may use the account, and by no other', async () => {
    const [one] = await followers({ openId: 'o-first' });
    const [done] = await activitiesOf('o-first');
    const marketer = await qiao.caller({ site: 'followers', user: '18', role: 'marketer' });
    const ask = () =>
      marketer.ask('query($ids: [ID!]!) { nodes(ids: $ids) { __typename } }', { ids: [one?.id, done?.id] });
    const shown = { nodes: [{ __typename: 'Follower' }, { __typename: 'Activity' }] };

    expect((await ask()).data).toEqual(shown);
    await admin.ask(
      'mutation($input: UpdateAccessInput!) { updateAccess(input: $input) { userErrors { code } } }',
      { input: { accountId, mode: 'SELECTED_USERS', addUserIds: ['17'] } },
    );
    expect((await ask()).data).toEqual({ nodes: [null, null] });
    expect(await followers({}, marketer)).toEqual([]);
  });
});

const permutations = <T>(items: readonly T[]): T[][] =>
  items.length === 0
    ? [[]]
    : items.flatMap((item) =>
        permutations(items.filter((one) => one !== item)).map((rest) => [item, ...rest]),
      );
