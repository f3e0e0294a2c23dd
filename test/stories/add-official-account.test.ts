import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Qiao, startQiao } from '../kit/qiao.ts';
import { ownId, sql } from '../kit/stored.ts';
import { accountOf, addAccount, COMPLETE, TERMS } from '../kit/stories.ts';

let qiao: Qiao;
beforeAll(async () => {
  qiao = await startQiao();
});
afterAll(() => qiao.close());

test('an account with every setting is a draft that lacks nothing but its authorization', async () => {
  const admin = await qiao.caller({ site: 'every-setting' });

  const added = await addAccount(admin, {
    accountType: 'SERVICE',
    openIdFieldId: '100001',
    unionIdFieldId: '100002',
    subscriptionStatusFieldId: '100003',
    lastActivityFieldId: '100004',
    defaultCampaign: '7',
    description: 'Flagship store',
    defaultTimezone: 'Europe/Berlin',
    access: { mode: 'SELECTED_USERS', userIds: ['42', '17'] },
    acceptedTermsVersion: TERMS,
  });

  expect(added).toEqual({
    id: added.id,
    status: 'DRAFT',
    displayName: 'Flagship store',
    name: null,
    description: 'Flagship store',
    appId: null,
    credential: null,
    originalId: null,
    principalName: null,
    accountType: 'SERVICE',
    verified: null,
    version: 1,
    defaultTimezone: 'Europe/Berlin',
    requirements: [
      {
        code: 'AUTHORIZATION_REQUIRED',
        severity: 'BLOCKING',
        mutation: 'authorizeAccount',
        path: ['accountId'],
      },
    ],
    fieldMappings: [
      { purpose: 'OPEN_ID', lastKnownName: '100001', contactField: { id: '100001' } },
      { purpose: 'UNION_ID', lastKnownName: '100002', contactField: { id: '100002' } },
      { purpose: 'SUBSCRIPTION_STATUS', lastKnownName: '100003', contactField: { id: '100003' } },
      { purpose: 'LAST_ACTIVITY', lastKnownName: '100004', contactField: { id: '100004' } },
    ],
    defaultCampaign: { id: '7' },
    access: { mode: 'SELECTED_USERS', userIds: ['17', '42'] },
    openPlatform: null,
  });
  expect(await accountOf(admin, added.id)).toEqual({ ...added, authorizationSession: null });
});

test('an account without any setting says what it needs, in the order to see to it', async () => {
  const admin = await qiao.caller({ site: 'no-setting' });

  const added = await addAccount(admin, {});

  expect(added).toEqual({
    id: added.id,
    status: 'DRAFT',
    displayName: `Official account ${ownId(added.id).slice(-6)}`,
    name: null,
    description: null,
    appId: null,
    credential: null,
    originalId: null,
    principalName: null,
    accountType: null,
    verified: null,
    version: 1,
    defaultTimezone: null,
    requirements: [
      blocking('AUTHORIZATION_REQUIRED', 'authorizeAccount', 'accountId'),
      blocking('OPEN_ID_FIELD_REQUIRED', 'updateFieldMappings', 'openIdFieldId'),
      blocking('DEFAULT_CAMPAIGN_REQUIRED', 'updateOfficialAccount', 'defaultCampaign'),
      blocking('TERMS_REQUIRED', 'updateOfficialAccount', 'acceptedTermsVersion'),
      advice('SUBSCRIPTION_STATUS_ADVISED', 'updateFieldMappings', 'subscriptionStatusFieldId'),
      advice('LAST_ACTIVITY_ADVISED', 'updateFieldMappings', 'lastActivityFieldId'),
    ],
    fieldMappings: [],
    defaultCampaign: null,
    access: { mode: 'ALL_USERS', userIds: [] },
    openPlatform: null,
  });
});

test('null means the same as leaving a setting out', async () => {
  const admin = await qiao.caller({ site: 'null-settings' });

  const added = await addAccount(admin, {
    accountType: null,
    openIdFieldId: null,
    unionIdFieldId: null,
    subscriptionStatusFieldId: null,
    lastActivityFieldId: null,
    defaultCampaign: null,
    description: null,
    defaultTimezone: null,
    access: null,
    acceptedTermsVersion: null,
  });

  const bare = await addAccount(admin, {});
  expect(added).toEqual({ ...bare, id: added.id, displayName: added.displayName });
});

test('outer spaces are dropped, and a selected user is kept once', async () => {
  const admin = await qiao.caller({ site: 'spaces' });

  const added = await addAccount(admin, {
    openIdFieldId: ' 100001 ',
    defaultCampaign: ' https://secure.example.com/Main.aspx#campaigns&id=7\n',
    description: '  ',
    access: { mode: 'SELECTED_USERS', userIds: ['17', '17'] },
  });

  expect(added).toMatchObject({
    fieldMappings: [{ purpose: 'OPEN_ID', contactField: { id: '100001' } }],
    defaultCampaign: { id: 'https://secure.example.com/Main.aspx#campaigns&id=7' },
    description: null,
    access: { mode: 'SELECTED_USERS', userIds: ['17'] },
  });
});

test('the audit trail says who added what', async () => {
  const admin = await qiao.caller({ site: 'audit', user: '23' });

  const { id } = await addAccount(admin, { description: 'Audited' });

  const trail =
    'select actor_kind, actor, action, subject_type, after from audit_entry where subject_id = $1';
  expect(await sql(qiao, trail, [ownId(id)])).toEqual([
    {
      actor_kind: 'USER',
      actor: '23',
      action: 'addOfficialAccount',
      subject_type: 'OfficialAccount',
      after: expect.objectContaining({ description: 'Audited', accessMode: 'ALL_USERS' }),
    },
  ]);
});

test('other installations may use the same fields, and accounts of one may share the subscription status', async () => {
  const here = await qiao.caller({ site: 'fields-here' });
  const there = await qiao.caller({ site: 'fields-there' });

  await addAccount(here, COMPLETE);
  await addAccount(there, COMPLETE);
  const shared = await addAccount(here, { subscriptionStatusFieldId: '100002' });

  expect(shared.fieldMappings).toEqual([
    { purpose: 'SUBSCRIPTION_STATUS', lastKnownName: '100002', contactField: { id: '100002' } },
  ]);
});

const requirement = (severity: string) => (code: string, mutation: string, field: string) => ({
  code,
  severity,
  mutation,
  path: [field],
});
const blocking = requirement('BLOCKING');
const advice = requirement('ADVICE');
