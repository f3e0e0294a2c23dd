import { beforeAll, describe, expect, test } from 'vitest';
import { digest } from '../../src/kernel/secrets.ts';
import type { TestClient } from '../kit/client.ts';
import { eventually } from '../kit/eventually.ts';
import { addBindings, addFollowers } from '../kit/followers.ts';
import { siteName } from '../kit/qiao.ts';
import { configuredStep, senderAccount } from '../kit/senders.ts';
import { useQiao } from '../kit/shared-qiao.ts';
import { sql, stored, storedButCatalogues } from '../kit/stored.ts';
import { addAccount, COMPLETE, errorCodes, openSession } from '../kit/stories.ts';

const qiao = useQiao();
let admin: TestClient;
beforeAll(async () => {
  admin = await qiao.caller();
});

type Payload = Record<string, unknown> & { userErrors: { code: string }[] };

/** What one mutation answers, with a key of its caller's. */
async function once(client: TestClient, mutation: string, input: object, key: string) {
  const answer = await client.ask<Record<string, Payload>, object>(documentOf(mutation), { input, key });
  return { ...answer, payload: answer.data?.[mutation] ?? ({} as Payload) };
}

const documentOf = (mutation: string) => {
  const type = mutation.replace(/^./, (letter) => letter.toUpperCase());
  return `mutation($input: ${type}Input!, $key: String!) {
    ${mutation}(input: $input) @idempotent(key: $key) { ${RESULTS[mutation]} userErrors { code } }
  }`;
};

const RESULTS: Record<string, string> = {
  addOfficialAccount: 'officialAccount { id status description }',
  adoptExistingContacts: 'contactAdoption { id dryRun }',
  authorizeAccount: 'authorizationSession { id launchUrl }',
  cancelAuthorization: 'authorizationSession { id status }',
  configureMessageSender: 'messageSender { id status }',
  createApiKey: 'apiKey { id name } secret',
  createBindingLink: 'bindingLink { id url }',
  createContactField: 'contactField { id name }',
  createDefaultCampaign: 'campaign { id name }',
  deleteBindingLink: 'officialAccount { id bindingLinks { totalCount } }',
  eraseFollower: 'privacyReceipt { id }',
  exportFollower: 'privacyReceipt { id }',
  linkFollower: 'follower { id binding { how } }',
  redeliver: 'officialAccount { id } count',
  removeOfficialAccount: 'officialAccount { id status }',
  renewDefaultCampaign: 'campaign { id endAt }',
  revokeApiKey: 'apiKey { id revokedAt }',
  setSceneCampaign: 'officialAccount { id }',
  synchronizeSubscriptionStatus: 'synchronization { id }',
  signOutUser: 'marketingUser { id }',
  unlinkFollower: 'follower { id binding { state } }',
  updateAccess: 'officialAccount { id access { mode userIds } }',
  updateFieldMappings: 'officialAccount { id fieldMappings { purpose } }',
  updateFollowerSettings: 'officialAccount { id followerSettings { location } }',
  updateNoticeSettings: 'installation { id noticeSettings { recipients } }',
  updateOfficialAccount: 'officialAccount { id description version }',
};

const accountOf = async (client: TestClient) => (await addAccount(client, COMPLETE)).id;

/** An input with which each mutation changes something, in a site of its own. */
const INPUTS: Record<string, (client: TestClient, site: string) => Promise<object>> = {
  addOfficialAccount: async () => ({ ...COMPLETE, description: 'once' }),
  adoptExistingContacts: async (client) => ({ accountId: await accountOf(client), dryRun: true }),
  authorizeAccount: async (client) => ({ accountId: await accountOf(client) }),
  cancelAuthorization: async (client) => {
    const { id } = await openSession(client, await accountOf(client));
    return { sessionId: id };
  },
  configureMessageSender: async (client, site) => {
    const { accountId } = await senderAccount(qiao, client);
    const { id } = await configuredStep(qiao, client, siteName(site), accountId);
    return { messageSenderId: id, accountId };
  },
  createApiKey: async () => ({ name: 'once', scopes: ['ACCOUNTS_READ'] }),
  createBindingLink: async (client) => ({ accountId: (await senderAccount(qiao, client)).accountId }),
  createContactField: async () => ({ purpose: 'OPEN_ID', name: 'Only once' }),
  createDefaultCampaign: async (client) => ({ accountId: await accountOf(client) }),
  deleteBindingLink: async (client) => ({
    bindingLinkId: (await addBindings(qiao, await accountOf(client))).bindingLink,
  }),
  eraseFollower: async (client) => ({
    followerId: (await addFollowers(qiao, await accountOf(client))).follower,
  }),
  exportFollower: async (client) => ({
    followerId: (await addFollowers(qiao, await accountOf(client))).follower,
  }),
  linkFollower: async (client) => ({
    followerId: (await addFollowers(qiao, await accountOf(client))).follower,
    contact: { contactId: '501' },
  }),
  redeliver: async (client) => ({ accountId: await accountOf(client) }),
  removeOfficialAccount: async (client) => ({ accountId: await accountOf(client) }),
  renewDefaultCampaign: async (client) => ({ accountId: await accountOf(client) }),
  revokeApiKey: async (client) => {
    const input = { name: 'revoked', scopes: ['ACCOUNTS_READ'] };
    const { payload } = await once(client, 'createApiKey', input, 'to revoke');
    return { apiKeyId: (payload.apiKey as { id: string }).id };
  },
  unlinkFollower: async (client) => ({
    followerId: (await addFollowers(qiao, await accountOf(client))).follower,
  }),
  setSceneCampaign: async (client) => ({
    ...{ accountId: await accountOf(client), sceneKey: 'shop-7', campaign: '1234' },
  }),
  synchronizeSubscriptionStatus: async (client) => ({
    accountId: (await senderAccount(qiao, client)).accountId,
  }),
  signOutUser: async () => ({ userId: '18' }),
  updateAccess: async (client) => ({
    accountId: await accountOf(client),
    mode: 'SELECTED_USERS',
    addUserIds: ['17'],
  }),
  updateFieldMappings: async (client) => ({
    accountId: await accountOf(client),
    subscriptionStatusFieldId: null,
  }),
  updateFollowerSettings: async (client) => ({ accountId: await accountOf(client), location: true }),
  updateNoticeSettings: async () => ({ recipients: ['once@example.com'] }),
  updateOfficialAccount: async (client) => ({ accountId: await accountOf(client), description: 'once' }),
};

test('every mutation is tried', async () => {
  const { data } = await admin.ask<{ __type: { fields: { name: string }[] } }, object>(
    '{ __type(name: "Mutation") { fields { name } } }',
  );
  expect(Object.keys(INPUTS).toSorted()).toEqual(data?.__type.fields.map(({ name }) => name).toSorted());
});

describe.each(Object.keys(INPUTS))('%s', (mutation) => {
  test('takes effect once under a key, also where the calls come together', async () => {
    const site = `once ${mutation}`;
    const client = await qiao.caller({ site });
    const input = (await INPUTS[mutation]?.(client, site)) ?? {};
    const answers = await Promise.all([1, 2, 3].map(() => once(client, mutation, input, 'together')));
    const [first] = answers;
    expect(first?.payload.userErrors).toEqual([]);
    expect(Object.values(first?.payload ?? {})).not.toContain(null);
    for (const { data, errors } of answers) expect({ data, errors }).toEqual({ data: first?.data });
    const before = await storedButCatalogues(qiao);
    expect((await once(client, mutation, input, 'together')).data).toEqual(first?.data);
    expect(await storedButCatalogues(qiao)).toEqual(before);
  });
});

test('twenty at once add one account, over HTTP with the header', async () => {
  const add = () =>
    fetch(`${qiao.url}/graphql`, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        authorization: `Bearer ${admin.token}`,
        'idempotency-key': 'twenty at once',
      },
      body: JSON.stringify({
        query:
          'mutation { addOfficialAccount(input: { description: "twenty" }) { officialAccount { id } userErrors { code } } }',
      }),
    }).then((response) => response.json() as Promise<{ data: unknown }>);
  const answers = await Promise.all(Array.from({ length: 20 }, add));
  expect(new Set(answers.map(({ data }) => JSON.stringify(data))).size).toBe(1);
  expect(await sql(qiao, `select from official_account where description = 'twenty'`)).toHaveLength(1);
});

test('the same key with another input is refused, and changes nothing', async () => {
  await once(admin, 'addOfficialAccount', { description: 'first' }, 'reused');
  const before = await stored(qiao);
  const answer = await once(admin, 'addOfficialAccount', { description: 'second' }, 'reused');
  expect(errorCodes(answer)).toEqual(['IDEMPOTENCY_CONFLICT']);
  expect(await stored(qiao)).toEqual(before);
});

test('callers and mutations have keys of their own', async () => {
  const other = await qiao.caller({ user: '18' });
  const foreigner = await qiao.caller({ site: 'globex' });
  const made = await Promise.all(
    [admin, other, foreigner].map((client) => once(client, 'addOfficialAccount', {}, 'shared key')),
  );
  expect(new Set(made.map(({ payload }) => (payload.officialAccount as { id: string }).id)).size).toBe(3);
  const key = await once(admin, 'createApiKey', { name: 'other', scopes: ['ACCOUNTS_READ'] }, 'shared key');
  expect(key.payload).toMatchObject({ apiKey: { name: 'other' }, userErrors: [] });
});

test('a refusal is not kept: the call can be sent again', async () => {
  const input = { openIdFieldId: '100191', acceptedTermsVersion: '1999-01' };
  const refused = await once(admin, 'addOfficialAccount', input, 'refused');
  expect(refused.payload.userErrors).toEqual([{ code: 'TERMS_NOT_ACCEPTED' }]);
  const { acceptedTermsVersion: _refused, ...right } = input;
  const accepted = await once(admin, 'addOfficialAccount', right, 'refused');
  expect(accepted.payload).toMatchObject({ officialAccount: { status: 'DRAFT' }, userErrors: [] });
});

test('an object is shown as it is now, as far as it is asked for', async () => {
  const input = { description: 'now' };
  const first = await once(admin, 'addOfficialAccount', input, 'shown');
  const { id } = first.payload.officialAccount as { id: string };
  await once(admin, 'updateOfficialAccount', { accountId: id, description: 'later' }, 'changed');
  const again = await once(admin, 'addOfficialAccount', input, 'shown');
  expect(again.payload).toMatchObject({ officialAccount: { id, description: 'later' } });
});

test('also within one operation, in which other mutations changed it', async () => {
  const document = `mutation Changed($key: String!, $id: ID!) {
    before: addOfficialAccount(input: { description: "old" }) @idempotent(key: $key) { officialAccount { description } }
    updateOfficialAccount(input: { accountId: $id, description: "new" }) { userErrors { code } }
    after: addOfficialAccount(input: { description: "old" }) @idempotent(key: $key) { officialAccount { description } }
  }`;
  const first = await once(admin, 'addOfficialAccount', { description: 'old' }, 'within');
  const { id } = first.payload.officialAccount as { id: string };
  expect((await admin.ask(document, { key: 'within', id })).data).toMatchObject({
    before: { officialAccount: { description: 'old' } },
    after: { officialAccount: { description: 'new' } },
  });
});

test('the secret of a key is sealed, and told again to the caller who made it', async () => {
  const input = { name: 'sealed', scopes: ['ACCOUNTS_READ'] };
  const first = await once(admin, 'createApiKey', input, 'sealed');
  const secret = String(first.payload.secret);
  expect((await once(admin, 'createApiKey', input, 'sealed')).payload.secret).toBe(secret);
  const rows = await sql(
    qiao,
    `select sealed_secret from idempotency_key where key_digest = '${digest('sealed')}'`,
  );
  expect(rows).toEqual([{ sealed_secret: expect.stringMatching(/^v1\./) }]);
  expect(JSON.stringify(await stored(qiao))).not.toContain(secret);
});

test('somebody who may not do it any more is not told what was done', async () => {
  const input = { name: 'demoted', scopes: ['ACCOUNTS_READ'] };
  await once(admin, 'createApiKey', input, 'demoted');
  const demoted = await qiao.caller({ role: 'marketer', user: '1' });
  expect(errorCodes(await once(demoted, 'createApiKey', input, 'demoted'))).toEqual(['FORBIDDEN']);
});

test('after a day a key is new', async () => {
  const input = { description: 'a day' };
  const first = await once(admin, 'addOfficialAccount', input, 'a day');
  await sql(
    qiao,
    `update idempotency_key set created_at = created_at - interval '25 hours' where key_digest = '${digest('a day')}'`,
  );
  const later = await once(admin, 'addOfficialAccount', input, 'a day');
  expect(later.payload.officialAccount).not.toEqual(first.payload.officialAccount);
  await sql(
    qiao,
    `update idempotency_key set created_at = created_at - interval '25 hours' where key_digest = '${digest('a day')}'`,
  );
  await qiao.services.idempotency.forgetOld();
  expect(await sql(qiao, `select from idempotency_key where key_digest = '${digest('a day')}'`)).toEqual([]);
});

test('a field that was made in the marketing platform, and whose answer was lost, is found again', async () => {
  const path = '/api/rest/1.0/assets/contact/field';
  const client = await qiao.caller({ site: 'lost answer, once' });
  const create = () =>
    once(client, 'createContactField', { purpose: 'OPEN_ID', name: 'Lost and found' }, 'lost');
  await client.ask('{ contactFields(first: 1) { edges { cursor } } }');
  await qiao.eloqua.forgetRequests();
  await qiao.eloqua.fault({ path, times: 1, when: 'AFTER', latencyMs: 500, reset: true });
  const lost = create();
  const posts = async () => (await qiao.eloqua.requests(path)).filter(({ method }) => method === 'POST');
  await eventually(async () => (await posts()).length === 1);
  await qiao.eloqua.fault({ path: `${path}s`, times: 1, httpStatus: 500 });
  expect((await lost).payload.userErrors).toEqual([{ code: 'UPSTREAM_UNAVAILABLE' }]);

  expect((await create()).payload).toMatchObject({
    contactField: { name: 'Lost and found' },
    userErrors: [],
  });
  expect(await posts()).toHaveLength(1);
});

test('what the marketing platform refused was not made: the key is free, and finds nothing of anybody else', async () => {
  const client = await qiao.caller({ site: 'refused outside, once' });
  const create = (name: string, key: string) =>
    once(client, 'createContactField', { purpose: 'OPEN_ID', name }, key);
  await client.ask('{ contactFields(first: 1) { edges { cursor } } }');
  await qiao.eloqua.fault({ path: '/api/rest/1.0/assets/contact/field', times: 1, httpStatus: 403 });
  expect((await create('Refused', 'refused outside')).payload.userErrors).toEqual([
    { code: 'UPSTREAM_UNAVAILABLE' },
  ]);
  const { payload: others } = await create('Refused', 'of somebody else');

  const { payload } = await create('Refused', 'refused outside');

  expect(payload).toMatchObject({ contactField: { name: 'Refused 2' }, userErrors: [] });
  expect(payload.contactField).not.toEqual(others.contactField);
});

test('a draft that somebody else made meanwhile is not activated', async () => {
  const path = '/api/rest/2.0/assets/campaign';
  const site = 'draft of somebody, once';
  const client = await qiao.caller({ site });
  const create = () => once(client, 'createDefaultCampaign', { name: 'Spring' }, 'draft');
  await client.ask('{ campaigns(first: 1) { edges { cursor } } }');
  await qiao.eloqua.fault({ path, times: 1, when: 'BEFORE', reset: true });
  expect((await create()).payload.userErrors).toEqual([{ code: 'UPSTREAM_UNAVAILABLE' }]);
  await qiao.eloqua.addCampaign(siteName(site), { name: 'Spring' });

  expect((await create()).payload).toMatchObject({ campaign: { name: 'Spring 2' }, userErrors: [] });
});

test.each([
  ['a query', 'query { viewer @idempotent(key: "misplaced") { userId } }'],
  [
    'a field of the result',
    'mutation { addOfficialAccount(input: {}) { officialAccount @idempotent(key: "misplaced") { id } } }',
  ],
])('a directive at %s, where it would have no effect, is refused', async (_where, document) => {
  const before = await stored(qiao);
  expect(errorCodes(await admin.ask(document))).toEqual(['GRAPHQL_VALIDATION_FAILED']);
  expect(await stored(qiao)).toEqual(before);
});

test('a directive in a fragment of Mutation has its effect', async () => {
  const document = `mutation { ...Add }
    fragment Add on Mutation { addOfficialAccount(input: {}) @idempotent(key: "fragment") { officialAccount { id } } }`;
  const { data, errors } = await admin.ask(document);
  expect(errors).toBeUndefined();
  expect((await admin.ask(document)).data).toEqual(data);
});

test.each([
  ['is empty', ''],
  ['is too long', 'x'.repeat(256)],
  ['cannot be stored', 'a\u0000b'],
])('a key that %s is refused', async (_what, key) => {
  const before = await stored(qiao);
  expect(errorCodes(await once(admin, 'addOfficialAccount', {}, key))).toEqual(['BAD_USER_INPUT']);
  expect(await stored(qiao)).toEqual(before);
});
