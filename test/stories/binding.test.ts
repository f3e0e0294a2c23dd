import { beforeAll, describe, expect, test } from 'vitest';
import { BindingStory, OPEN_ID, UNION_ID } from '../kit/bindings.ts';
import type { TestClient } from '../kit/client.ts';
import { allDelivered } from '../kit/deliveries.ts';
import {
  GetBindingsDocument,
  LinkFollowerDocument,
  ListAuditEntriesDocument,
  UnlinkFollowerDocument,
  UpdateFieldMappingsDocument,
  UpdateFollowerSettingsDocument,
} from '../kit/generated/operations.ts';
import { useQiao } from '../kit/shared-qiao.ts';
import { ownId, settled, sql, stored } from '../kit/stored.ts';
import { authorized, COMPLETE } from '../kit/stories.ts';

const SITE = 'binding';
const qiao = useQiao();
let admin: TestClient;
let story: BindingStory;

beforeAll(async () => {
  admin = await qiao.caller({ site: SITE });
  const { accountId, appId } = await authorized(qiao, admin, COMPLETE, { openPlatform: SITE });
  story = new BindingStory(qiao, admin, SITE, accountId, appId);
  await settled(qiao);
});

const link = async (openId: string, contact: { emailAddress: string } | { contactId: string }) => {
  const followerId = (await story.follower(openId)).id;
  const { linkFollower } = await admin.run(LinkFollowerDocument, { input: { followerId, contact } });
  return linkFollower;
};
const unlink = async (openId: string) => {
  const followerId = (await story.follower(openId)).id;
  return (await admin.run(UnlinkFollowerDocument, { input: { followerId } })).unlinkFollower;
};

describe('a new follower', () => {
  test('is bound to the contact that has their OpenID', async () => {
    const contactId = await story.contact('known@example.com', { [OPEN_ID]: 'o-known' });
    await story.follow('o-known');

    expect(await story.follower('o-known')).toMatchObject({
      binding: {
        ...{ state: 'BOUND', how: 'EXISTING_FIELD', since: expect.any(String) },
        contact: { id: contactId, emailAddress: 'known@example.com' },
      },
    });
  });

  test('is held if no contact is known', async () => {
    await story.follow('o-stranger');

    expect((await story.follower('o-stranger')).binding).toEqual({
      ...{ state: 'HELD', how: null, since: null, contact: null },
    });
  });

  test('is in conflict if several contacts have their OpenID', async () => {
    await story.contact('one@example.com', { [OPEN_ID]: 'o-twice' });
    await story.contact('two@example.com', { [OPEN_ID]: 'o-twice' });
    await story.follow('o-twice');

    expect(await story.bindingOf('o-twice')).toEqual(['CONFLICT', null, null]);
  });

  test('is a new contact if the account wants that, with an address that does not say who they are', async () => {
    const settings = { accountId: story.accountId, unbound: 'CREATE_CONTACT' as const };
    await admin.run(UpdateFollowerSettingsDocument, {
      input: { ...settings, createdContactDomain: 'wechat.example.com' },
    });
    await story.follow('o-created');
    await admin.run(UpdateFollowerSettingsDocument, { input: { ...settings, unbound: null } });

    const { id, binding } = await story.follower('o-created');
    const emailAddress = `${ownId(id)}@wechat.example.com`;
    expect(binding).toMatchObject({ state: 'BOUND', how: 'CREATED', contact: { emailAddress } });
    expect(await story.contactsWith(emailAddress)).toMatchObject([{ fields: { [OPEN_ID]: 'o-created' } }]);
  });

  test('is bound when the marketing platform answers again', async () => {
    const contactId = await story.contact('later@example.com', { [OPEN_ID]: 'o-later' });
    await qiao.eloqua.fault({ path: '/api/REST/*', times: 100, httpStatus: 503 });
    await story.follow('o-later');
    expect(await story.bindingOf('o-later')).toEqual(['HELD', null, null]);

    await qiao.eloqua.clearFaults();
    await story.hurried();
    expect(await story.bindingOf('o-later')).toEqual(['BOUND', 'EXISTING_FIELD', contactId]);
  });

  test('is bound by the UnionID if no contact has the OpenID', async () => {
    const contactId = await story.contact('union@example.com', { [UNION_ID]: 'u-union' });
    await sql(qiao, `update official_account set union_id_field = '100193' where app_id = $1`, [story.appId]);
    await sql(
      qiao,
      `insert into follower (installation_id, id, account_id, open_id, union_id, subscribed)
       select installation_id, gen_random_uuid(), id, 'o-union', 'u-union', true from official_account where app_id = $1`,
      [story.appId],
    );
    await sql(qiao, `select graphile_worker.add_job('follower.look-up-forgotten', '{}'::json)`);
    await settled(qiao);
    await sql(qiao, 'update official_account set union_id_field = null where app_id = $1', [story.appId]);

    expect(await story.bindingOf('o-union')).toEqual(['BOUND', 'EXISTING_FIELD', contactId]);
  });
});

describe('linkFollower', () => {
  test('binds to a contact, by its address or ID, and to another one afterwards', async () => {
    const [first, second] = [await story.contact('mei@example.com'), await story.contact('lin@example.com')];
    await story.follow('o-linked');

    expect(await link('o-linked', { emailAddress: ' MEI@example.com ' })).toMatchObject({
      follower: { binding: { state: 'BOUND', how: 'LINK', contact: { id: first } } },
      userErrors: [],
    });
    await allDelivered(qiao);
    const once = await stored(qiao);
    expect((await link('o-linked', { contactId: first })).userErrors).toEqual([]);
    expect(await stored(qiao)).toEqual(once);

    expect((await link('o-linked', { contactId: second })).userErrors).toEqual([]);
    expect(await story.bindingOf('o-linked')).toEqual(['BOUND', 'LINK', second]);
  });

  test('ends a conflict', async () => {
    const [contact] = await story.contactsWith('two@example.com');
    expect((await link('o-twice', { contactId: String(contact?.id) })).userErrors).toEqual([]);
    expect(await story.bindingOf('o-twice')).toEqual(['BOUND', 'LINK', String(contact?.id)]);
  });

  test('is refused if the contact has another follower of the account, does not exist or cannot', async () => {
    await story.follow('o-refused');
    await allDelivered(qiao);
    const before = await stored(qiao);
    const refused = [
      [{ emailAddress: 'known@example.com' }, 'CONFLICT', ['contact']],
      [{ emailAddress: 'nobody@example.com' }, 'NOT_FOUND', ['contact', 'emailAddress']],
      [{ emailAddress: 'no address' }, 'INVALID', ['contact', 'emailAddress']],
      [{ contactId: '99999999' }, 'NOT_FOUND', ['contact', 'contactId']],
      [{ contactId: 'x' }, 'NOT_FOUND', ['contact', 'contactId']],
    ] as const;
    for (const [contact, code, path] of refused)
      expect(await link('o-refused', contact)).toEqual({ follower: null, userErrors: [{ code, path }] });
    expect(await stored(qiao)).toEqual(before);
  });

  test('changes nothing if the marketing platform does not answer', async () => {
    const { id: followerId } = await story.follower('o-refused');
    await qiao.eloqua.fault({ path: '/api/REST/*', times: 100, httpStatus: 503 });
    const contact = { emailAddress: 'mei@example.com' };
    const { linkFollower } = await admin.run(LinkFollowerDocument, { input: { followerId, contact } });
    await qiao.eloqua.clearFaults();

    expect(linkFollower.userErrors).toEqual([
      { code: 'UPSTREAM_UNAVAILABLE', path: ['contact', 'emailAddress'] },
    ]);
    expect(await story.bindingOf('o-refused')).toEqual(['HELD', null, null]);
  });

  test('binds one of several followers who are linked to one contact at once', async () => {
    const contactId = await story.contact('wanted@example.com');
    const openIds = ['o-wants-1', 'o-wants-2', 'o-wants-3', 'o-wants-4'];
    await story.follow(...openIds);
    const answers = await Promise.all(openIds.map((openId) => link(openId, { contactId })));

    expect(answers.filter(({ userErrors }) => userErrors.length === 0)).toHaveLength(1);
    expect(answers.flatMap(({ userErrors }) => userErrors.map(({ code }) => code))).toEqual(
      Array(3).fill('CONFLICT'),
    );
    const states = await Promise.all(openIds.map(async (openId) => (await story.bindingOf(openId))[0]));
    expect(states.toSorted()).toEqual(['BOUND', 'HELD', 'HELD', 'HELD']);
  });

  test('is audited without the contact, because the trail outlives the follower', async () => {
    const { auditEntries } = await admin.run(ListAuditEntriesDocument, {
      filter: { actions: ['linkFollower'] },
      first: 1,
    });
    expect(auditEntries.edges[0]?.node).toMatchObject({
      subjectType: 'Follower',
      before: { bindingState: 'HELD', bindingHow: null },
      after: { bindingState: 'BOUND', bindingHow: 'LINK' },
    });
  });
});

describe('unlinkFollower', () => {
  test('leaves the follower held, also when messages of them come', async () => {
    expect(await unlink('o-known')).toMatchObject({
      follower: { binding: { state: 'HELD', contact: null } },
      userErrors: [],
    });
    await allDelivered(qiao);
    const once = await stored(qiao);
    expect((await unlink('o-known')).userErrors).toEqual([]);
    expect(await stored(qiao)).toEqual(once);

    await story.does({ type: 'text', openId: 'o-known', content: 'hello' });
    await sql(qiao, `select graphile_worker.add_job('follower.look-up-forgotten', '{}'::json)`);
    await settled(qiao);
    expect(await story.bindingOf('o-known')).toEqual(['HELD', null, null]);
  });

  test('lasts until the account gets another field', async () => {
    const input = { accountId: story.accountId, openIdFieldId: '100192' };
    const contactId = await story.contact('other@example.com', { C_WeChat_OpenID_A21: 'o-known' });
    const { updateFieldMappings } = await admin.run(UpdateFieldMappingsDocument, { input });
    expect(updateFieldMappings.userErrors).toEqual([]);
    await settled(qiao);

    expect(await story.bindingOf('o-known')).toEqual(['BOUND', 'EXISTING_FIELD', contactId]);
    expect((await story.bindingOf('o-linked'))[1]).toBe('LINK');
  });
});

test('the rate is the share of those who follow, and lists can be filtered', async () => {
  const [counted] = await sql<{ rate: number; all: number; held: number }>(
    qiao,
    `select (count(*) filter (where binding_state = 'BOUND'))::float8 / count(*) as rate, count(*)::int as "all",
       (count(*) filter (where binding_state = 'HELD'))::int as held from follower`,
  );
  const variables = { account: story.accountId, filter: { binding: 'HELD' as const } };
  const { officialAccount } = await admin.run(GetBindingsDocument, variables);

  expect(officialAccount?.bindingRate).toBe(counted?.rate);
  expect(officialAccount?.followerCount).toBe(counted?.all);
  expect(officialAccount?.followers.edges).toHaveLength(counted?.held ?? 0);
  expect(officialAccount?.followers.edges.every(({ node }) => node.binding.state === 'HELD')).toBe(true);
});

test('an address is null if the marketing platform does not answer, and the contact is shown even so', async () => {
  await qiao.eloqua.fault({ path: '/api/REST/*', times: 100, httpStatus: 503 });
  const { binding } = await story.follower('o-linked');
  await qiao.eloqua.clearFaults();
  expect(binding.contact).toEqual({ id: expect.any(String), emailAddress: null });
});

test('who unfollows is erased with their binding', async () => {
  await story.does({ type: 'unsubscribe', openId: 'o-linked' });
  await settled(qiao);
  expect(await story.followers('o-linked')).toEqual([]);
});
