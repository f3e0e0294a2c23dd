import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { eventually } from '../eventually.ts';
import { Eloqua, type Json } from './kit.ts';

const BULK = '/p01/api/bulk/2.0';
const EXPORTS = `${BULK}/contacts/exports`;
const DAY = 86_400;

let eloqua: Eloqua;
let access: string;
let defaults: Json;
beforeAll(async () => {
  eloqua = await Eloqua.start();
  access = (await eloqua.signIn()).access;
  defaults = (await eloqua.control('GET', '/settings')).json;
});
beforeEach(async () => {
  await eloqua.control('POST', '/settings', { ...defaults, syncMs: 4 });
});
afterAll(() => eloqua.close());

const call = (method: string, path: string, body?: unknown) => eloqua.api(access, method, path, body);

const wanted = {
  name: 'Followers',
  fields: {
    id: '{{Contact.Id}}',
    openId: '{{Contact.Field(C_WeChat_OpenID_A11)}}',
    last: '{{Contact.Field(C_WeChat_Last_Activity_A11)}}',
  },
};

async function begin(change: Json = {}): Promise<string> {
  const { json } = await call('POST', EXPORTS, { ...wanted, ...change });
  const created = await call('POST', `${BULK}/syncs`, { syncedInstanceUri: (json as Json).uri });
  expect(created.status).toBe(201);
  return `${BULK}${(created.json as Json).uri}`;
}

async function ended(path: string): Promise<Json> {
  return eventually(async () => {
    const sync = (await call('GET', path)).json as Json;
    return sync.status === 'pending' || sync.status === 'active' ? undefined : sync;
  });
}

async function exported(change: Json = {}, query = ''): Promise<Json> {
  const path = await begin(change);
  expect(await ended(path)).toMatchObject({ status: 'success' });
  return (await call('GET', `${path}/data${query}`)).json as Json;
}

async function ids(filter: string): Promise<unknown[]> {
  const { items } = await exported({ filter }, '?limit=50000');
  return (items as Json[]).map(({ id }) => Number(id));
}

describe('an export definition', () => {
  test('is kept and shown with its uri', async () => {
    const filter = "'{{Contact.Id}}' = '504'";
    const { status, json } = await call('POST', EXPORTS, { ...wanted, filter, autoDeleteDuration: 'P1D' });
    expect(status).toBe(201);
    expect(json).toEqual({
      ...wanted,
      filter,
      autoDeleteDuration: 'P1D',
      dataRetentionDuration: 'PT12H',
      kbUsed: 1,
      createdBy: 'Mei.Lin',
      updatedBy: 'Mei.Lin',
      createdAt: expect.stringMatching(/\.\d{7}Z$/),
      updatedAt: expect.stringMatching(/\.\d{7}Z$/),
      uri: expect.stringMatching(/^\/contacts\/exports\/\d+$/),
    });
    expect((await call('GET', `${BULK}${(json as Json).uri}`)).json).toEqual(json);
    expect((await call('POST', `${BULK}${(json as Json).uri}/data`, [])).status).toBe(404);
  });
  test.each<[Json, string]>([
    [{ name: '' }, 'name'],
    [{ fields: {} }, 'fields'],
    [{ fields: { a: '{{Contact.Field(C_No)}}' } }, 'fields.a'],
    [{ filter: "'{{Contact.Field(C_No)}}' = ''" }, 'filter'],
    [{ filter: "'{{Contact.Id}}' = 504" }, 'filter'],
    [{ filter: "'{{Contact.Id}}' LIKE '5'" }, 'filter'],
    [{ filter: "('{{Contact.Id}}' = '5'" }, 'filter'],
    [{ filter: "'{{Contact.Id}}' = '5' OR" }, 'filter'],
    [{ filter: "'{{Contact.CreatedAt}}' > 'soon'" }, 'filter'],
    [{ filter: `'{{Contact.Id}}' = '${'5'.repeat(1000)}'` }, 'filter'],
    [{ dataRetentionDuration: 'P15D' }, 'dataRetentionDuration'],
  ])('with %j is refused', async (change, field) => {
    const before = ((await call('GET', EXPORTS)).json as Json).totalResults;
    const { status, json } = await call('POST', EXPORTS, { ...wanted, ...change });
    expect([status, json]).toMatchObject([400, { failures: [{ field }] }]);
    expect(((await call('GET', EXPORTS)).json as Json).totalResults).toBe(before);
  });
  test('has at most 250 fields', async () => {
    const fields = (count: number) =>
      Object.fromEntries(Array.from({ length: count }, (_, n) => [`f${n}`, '{{Contact.Id}}']));
    expect((await call('POST', EXPORTS, { ...wanted, fields: fields(250) })).status).toBe(201);
    expect((await call('POST', EXPORTS, { ...wanted, fields: fields(251) })).status).toBe(400);
  });
  test('is deleted after its time', async () => {
    const { json } = await call('POST', EXPORTS, { ...wanted, autoDeleteDuration: 'P1D' });
    const { uri } = json as Json;
    await eloqua.control('POST', '/settings', { clockAheadSeconds: DAY + 1 });
    access = (await eloqua.signIn()).access;
    expect((await call('GET', `${BULK}${uri}`)).status).toBe(404);
    expect((await call('POST', `${BULK}/syncs`, { syncedInstanceUri: uri })).status).toBe(400);
  });
});

describe('the rows of an export', () => {
  test('have the values as Bulk writes them, in pages', async () => {
    const { items, ...page } = await exported({}, '?limit=1&offset=3');
    expect(page).toEqual({ totalResults: 200, limit: 1, offset: 3, count: 1, hasMore: true });
    expect(items).toEqual([
      { id: '504', openId: expect.stringMatching(/^o.{27}$/), last: '2023-11-15 02:13:20.000' },
    ]);
    expect(await exported()).toMatchObject({ limit: 1000, count: 200, hasMore: false });
  });
  test('are as contacts were when the sync ended', async () => {
    const path = await begin({ filter: "'{{Contact.Id}}' = '501'" });
    await ended(path);
    await eloqua.control('PATCH', '/contacts/501', { fields: { C_WeChat_OpenID_A11: 'oLater' } });
    expect((await call('GET', `${path}/data`)).json).toMatchObject({ items: [{ id: '501', openId: '' }] });
    await eloqua.control('PATCH', '/contacts/501', { fields: { C_WeChat_OpenID_A11: '' } });
  });
  test.each([
    ["'{{Contact.Field(C_WeChat_OpenID_A21)}}' != '' AND '{{Contact.Id}}' <= '520'", [510, 520]],
    ["'{{Contact.Id}}'='501' OR '{{Contact.Id}}'='502' AND '{{Contact.Id}}'='503'", [501]],
    ["('{{Contact.Id}}'='501' OR '{{Contact.Id}}'='502') AND NOT '{{Contact.Id}}'='501'", [502]],
    ["'{{Contact.Field(C_EmailAddress)}}' = 'CONTACT7@customer.example'", [507]],
    ["'{{Contact.Field(C_EmailAddress)}}' ~ 'contact19_@%' AND '{{Contact.Id}}' >= '698'", [698, 699]],
    ["'{{Contact.Field(C_WeChat_Last_Activity_A11)}}' > '2023-11-22T22:13:20Z'", [696, 700]],
    ["'{{Contact.Field(C_WeChat_OpenID_A11)}}' = '' AND '{{Contact.Id}}' < '503'", [501, 502]],
  ])('%s', async (filter, expected) => {
    expect(await ids(filter)).toEqual(expected);
  });
  test('are only for the user who started the sync, and only once it has ended', async () => {
    await eloqua.control('POST', '/settings', { syncMs: 60_000 });
    const running = await begin();
    expect((await call('GET', `${running}/data`)).status).toBe(400);
    await eloqua.control('POST', '/settings', { syncMs: 4 });
    const path = await begin();
    await ended(path);
    const other = (await eloqua.signIn({ user: 'Ines.Silva' })).access;
    expect((await eloqua.api(other, 'GET', `${path}/data`)).status).toBe(403);
    expect((await call('GET', `${path}/data?limit=50001`)).status).toBe(400);
  });
  test('are gone after their retention', async () => {
    const path = await begin({ dataRetentionDuration: 'PT1H' });
    await ended(path);
    await eloqua.control('POST', '/settings', { clockAheadSeconds: 3_601 });
    expect((await call('GET', `${path}/data`)).status).toBe(410);
  });
  test('do not come where a field was taken away meanwhile', async () => {
    const { json: field } = await eloqua.control('POST', '/fields', { name: 'Gone' });
    const fields = { gone: `{{Contact.Field(${field.internalName})}}` };
    const { json } = await call('POST', EXPORTS, { ...wanted, fields });
    await eloqua.control('DELETE', `/fields/${field.id}`);
    const created = await call('POST', `${BULK}/syncs`, { syncedInstanceUri: (json as Json).uri });
    const path = `${BULK}${(created.json as Json).uri}`;
    expect(await ended(path)).toMatchObject({ status: 'error' });
    expect((await call('GET', `${path}/data`)).status).toBe(410);
  });
});

describe('Bulk', () => {
  test('counts the syncs of an hour, and refuses more than it takes', async () => {
    const usage = async () => (await eloqua.control('GET', '/syncs')).json.lastHour as Json;
    const { exports, imports } = (await usage()) as { exports: number; imports: number };
    await eloqua.control('POST', '/settings', {
      bulkExportsPerHour: exports + 1,
      bulkImportsPerHour: imports + 1,
    });
    await begin();
    const { json } = await call('POST', EXPORTS, wanted);
    const again = await call('POST', `${BULK}/syncs`, { syncedInstanceUri: (json as Json).uri });
    expect(again.status).toBe(429);
    expect(await usage()).toMatchObject({ exports: exports + 1, imports });
  });
  test('takes nothing in a sync that fails', async () => {
    await eloqua.control('POST', '/settings', { syncFailsWith: 'ELQ-00107', syncCallback: 'BEFORE_ANSWER' });
    const path = await begin();
    expect((await call('GET', path)).json).toMatchObject({ status: 'error' });
    expect((await call('GET', `${path}/logs`)).json).toMatchObject({
      items: [
        { statusCode: 'ELQ-00107', severity: 'error' },
        { statusCode: 'ELQ-00001', count: 0 },
      ],
    });
  });

  const define = (change: Json) =>
    call('POST', `${BULK}/contacts/imports`, {
      name: 'By id',
      fields: { id: '{{Contact.Id}}', name: '{{Contact.Field(C_FirstName)}}' },
      identifierFieldName: 'id',
      ...change,
    });
  const activities = {
    name: 'Activities',
    fields: { contact: '{{Activity.Contact.Id}}', type: '{{Activity.Type}}' },
  };

  test('may refuse ids of contacts in imports', async () => {
    await eloqua.control('POST', '/settings', {
      importsIdentifyByContactId: false,
      activitiesNameContactById: false,
    });
    expect(await define({})).toMatchObject({ status: 400, json: { failures: [{ field: 'fields.id' }] } });
    expect(await call('POST', `${BULK}/activities/imports`, activities)).toMatchObject({
      status: 400,
      json: { failures: [{ field: 'fields.contact' }] },
    });
  });
  test('does not create a contact by its id', async () => {
    await eloqua.control('POST', '/settings', { emailIsMandatory: false, syncCallback: 'BEFORE_ANSWER' });
    const { json } = await define({});
    const records = [
      { id: '999999', name: 'Nobody' },
      { id: '501', name: 'Mei' },
    ];
    await call('POST', `${BULK}${(json as Json).uri}/data`, records);
    const sync = (await call('POST', `${BULK}/syncs`, { syncedInstanceUri: (json as Json).uri }))
      .json as Json;
    expect((await call('GET', `${BULK}${sync.uri}/rejects`)).json).toMatchObject({
      items: [{ recordIndex: 1, statusCode: 'ELQ-00085', invalidFields: ['id'] }],
    });
    expect((await eloqua.control('GET', '/contacts?search=Nobody')).json.contacts).toEqual([]);
    expect((await eloqua.control('GET', '/contacts/501')).json).toMatchObject({
      fields: { C_FirstName: 'Mei' },
      changed: { C_FirstName: 'Li' },
    });
  });
  test('forgets uploads that no sync takes in time', async () => {
    const { json } = await define({ dataRetentionDuration: 'PT1H' });
    await call('POST', `${BULK}${(json as Json).uri}/data`, [{ id: '502', name: 'Late' }]);
    await eloqua.control('POST', '/settings', { clockAheadSeconds: 3_601, syncCallback: 'BEFORE_ANSWER' });
    const sync = (await call('POST', `${BULK}/syncs`, { syncedInstanceUri: (json as Json).uri }))
      .json as Json;
    expect((await call('GET', `${BULK}${sync.uri}/logs`)).json).toMatchObject({
      items: [{ statusCode: 'ELQ-00124' }, { statusCode: 'ELQ-00001', count: 0 }],
    });
  });
});

describe('the control API', () => {
  test('makes many contacts at once, and finds them by any value', async () => {
    const { status, json } = await eloqua.control('POST', '/contacts', {
      count: 3,
      emailAddress: 'many{n}@customer.example',
      fields: { C_WeChat_OpenID_A11: 'oMany{n}' },
    });
    expect([status, json.count, Number(json.lastId) - Number(json.firstId)]).toEqual([201, 3, 2]);
    expect((await eloqua.control('GET', '/contacts?search=oMany2')).json.contacts).toMatchObject([
      { emailAddress: 'many2@customer.example', fields: { C_WeChat_OpenID_A11: 'oMany2' } },
    ]);
    const unknown = { count: 2, fields: { C_No: 'x' } };
    expect((await eloqua.control('POST', '/contacts', unknown)).status).toBe(400);
    expect((await eloqua.control('GET', '/contacts?search=bulk.example')).json.contacts).toEqual([]);
  });
});
