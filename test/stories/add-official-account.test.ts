import { expect, test } from 'vitest';
import { useQiao } from '../kit/shared-qiao.ts';
import { ownId, sql } from '../kit/stored.ts';
import { accountOf, addAccount, COMPLETE, TERMS } from '../kit/stories.ts';

const qiao = useQiao();

test('an account with every setting is a draft that lacks nothing but its authorization', async () => {
  const admin = await qiao.caller({ site: 'every-setting' });

  const added = await addAccount(admin, {
    accountType: 'SERVICE',
    openIdFieldId: '100191',
    unionIdFieldId: '100193',
    subscriptionStatusFieldId: '100194',
    lastActivityFieldId: '100195',
    defaultCampaign: '1234',
    description: 'Flagship store',
    note: 'Ask 王芳 first.\nShe has the phone.',
    defaultTimezone: 'Europe/Berlin',
    access: { mode: 'SELECTED_USERS', userIds: ['18', '17'] },
    acceptedTermsVersion: TERMS,
  });

  expect(added).toEqual({
    id: added.id,
    status: 'DRAFT',
    displayName: 'Flagship store',
    name: null,
    description: 'Flagship store',
    note: 'Ask 王芳 first.\nShe has the phone.',
    appId: null,
    credential: null,
    originalId: null,
    principalName: null,
    accountType: 'SERVICE',
    verified: null,
    wechatStatus: null,
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
      mapping('OPEN_ID', 'WeChat OpenID A1', '100191'),
      mapping('UNION_ID', 'WeChat UnionID', '100193'),
      mapping('SUBSCRIPTION_STATUS', 'WeChat Subscription Status', '100194'),
      mapping('LAST_ACTIVITY', 'WeChat Last Activity A1', '100195'),
    ],
    defaultCampaign: { id: global('Campaign', '1234') },
    access: { mode: 'SELECTED_USERS', userIds: ['17', '18'] },
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
    note: null,
    appId: null,
    credential: null,
    originalId: null,
    principalName: null,
    accountType: null,
    verified: null,
    wechatStatus: null,
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
    note: null,
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
    openIdFieldId: ' 100191 ',
    defaultCampaign: ' https://secure.example.com/Main.aspx#campaigns&id=1234\n',
    description: '  ',
    note: '\n Ask first.\r\nThen act.\n',
    access: { mode: 'SELECTED_USERS', userIds: ['17', '17'] },
  });

  expect(added).toMatchObject({
    fieldMappings: [mapping('OPEN_ID', 'WeChat OpenID A1', '100191')],
    defaultCampaign: { id: global('Campaign', '1234') },
    description: null,
    note: 'Ask first.\nThen act.',
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
  const shared = await addAccount(here, { subscriptionStatusFieldId: '100194' });

  expect(shared.fieldMappings).toEqual([
    mapping('SUBSCRIPTION_STATUS', 'WeChat Subscription Status', '100194'),
  ]);
});

const global = (type: string, id: string) => Buffer.from(`${type}:${id}`).toString('base64url');
const mapping = (purpose: string, lastKnownName: string, id: string) => ({
  purpose,
  lastKnownName,
  contactField: { id: global('ContactField', id) },
});

const requirement = (severity: string) => (code: string, mutation: string, field: string) => ({
  code,
  severity,
  mutation,
  path: [field],
});
const blocking = requirement('BLOCKING');
const advice = requirement('ADVICE');
