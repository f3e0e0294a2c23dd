import { expect, test } from 'vitest';
import { AddOfficialAccountDocument, type AddOfficialAccountInput } from '../kit/generated/operations.ts';
import { useQiao } from '../kit/shared-qiao.ts';
import { outdateCatalogues, storedButCatalogues, storedIn } from '../kit/stored.ts';
import { accountOf, addAccount, authorized, errorCodes } from '../kit/stories.ts';

const qiao = useQiao();

const long = (length: number) => 'x'.repeat(length);
const refused: [string, AddOfficialAccountInput, string, string[]][] = [
  ['an empty field id', { openIdFieldId: ' ' }, 'INVALID', ['openIdFieldId']],
  [
    'a field id beyond 18 digits',
    { lastActivityFieldId: '1'.repeat(19) },
    'INVALID',
    ['lastActivityFieldId'],
  ],
  [
    'a field id that is no text',
    { subscriptionStatusFieldId: '1\0' },
    'INVALID',
    ['subscriptionStatusFieldId'],
  ],
  ['a description with a NUL', { description: 'a\0b' }, 'INVALID', ['description']],
  ['a description with half a character', { description: 'a\ud83d' }, 'INVALID', ['description']],
  [
    'a user that is no text',
    { access: { mode: 'SELECTED_USERS', userIds: ['\0'] } },
    'INVALID',
    ['access', 'userIds', '0'],
  ],
  [
    'a field given twice',
    { openIdFieldId: '100191', unionIdFieldId: '100191' },
    'FIELD_ALREADY_MAPPED',
    ['unionIdFieldId'],
  ],
  ['an empty campaign', { defaultCampaign: '' }, 'INVALID', ['defaultCampaign']],
  ['a description of two lines', { description: 'a\nb' }, 'INVALID', ['description']],
  ['a note beyond 500 characters', { note: long(501) }, 'INVALID', ['note']],
  ['a note with a tab', { note: 'a\tb' }, 'INVALID', ['note']],
  ['a note that changes the direction of text', { note: 'a\u202eb' }, 'INVALID', ['note']],
  ['a description beyond 200 characters', { description: long(201) }, 'INVALID', ['description']],
  [
    'terms that never were',
    { acceptedTermsVersion: '1999-01' },
    'TERMS_NOT_ACCEPTED',
    ['acceptedTermsVersion'],
  ],
  ['nobody selected', { access: { mode: 'SELECTED_USERS' } }, 'ACCESS_WOULD_BE_EMPTY', ['access', 'userIds']],
  [
    'an empty selection',
    { access: { mode: 'SELECTED_USERS', userIds: [] } },
    'ACCESS_WOULD_BE_EMPTY',
    ['access', 'userIds'],
  ],
  [
    'a blank user',
    { access: { mode: 'SELECTED_USERS', userIds: [' '] } },
    'INVALID',
    ['access', 'userIds', '0'],
  ],
  [
    'a user who does not exist',
    { access: { mode: 'SELECTED_USERS', userIds: ['17', '999'] } },
    'USER_NOT_FOUND',
    ['access', 'userIds', '1'],
  ],
  ['a field that does not exist', { openIdFieldId: '999999' }, 'FIELD_NOT_SUITABLE', ['openIdFieldId']],
  [
    'a field that every customer has, the e-mail address',
    { openIdFieldId: '100001' },
    'FIELD_NOT_SUITABLE',
    ['openIdFieldId'],
  ],
  ['a campaign that does not exist', { defaultCampaign: '9' }, 'CAMPAIGN_NOT_FOUND', ['defaultCampaign']],
  ['a campaign that is a draft', { defaultCampaign: '1236' }, 'CAMPAIGN_NOT_ACTIVE', ['defaultCampaign']],
  [
    'users beside ALL_USERS',
    { access: { mode: 'ALL_USERS', userIds: ['17'] } },
    'INVALID',
    ['access', 'userIds'],
  ],
];
test.each(refused)('an input with %s is refused, and nothing is stored', async (_what, input, code, path) => {
  const admin = await qiao.caller({ site: 'refused' });
  const before = await storedButCatalogues(qiao);

  const { addOfficialAccount } = await admin.run(AddOfficialAccountDocument, { input });

  expect(addOfficialAccount).toEqual({
    officialAccount: null,
    userErrors: [{ code, message: expect.stringMatching(/\w.*\.$/), path }],
  });
  expect(await storedButCatalogues(qiao)).toEqual(before);
});

test('all faults are told at once, in the order of the input', async () => {
  const admin = await qiao.caller({ site: 'refused' });
  const before = await storedButCatalogues(qiao);

  const { addOfficialAccount } = await admin.run(AddOfficialAccountDocument, {
    input: {
      openIdFieldId: '100191',
      unionIdFieldId: ' ',
      subscriptionStatusFieldId: '100191',
      lastActivityFieldId: '100192',
      defaultCampaign: '1237',
      description: long(201),
      access: { mode: 'SELECTED_USERS', userIds: ['x', '21'] },
      acceptedTermsVersion: '1999-01',
    },
  });

  expect(addOfficialAccount.officialAccount).toBeNull();
  expect(addOfficialAccount.userErrors.map(({ code, path }) => [code, path?.join('.')])).toEqual([
    ['INVALID', 'unionIdFieldId'],
    ['FIELD_ALREADY_MAPPED', 'subscriptionStatusFieldId'],
    ['FIELD_NOT_SUITABLE', 'lastActivityFieldId'],
    ['CAMPAIGN_NOT_ACTIVE', 'defaultCampaign'],
    ['INVALID', 'description'],
    ['INVALID', 'access.userIds.0'],
    ['USER_NOT_FOUND', 'access.userIds.1'],
    ['TERMS_NOT_ACCEPTED', 'acceptedTermsVersion'],
  ]);
  expect(await storedButCatalogues(qiao)).toEqual(before);
});

test.each([
  ['openIdFieldId', '100191'],
  ['lastActivityFieldId', '100195'],
] as const)('the %s of another account of the installation is refused', async (field, id) => {
  const admin = await qiao.caller({ site: `taken-${field}` });
  await addAccount(admin, { [field]: id });
  const before = await storedButCatalogues(qiao);

  const { addOfficialAccount } = await admin.run(AddOfficialAccountDocument, {
    input: { [field]: id },
  });

  expect(addOfficialAccount).toEqual({
    officialAccount: null,
    userErrors: [
      {
        code: 'FIELD_ALREADY_MAPPED',
        message: 'Another official account of your installation uses this contact field.',
        path: [field],
      },
    ],
  });
  expect(await storedButCatalogues(qiao)).toEqual(before);
});

test('while the marketing platform is away nothing is added that names something in it', async () => {
  const admin = await qiao.caller({ site: 'refused' });
  await outdateCatalogues(qiao, 1);
  for (const path of ['/api/REST/1.0/assets/contact/fields', '/api/REST/2.0/assets/campaign/1234'])
    await qiao.eloqua.fault({ path, times: 9, httpStatus: 503 });
  const added = await addAccount(admin, { description: 'names nothing' });
  const before = await storedIn(qiao, 'official_account');

  const { addOfficialAccount } = await admin.run(AddOfficialAccountDocument, {
    input: { openIdFieldId: '100191', defaultCampaign: '1234', description: long(201) },
  });
  await qiao.eloqua.clearFaults();

  expect(added.description).toBe('names nothing');
  expect(addOfficialAccount.userErrors.map(({ code }) => code).toSorted()).toEqual([
    'INVALID',
    'UPSTREAM_UNAVAILABLE',
  ]);
  expect(await storedIn(qiao, 'official_account')).toEqual(before);
});

test('of twenty accounts that ask for one OpenID field at the same moment, one gets it', async () => {
  const admin = await qiao.caller({ site: 'twenty' });

  const answers = await Promise.all(
    Array.from({ length: 20 }, () =>
      admin.run(AddOfficialAccountDocument, { input: { openIdFieldId: '100191' } }),
    ),
  );

  const outcomes = answers.map(({ addOfficialAccount: { officialAccount, userErrors } }) =>
    officialAccount ? 'ADDED' : userErrors.map(({ code }) => code).join(),
  );
  expect(outcomes.filter((outcome) => outcome === 'ADDED')).toHaveLength(1);
  expect(outcomes.filter((outcome) => outcome === 'FIELD_ALREADY_MAPPED')).toHaveLength(19);
});

test('a time zone that does not exist is an error of the request', async () => {
  const admin = await qiao.caller({ site: 'refused' });
  const before = await storedButCatalogues(qiao);

  const answer = await admin.ask(AddOfficialAccountDocument, { input: { defaultTimezone: 'Mars/Olympus' } });

  expect(errorCodes(answer)).toEqual(['BAD_USER_INPUT']);
  expect(answer.data).toBeUndefined();
  expect(await storedButCatalogues(qiao)).toEqual(before);
});

test('a marketer may not add accounts', async () => {
  const marketer = await qiao.caller({ site: 'refused', role: 'marketer' });
  const before = await storedButCatalogues(qiao);

  const answer = await marketer.ask(AddOfficialAccountDocument, { input: {} });

  expect(answer).toMatchObject({
    data: null,
    errors: [
      {
        message: 'Your role does not allow this operation.',
        path: ['addOfficialAccount'],
        extensions: { code: 'FORBIDDEN', requestId: expect.stringMatching(/^[0-9a-f-]{36}$/) },
      },
    ],
  });
  expect(await storedButCatalogues(qiao)).toEqual(before);
});

test('an installation keeps a hundred drafts; the next needs one to be authorized first', async () => {
  const admin = await qiao.caller({ site: 'drafts' });
  const { accountId } = await authorized(qiao, admin);
  expect((await accountOf(admin, accountId)).status).toBe('ACTIVE');
  for (let batch = 0; batch < 10; batch += 1) {
    await Promise.all(Array.from({ length: 10 }, () => addAccount(admin, {})));
  }
  const before = await storedButCatalogues(qiao);

  const { addOfficialAccount } = await admin.run(AddOfficialAccountDocument, { input: {} });

  expect(addOfficialAccount).toEqual({
    officialAccount: null,
    userErrors: [{ code: 'ACCOUNT_LIMIT_REACHED', message: expect.stringContaining('100'), path: null }],
  });
  expect(await storedButCatalogues(qiao)).toEqual(before);
});
