import { beforeAll, describe, expect, test } from 'vitest';
import type { TestClient } from '../kit/client.ts';
import { allDelivered } from '../kit/deliveries.ts';
import {
  EraseFollowerDocument,
  ExportFollowerDocument,
  ListActivitiesDocument,
  ListFollowersDocument,
  ListPrivacyReceiptsDocument,
  RemoveOfficialAccountDocument,
  UpdateFollowerSettingsDocument,
} from '../kit/generated/operations.ts';
import { push, unixSeconds } from '../kit/push.ts';
import { useQiao } from '../kit/shared-qiao.ts';
import { ownId, settled, sql, sqlUnseen, stored } from '../kit/stored.ts';
import { authorized, COMPLETE } from '../kit/stories.ts';

const START = unixSeconds();
const timeOf = (secondsAgo: number) => new Date((START - secondsAgo) * 1000).toISOString();

const qiao = useQiao();
let admin: TestClient;
let accountId: string;
let appId: string;
let originalId: string;

beforeAll(async () => {
  admin = await qiao.caller();
  ({ accountId, appId } = await authorized(qiao, admin, COMPLETE));
  const [account] = await sql<{ id: string }>(qiao, 'select original_id as id from official_account');
  originalId = account?.id ?? '';
  await settled(qiao);
});

type Push = readonly [name: string, secondsAgo: number, fields?: Readonly<Record<string, string>>];

/** What WeChat pushes of a follower, in this order, until it is booked. */
async function tell(openId: string, ...pushes: readonly Push[]): Promise<void> {
  for (const [Event, secondsAgo, fields = {}] of pushes) {
    const all = {
      ...{ ToUserName: originalId, FromUserName: openId, MsgType: 'event', Event },
      ...{ CreateTime: START - secondsAgo, ...fields },
    };
    const elements = Object.entries(all).map(([name, value]) => `<${name}><![CDATA[${value}]]></${name}>`);
    await push(qiao, `<xml>${elements.join('')}</xml>`, {
      path: `/wechat/messages/${appId}`,
      more: { openid: openId },
    });
  }
  await settled(qiao);
}

async function follower(openId: string) {
  const filter = { openId };
  const { officialAccount } = await admin.run(ListFollowersDocument, { account: accountId, filter });
  return officialAccount?.followers.edges[0]?.node ?? null;
}
const idOf = async (openId: string) => (await follower(openId))?.id ?? '';
async function activities() {
  const { officialAccount } = await admin.run(ListActivitiesDocument, { account: accountId, first: 100 });
  return officialAccount?.activities.edges.map(({ node }) => node) ?? [];
}
const deedsOf = async (openId: string) =>
  (await activities()).filter((one) => one.follower?.openId === openId).map(({ kind }) => kind);
async function receipts() {
  const { officialAccount } = await admin.run(ListPrivacyReceiptsDocument, { account: accountId });
  return officialAccount?.privacyReceipts.edges.map(({ node }) => node) ?? [];
}
const erase = async (followerId: string) =>
  (await admin.run(EraseFollowerDocument, { input: { followerId } })).eraseFollower;
const settings = (afterUnfollow: 'ERASE' | 'RETAIN_WITH_BASIS') =>
  admin.run(UpdateFollowerSettingsDocument, {
    input: { accountId, afterUnfollow, retentionBasis: afterUnfollow === 'ERASE' ? null : 'a contract' },
  });

describe('an account that keeps those who unfollow', () => {
  beforeAll(() => settings('RETAIN_WITH_BASIS'));

  test('keeps the follower and what they did, and a later follow continues the same follower', async () => {
    await tell(
      'o-kept',
      ['subscribe', 100, { EventKey: 'qrscene_shop-7' }],
      ['CLICK', 90],
      ['unsubscribe', 80],
    );
    const kept = await follower('o-kept');

    expect(kept).toMatchObject({
      ...{ subscribed: false, subscribedAt: timeOf(100), unsubscribedAt: timeOf(80) },
      ...{ sceneKey: 'shop-7', lastActivityAt: timeOf(90) },
    });
    expect(await deedsOf('o-kept')).toEqual(['UNFOLLOW', 'MENU_CLICK', 'FOLLOW']);
    expect(await receipts()).toEqual([]);

    await tell('o-kept', ['subscribe', 70], ['SCAN', 95, { EventKey: 'late' }]);

    expect(await follower('o-kept')).toEqual({
      ...{ ...kept, subscribed: true, subscribedAt: timeOf(70), lastActivityAt: timeOf(70) },
      ...{ subscribeScene: null, sceneKey: null },
    });
    expect(await deedsOf('o-kept')).toEqual(['FOLLOW', 'UNFOLLOW', 'MENU_CLICK', 'SCAN', 'FOLLOW']);
  });

  test('erases nevertheless who withdraws their consent, and what is older stays dead', async () => {
    await tell('o-withdraws', ['subscribe', 60], ['unsubscribe', 50]);
    await tell('o-withdraws', ['user_authorization_revoke', 40, { OpenID: 'o-withdraws' }], ['CLICK', 45]);

    expect(await follower('o-withdraws')).toBeNull();
    expect(await deedsOf('o-withdraws')).toEqual([]);
    expect(await receipts()).toMatchObject([
      { kind: 'ERASURE', cause: 'CONSENT_WITHDRAWN', rows: { follower: 1, activity: 2 } },
    ]);
  });

  test('has kept them without a basis once it does not keep them any more: they are erased within an hour', async () => {
    await tell('o-kept', ['unsubscribe', 30]);
    const [before] = await receipts();
    await settings('ERASE');
    await tell('o-follows', ['subscribe', 20]);
    await sql(qiao, `select graphile_worker.add_job('follower.erase-removed', '{}'::json)`);
    await settled(qiao);

    expect(await follower('o-kept')).toBeNull();
    expect(await follower('o-follows')).not.toBeNull();
    const [receipt, ...others] = await receipts();
    expect(receipt).toMatchObject({ cause: 'UNFOLLOWED', rows: { follower: 1, activity: 6 } });
    expect(others[0]).toEqual(before);
    await tell('o-kept', ['CLICK', 31]);
    expect(await follower('o-kept')).toBeNull();
  });
});

describe('eraseFollower', () => {
  test('erases a follower as an unfollow does: what was pushed before stays dead, who comes later is new', async () => {
    await tell('o-asks', ['subscribe', 19], ['CLICK', 18]);
    const id = await idOf('o-asks');

    const { privacyReceipt: receipt, userErrors } = await erase(id);

    expect(userErrors).toEqual([]);
    expect(receipt).toMatchObject({
      ...{ kind: 'ERASURE', cause: 'REQUESTED', rows: { follower: 1, activity: 2 }, platformImportId: null },
    });
    expect((await receipts())[0]).toEqual(receipt);
    await tell('o-asks', ['SCAN', 17, { EventKey: 'late' }]);
    expect(await follower('o-asks')).toBeNull();
    await tell('o-asks', ['CLICK', -3600]);
    const fresh = await follower('o-asks');
    expect(fresh?.id).not.toBe(id);
    expect(await deedsOf('o-asks')).toEqual(['MENU_CLICK']);
  });

  test('erases also who did something by a clock that is ahead', async () => {
    await tell('o-ahead', ['CLICK', -7200]);
    await erase(await idOf('o-ahead'));
    await tell('o-ahead', ['SCAN', -7200, { EventKey: 'late' }]);

    expect(await follower('o-ahead')).toBeNull();
  });

  test('leaves an audit entry that names the receipt, and nobody', async () => {
    await tell('o-audited', ['subscribe', 10]);
    const { privacyReceipt: receipt } = await erase(await idOf('o-audited'));

    const entries = await sql<{ entry: Record<string, unknown> }>(
      qiao,
      `select to_jsonb(e) as entry from audit_entry e where action = 'eraseFollower' order by id desc limit 1`,
    );
    expect(entries[0]?.entry).toMatchObject({
      ...{
        actor_kind: 'USER',
        actor: '17',
        subject_type: 'PrivacyReceipt',
        subject_id: ownId(receipt?.id ?? ''),
      },
      ...{ before: null, after: { kind: 'ERASURE', cause: 'REQUESTED', rows: { follower: 1, activity: 1 } } },
    });
  });

  test('of somebody who was erased before, or never existed, is refused, and nothing happens', async () => {
    await tell('o-erased', ['subscribe', 10]);
    const erased = await idOf('o-erased');
    await erase(erased);
    await allDelivered(qiao);
    const before = await stored(qiao);

    for (const id of [erased, 'Rm9sbG93ZXI6MDE5Mw'])
      expect(await erase(id)).toEqual({
        privacyReceipt: null,
        userErrors: [{ code: 'NOT_FOUND', message: expect.any(String), path: ['followerId'] }],
      });
    expect(await stored(qiao)).toEqual(before);
  });
});

describe('exportFollower', () => {
  const run = async (followerId: string) =>
    (await admin.run(ExportFollowerDocument, { input: { followerId } })).exportFollower;

  test('tells all that is known, and leaves a receipt', async () => {
    await tell(
      'o-wants',
      ['subscribe', 9, { EventKey: 'qrscene_shop-7' }],
      ['CLICK', 8, { EventKey: 'HELP' }],
    );
    await sqlUnseen(
      qiao,
      `update follower set union_id = 'u-wants', contact_id = '77', binding_state = 'BOUND', binding_how = 'LINK',
         bound_at = '2026-11-01' where open_id = 'o-wants'`,
    );

    const { export: given, privacyReceipt: receipt, userErrors } = await run(await idOf('o-wants'));

    expect(userErrors).toEqual([]);
    expect(given?.data).toEqual({
      profile: {
        ...{ openId: 'o-wants', unionId: 'u-wants', subscribed: true, subscribedAt: timeOf(9) },
        ...{ unsubscribedAt: null, subscribeScene: 'QR_CODE', sceneKey: 'shop-7', lastActivityAt: timeOf(8) },
        ...{ messagedAt: null, interactedAt: timeOf(8), messaging: 'ALLOWED' },
      },
      binding: { state: 'BOUND', how: 'LINK', contactId: '77', since: '2026-11-01T00:00:00.000Z' },
      activities: [
        { kind: 'MENU_CLICK', occurredAt: timeOf(8), source: 'PUSH', detail: { key: 'HELP' } },
        { kind: 'FOLLOW', occurredAt: timeOf(9), source: 'PUSH', detail: { sceneKey: 'shop-7' } },
      ],
      activityCount: 2,
    });
    expect(receipt).toMatchObject({ kind: 'EXPORT', cause: 'REQUESTED', rows: { follower: 1, activity: 2 } });
    expect((await receipts())[0]).toEqual(receipt);
    expect(await follower('o-wants')).not.toBeNull();
  });

  test('tells it once under an idempotency key: no copy is kept', async () => {
    const followerId = await idOf('o-wants');
    const again = () =>
      admin.ask<
        { exportFollower: { privacyReceipt: { id: string }; export: { data: object } | null } },
        object
      >(
        `mutation ($input: ExportFollowerInput!) { exportFollower(input: $input) @idempotent(key: "asked once") {
           privacyReceipt { id } export { data } userErrors { code } } }`,
        { input: { followerId } },
      );
    const first = (await again()).data?.exportFollower;
    await allDelivered(qiao);
    const before = await stored(qiao);
    const second = (await again()).data?.exportFollower;

    expect(first?.export?.data).toMatchObject({ profile: { openId: 'o-wants' } });
    expect(second).toEqual({ privacyReceipt: first?.privacyReceipt, export: null, userErrors: [] });
    expect(await stored(qiao)).toEqual(before);
    const keys = before.idempotency_key?.filter(({ mutation }) => mutation === 'exportFollower');
    expect(keys).toMatchObject([
      { object_id: ownId(first?.privacyReceipt.id ?? ''), sealed_secret: null, intent: null },
    ]);
    expect(JSON.stringify(keys)).not.toMatch(/o-wants|u-wants/);
  });

  test('of somebody who is no follower is refused, and leaves no receipt', async () => {
    await allDelivered(qiao);
    const before = await stored(qiao);

    expect(await run('Rm9sbG93ZXI6MDE5Mw')).toEqual({
      ...{ privacyReceipt: null, export: null },
      userErrors: [{ code: 'NOT_FOUND', message: expect.any(String), path: ['followerId'] }],
    });
    expect(await stored(qiao)).toEqual(before);
  });
});

test('an unfollow leaves one receipt for each person, and none for somebody who was not known', async () => {
  const before = await receipts();
  // Two pushes that are booked together leave nobody to erase.
  await tell('o-leaves', ['subscribe', 7]);
  await tell('o-leaves', ['unsubscribe', 6]);
  await tell('o-never-seen', ['unsubscribe', 6]);
  await tell('o-closes', ['subscribe', 5]);
  await tell('o-closes', ['user_authorization_cancellation', 4, { OpenID: 'o-closes' }]);

  const added = (await receipts()).slice(0, -before.length);
  expect(added).toMatchObject([
    { cause: 'WECHAT_ACCOUNT_CLOSED', rows: { follower: 1, activity: 1 } },
    { cause: 'UNFOLLOWED', rows: { follower: 1, activity: 1 } },
  ]);
});

test('the journey of a follow shows when the push arrived, was stored and was processed', async () => {
  await tell('o-travels', ['CLICK', 4], ['subscribe', 3]);
  const id = await idOf('o-travels');
  const steps = 'journey { step at milliseconds }';
  const { data } = await admin.ask<
    { node: { journey: Step[]; activities: { edges: { node: { journey: Step[] } }[] } } },
    object
  >(
    `query ($id: ID!) { node(id: $id) { ... on Follower { ${steps} activities { edges { node { ${steps} } } } } } }`,
    {
      id,
    },
  );
  const { journey = [], activities: deeds } = data?.node ?? {};

  expect(journey.map(({ step }) => step)).toEqual(['RECEIVED', 'STORED', 'PROCESSED']);
  expect(journey[0]?.milliseconds).toBeNull();
  expect(journey.slice(1).every(({ milliseconds }) => milliseconds !== null && milliseconds >= 0)).toBe(true);
  const times = journey.map(({ at }) => at);
  expect(times).toEqual(times.toSorted());
  expect(deeds?.edges[0]?.node.journey).toEqual(journey);
});
interface Step {
  step: string;
  at: string;
  milliseconds: number | null;
}

test('the followers of a removed account are erased with one receipt for all of them', async () => {
  const count = (await sql(qiao, 'select from follower')).length;
  const before = await receipts();
  await admin.run(RemoveOfficialAccountDocument, { input: { accountId, followerData: 'ERASE' } });
  await sql(qiao, `select graphile_worker.add_job('follower.erase-removed', '{}'::json)`);
  await settled(qiao);

  expect(count).toBeGreaterThan(1);
  expect(await sql(qiao, 'select from follower')).toEqual([]);
  const [receipt, ...others] = await receipts();
  expect(receipt).toMatchObject({ cause: 'ACCOUNT_REMOVED', rows: { follower: count } });
  expect(others).toEqual(before);
});
