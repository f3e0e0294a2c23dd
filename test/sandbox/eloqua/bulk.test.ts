import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { eventually } from '../eventually.ts';
import { Eloqua, type Json } from './kit.ts';

const BULK = '/p01/api/bulk/2.0';
const IMPORTS = `${BULK}/contacts/imports`;
const ACTIONS = `${BULK}/contacts/syncActions`;

let eloqua: Eloqua;
let access: string;
beforeEach(async () => {
  eloqua = await Eloqua.start({ settings: { syncMs: 20 } });
  access = (await eloqua.signIn()).access;
});
afterEach(() => eloqua.close());

const call = (method: string, path: string, body?: unknown, headers?: Record<string, string>) =>
  eloqua.api(access, method, path, body, headers);
const get = async (path: string) => (await call('GET', path)).json as Json;
const contact = async (id: string) => (await eloqua.control('GET', `/contacts/${id}`)).json.fields as Json;

const followers = {
  name: 'Followers',
  fields: {
    email: '{{Contact.Field(C_EmailAddress)}}',
    openid: '{{Contact.Field(C_WeChat_OpenID_A11)}}',
    last: '{{Contact.Field(C_WeChat_Last_Activity_A11)}}',
  },
  identifierFieldName: 'email',
  updateRule: 'ifNewIsNotNull',
  isSyncTriggeredOnImport: false,
};

async function define(path: string, body: unknown): Promise<string> {
  const { json } = await call('POST', path, body);
  return (json as Json).uri as string;
}

/** Ends the sync of what was uploaded: its status, and its log by code. */
async function sync(
  uri: string,
  input: Json = {},
): Promise<{ status: unknown; counts: Json; rejects: Json[] }> {
  const created = await call('POST', `${BULK}/syncs`, { syncedInstanceUri: uri, ...input });
  expect(created.status).toBe(201);
  return ended((created.json as Json).uri as string);
}

async function ended(uri: string): Promise<{ status: unknown; counts: Json; rejects: Json[] }> {
  const { status } = await eventually(async () => {
    const now = await get(`${BULK}${uri}`);
    return now.status === 'pending' || now.status === 'active' ? undefined : now;
  });
  const logs = (await get(`${BULK}${uri}/logs`)).items as Json[];
  const counts = Object.fromEntries(logs.map((line) => [line.statusCode, line.count]));
  return { status, counts, rejects: (await get(`${BULK}${uri}/rejects`)).items as Json[] };
}

async function importContacts(records: unknown, change: Json = {}) {
  const uri = await define(IMPORTS, { ...followers, ...change });
  expect((await call('POST', `${BULK}${uri}/data`, records)).status).toBe(204);
  return sync(uri);
}

describe('the contact fields of Bulk', () => {
  test('have real booleans, ISO times and a statement', async () => {
    const { items, ...page } = await get(`${BULK}/contacts/fields?limit=1&offset=2`);
    expect(page).toEqual({ totalResults: 14, limit: 1, offset: 2, count: 1, hasMore: true });
    expect(items).toEqual([
      {
        name: 'WeChat OpenID A1',
        internalName: 'C_WeChat_OpenID_A11',
        dataType: 'string',
        hasReadOnlyConstraint: false,
        hasNotNullConstraint: false,
        hasUniquenessConstraint: false,
        statement: '{{Contact.Field(C_WeChat_OpenID_A11)}}',
        uri: '/contacts/fields/100191',
        createdAt: '2023-11-14T22:13:20.0000000Z',
        updatedAt: '2023-11-14T22:13:20.0000000Z',
      },
    ]);
    const found = await get(`${BULK}/contacts/fields?q=name=${encodeURIComponent("'*Notes'")}`);
    expect(found.items).toMatchObject([{ internalName: 'C_WeChat_Notes1', dataType: 'string' }]);
    expect((await get(`${BULK}/contacts/fields/100195`)).dataType).toBe('date');
    expect((await call('GET', `${BULK}/contacts/fields?limit=1001`)).status).toBe(400);
  });
});

describe('a definition', () => {
  test('is kept and shown with its uri', async () => {
    const { status, json } = await call('POST', IMPORTS, { ...followers, autoDeleteDuration: 'P7D' });
    expect(status).toBe(201);
    expect(json).toMatchObject({
      ...followers,
      autoDeleteDuration: 'P7D',
      dataRetentionDuration: 'P7D',
      isUpdatingMultipleMatchedRecords: false,
      kbUsed: 1,
      createdBy: 'Mei.Lin',
      uri: '/contacts/imports/200001',
    });
    expect(await get(`${IMPORTS}/200001`)).toEqual(json);
    expect((await get(IMPORTS)).items).toEqual([json]);
    expect((await call('DELETE', `${IMPORTS}/200001`)).status).toBe(204);
    expect((await call('GET', `${IMPORTS}/200001`)).status).toBe(404);
  });
  test.each([
    [{ name: '' }, 'name'],
    [{ name: 'x'.repeat(101) }, 'name'],
    [{ fields: {} }, 'fields'],
    [{ fields: { email: '{{Contact.Field(C_No)}}' } }, 'fields.email'],
    [{ fields: { email: '{{Contact.Field(C_Loyalty_Number1)}}' } }, 'fields.email'],
    [{ identifierFieldName: 'mail' }, 'identifierFieldName'],
    [{ identifierFieldName: undefined }, 'identifierFieldName'],
    [{ updateRule: 'sometimes' }, 'updateRule'],
    [{ updateRuleByField: { mail: 'always' } }, 'updateRuleByField'],
    [{ isSyncTriggeredOnImport: 'perhaps' }, 'isSyncTriggeredOnImport'],
    [{ autoDeleteDuration: 'PT30M' }, 'autoDeleteDuration'],
    [{ dataRetentionDuration: 'P15D' }, 'dataRetentionDuration'],
    [
      {
        syncActions: [
          { action: 'setStatus', destination: '{{ActionInstance(0).Execution[1]}}', status: 'complete' },
        ],
      },
      'syncActions.destination',
    ],
  ])('with %j is refused', async (change, field) => {
    const { status, json } = await call('POST', IMPORTS, { ...followers, ...change });
    expect([status, json]).toMatchObject([
      400,
      { failures: [{ field, constraint: expect.stringMatching(/^Must/) }] },
    ]);
    expect((await get(IMPORTS)).totalResults).toBe(0);
  });
  test('has at most a hundred fields', async () => {
    const fields = (count: number) =>
      Object.fromEntries(
        Array.from({ length: count }, (_, n) => [
          n === 0 ? 'email' : `f${n}`,
          '{{Contact.Field(C_EmailAddress)}}',
        ]),
      );
    expect((await call('POST', IMPORTS, { ...followers, fields: fields(100) })).status).toBe(201);
    expect((await call('POST', IMPORTS, { ...followers, fields: fields(101) })).status).toBe(400);
  });
});

describe('an upload', () => {
  test('larger than the limit is 404, and stages nothing', async () => {
    await eloqua.control('POST', '/settings', { bulkDataLimitBytes: 100 });
    const uri = await define(IMPORTS, followers);
    const records = Array.from({ length: 10 }, (_, n) => ({ email: `a${n}@b.example` }));
    expect((await call('POST', `${BULK}${uri}/data`, records)).status).toBe(404);
    expect(await sync(uri)).toMatchObject({ status: 'warning', counts: { 'ELQ-00124': 1 } });
  });
  test.each(['nonsense', '[1]', '[{"email":{}}]'])('of %s is refused', async (body) => {
    const uri = await define(IMPORTS, followers);
    expect((await call('POST', `${BULK}${uri}/data`, body)).status).toBe(400);
  });
  test('may be CSV, with quotes', async () => {
    const uri = await define(IMPORTS, followers);
    const csv = 'email,openid\r\n"contact1@customer.example","o,""x"""\ncontact2@customer.example,oY\n';
    expect((await call('POST', `${BULK}${uri}/data`, csv, { 'content-type': 'text/csv' })).status).toBe(204);
    expect(await sync(uri)).toMatchObject({ status: 'success', counts: { 'ELQ-00022': 2 } });
    expect([await contact('501'), await contact('502')]).toMatchObject([
      { C_WeChat_OpenID_A11: 'o,"x"' },
      { C_WeChat_OpenID_A11: 'oY' },
    ]);
  });
  test('can be taken back', async () => {
    const uri = await define(IMPORTS, followers);
    await call('POST', `${BULK}${uri}/data`, [{ email: 'new@b.example' }]);
    expect((await call('DELETE', `${BULK}${uri}/data`)).status).toBe(204);
    expect((await sync(uri)).counts).toMatchObject({ 'ELQ-00124': 1, 'ELQ-00001': 0 });
  });
  test('begins its own sync where the definition says so, or the setting does', async () => {
    await eloqua.control('POST', '/settings', { syncTriggeredByDefault: true });
    const uri = await define(IMPORTS, { ...followers, isSyncTriggeredOnImport: undefined });
    const { status, json } = await call('POST', `${BULK}${uri}/data`, [{ email: 'new@b.example' }]);
    expect([status, json]).toMatchObject([201, { syncedInstanceUri: uri, status: 'pending' }]);
    expect(await ended((json as Json).uri as string)).toMatchObject({ counts: { 'ELQ-00004': 1 } });
  });
});

describe('an import of contacts', () => {
  test('creates and updates, and says how many', async () => {
    const result = await importContacts([
      { email: 'CONTACT1@customer.example', openid: 'oOne', last: '2026-10-01T00:00:00Z' },
      { email: 'new@b.example', openid: 'oNew' },
    ]);
    expect(result).toEqual({
      status: 'success',
      counts: { 'ELQ-00130': 2, 'ELQ-00022': 1, 'ELQ-00004': 1, 'ELQ-00001': 2 },
      rejects: [],
    });
    expect(await contact('501')).toMatchObject({
      C_WeChat_OpenID_A11: 'oOne',
      C_WeChat_Last_Activity_A11: '1790812800',
    });
    const { json } = await eloqua.control('GET', '/contacts?search=oNew');
    expect(json.contacts).toMatchObject([{ emailAddress: 'new@b.example' }]);
  });
  test('does not write until it ends, and is pending and active before', async () => {
    await eloqua.control('POST', '/settings', { syncMs: 2_000 });
    const uri = await define(IMPORTS, followers);
    await call('POST', `${BULK}${uri}/data`, [{ email: 'contact1@customer.example', openid: 'oOne' }]);
    const { json } = await call('POST', `${BULK}/syncs`, { syncedInstanceUri: uri });
    expect(json).toEqual({
      syncedInstanceUri: uri,
      status: 'pending',
      createdBy: 'Mei.Lin',
      createdAt: expect.stringMatching(/\.\d{7}Z$/),
      uri: expect.stringMatching(/^\/syncs\/\d+$/),
    });
    const path = `${BULK}${(json as Json).uri}`;
    await eventually(async () => ((await get(path)).status === 'active' ? true : undefined));
    expect(await contact('501')).not.toHaveProperty('C_WeChat_OpenID_A11');
    expect((await call('POST', `${BULK}/syncs`, { syncedInstanceUri: uri })).status).toBe(409);
    await ended((json as Json).uri as string);
    expect(await get(path)).toMatchObject({
      syncStartedAt: expect.any(String),
      syncEndedAt: expect.any(String),
    });
    expect(await contact('501')).toMatchObject({ C_WeChat_OpenID_A11: 'oOne' });
    expect((await call('GET', `${path}/data`)).status).toBe(400);
  });
  test.each([
    ['always', {}],
    ['ifNewIsNotNull', { C_WeChat_OpenID_A11: 'old' }],
    ['ifExistingIsNull', { C_WeChat_OpenID_A11: 'old' }],
  ])('with the rule %s writes an empty value or not', async (updateRule, expected) => {
    await eloqua.control('PATCH', '/contacts/501', { fields: { C_WeChat_OpenID_A11: 'old' } });
    await importContacts([{ email: 'contact1@customer.example', openid: '' }], { updateRule });
    const { C_WeChat_OpenID_A11 } = await contact('501');
    expect(C_WeChat_OpenID_A11 === undefined ? {} : { C_WeChat_OpenID_A11 }).toEqual(expected);
  });
  test('has rules by field', async () => {
    await eloqua.control('PATCH', '/contacts/501', { fields: { C_WeChat_OpenID_A11: 'old' } });
    const updateRuleByField = { openid: 'ifExistingIsNull' };
    await importContacts([{ email: 'contact1@customer.example', openid: 'new' }], { updateRuleByField });
    expect(await contact('501')).toMatchObject({ C_WeChat_OpenID_A11: 'old' });
  });
  test('rejects what it cannot take, record by record', async () => {
    const { status, counts, rejects } = await importContacts([
      { email: 'no address' },
      { openid: 'oNobody' },
      { email: 'contact2@customer.example', openid: 'first' },
      { email: 'contact2@customer.example', openid: 'second' },
      { email: 'contact3@customer.example', openid: 'x'.repeat(101), last: 'yesterday' },
    ]);
    expect(status).toBe('warning');
    expect(counts).toEqual({
      'ELQ-00130': 5,
      'ELQ-00002': 1,
      'ELQ-00061': 1,
      'ELQ-00026': 1,
      'ELQ-00022': 2,
      'ELQ-00144': 1,
      'ELQ-00001': 5,
      'ELQ-00060': 3,
    });
    expect(rejects).toMatchObject([
      { recordIndex: 1, statusCode: 'ELQ-00002', fieldValues: { email: 'no address' } },
      { recordIndex: 2, statusCode: 'ELQ-00061', invalidFields: ['email'] },
      { recordIndex: 3, statusCode: 'ELQ-00026' },
      { recordIndex: 5, statusCode: 'ELQ-00144', invalidFields: ['openid', 'last'] },
    ]);
    expect(await contact('502')).toMatchObject({ C_WeChat_OpenID_A11: 'second' });
    expect(await contact('503')).not.toHaveProperty('C_WeChat_OpenID_A11');
  });
  test('may identify by another field, one contact or all that match', async () => {
    for (const id of ['501', '502']) {
      await eloqua.control('PATCH', `/contacts/${id}`, { fields: { C_WeChat_OpenID_A11: 'same' } });
    }
    const fields = {
      openid: '{{Contact.Field(C_WeChat_OpenID_A11)}}',
      status: '{{Contact.Field(C_WeChat_Subscription_Status1)}}',
    };
    const run = (status: string, isUpdatingMultipleMatchedRecords: boolean) =>
      importContacts([{ openid: 'same', status }], {
        fields,
        identifierFieldName: 'openid',
        isUpdatingMultipleMatchedRecords,
      });
    await run('A', false);
    expect([await contact('501'), await contact('502')]).toMatchObject([
      { C_WeChat_Subscription_Status1: 'A' },
      {},
    ]);
    expect(await contact('502')).not.toHaveProperty('C_WeChat_Subscription_Status1');
    await run('B', true);
    expect(await contact('502')).toMatchObject({ C_WeChat_Subscription_Status1: 'B' });
    const unknown = await importContacts([{ openid: 'nobody', status: 'C' }], {
      fields,
      identifierFieldName: 'openid',
    });
    expect(unknown).toMatchObject({ status: 'warning', counts: { 'ELQ-00061': 1 } });
  });
  test('tells OpenIDs apart by case, and refuses the address of another contact', async () => {
    const fields = {
      openid: '{{Contact.Field(C_WeChat_OpenID_A11)}}',
      email: '{{Contact.Field(C_EmailAddress)}}',
    };
    const change = { fields, identifierFieldName: 'openid', updateRule: 'always' };
    const records = [
      { openid: 'oAa', email: 'first@b.example' },
      { openid: 'oAA', email: 'second@b.example' },
      { openid: 'oBB', email: 'Contact9@customer.example' },
      { openid: 'oCC', email: 'second@b.example' },
    ];
    const { counts, rejects } = await importContacts(records, change);
    expect(counts).toMatchObject({ 'ELQ-00004': 2, 'ELQ-00011': 2, 'ELQ-00060': 2 });
    expect(rejects.map(({ recordIndex }) => recordIndex)).toEqual([3, 4]);
    expect(await contact('509')).not.toHaveProperty('C_WeChat_OpenID_A11');
    await eloqua.control('POST', '/settings', { bulkIdentifiesByAnyField: false });
    const { status, json } = await call('POST', IMPORTS, { ...followers, ...change });
    expect([status, json]).toMatchObject([400, { failures: [{ field: 'identifierFieldName' }] }]);
  });
  test('makes contacts without an address where the setting allows it', async () => {
    await eloqua.control('POST', '/settings', { emailIsMandatory: false });
    const fields = { openid: '{{Contact.Field(C_WeChat_OpenID_A11)}}' };
    const records = [{ openid: 'oLonely' }, { openid: 'oLonelyToo' }];
    const { counts } = await importContacts(records, { fields, identifierFieldName: 'openid' });
    expect(counts).toMatchObject({ 'ELQ-00004': 2 });
  });
  test('brings nothing in when one of its fields was taken away', async () => {
    const uri = await define(IMPORTS, followers);
    await call('POST', `${BULK}${uri}/data`, [{ email: 'new@b.example', openid: 'oNew' }]);
    await eloqua.control('DELETE', '/fields/100191');
    expect(await sync(uri)).toMatchObject({ status: 'error', counts: { 'ELQ-00122': 1 } });
    expect((await eloqua.control('GET', '/contacts?search=new@b')).json.contacts).toEqual([]);
  });
  test('of fifty thousand contacts ends within the time of a test', async () => {
    const records = Array.from({ length: 50_000 }, (_, n) => ({
      email: `many${n}@b.example`,
      openid: `o${n}`,
    }));
    expect((await importContacts(records)).counts).toMatchObject({ 'ELQ-00004': 50_000 });
  });
  test('is an error when its definition is gone', async () => {
    await eloqua.control('POST', '/settings', { syncMs: 200 });
    const uri = await define(IMPORTS, followers);
    const { json } = await call('POST', `${BULK}/syncs`, { syncedInstanceUri: uri });
    await call('DELETE', `${BULK}${uri}`);
    expect(await ended((json as Json).uri as string)).toMatchObject({
      status: 'error',
      counts: { 'ELQ-00122': 1 },
    });
  });
  test('needs a definition, and is 404 without one', async () => {
    const { status, json } = await call('POST', `${BULK}/syncs`, {
      syncedInstanceUri: '/contacts/imports/9',
    });
    expect([status, json]).toMatchObject([400, { failures: [{ field: 'syncedInstanceUri' }] }]);
    expect((await call('GET', `${BULK}/syncs/1`)).status).toBe(404);
  });
  test('goes on after a restart', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'sandbox-'));
    const stateFile = join(folder, 'eloqua.json');
    await eloqua.close();
    eloqua = await Eloqua.start({ stateFile, settings: { syncMs: 600_000 } });
    access = (await eloqua.signIn()).access;
    const uri = await define(IMPORTS, followers);
    await call('POST', `${BULK}${uri}/data`, [{ email: 'contact1@customer.example', openid: 'oOne' }]);
    const { json } = await call('POST', `${BULK}/syncs`, { syncedInstanceUri: uri });
    await eloqua.control('POST', '/settings', { syncMs: 20 });
    await eloqua.close();
    eloqua = await Eloqua.start({ stateFile });
    expect(await ended((json as Json).uri as string)).toMatchObject({ status: 'success' });
    expect(await contact('501')).toMatchObject({ C_WeChat_OpenID_A11: 'oOne' });
    await rm(folder, { recursive: true });
  });
});

describe('the callback of a sync', () => {
  test('comes when it has ended, or before the answer to its creation', async () => {
    const uri = await define(IMPORTS, followers);
    const callbackUrl = `${eloqua.app.url}/synced`;
    await sync(uri, { callbackUrl });
    const first = await eventually(() => eloqua.app.at('/synced')[0]);
    expect(JSON.parse(first.body)).toMatchObject({ syncedInstanceUri: uri, status: 'warning' });
    expect(first.rawQuery).toBe('');
    await eloqua.control('POST', '/settings', { syncCallback: 'BEFORE_ANSWER' });
    const { json } = await call('POST', `${BULK}/syncs`, { syncedInstanceUri: uri, callbackUrl });
    expect(eloqua.app.at('/synced')).toHaveLength(2);
    expect(JSON.parse(eloqua.app.at('/synced')[1]?.body ?? '')).toEqual(json);
  });
});

describe('a sync action', () => {
  let instanceId: string;
  let executionId: number;
  const destination = (guid = instanceId.replaceAll('-', '')) =>
    `{{ActionInstance(${guid}).Execution[${executionId}]}}`;
  const action = (status: string, to = destination()) => ({
    name: 'Answer',
    fields: { id: '{{Contact.Id}}' },
    identifierFieldName: 'id',
    syncActions: [{ action: 'setStatus', destination: to, status }],
  });
  const members = async () =>
    ((await eloqua.control('GET', '/instances')).json.instances as Json[])[0]?.members;
  beforeEach(async () => {
    instanceId = await eloqua.sender();
    const { json } = await eloqua.control('POST', `/message-senders/${instanceId}/notify`, {
      contactIds: ['501', '502', '503'],
    });
    executionId = json.executionId as number;
  });

  test('moves contacts on, complete or errored', async () => {
    for (const [status, id] of [
      ['complete', '501'],
      ['errored', '502'],
    ] as const) {
      const uri = await define(ACTIONS, action(status));
      await call('POST', `${BULK}${uri}/data`, [{ id }]);
      expect(await sync(uri)).toMatchObject({ status: 'success', rejects: [] });
    }
    expect(await members()).toEqual({ pending: 1, complete: 1, errored: 1 });
  });
  test('rejects contacts that do not exist, and leaves alone those that are elsewhere', async () => {
    const uri = await define(ACTIONS, action('complete'));
    await call('POST', `${BULK}${uri}/data`, [{ id: '9' }, { id: '600' }]);
    expect(await sync(uri)).toMatchObject({
      status: 'warning',
      rejects: [{ recordIndex: 1, statusCode: 'ELQ-00085' }],
    });
    expect(await members()).toEqual({ pending: 3, complete: 0, errored: 0 });
  });
  test('belongs to an import too', async () => {
    await importContacts([{ email: 'contact1@customer.example', openid: 'oOne' }], {
      syncActions: action('complete').syncActions,
    });
    expect(await members()).toEqual({ pending: 2, complete: 1, errored: 0 });
  });
  test.each([
    ['a GUID with dashes', () => action('complete', destination(instanceId)), 'syncActions.destination'],
    ['another status', () => action('yes'), 'syncActions.status'],
    [
      'another identifier',
      () => ({ ...action('complete'), fields: { id: '{{Contact.Field(C_FirstName)}}' } }),
      'fields.id',
    ],
    [
      'two fields',
      () => ({ ...action('complete'), fields: { id: '{{Contact.Id}}', b: '{{Contact.Id}}' } }),
      'fields',
    ],
    ['no action', () => ({ ...action('complete'), syncActions: [] }), 'syncActions'],
  ])('with %s is refused', async (_, body, field) => {
    const { status, json } = await call('POST', ACTIONS, body());
    expect([status, json]).toMatchObject([400, { failures: [{ field }] }]);
  });
});

describe('an import of activities', () => {
  const definition = {
    name: 'Activities',
    fields: {
      type: '{{Activity.Type}}',
      at: '{{Activity.CreatedAt}}',
      assetType: '{{Activity.Asset.Type}}',
      asset: '{{Activity.Asset.Name}}',
      campaign: '{{Activity.Campaign.Id}}',
      email: '{{Activity.Contact.Field(C_EmailAddress)}}',
    },
  };
  const record = {
    type: 'Follow',
    at: '2026-10-01 00:00:00',
    assetType: 'WeChat',
    asset: 'Acme CN',
    campaign: '1234',
    email: 'contact1@customer.example',
  };

  test('adds activities, makes assets, and rejects what refers to nothing', async () => {
    await call('POST', '/p01/api/REST/2.0/assets/external/type', {
      name: 'WeChat',
      activityTypes: [{ name: 'Follow' }],
    });
    const uri = await define(`${BULK}/activities/imports`, definition);
    const wrong = [
      { assetType: 'Fax' },
      { type: 'Dance' },
      { campaign: '1' },
      { campaign: '1236' },
      { email: 'nobody@b.example' },
      { at: 'now' },
    ];
    await call('POST', `${BULK}${uri}/data`, [record, ...wrong.map((change) => ({ ...record, ...change }))]);
    const { status, counts, rejects } = await sync(uri);
    expect(status).toBe('warning');
    expect(counts).toMatchObject({ 'ELQ-00068': 1, 'ELQ-00069': 1, 'ELQ-00060': 6 });
    expect(rejects.map(({ statusCode }) => statusCode)).toEqual([
      'ELQ-00072',
      'ELQ-00070',
      'ELQ-00055',
      'ELQ-00132',
      'ELQ-00085',
      'ELQ-00061',
    ]);
    expect((await eloqua.control('GET', '/activities')).json.activities).toMatchObject([
      {
        contactId: '501',
        campaignId: '1234',
        assetName: 'Acme CN',
        activityType: 'Follow',
        activityDate: 1_790_812_800,
      },
    ]);
  });
});
