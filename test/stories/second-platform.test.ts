import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { TestClient } from '../kit/client.ts';
import { allDelivered } from '../kit/deliveries.ts';
import {
  AddOfficialAccountDocument,
  type AddOfficialAccountInput,
  ChangeImpactDocument,
  ConfigureMessageSenderDocument,
  ContactFieldsDocument,
  CreateContactFieldDocument,
  CreateDefaultCampaignDocument,
  GetAccountDetailsDocument,
  GetCampaignDocument,
  InstallationStateDocument,
  ListActivitiesDocument,
  ListFollowersDocument,
  MarketingUsersDocument,
  UpdateAccessDocument,
  type UpdateAccessInput,
  UpdateFieldMappingsDocument,
} from '../kit/generated/operations.ts';
import { type Qiao, startQiao } from '../kit/qiao.ts';
import { tinymailPackage } from '../kit/second-platform/tinymail.package.ts';
import { Tinymail } from '../kit/second-platform/tinymail.ts';
import { outdateCatalogues, ownId, settled, sql, stored, storedButCatalogues } from '../kit/stored.ts';
import { accountOf, addAccount, authorized, errorCodes, TERMS } from '../kit/stories.ts';

/** Every setting that an account needs, by the ids of Tinymail. */
const COMPLETE: AddOfficialAccountInput = {
  openIdFieldId: 'fld-openid',
  subscriptionStatusFieldId: 'fld-state',
  lastActivityFieldId: 'fld-seen',
  defaultCampaign: 'cmp-spring',
  acceptedTermsVersion: TERMS,
};

let tinymail: Tinymail;
let qiao: Qiao;

beforeAll(async () => {
  tinymail = await Tinymail.start();
  qiao = await startQiao({ platform: tinymailPackage(tinymail) });
});
afterAll(async () => {
  await qiao.close();
  await tinymail.close();
});

/** An administrator of a site that has installed Qiao. */
async function given(site: string): Promise<TestClient> {
  expect((await tinymail.install(qiao.url, site)).status).toBe(200);
  return callerOf(site);
}

async function callerOf(site: string): Promise<TestClient> {
  const client = new TestClient(`${qiao.url}/graphql`, await qiao.strangerToken(site, 'ppl-9'));
  qiao.onClose(() => client.close());
  return client;
}

const connectionOf = async (client: TestClient) => {
  const { installation } = await client.run(InstallationStateDocument, {});
  const { status, connection, requirements } = installation;
  return [status, connection.platform, connection.state, requirements.map(({ code }) => code)];
};

test('the schema names the platform that is served', async () => {
  const { data } = await (await given('schema')).ask<unknown, object>(
    '{ __type(name: "MarketingPlatform") { enumValues { name description } } }',
  );
  expect(data).toEqual({ __type: { enumValues: [{ name: 'TINYMAIL', description: 'Tinymail.' }] } });
});

describe('an installation', () => {
  test('is connected by the signed call that installs it', async () => {
    const admin = await given('install');

    expect((await admin.run(InstallationStateDocument, {})).installation).toMatchObject({
      site: 'install',
      status: 'AVAILABLE',
      connection: { platform: 'TINYMAIL', state: 'CONNECTED', userName: 'Mei' },
      requirements: [],
    });
    const rows = await sql(qiao, 'select distinct platform from marketing_connection');
    expect(rows).toEqual([{ platform: 'TINYMAIL' }]);
  });

  test('is not made by a call that somebody else signed, that is old, or that is repeated', async () => {
    const body = { install: 'ins-x', site: 'site-x', siteName: 'x', person: 'X', token: 'tiny_x' };
    const text = JSON.stringify(body);
    const uninstall = { install: 'ins-x', site: 'site-x' };
    const used = tinymail.sign(JSON.stringify(uninstall));
    expect((await tinymail.call(`${qiao.url}/tinymail/uninstall`, uninstall, used)).status).toBe(204);
    const before = await stored(qiao);

    for (const signature of [
      '',
      '1.2.3',
      tinymail.sign(`${text} `),
      tinymail.sign(text, new Date(Date.now() - 6 * 60_000)),
    ])
      expect((await tinymail.call(`${qiao.url}/tinymail/install`, body, signature)).status).toBe(401);
    expect((await tinymail.call(`${qiao.url}/tinymail/uninstall`, uninstall, used)).status).toBe(401);

    expect(await stored(qiao)).toEqual(before);
  });

  test('is not connected by a token of another site', async () => {
    await given('mine');
    const other = tinymail.site('others');
    const body = { install: 'ins-1', site: other.id, siteName: 'others', person: 'X' };
    const { token } = tinymail.site('mine');

    const answer = await tinymail.call(`${qiao.url}/tinymail/install`, { ...body, token });

    expect([answer.status, await answer.json()]).toEqual([422, { outcome: 'WRONG_SITE' }]);
    expect(await connectionOf(await callerOf('others'))).toEqual([
      'UNAVAILABLE',
      'TINYMAIL',
      'NOT_CONNECTED',
      ['CONNECTION_REQUIRED'],
    ]);
  });

  test('whose token ends loses its connection, and a new install brings it back with its accounts', async () => {
    const admin = await given('tokenends');
    const { id } = await addAccount(admin, COMPLETE);
    tinymail.site('tokenends').token = null;
    await outdateCatalogues(qiao, 10);
    await admin.run(ContactFieldsDocument, {});
    expect(await connectionOf(admin)).toEqual(['AVAILABLE', 'TINYMAIL', 'LOST', ['CONNECTION_LOST']]);

    expect((await tinymail.install(qiao.url, 'tokenends')).status).toBe(200);

    expect(await connectionOf(admin)).toEqual(['AVAILABLE', 'TINYMAIL', 'CONNECTED', []]);
    expect((await accountOf(admin, id)).defaultCampaign?.id).toBe(globalId('Campaign:cmp-spring'));
  });

  test('whose tokens are for another platform makes no call with them', async () => {
    const admin = await given('other');
    await settled(qiao);
    const connection = `installation_id = (select id from installation where site = 'other')`;
    await sql(qiao, `update marketing_connection set platform = 'ELOQUA' where ${connection}`);
    const [before, calls] = [await stored(qiao), tinymail.calls.length];

    const input = { purpose: 'OPEN_ID', name: 'A name' } as const;
    const { createContactField } = await admin.run(CreateContactFieldDocument, { input });

    expect(refusals(createContactField)).toEqual(['UPSTREAM_UNAVAILABLE ']);
    expect(tinymail.calls.slice(calls)).toEqual([]);
    expect(await stored(qiao)).toEqual(before);
  });

  test('that is uninstalled is closed and keeps no secret', async () => {
    const admin = await given('uninstall');
    const { id } = await addAccount(admin, COMPLETE);

    expect((await tinymail.uninstall(qiao.url, 'uninstall')).status).toBe(204);

    expect(await connectionOf(admin)).toEqual(['UNINSTALLED', 'TINYMAIL', 'NOT_CONNECTED', ['UNINSTALLED']]);
    expect(errorCodes(await admin.ask(GetAccountDetailsDocument, { id }))).toEqual([
      'INSTALLATION_UNAVAILABLE',
    ]);
    const kept = `select 1 from marketing_connection join installation i on i.id = installation_id
      where i.site = 'uninstall'`;
    expect(await sql(qiao, kept)).toEqual([]);
  });
});

describe('the marketing platform’s data', () => {
  test('has the ids of Tinymail, and is created there', async () => {
    const admin = await given('data');
    const fields = await admin.run(ContactFieldsDocument, { purpose: 'LAST_ACTIVITY' });
    const users = await admin.run(MarketingUsersDocument, {});
    const input = { purpose: 'OPEN_ID', name: 'OpenID' } as const;
    const { createContactField } = await admin.run(CreateContactFieldDocument, { input });
    const { createDefaultCampaign } = await admin.run(CreateDefaultCampaignDocument, {
      input: { name: 'Winter' },
    });
    const { campaign } = await admin.run(GetCampaignDocument, {
      reference: 'https://tinymail.example/#cmp-spring',
    });

    expect(fields.contactFields.edges.map(({ node }) => node.name)).toEqual(['Seen']);
    expect(users.marketingUsers.edges.map(({ node }) => [own(node.id), node.disabled])).toEqual([
      ['ppl-bo', false],
      ['ppl-left', true],
      ['ppl-9', false],
    ]);
    expect(createContactField).toMatchObject({ userErrors: [], contactField: { name: 'OpenID 3' } });
    expect(createDefaultCampaign).toMatchObject({ userErrors: [], campaign: { status: 'ACTIVE' } });
    const site = tinymail.site('data');
    expect(site.all('fields').get(own(createContactField.contactField?.id))).toMatchObject({ type: 'words' });
    const made = site.all('campaigns').get(own(createDefaultCampaign.campaign?.id));
    expect(made).toMatchObject({ state: 'live' });
    expect(campaign).toMatchObject({ name: 'Spring', status: 'ACTIVE', availability: 'AVAILABLE' });
  });
});

describe('an official account', () => {
  test('is added with string ids, authorized in WeChat, and ACTIVE', async () => {
    const admin = await given('active');
    const { accountId } = await authorized(qiao, admin, COMPLETE);

    const { officialAccount } = await admin.run(GetAccountDetailsDocument, { id: accountId });
    expect(officialAccount).toMatchObject({
      status: 'ACTIVE',
      requirements: [],
      mapped: [
        { purpose: 'OPEN_ID', contactField: { id: globalId('ContactField:fld-openid'), name: 'OpenID' } },
        { purpose: 'SUBSCRIPTION_STATUS', contactField: { name: 'Follows' } },
        { purpose: 'LAST_ACTIVITY', contactField: { name: 'Seen' } },
      ],
      campaign: { id: globalId('Campaign:cmp-spring'), name: 'Spring', availability: 'AVAILABLE' },
    });
  });

  test('that lacks a field and its authorization is a DRAFT, which says so', async () => {
    const account = await addAccount(await given('draft'), { ...COMPLETE, openIdFieldId: null });
    expect([account.status, account.requirements.map(({ code }) => code)]).toEqual([
      'DRAFT',
      ['AUTHORIZATION_REQUIRED', 'OPEN_ID_FIELD_REQUIRED'],
    ]);
  });

  test('is not added with what Tinymail does not have', async () => {
    const admin = await given('refused');
    const selected = (id: string) => ({ access: { mode: 'SELECTED_USERS' as const, userIds: [id] } });
    const before = await storedButCatalogues(qiao);
    for (const [wrong, refusal] of [
      [{ openIdFieldId: '100191' }, 'INVALID openIdFieldId'],
      [{ openIdFieldId: 'fld-none' }, 'FIELD_NOT_SUITABLE openIdFieldId'],
      [{ openIdFieldId: 'fld-score' }, 'FIELD_NOT_SUITABLE openIdFieldId'],
      [{ defaultCampaign: '1234' }, 'INVALID defaultCampaign'],
      [{ defaultCampaign: 'cmp-none' }, 'CAMPAIGN_NOT_FOUND defaultCampaign'],
      [{ defaultCampaign: 'cmp-idea' }, 'CAMPAIGN_NOT_ACTIVE defaultCampaign'],
      [selected('17'), 'INVALID access.userIds.0'],
      [selected('ppl-left'), 'USER_NOT_FOUND access.userIds.0'],
    ] as const) {
      const input = { ...COMPLETE, ...wrong };
      const { addOfficialAccount } = await admin.run(AddOfficialAccountDocument, { input });
      expect(refusals(addOfficialAccount)).toEqual([refusal]);
    }
    expect(await storedButCatalogues(qiao)).toEqual(before);
  });

  test('gets other fields and other users', async () => {
    const admin = await given('changes');
    const { id: accountId } = await addAccount(admin, COMPLETE);

    const mappings = { accountId, openIdFieldId: 'fld-openid-2', lastActivityFieldId: null };
    const { updateFieldMappings } = await admin.run(UpdateFieldMappingsDocument, { input: mappings });
    const access: UpdateAccessInput = {
      accountId,
      mode: 'SELECTED_USERS',
      addUserIds: ['ppl-9', 'ppl-bo'],
    };
    const { updateAccess } = await admin.run(UpdateAccessDocument, { input: access });

    expect([updateFieldMappings.userErrors, updateAccess.userErrors]).toEqual([[], []]);
    const { officialAccount } = await admin.run(GetAccountDetailsDocument, { id: accountId });
    expect(officialAccount).toMatchObject({
      mapped: [{ lastKnownName: 'OpenID 2' }, { lastKnownName: 'Follows' }],
      whoMayUse: { viewerMayUse: true, users: [{ name: 'Mei' }, { name: 'Bo' }] },
    });
  });

  test('whose campaign is gone needs another one', async () => {
    const admin = await given('gone');
    const { accountId } = await authorized(qiao, admin, COMPLETE);
    tinymail.site('gone').all('campaigns').delete('cmp-spring');
    await outdateCatalogues(qiao, 10);
    await admin.run(GetAccountDetailsDocument, { id: accountId });

    expect(await accountOf(admin, accountId)).toMatchObject({
      status: 'ACTION_REQUIRED',
      requirements: [{ code: 'DEFAULT_CAMPAIGN_NOT_ACTIVE', path: ['defaultCampaign'] }],
    });
  });
});

test('there are no message senders, which is said, and no change of an account breaks one', async () => {
  const admin = await given('senders');
  const { id: accountId } = await addAccount(admin, COMPLETE);
  const before = await stored(qiao);

  const input = { messageSenderId: 'stp-1', accountId };
  const { configureMessageSender } = await admin.run(ConfigureMessageSenderDocument, { input });
  const impact = await admin.run(ChangeImpactDocument, { accountId, change: 'REMOVE' });

  expect(configureMessageSender.userErrors).toEqual([
    {
      code: 'NOT_FOUND',
      message:
        'There are no message senders: campaigns of your marketing platform have no steps that send messages.',
      path: ['messageSenderId'],
    },
  ]);
  expect(impact.changeImpact).toMatchObject({ messageSenders: { totalCount: 0 } });
  expect(await stored(qiao)).toEqual(before);
});

describe('a follower', () => {
  let admin: TestClient;
  let accountId: string;
  let appId: string;

  beforeAll(async () => {
    admin = await given('followers');
    ({ accountId, appId } = await authorized(qiao, admin, COMPLETE));
  });

  /** What somebody does on the phone; Qiao has booked it. */
  async function does(...deeds: readonly object[]): Promise<void> {
    for (const deed of deeds) await qiao.wechat.call('POST', `/_sandbox/accounts/${appId}/events`, deed);
    await settled(qiao);
  }

  test('who follows is booked', async () => {
    await does({ type: 'subscribe', openId: 'o-tiny', eventKey: 'shop-7' });

    const { officialAccount: found } = await admin.run(ListFollowersDocument, { account: accountId });
    expect(found?.followers.edges.map(({ node }) => node)).toMatchObject([
      { openId: 'o-tiny', subscribed: true, sceneKey: 'shop-7' },
    ]);
    const { officialAccount: done } = await admin.run(ListActivitiesDocument, { account: accountId });
    expect(done?.activities.edges.map(({ node }) => [node.kind, node.follower?.openId])).toEqual([
      ['FOLLOW', 'o-tiny'],
    ]);
  });

  test('whose contact has their OpenID is bound, and the contact gets what they do until they unfollow', async () => {
    const { id } = tinymail
      .site('followers')
      .add('contacts', { address: 'known@customer.example', values: { 'fld-openid': 'o-known' } });
    const contactId = String(id);
    const contact = () => tinymail.site('followers').all('contacts').get(contactId);
    const activities = () =>
      [...tinymail.site('followers').all('activities').values()]
        .filter((one) => one.contact === contactId)
        .map(({ type, campaign }) => [type, campaign]);

    await does({ type: 'subscribe', openId: 'o-known' });
    await does({ type: 'CLICK', openId: 'o-known', eventKey: 'HELP' });
    await allDelivered(qiao);
    expect(contact()).toMatchObject({
      values: { 'fld-openid': 'o-known', 'fld-state': 'Subscribed', 'fld-seen': expect.any(String) },
    });
    expect(activities()).toEqual([
      ['Follow', 'cmp-spring'],
      ['Click menu', 'cmp-spring'],
    ]);

    await does({ type: 'unsubscribe', openId: 'o-known' });
    await allDelivered(qiao);
    expect(contact()).toMatchObject({ values: { 'fld-state': 'Unsubscribed' } });
    expect(activities().at(-1)).toEqual(['Unfollow', 'cmp-spring']);
    expect((await followersOf(admin, accountId)).map(({ openId }) => openId)).toEqual(['o-tiny']);
  });
});

async function followersOf(admin: TestClient, account: string) {
  const { officialAccount } = await admin.run(ListFollowersDocument, { account });
  return officialAccount?.followers.edges.map(({ node }) => node) ?? [];
}

const globalId = (text: string): string => Buffer.from(text).toString('base64url');
/** Tinymail's id inside a global id. */
const own = (id = ''): string => ownId(id);
const refusals = ({ userErrors }: { userErrors: { code: string; path?: readonly string[] | null }[] }) =>
  userErrors.map(({ code, path }) => `${code} ${path?.join('.') ?? ''}`);
