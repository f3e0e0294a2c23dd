import { describe, expect, test } from 'vitest';
import type { TestClient } from '../kit/client.ts';
import {
  GetAccountDetailsDocument,
  OfficialAccountChangedDocument,
  UpdateFieldMappingsDocument,
  type UpdateFieldMappingsInput,
} from '../kit/generated/operations.ts';
import { useQiao } from '../kit/shared-qiao.ts';
import { outdateCatalogues, ownId, sql, storedButCatalogues } from '../kit/stored.ts';
import { accountOf, addAccount, authorized, COMPLETE, listening } from '../kit/stories.ts';

const qiao = useQiao();

/** Of the sandbox's seed. */
const [TEXT, OTHER_TEXT, THIRD_TEXT, DATE, OTHER_DATE] = ['100191', '100192', '100193', '100195', '100196'];

async function update(client: TestClient, input: UpdateFieldMappingsInput) {
  return (await client.run(UpdateFieldMappingsDocument, { input })).updateFieldMappings;
}

const codes = ({ userErrors }: Awaited<ReturnType<typeof update>>) =>
  userErrors.map(({ code, path }) => `${code} ${path?.join('.')}`);

/** An account in an installation of its own. */
async function given(site: string, input = {}) {
  const admin = await qiao.caller({ site });
  return { admin, accountId: (await addAccount(admin, input)).id };
}

const mapped = async (client: TestClient, id: string) => {
  const { officialAccount } = await client.run(GetAccountDetailsDocument, { id });
  return officialAccount?.mapped.map(({ purpose, lastKnownName }) => `${purpose}: ${lastKnownName}`);
};

test('what is given changes, what is left out stays, null unmaps', async () => {
  const { admin, accountId } = await given('mapping', { openIdFieldId: TEXT, lastActivityFieldId: DATE });

  const fields = { openIdFieldId: null, unionIdFieldId: THIRD_TEXT, subscriptionStatusFieldId: '100194' };
  const changed = await update(admin, { accountId, ...fields });

  expect(changed).toMatchObject({ userErrors: [], officialAccount: { version: 2 } });
  expect(await mapped(admin, accountId)).toEqual([
    'UNION_ID: WeChat UnionID',
    'SUBSCRIPTION_STATUS: WeChat Subscription Status',
    'LAST_ACTIVITY: WeChat Last Activity A1',
  ]);
  const [entry] = await sql(
    qiao,
    `select before, after from audit_entry where subject_id = $1 and action = 'updateFieldMappings'`,
    [ownId(accountId)],
  );
  expect(entry).toEqual({
    before: { openIdField: TEXT, unionIdField: null, subscriptionStatusField: null },
    after: { openIdField: null, unionIdField: THIRD_TEXT, subscriptionStatusField: '100194' },
  });
});

test('a field is taken by its number or its global id, and two purposes may exchange theirs', async () => {
  const { admin, accountId } = await given('exchange', { openIdFieldId: TEXT, unionIdFieldId: OTHER_TEXT });
  const globalId = Buffer.from(`ContactField:${OTHER_TEXT}`).toString('base64url');

  expect(codes(await update(admin, { accountId, openIdFieldId: globalId, unionIdFieldId: TEXT }))).toEqual(
    [],
  );

  expect(await mapped(admin, accountId)).toEqual(['OPEN_ID: WeChat OpenID A2', 'UNION_ID: WeChat OpenID A1']);
});

describe('a field is not suitable', () => {
  const nowhere = 'The marketing platform has no such contact field.';
  const readOnly = 'It is read-only, so nothing can be written to it.';
  const standard = 'It is a standard field, whose meaning is fixed: choose a custom one.';
  const notText = 'It must be of the type Text and shown as a text box.';
  const notDate = 'It must be of the type Date.';

  test.each([
    ['that does not exist', 'openIdFieldId', '999999', nowhere],
    ['that every customer has', 'openIdFieldId', '100001', standard],
    ['of large text', 'openIdFieldId', '100197', notText],
    ['that is read-only', 'openIdFieldId', '100198', readOnly],
    ['that is a list', 'unionIdFieldId', '100199', notText],
    ['that is a number', 'subscriptionStatusFieldId', '100200', notText],
    ['that is a checkbox', 'subscriptionStatusFieldId', '100202', notText],
    ['that is a date, for text', 'openIdFieldId', DATE, notText],
    ['that is text, for a date', 'lastActivityFieldId', TEXT, notDate],
    ['that is a date, but read-only', 'lastActivityFieldId', '100201', readOnly],
  ])('%s', async (_which, input, field, message) => {
    const { admin, accountId } = await given('not suitable');
    const before = await storedButCatalogues(qiao);

    const refused = await update(admin, { accountId, [input]: field });

    expect(refused).toEqual({
      officialAccount: null,
      userErrors: [{ code: 'FIELD_NOT_SUITABLE', message, path: [input] }],
    });
    expect(await storedButCatalogues(qiao)).toEqual(before);
  });

  test('since it was deleted a moment ago', async () => {
    const { admin, accountId } = await given('deleted', { openIdFieldId: TEXT });
    await qiao.eloqua.remove('deleted', 'fields', OTHER_TEXT);
    // What was read a moment ago counts for five seconds; a new process knows nothing.
    await outdateCatalogues(qiao, 1);

    const refused = await update(admin, { accountId, openIdFieldId: OTHER_TEXT });

    expect(codes(refused)).toEqual(['FIELD_NOT_SUITABLE openIdFieldId']);
    expect(await mapped(admin, accountId)).toEqual(['OPEN_ID: WeChat OpenID A1']);
  });
});

test('all faults are told at once, in the order of the input', async () => {
  const { admin, accountId } = await given('all faults');
  await addAccount(admin, { lastActivityFieldId: DATE });
  const fields = { openIdFieldId: 'C_OpenID', unionIdFieldId: '100001', lastActivityFieldId: DATE };
  expect(codes(await update(admin, { accountId, ...fields }))).toEqual([
    'INVALID openIdFieldId',
    'FIELD_NOT_SUITABLE unionIdFieldId',
    'FIELD_ALREADY_MAPPED lastActivityFieldId',
  ]);
});

test('a marketing platform that is away is told once, and nothing changes', async () => {
  const { admin, accountId } = await given('platform away');
  await qiao.eloqua.fault({ path: '/api/REST/1.0/assets/contact/fields', times: 9, httpStatus: 503 });
  const before = await accountOf(admin, accountId);

  const fields = { openIdFieldId: TEXT, lastActivityFieldId: DATE };
  const refused = await update(admin, { accountId, ...fields });
  await qiao.eloqua.clearFaults();

  expect(refused.userErrors.map(({ code }) => code)).toEqual(['UPSTREAM_UNAVAILABLE']);
  expect(await accountOf(admin, accountId)).toEqual(before);
});

describe('one field of one account', () => {
  test.each([
    ['openIdFieldId', TEXT],
    ['lastActivityFieldId', DATE],
  ])('%s cannot be that of another account, until that one gives it free', async (input, field) => {
    const { admin, accountId } = await given(`own ${input}`);
    const { id: another } = await addAccount(admin, { [input]: field });

    expect(codes(await update(admin, { accountId, [input]: field }))).toEqual([
      `FIELD_ALREADY_MAPPED ${input}`,
    ]);
    expect(codes(await update(admin, { accountId: another, [input]: null }))).toEqual([]);
    expect(codes(await update(admin, { accountId, [input]: field }))).toEqual([]);
  });

  test.each([
    ['openIdFieldId', 'subscriptionStatusFieldId'],
    ['openIdFieldId', 'unionIdFieldId'],
    ['subscriptionStatusFieldId', 'openIdFieldId'],
    ['unionIdFieldId', 'openIdFieldId'],
    ['unionIdFieldId', 'subscriptionStatusFieldId'],
  ])(
    'what is the %s of one cannot be the %s of another: they would overwrite each other',
    async (one, other) => {
      const { admin, accountId } = await given(`across ${one} ${other}`, { [one]: TEXT });
      const { id: another } = await addAccount(admin);
      const before = await storedButCatalogues(qiao);

      expect(codes(await update(admin, { accountId: another, [other]: TEXT }))).toEqual([
        `FIELD_ALREADY_MAPPED ${other}`,
      ]);
      expect(await storedButCatalogues(qiao)).toEqual(before);
      expect(codes(await update(admin, { accountId, [one]: null }))).toEqual([]);
      expect(codes(await update(admin, { accountId: another, [other]: TEXT }))).toEqual([]);
    },
  );

  test('another installation may use the same number, which is a field of its own', async () => {
    const one = await given('one site', { openIdFieldId: TEXT });
    const other = await given('other site');
    expect(codes(await update(other.admin, { accountId: other.accountId, openIdFieldId: TEXT }))).toEqual([]);
    expect(await mapped(one.admin, one.accountId)).toEqual(['OPEN_ID: WeChat OpenID A1']);
  });

  test('of twenty clients at once, one gets it', async () => {
    const { admin } = await given('twenty');
    const accounts = await Promise.all(Array.from({ length: 20 }, () => addAccount(admin)));

    const answers = await Promise.all(
      accounts.map(({ id: accountId }) => update(admin, { accountId, openIdFieldId: OTHER_TEXT })),
    );

    const refused = answers.filter(({ officialAccount }) => officialAccount === null);
    expect(refused.map(codes)).toEqual(
      Array.from({ length: 19 }, () => ['FIELD_ALREADY_MAPPED openIdFieldId']),
    );
    const [{ count } = {}] = await sql(
      qiao,
      `select count(*)::int as count from official_account where open_id_field = $1 and id = any($2)`,
      [OTHER_TEXT, accounts.map(({ id }) => ownId(id))],
    );
    expect(count).toBe(1);
  });
});

describe('UnionID', () => {
  test('needs an open platform, after WeChat has reported that the account has no binding', async () => {
    const admin = await qiao.caller({ site: 'no platform' });
    const { accountId } = await authorized(qiao, admin);
    const refused = await update(admin, { accountId, unionIdFieldId: THIRD_TEXT });
    expect(codes(refused)).toEqual(['UNION_ID_UNAVAILABLE unionIdFieldId']);
    expect(await accountOf(admin, accountId)).toMatchObject({ status: 'ACTIVE', version: 1 });
  });

  test('has a field that accounts of one open platform share, and those of another do not', async () => {
    const site = 'platforms';
    const admin = await qiao.caller({ site });
    const complete = async (openPlatform: string) => {
      const { subscriptionStatusFieldId: _1, lastActivityFieldId: _2, ...rest } = COMPLETE;
      const openIdFieldId = await qiao.eloqua.addField(site, { name: `OpenID ${crypto.randomUUID()}` });
      await outdateCatalogues(qiao, 1);
      return (await authorized(qiao, admin, { ...rest, openIdFieldId }, { openPlatform })).accountId;
    };
    const [first, second, third] = [await complete('mine'), await complete('mine'), await complete('theirs')];

    expect(codes(await update(admin, { accountId: first, unionIdFieldId: THIRD_TEXT }))).toEqual([]);
    expect(codes(await update(admin, { accountId: second, unionIdFieldId: THIRD_TEXT }))).toEqual([]);
    expect(codes(await update(admin, { accountId: third, unionIdFieldId: THIRD_TEXT }))).toEqual([
      'UNION_ID_PLATFORM_DIFFERS unionIdFieldId',
    ]);
    for (const id of [first, second, third])
      expect(await accountOf(admin, id)).toMatchObject({ status: 'ACTIVE' });
  });
});

test('without its OpenID field an active account needs action, and with another it is active again', async () => {
  const admin = await qiao.caller({ site: 'openid cleared' });
  const { accountId } = await authorized(qiao, admin);
  const events = await listening(qiao, 1, () => admin.subscribe(OfficialAccountChangedDocument, {}));

  expect(await update(admin, { accountId, openIdFieldId: null })).toMatchObject({
    officialAccount: { status: 'ACTION_REQUIRED', requirements: [{ code: 'OPEN_ID_FIELD_REQUIRED' }] },
  });
  expect((await events.next()).value.data.officialAccountChanged).toMatchObject({
    kind: 'CHANGED',
    changedPaths: ['fieldMappings', 'status', 'viewerCan', 'requirements'],
  });
  expect(await update(admin, { accountId, openIdFieldId: OTHER_TEXT })).toMatchObject({
    officialAccount: { status: 'ACTIVE', requirements: [], version: 3 },
  });
  await events.return?.(undefined);
});

test('a stale version is refused', async () => {
  const { admin, accountId } = await given('stale');
  await update(admin, { accountId, lastActivityFieldId: OTHER_DATE });
  const before = await storedButCatalogues(qiao);
  expect(codes(await update(admin, { accountId, expectedVersion: 1, lastActivityFieldId: null }))).toEqual([
    'CONFLICT expectedVersion',
  ]);
  expect(await storedButCatalogues(qiao)).toEqual(before);
});
