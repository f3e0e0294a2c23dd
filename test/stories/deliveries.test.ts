import { beforeAll, describe, expect, test } from 'vitest';
import { globalId } from '../../src/graphql/global-id.ts';
import type { TestClient } from '../kit/client.ts';
import { LOCK_WAITS, withClient } from '../kit/database.ts';
import {
  activitiesOf,
  addContact,
  allDelivered,
  bind,
  contactOf,
  importsOf,
  LAST_ACTIVITY,
  leave,
  OPEN_ID,
  STATUS,
  UNION_ID,
  unbind,
} from '../kit/deliveries.ts';
import { sampleCovering } from '../kit/depth.ts';
import { eventually } from '../kit/eventually.ts';
import {
  type DeliveryFilter,
  EraseFollowerDocument,
  ListDeliveriesDocument,
  ListDeliveriesOfActivitiesDocument,
  RedeliverDocument,
  type RedeliverInput,
  SetSceneCampaignDocument,
  UpdateFieldMappingsDocument,
  UpdateFollowerSettingsDocument,
} from '../kit/generated/operations.ts';
import { unixSeconds } from '../kit/push.ts';
import { useQiao } from '../kit/shared-qiao.ts';
import { ownId, settled, sql, stored } from '../kit/stored.ts';
import { accountOf, authorized, COMPLETE, TERMS } from '../kit/stories.ts';

const SITE = 'deliveries';
const DEFAULT_CAMPAIGN = '1234';

const qiao = useQiao();
let admin: TestClient;
let accountId: string;
let appId: string;

beforeAll(async () => {
  admin = await qiao.caller({ site: SITE });
  await qiao.eloqua.settings({ syncMs: 1 });
  ({ accountId, appId } = await authorized(qiao, admin, COMPLETE));
  await settled(qiao);
});

interface Deed {
  readonly type: string;
  readonly openId: string;
  readonly eventKey?: string;
  readonly content?: string;
}

async function does(...deeds: readonly Deed[]): Promise<void> {
  for (const deed of deeds) await qiao.wechat.call('POST', `/_sandbox/accounts/${appId}/events`, deed);
}

/** Somebody who follows and is bound to a new contact. */
async function boundFollower(openId: string): Promise<string> {
  const contactId = await addContact(qiao, SITE, `${openId}@customer.example`);
  await does({ type: 'subscribe', openId });
  await settled(qiao);
  await bind(qiao, accountId, openId, contactId);
  await allDelivered(qiao);
  return contactId;
}

const deliveries = async (filter: DeliveryFilter = {}) => {
  const { officialAccount } = await admin.run(ListDeliveriesDocument, {
    account: accountId,
    first: 100,
    filter,
  });
  return (officialAccount?.deliveries.edges ?? []).map(({ node }) => node);
};
const deliveriesOf = async (openId: string) =>
  (await deliveries()).filter(({ follower }) => follower?.openId === openId);

const redeliver = async (input: Omit<RedeliverInput, 'accountId'>) =>
  (await admin.run(RedeliverDocument, { input: { accountId, ...input } })).redeliver;

describe('a bound follower', () => {
  test('shows OpenID, status and last activity in the contact, which gets what they do as activities', async () => {
    const contactId = await boundFollower('o-bound');
    await does({ type: 'CLICK', openId: 'o-bound', eventKey: 'HELP' });
    await settled(qiao);
    await allDelivered(qiao);
    const { fields } = await contactOf(qiao, SITE, contactId);
    const activities = await activitiesOf(qiao, SITE, contactId);
    expect(activities.map(({ activityType }) => activityType)).toEqual(['Follow', 'Click menu']);
    const account = await accountOf(admin, accountId);
    for (const activity of activities)
      expect(activity).toMatchObject({
        campaignId: DEFAULT_CAMPAIGN,
        assetType: 'WeChat',
        assetName: account.displayName,
      });
    expect(fields).toMatchObject({ [OPEN_ID]: 'o-bound', [STATUS]: 'Subscribed' });
    expect(fields[LAST_ACTIVITY]).toBe(String(activities.at(-1)?.activityDate));
    const found = await deliveriesOf('o-bound');
    expect(found.map(({ subject, activity }) => activity?.kind ?? subject)).toEqual([
      'MENU_CLICK',
      'FOLLOWER',
      'FOLLOW',
    ]);
    for (const delivery of found)
      expect(delivery).toMatchObject({
        destination: 'MARKETING_PLATFORM',
        status: 'DELIVERED',
        reason: null,
        nextAttemptAt: null,
        deliveredAt: expect.any(String),
      });
  });

  test('shows what they did while an import was taking what they did before', async () => {
    const contactId = await boundFollower('o-meanwhile');
    const later = unixSeconds(-60);
    const own = `follower_id = (select id from follower where open_id = 'o-meanwhile') and subject = 'FOLLOWER'`;
    await sql(qiao, `update delivery set status = 'PENDING' where ${own}`);
    await withClient(qiao.database.superuserUrl, async (booking) => {
      // As a push is booked: first the follower, then the delivery.
      await booking.query('begin');
      await booking.query('update follower set last_activity_at = to_timestamp($1) where open_id = $2', [
        later,
        'o-meanwhile',
      ]);
      await booking.query(`update delivery set revision = revision + 1 where ${own}`);
      await sql(
        qiao,
        `select graphile_worker.add_job('delivery.send', json_build_object('installationId', installation_id, 'payload',
          json_build_object('accountId', account_id, 'subject', subject))) from delivery where ${own}`,
      );
      await eventually(async () => (await sql(qiao, LOCK_WAITS)).length > 0);
      await booking.query('commit');
    });
    await allDelivered(qiao);

    expect((await contactOf(qiao, SITE, contactId)).fields[LAST_ACTIVITY]).toBe(String(later));
  });

  test('gets nothing delivered until they are bound, and then everything', async () => {
    const contactId = await addContact(qiao, SITE, 'held@customer.example');
    await does({ type: 'subscribe', openId: 'o-held' }, { type: 'text', openId: 'o-held', content: 'hello' });
    await settled(qiao);
    const held = { status: 'HELD', reason: 'NOT_BOUND', attempts: 0, deliveredAt: null };
    const before = await deliveriesOf('o-held');
    expect(before).toEqual([expect.objectContaining(held), expect.objectContaining(held)]);
    expect(await activitiesOf(qiao, SITE, contactId)).toEqual([]);
    await bind(qiao, accountId, 'o-held', contactId);
    await allDelivered(qiao);
    const types = (await activitiesOf(qiao, SITE, contactId)).map(({ activityType }) => activityType);
    expect(types.toSorted()).toEqual(['Follow', 'Send message']);
    expect((await contactOf(qiao, SITE, contactId)).fields).toMatchObject({ [OPEN_ID]: 'o-held' });
  });

  test('who is not bound any more gets nothing more delivered to the contact', async () => {
    const contactId = await boundFollower('o-unbound');
    await unbind(qiao, accountId, 'o-unbound');
    await does({ type: 'CLICK', openId: 'o-unbound', eventKey: 'HELP' });
    await settled(qiao);
    expect((await activitiesOf(qiao, SITE, contactId)).length).toBe(1);
    expect((await deliveriesOf('o-unbound'))[0]).toMatchObject({
      status: 'HELD',
      activity: { kind: 'MENU_CLICK' },
    });
  });

  test('gets their UnionID written if it is known, beside others of whom it is not', async () => {
    const input = {
      ...{ openIdFieldId: '100192', unionIdFieldId: '100193', subscriptionStatusFieldId: '100194' },
      ...{ defaultCampaign: DEFAULT_CAMPAIGN, acceptedTermsVersion: TERMS },
    };
    const mapped = await authorized(qiao, admin, input, { openPlatform: 'deliveries' });
    await settled(qiao);
    const contacts: string[] = [];
    for (const openId of ['o-with-union', 'o-without-union']) {
      await qiao.wechat.call('POST', `/_sandbox/accounts/${mapped.appId}/events`, {
        type: 'subscribe',
        openId,
      });
      contacts.push(await addContact(qiao, SITE, `${openId}@customer.example`));
    }
    await settled(qiao);
    // WeChat has told both.
    await sql(
      qiao,
      `update follower set union_id = case open_id when 'o-with-union' then 'u-1' end where account_id = $1`,
      [ownId(mapped.accountId)],
    );
    await bind(qiao, mapped.accountId, 'o-with-union', contacts[0] ?? '');
    await bind(qiao, mapped.accountId, 'o-without-union', contacts[1] ?? '');
    await allDelivered(qiao);
    const fields = await Promise.all(contacts.map(async (id) => (await contactOf(qiao, SITE, id)).fields));
    expect(fields[0]).toMatchObject({ C_WeChat_OpenID_A21: 'o-with-union', [UNION_ID]: 'u-1' });
    expect(fields[1]).toMatchObject({ C_WeChat_OpenID_A21: 'o-without-union' });
    expect(fields[1]).not.toHaveProperty(UNION_ID);
  });
});

describe('somebody who has left', () => {
  test('shows the status in their contact, after they were erased, and then the contact is forgotten', async () => {
    const contactId = await boundFollower('o-left');
    await does({ type: 'unsubscribe', openId: 'o-left' });
    await settled(qiao);
    const at = new Date(unixSeconds() * 1000);
    await leave(qiao, accountId, contactId, at);
    await allDelivered(qiao);
    expect((await contactOf(qiao, SITE, contactId)).fields).toMatchObject({
      [OPEN_ID]: 'o-left',
      [STATUS]: 'Unsubscribed',
      [LAST_ACTIVITY]: String(at.getTime() / 1000),
    });
    expect(await sql(qiao, 'select id from delivery where contact_id is not null')).toEqual([]);
  });

  const unfollows = (openId: string) => does({ type: 'unsubscribe', openId });
  const asksToBeErased = async (openId: string) => {
    const [found] = await sql<{ id: string }>(qiao, 'select id from follower where open_id = $1', [openId]);
    const input = { followerId: globalId('Follower', found?.id ?? '') };
    await admin.run(EraseFollowerDocument, { input });
  };
  test.each([
    ['o-parting', 'unfollows', unfollows],
    ['o-erased', 'asks to be erased', asksToBeErased],
  ])('has what they did before delivered, though it waited: %s, who %s', async (openId, _what, goes) => {
    const contactId = await boundFollower(openId);
    await qiao.eloqua.fault({ path: '/api/bulk/*', times: 50, httpStatus: 503 });
    await does({ type: 'CLICK', openId, eventKey: 'PARTING' });
    await settled(qiao);
    await goes(openId);
    await settled(qiao);

    expect(await sql(qiao, 'select from follower where open_id = $1', [openId])).toEqual([]);
    expect(await sql(qiao, `select from activity where detail::text like '%PARTING%'`)).toEqual([]);
    await qiao.eloqua.clearFaults();
    await allDelivered(qiao);

    const activities = await activitiesOf(qiao, SITE, contactId);
    expect(activities.map(({ activityType }) => activityType)).toEqual(
      expect.arrayContaining(['Follow', 'Click menu']),
    );
    expect(await sql(qiao, 'select from delivery where contact_id = $1', [contactId])).toEqual([]);
  });

  test('has their ids cleared where the account says so', async () => {
    const contactId = await boundFollower('o-cleared');
    const settings = (clearIdsAfterUnfollow: boolean) =>
      admin.run(UpdateFollowerSettingsDocument, { input: { accountId, clearIdsAfterUnfollow } });
    await settings(true);
    await does({ type: 'unsubscribe', openId: 'o-cleared' });
    await settled(qiao);
    await leave(qiao, accountId, contactId, new Date());
    await allDelivered(qiao);
    const { fields } = await contactOf(qiao, SITE, contactId);
    expect(fields).not.toHaveProperty(OPEN_ID);
    expect(fields[STATUS]).toBe('Unsubscribed');
    await settings(false);
  });

  test('and is back before that was delivered is subscribed', async () => {
    const contactId = await boundFollower('o-back');
    await qiao.eloqua.fault({ path: '/api/bulk/*', times: 50, httpStatus: 503 });
    await sql(qiao, `delete from follower where open_id = 'o-back'`);
    await leave(qiao, accountId, contactId, new Date());
    await does({ type: 'CLICK', openId: 'o-back', eventKey: 'A' });
    await settled(qiao);
    await bind(qiao, accountId, 'o-back', contactId);
    await qiao.eloqua.clearFaults();
    await allDelivered(qiao);
    expect((await contactOf(qiao, SITE, contactId)).fields).toMatchObject({ [STATUS]: 'Subscribed' });
  });
});

describe('the campaign of an activity', () => {
  test('is that of its scene while it is active, and else the default campaign', async () => {
    const campaign = await qiao.eloqua.addCampaign(SITE, { name: 'Shop 7', currentStatus: 'Active' });
    const set = async (reference: string | null) =>
      (
        await admin.run(SetSceneCampaignDocument, {
          input: { accountId, sceneKey: 'shop-7', campaign: reference },
        })
      ).setSceneCampaign;
    expect(await set(campaign)).toMatchObject({ userErrors: [] });
    const campaignOfScan = async (openId: string) => {
      const contactId = await boundFollower(openId);
      await does({ type: 'SCAN', openId, eventKey: 'shop-7' });
      await settled(qiao);
      await allDelivered(qiao);
      const activities = await activitiesOf(qiao, SITE, contactId);
      return activities.find(({ activityType }) => activityType === 'Scan QR code')?.campaignId;
    };
    expect(await campaignOfScan('o-scene')).toBe(campaign);
    await qiao.eloqua.change(SITE, 'campaigns', campaign, { currentStatus: 'Completed' });
    expect(await campaignOfScan('o-late-scene')).toBe(DEFAULT_CAMPAIGN);
    const { officialAccount } = await admin.run(ListDeliveriesOfActivitiesDocument, {
      account: accountId,
      filter: { kinds: ['SCAN'] },
    });
    expect(officialAccount?.activities.edges.map(({ node }) => node)).toEqual(
      Array(2).fill({
        kind: 'SCAN',
        campaign: { name: 'Shop 7' },
        delivery: { status: 'DELIVERED', reason: null },
      }),
    );
    expect(await set(null)).toMatchObject({ userErrors: [] });
    expect(await sql(qiao, 'select campaign_id from scene_campaign')).toEqual([]);
  });

  test('must be active, and the scene one line', async () => {
    const before = await stored(qiao);
    const draft = await qiao.eloqua.addCampaign(SITE, { name: 'Draft', currentStatus: 'Draft' });
    const refused = async (sceneKey: string, campaign: string | null) =>
      (await admin.run(SetSceneCampaignDocument, { input: { accountId, sceneKey, campaign } }))
        .setSceneCampaign.userErrors;
    expect(await refused('two\nlines', DEFAULT_CAMPAIGN)).toEqual([{ code: 'INVALID', path: ['sceneKey'] }]);
    expect(await refused('shop', draft)).toEqual([{ code: 'CAMPAIGN_NOT_ACTIVE', path: ['campaign'] }]);
    const { campaign: _read, catalogue_read: _too, ...after } = await stored(qiao);
    expect(before).toMatchObject(after);
  });
});

describe('a marketing platform that fails', () => {
  const openId = 'o-patient';
  let contactId: string;
  beforeAll(async () => {
    contactId = await boundFollower(openId);
  });

  const cases = [
    ['does not answer', { reset: true }, 'PLATFORM_UNAVAILABLE'],
    ['asks to wait', { httpStatus: 429 }, 'PLATFORM_UNAVAILABLE'],
    ['is broken', { httpStatus: 503 }, 'PLATFORM_UNAVAILABLE'],
    ['refuses the token for a while', { httpStatus: 401 }, 'CONNECTION_LOST'],
  ] as const;
  test.each(
    sampleCovering<(typeof cases)[number]>('a platform that fails', cases, ([, , reason]) => [reason]),
  )('and %s gets everything later, once', async (name, fault, reason) => {
    const before = (await activitiesOf(qiao, SITE, contactId)).length;
    await qiao.eloqua.fault({ path: '/api/bulk/*', times: 1000, ...fault });
    // Two events of one second that say the same are one.
    await does(
      { type: 'CLICK', openId, eventKey: `A ${name}` },
      { type: 'CLICK', openId, eventKey: `B ${name}` },
    );
    await eventually(async () => {
      const waiting = (await deliveriesOf(openId)).filter(({ status }) => status !== 'DELIVERED');
      return waiting.length === 3 && waiting.every((one) => one.reason === reason && one.nextAttemptAt);
    });
    await qiao.eloqua.clearFaults();
    await allDelivered(qiao);
    expect((await activitiesOf(qiao, SITE, contactId)).length).toBe(before + 2);
  });

  test('and makes one thing wait does not make another wait that comes at that moment', async () => {
    await boundFollower('o-waits');
    await does({ type: 'CLICK', openId: 'o-waits', eventKey: 'A' });
    await settled(qiao);
    await allDelivered(qiao);
    const own = `follower_id = (select id from follower where open_id = 'o-waits') and subject = 'ACTIVITY'`;
    const comes = `${own} and activity_id in (select id from activity where kind = 'MENU_CLICK')`;
    const send = `select graphile_worker.add_job('delivery.send', json_build_object('installationId', installation_id,
        'payload', json_build_object('accountId', account_id, 'subject', subject)),
        job_key := 'delivery.send:' || account_id || ':ACTIVITY', run_at := now() + $1)
      from delivery where ${comes}`;
    await sql(
      qiao,
      `update delivery set status = 'PENDING', next_attempt_at = now() + interval '1 hour' where ${own}`,
    );
    await withClient(qiao.database.superuserUrl, async (booking) => {
      // A worker has seen that nothing is due, and goes on when this is over.
      await booking.query('begin; lock table campaign in access exclusive mode');
      await sql(qiao, send, ['0s']);
      await eventually(async () => (await sql(qiao, LOCK_WAITS)).length > 0);
      await booking.query(`update delivery set next_attempt_at = null where ${comes}`);
      await booking.query(send, ['1s']);
      await booking.query('commit');
    });
    await eventually(
      async () =>
        (await sql(qiao, `select from delivery where ${comes} and status = 'DELIVERED'`)).length > 0,
      30_000,
    );
    await allDelivered(qiao);
  });

  test('is not waited for when it was Qiao that failed', async () => {
    const contactId = await boundFollower('o-own-failure');
    await sql(
      qiao,
      `create function test_fails() returns trigger language plpgsql as $$ begin raise 'test'; end $$;
       create trigger test_fails before update of delivered_at on delivery for each row execute function test_fails()`,
    );
    await does({ type: 'CLICK', openId: 'o-own-failure', eventKey: 'A' });
    const failed = `select from graphile_worker.jobs where task_identifier = 'delivery.send' and last_error is not null`;
    await eventually(async () => (await sql(qiao, failed)).length > 0);
    await sql(qiao, 'drop function test_fails cascade');

    await allDelivered(qiao);
    expect((await activitiesOf(qiao, SITE, contactId)).length).toBe(2);
  });

  test('and whose answer to a run is lost has run it once', async () => {
    const contactId = await boundFollower('o-lost');
    await qiao.eloqua.fault({ path: '/api/bulk/2.0/syncs', times: 2, when: 'AFTER', reset: true });
    await does({ type: 'CLICK', openId: 'o-lost', eventKey: 'A' });
    await settled(qiao);
    await allDelivered(qiao);
    const types = (await activitiesOf(qiao, SITE, contactId)).map(({ activityType }) => activityType);
    expect(types).toEqual(['Follow', 'Click menu']);
  });
});

test('a burst of follows becomes a few imports', async () => {
  const count = 60;
  const added = await qiao.eloqua.call<{ firstId: string }>('POST', '/_sandbox/contacts', {
    ...{ site: SITE, count, emailAddress: 'burst{n}@customer.example' },
  });
  await sql(
    qiao,
    `insert into follower (installation_id, id, account_id, open_id, subscribed, binding_state, binding_how, contact_id, bound_at)
     select installation_id, gen_random_uuid(), id, 'o-burst-' || n, true, 'BOUND', 'LINK', ($2::int + n)::text, now()
     from official_account, generate_series(0, $3::int - 1) n where id = $1`,
    [ownId(accountId), added.firstId, count],
  );
  const before = await importsOf(qiao, SITE);
  await Promise.all(
    Array.from({ length: count }, (_, n) => does({ type: 'subscribe', openId: `o-burst-${n}` })),
  );
  await allDelivered(qiao);
  expect((await importsOf(qiao, SITE)) - before).toBeLessThan(count / 5);
  for (const n of [0, count - 1]) {
    const contactId = String(Number(added.firstId) + n);
    expect((await contactOf(qiao, SITE, contactId)).fields[OPEN_ID]).toBe(`o-burst-${n}`);
    expect((await activitiesOf(qiao, SITE, contactId)).length).toBe(1);
  }
});

test('what was delivered is deleted after 30 days, activities after 400 days, imports after a week', async () => {
  await boundFollower('o-old');
  await does({ type: 'CLICK', openId: 'o-old', eventKey: 'A' });
  await settled(qiao);
  await allDelivered(qiao);
  await sql(
    qiao,
    `update delivery d set delivered_at = now() - interval '31 days' from activity t where t.id = d.activity_id and t.kind = 'FOLLOW'`,
  );
  await sql(qiao, `update delivery_import set ended_at = now() - interval '8 days'`);
  await sql(
    qiao,
    `insert into activity (installation_id, id, account_id, follower_id, kind, occurred_at, source, detail)
     select installation_id, '018bcfe5-6800-7000-8000-000000000000', account_id, id, 'MENU_CLICK', '2023-11-14', 'PUSH', '{}'
     from follower where open_id = 'o-old'`,
  );
  const activities = () => sql(qiao, `select id from activity where id::text < '0190'`);
  expect((await activities()).length).toBe(1);
  for (const job of ['delivery.delete-old', 'activity.delete-old'])
    await sql(qiao, `select graphile_worker.add_job($1, '{}'::json)`, [job]);
  await settled(qiao);
  expect(await activities()).toEqual([]);
  expect(await sql(qiao, 'select id from delivery_import')).toEqual([]);
  expect((await deliveriesOf('o-old')).map(({ subject, activity }) => activity?.kind ?? subject)).toEqual([
    'MENU_CLICK',
    'FOLLOWER',
  ]);
});

test('what has no job is sent by the next look around', async () => {
  const contactId = await boundFollower('o-forgotten');
  await sql(
    qiao,
    `update delivery d set status = 'PENDING', attempts = 0 from follower f
    where f.id = d.follower_id and f.open_id = 'o-forgotten' and d.subject = 'FOLLOWER'`,
  );
  await qiao.eloqua.call('PATCH', `/_sandbox/contacts/${contactId}`, {
    site: SITE,
    fields: { [STATUS]: 'x' },
  });
  await sql(qiao, `select graphile_worker.add_job('delivery.tend', '{}'::json)`);
  await settled(qiao);
  await allDelivered(qiao);
  expect((await contactOf(qiao, SITE, contactId)).fields[STATUS]).toBe('Subscribed');
});

describe('what the marketing platform refuses', () => {
  test('because the contact is gone fails alone: the follower is HELD, and all of it waits for another contact', async () => {
    const contactId = await boundFollower('o-refused');
    const other = await boundFollower('o-fine');
    await qiao.eloqua.call('DELETE', `/_sandbox/contacts/${contactId}?site=${SITE}`);
    await does(
      { type: 'CLICK', openId: 'o-refused', eventKey: 'A' },
      { type: 'CLICK', openId: 'o-fine', eventKey: 'A' },
    );
    await settled(qiao);
    await allDelivered(qiao);
    expect((await activitiesOf(qiao, SITE, other)).length).toBe(2);
    const held = await deliveriesOf('o-refused');
    expect(held.map(({ subject, status, reason }) => [subject, status, reason]).toSorted()).toEqual([
      ['ACTIVITY', 'DELIVERED', null],
      ['ACTIVITY', 'HELD', 'NOT_BOUND'],
      ['FOLLOWER', 'HELD', 'NOT_BOUND'],
    ]);
    expect(
      await sql(qiao, `select binding_state, contact_id from follower where open_id = 'o-refused'`),
    ).toEqual([{ binding_state: 'HELD', contact_id: null }]);
    const again = await addContact(qiao, SITE, 'again@customer.example');
    await bind(qiao, accountId, 'o-refused', again);
    await allDelivered(qiao);
    expect((await activitiesOf(qiao, SITE, again)).map(({ activityType }) => activityType)).toEqual([
      'Click menu',
    ]);
    expect((await contactOf(qiao, SITE, again)).fields[OPEN_ID]).toBe('o-refused');
  });

  test.each([
    ['waits for the next contact', false, 'HELD', 'NOT_BOUND'],
    ['goes to the contact that the follower got meanwhile', true, 'DELIVERED', null],
  ])(
    'because the contact is gone, told after the binding has ended: it %s',
    async (_what, isBoundAgain, status, reason) => {
      const openId = `o-late-${status.toLowerCase()}`;
      await boundFollower(openId);
      await unbind(qiao, accountId, openId);
      const next = await addContact(qiao, SITE, `${openId}-next@customer.example`);
      if (isBoundAgain) await bind(qiao, accountId, openId, next);
      await allDelivered(qiao);
      // As it is where the answer for one import comes after the binding has ended because of the other.
      await sql(
        qiao,
        `with late as (
        update delivery d set status = 'FAILED', reason = 'CONTACT_MISSING', requested_at = now() - interval '1 minute'
        from follower f where f.id = d.follower_id and f.open_id = $1 and d.subject = 'ACTIVITY' returning d.*)
      select graphile_worker.add_job('delivery.unbind-missing', json_build_object('installationId', installation_id, 'payload',
        json_build_object('accountId', account_id))) from late`,
        [openId],
      );
      await allDelivered(qiao);
      const [activity] = await deliveriesOf(openId).then((all) =>
        all.filter((one) => one.subject === 'ACTIVITY'),
      );
      expect(activity).toMatchObject({ status, reason });
      expect((await activitiesOf(qiao, SITE, next)).length).toBe(isBoundAgain ? 1 : 0);
    },
  );

  test('fails with the reason, and is tried again on request', async () => {
    await boundFollower('o-again');
    await sql(
      qiao,
      `update delivery d set status = 'FAILED', reason = 'VALUE_REFUSED' from follower f
       where f.id = d.follower_id and f.open_id = 'o-again'`,
    );
    const [left] = await deliveries({ statuses: ['FAILED'] });
    expect(await redeliver({ deliveryIds: [left?.id ?? ''] })).toMatchObject({ count: 1, userErrors: [] });
    await allDelivered(qiao);
    expect((await deliveries({ statuses: ['FAILED'] })).length).toBe(1);
    expect(await redeliver({ reasons: ['VALUE_REFUSED'] })).toMatchObject({ count: 1, userErrors: [] });
    await allDelivered(qiao);
    expect(await deliveries({ statuses: ['FAILED'] })).toEqual([]);
    const before = await stored(qiao);
    expect(await redeliver({ deliveryIds: [accountId] })).toEqual({
      officialAccount: null,
      count: null,
      userErrors: [{ code: 'NOT_FOUND', path: ['deliveryIds'] }],
    });
    expect(await redeliver({ subject: 'ACTIVITY', reasons: ['CONTACT_MISSING'] })).toMatchObject({
      count: 0,
      userErrors: [],
    });
    expect(await stored(qiao)).toEqual(before);
  });

  test('because an optional contact field is gone is written without it, and the account advises another', async () => {
    const contactId = await boundFollower('o-field');
    await qiao.eloqua.remove(SITE, 'fields', '100195');
    await qiao.eloqua.call('PATCH', `/_sandbox/contacts/${contactId}`, {
      site: SITE,
      fields: { [STATUS]: 'x' },
    });
    await does({ type: 'CLICK', openId: 'o-field', eventKey: 'A' });
    await settled(qiao);
    await allDelivered(qiao);
    expect((await contactOf(qiao, SITE, contactId)).fields[STATUS]).toBe('Subscribed');
    const { status, requirements } = await accountOf(admin, accountId);
    expect(status).toBe('ACTIVE');
    expect(requirements.map(({ code }) => code)).toContain('MAPPED_FIELD_MISSING');
  });

  test('because the OpenID field is gone waits until the account is active again', async () => {
    const contactId = await boundFollower('o-openid');
    await qiao.eloqua.remove(SITE, 'fields', '100191');
    await does({ type: 'CLICK', openId: 'o-openid', eventKey: 'A' });
    await eventually(async () => (await accountOf(admin, accountId)).status === 'ACTION_REQUIRED');
    await settled(qiao);
    const waiting = (await deliveriesOf('o-openid')).find(({ subject }) => subject === 'FOLLOWER');
    expect(waiting).toMatchObject({ status: 'PENDING', reason: 'FIELD_MISSING' });
    const openIdFieldId = await qiao.eloqua.addField(SITE, {
      name: 'Another OpenID',
      internalName: 'C_Another1',
    });
    await admin.run(UpdateFieldMappingsDocument, { input: { accountId, openIdFieldId } });
    await allDelivered(qiao);
    expect((await contactOf(qiao, SITE, contactId)).fields).toMatchObject({ C_Another1: 'o-openid' });
  });
});
