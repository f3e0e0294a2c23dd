import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { Eloqua, type Json } from './kit.ts';

const FIELDS = '/p01/api/REST/1.0/assets/contact/fields';
const FIELD = '/p01/api/REST/1.0/assets/contact/field';
const USERS = '/p01/api/REST/2.0/system/users';
const USER = '/p01/api/REST/2.0/system/user';
const CAMPAIGNS = '/p01/api/REST/2.0/assets/campaigns';
const CAMPAIGN = '/p01/api/REST/2.0/assets/campaign';
const CONTACTS = '/p01/api/REST/2.0/data/contacts';
const CONTACT = '/p01/api/REST/2.0/data/contact';
const EXTERNAL = '/p01/api/REST/2.0/assets/external';
const ACTIVITY = '/p01/api/REST/2.0/data/activity';

let eloqua: Eloqua;
let access: string;
beforeEach(async () => {
  eloqua = await Eloqua.start();
  access = (await eloqua.signIn()).access;
});
afterEach(() => eloqua.close());

const call = (method: string, path: string, body?: unknown) => eloqua.api(access, method, path, body);
const get = async (path: string) => (await call('GET', path)).json as Json;
const names = async (path: string) => ((await get(path)).elements as Json[]).map(({ name }) => name);

describe('a list', () => {
  test('has an envelope, minimal elements and a request id', async () => {
    const { json, headers } = await call('GET', FIELDS);
    expect(json).toMatchObject({ page: 1, pageSize: 1000, total: 14 });
    expect((json as { elements: Json[] }).elements[2]).toEqual({
      type: 'ContactField',
      id: '100191',
      createdAt: '1700000000',
      depth: 'minimal',
      name: 'WeChat OpenID A1',
      updatedAt: '1700000000',
    });
    expect(headers.get('x-request-id')).toMatch(/^[0-9a-f-]{36}$/);
  });
  test('has pages', async () => {
    const json = await get(`${CONTACTS}?count=90&page=3`);
    expect(json).toMatchObject({ page: 3, pageSize: 90, total: 200 });
    expect(json.elements).toHaveLength(20);
    expect((json.elements as Json[])[0]).toMatchObject({ id: '681' });
  });
  test.each(['count=0', 'count=1001', 'page=0', 'page=x'])('refuses %s', async (query) => {
    const { status, json } = await call('GET', `${FIELDS}?${query}`);
    expect([status, json]).toMatchObject([
      400,
      { type: 'EndpointParameterError', parameter: query.split('=')[0] },
    ]);
  });
  test('has an order', async () => {
    expect((await names(`${CAMPAIGNS}?orderBy=name DESC`))[0]).toBe('WeChat default – ending soon');
    expect((await names(`${CAMPAIGNS}?orderBy=name`))[0]).toBe('Spring launch');
  });
  test.each([
    ["name='WeChat OpenID*'", ['WeChat OpenID A1', 'WeChat OpenID A2']],
    ['name="wechat unionid"', ['WeChat UnionID']],
    ['*Activity*', ['WeChat Last Activity A1', 'WeChat Last Activity A2']],
    ["dataType='date'isReadOnly='true'", ['Last CRM Sync']],
    ["dataType='date' name!='WeChat*'", ['Last CRM Sync']],
    ['id>=100202', ['Newsletter']],
    ['internalName=C_Lead_Score1', ['Lead Score']],
    ["name='none'", []],
  ])('finds %s', async (search, expected) => {
    expect(await names(`${FIELDS}?search=${encodeURIComponent(search)}`)).toEqual(expected);
  });
  test.each(["colour='red'", 'name==', "name='a' ???"])('refuses the search %s', async (search) => {
    const { status, json } = await call('GET', `${FIELDS}?search=${encodeURIComponent(search)}`);
    expect([status, json]).toMatchObject([400, { type: 'EndpointParameterError', parameter: 'search' }]);
  });
  test('leaves out what was not updated since', async () => {
    await eloqua.control('PATCH', '/fields/100191', { isReadOnly: true });
    expect(await names(`${FIELDS}?lastUpdatedAt=1700000001`)).toEqual(['WeChat OpenID A1']);
  });
  test('in which nothing was found may be 204', async () => {
    await eloqua.control('POST', '/settings', { emptyListIs204: true });
    const { status, json } = await call('GET', `${FIELDS}?search=name='none'`);
    expect([status, json]).toEqual([204, undefined]);
  });
});

describe('a path', () => {
  test('ignores case, as the addresses of /id need', async () => {
    expect((await call('GET', FIELDS.replace('api', 'API'))).status).toBe(200);
  });
  test('wants numbers', async () => {
    const { status, json } = await call('GET', `${FIELD}/abc`);
    expect([status, json]).toEqual([
      400,
      {
        type: 'EndpointParameterError',
        parameter: 'id',
        requirement: { type: 'IdRequirement', isRelativeAllowed: false },
        value: 'abc',
      },
    ]);
  });
});

describe('a contact field', () => {
  const input = { name: 'WeChat OpenID B1', dataType: 'text', displayType: 'text', updateType: 'always' };

  test('is complete by itself, with strings only', async () => {
    expect(await get(`${FIELD}/100191`)).toEqual({
      type: 'ContactField',
      id: '100191',
      createdAt: '1700000000',
      depth: 'complete',
      name: 'WeChat OpenID A1',
      updatedAt: '1700000000',
      internalName: 'C_WeChat_OpenID_A11',
      dataType: 'text',
      displayType: 'text',
      isReadOnly: 'false',
      isRequired: 'false',
      isStandard: 'false',
      updateType: 'always',
      showTrustedVisitorsOnly: 'true',
    });
    expect((await call('GET', `${FIELD}/1`)).status).toBe(404);
  });
  test('is created, with a generated internal name', async () => {
    const { status, json } = await call('POST', FIELD, input);
    expect(status).toBe(201);
    expect(json).toMatchObject({
      id: '200001',
      internalName: 'C_WeChat_OpenID_B11',
      dataType: 'text',
      isReadOnly: 'false',
    });
    expect((await get(`${FIELD}/200001`)).name).toBe('WeChat OpenID B1');
  });
  test.each([
    [{ ...input, name: 'wechat openid a1' }, 'name', 'UniquenessRequirement'],
    [{ ...input, name: '' }, 'name', 'NotNullRequirement'],
    [{ ...input, name: 'x'.repeat(101) }, 'name', 'ValidTextLengthRequirement'],
    [{ ...input, dataType: undefined }, 'dataType', 'NotNullRequirement'],
    [{ ...input, dataType: 'blob' }, 'dataType', 'ContentRequirement'],
    [{ ...input, displayType: 'slider' }, 'displayType', 'ContentRequirement'],
    [{ ...input, displayType: 'singleSelect' }, 'optionListId', 'RelationshipRequirement'],
    [{ ...input, isReadOnly: 'perhaps' }, 'isReadOnly', 'BooleanRequirement'],
  ])('refuses %j', async (body, property, type) => {
    const { status, json } = await call('POST', FIELD, body);
    const error = {
      type: 'ObjectValidationError',
      container: { type: 'ObjectKey', objectType: 'ContactField' },
      property,
      requirement: { type },
    };
    expect([status, json]).toMatchObject([400, [error]]);
    expect((await get(FIELDS)).total).toBe(14);
    await eloqua.control('POST', '/settings', { validationErrorsAsArray: false });
    expect((await call('POST', FIELD, body)).json).toMatchObject(error);
  });
  test('is replaced by PUT: what is left out is blanked', async () => {
    await eloqua.control('PATCH', '/fields/100191', { isReadOnly: true });
    const { json } = await call('PUT', `${FIELD}/100191`, { ...input, name: 'Renamed', defaultValue: 'x' });
    expect(json).toMatchObject({
      name: 'Renamed',
      isReadOnly: 'false',
      showTrustedVisitorsOnly: 'false',
      defaultValue: 'x',
    });
    await call('PUT', `${FIELD}/100191`, { ...input, name: 'Renamed' });
    expect(await get(`${FIELD}/100191`)).not.toHaveProperty('defaultValue');
    const changed = await call('PUT', `${FIELD}/100191`, { ...input, dataType: 'date' });
    expect([changed.status, changed.json]).toMatchObject([
      400,
      [{ requirement: { type: 'ImmutabilityRequirement' } }],
    ]);
  });
  test('is deleted with its values, unless something depends on it', async () => {
    expect((await call('DELETE', `${FIELD}/100001`)).status).toBe(409);
    expect((await call('DELETE', `${FIELD}/100193`)).status).toBe(200);
    expect((await call('GET', `${FIELD}/100193`)).status).toBe(404);
    expect(JSON.stringify((await eloqua.control('GET', '/contacts/510')).json)).not.toContain('UnionID');
    await eloqua.sender();
    expect((await call('DELETE', `${FIELD}/100191`)).status).toBe(409);
  });
  test('shows other literals where the setting names them, and takes them', async () => {
    await eloqua.control('POST', '/settings', { typeLiterals: { date: 'dateTime' } });
    expect(await get(`${FIELD}/100195`)).toMatchObject({ dataType: 'dateTime' });
    expect((await call('POST', FIELD, { ...input, dataType: 'dateTime' })).json).toMatchObject({
      dataType: 'dateTime',
    });
    expect((await eloqua.control('GET', '/fields/200001')).json.dataType).toBe('date');
  });
});

describe('users', () => {
  test('are found by login name, with what the depth gives', async () => {
    const { elements } = await get(`${USERS}?search=loginName='mei*'&depth=partial`);
    expect(elements).toEqual([
      expect.objectContaining({
        type: 'User',
        id: '17',
        loginName: 'Mei.Lin',
        emailAddress: 'mei.lin@acme.example',
        isDisabled: 'false',
        isDeleted: 'false',
      }),
    ]);
    expect((await get(`${USERS}?search=id=17`)).elements).toEqual([
      {
        type: 'User',
        id: '17',
        depth: 'minimal',
        name: 'Mei Lin',
        createdAt: '1700000000',
        updatedAt: '1700000000',
      },
    ]);
  });
  test('are complete by themselves, and one of them is oneself', async () => {
    expect(await get(`${USER}/17`)).toMatchObject({ securityGroups: [{ name: 'Customer Administrator' }] });
    expect(await get(`${USER}/current`)).toEqual(await get(`${USER}/17`));
    expect((await call('GET', `${USER}/99`)).status).toBe(404);
  });
  test('show who is disabled and who is deleted, or hide the deleted', async () => {
    expect(await get(`${USER}/21`)).toMatchObject({ isDisabled: 'true' });
    expect(await get(`${USER}/22`)).toMatchObject({ isDeleted: 'true' });
    expect((await get(USERS)).total).toBe(12);
    await eloqua.control('POST', '/settings', { deletedUsersVisible: false });
    expect((await get(USERS)).total).toBe(11);
    expect((await call('GET', `${USER}/22`)).status).toBe(404);
  });
});

describe('a campaign', () => {
  const future = '2051222400';

  test('shows its status and dates at every depth', async () => {
    expect(await get(`${CAMPAIGN}/1234?depth=minimal`)).toEqual({
      type: 'Campaign',
      currentStatus: 'Active',
      id: '1234',
      createdAt: '1700000000',
      depth: 'minimal',
      name: 'WeChat default – Acme CN',
      updatedAt: '1700000000',
      startAt: '1735689600',
      endAt: future,
    });
    expect(await get(`${CAMPAIGN}/1234`)).toMatchObject({
      memberCount: '0',
      elements: [],
      campaignCategory: 'contact',
    });
    expect((await call('GET', `${CAMPAIGN}/1`)).status).toBe(404);
  });
  test('is created as a draft, activated, and made a draft again', async () => {
    const created = await call('POST', CAMPAIGN, { name: 'Qiao', endAt: future });
    expect([created.status, created.json]).toMatchObject([
      201,
      { id: '200001', currentStatus: 'Draft', endAt: future },
    ]);
    const { json } = await call('POST', `${CAMPAIGN}/active/200001?activateNow=true`);
    expect(json).toMatchObject({ currentStatus: 'Active', startAt: expect.stringMatching(/^\d{10}$/) });
    expect((await call('POST', `${CAMPAIGN}/draft/200001`)).json).toMatchObject({ currentStatus: 'Draft' });
    expect((await call('DELETE', `${CAMPAIGN}/200001`)).status).toBe(200);
    expect((await call('GET', `${CAMPAIGN}/200001`)).status).toBe(404);
  });
  test('may be scheduled; then time activates it, and ends it', async () => {
    const now = Math.floor(Date.now() / 1000);
    const body = { name: 'Later', endAt: String(now + 7200) };
    await call('POST', CAMPAIGN, body);
    await call('POST', `${CAMPAIGN}/active/200001?scheduledFor=${now + 3600}`);
    const status = async (clockAheadSeconds: number) => {
      await eloqua.control('POST', '/settings', { clockAheadSeconds });
      return (await get(`${CAMPAIGN}/200001`)).currentStatus;
    };
    expect([await status(0), await status(3601), await status(7201)]).toEqual([
      'Scheduled',
      'Active',
      'Completed',
    ]);
  });
  test.each([
    ['', 'scheduledFor'],
    ['?scheduledFor=tomorrow', 'scheduledFor'],
    ['?activateNow=true&runAsUserId=21', 'runAsUserId'],
  ])('is not activated by %j', async (query, parameter) => {
    const { status, json } = await call('POST', `${CAMPAIGN}/active/1236${query}`);
    expect([status, json]).toMatchObject([400, { type: 'EndpointParameterError', parameter }]);
    expect(await get(`${CAMPAIGN}/1236`)).toMatchObject({ currentStatus: 'Draft' });
  });
  test('that has ended is not activated again', async () => {
    const { status, json } = await call('POST', `${CAMPAIGN}/active/1237?activateNow=true`);
    expect([status, json]).toMatchObject([400, [{ property: 'endAt' }]]);
  });
  test('loses by PUT what is left out', async () => {
    const { json } = await call('PUT', `${CAMPAIGN}/1234`, { id: '1234', name: 'Renamed' });
    expect(json).toMatchObject({ name: 'Renamed', currentStatus: 'Active' });
    expect(json).not.toHaveProperty('endAt');
    expect(json).not.toHaveProperty('campaignCategory');
  });
  test('shows the app’s steps among its elements, and keeps them when it is replaced', async () => {
    await eloqua.sender();
    const before = await get(`${CAMPAIGN}/1234`);
    expect(before.elements).toMatchObject([{ type: 'CampaignCloudAction', memberCount: '0' }]);
    await call('PUT', `${CAMPAIGN}/1234`, before);
    expect((await get(`${CAMPAIGN}/1234`)).elements).toEqual(before.elements);
  });
});

describe('a contact', () => {
  test('is found by e-mail address and by a field, with its values as strings', async () => {
    const { elements } = await get(
      `${CONTACTS}?search=C_EmailAddress='contact4@customer.example'&depth=complete&count=1`,
    );
    const [contact] = elements as Json[];
    expect(contact).toMatchObject({
      type: 'Contact',
      id: '504',
      name: 'contact4@customer.example',
      isSubscribed: 'true',
    });
    const values = contact?.fieldValues as { id: string; value?: string }[];
    const openId = values.find(({ id }) => id === '100191')?.value ?? '';
    expect(openId).toMatch(/^o[\w-]{27}$/);
    expect(values).toContainEqual({ type: 'FieldValue', id: '100195', value: '1700014400' });
    expect(values).toContainEqual({ type: 'FieldValue', id: '100193' });
    const found = await get(`${CONTACTS}?search=C_WeChat_OpenID_A11='${openId}'`);
    expect(found.elements).toMatchObject([{ id: '504', depth: 'minimal' }]);
  });
  test('is created with values, once for an e-mail address', async () => {
    const body = {
      emailAddress: 'new@customer.example',
      fieldValues: [{ type: 'FieldValue', id: '100191', value: 'oNew' }],
    };
    const { status, json } = await call('POST', CONTACT, body);
    expect([status, json]).toMatchObject([201, { id: '200001', emailAddress: 'new@customer.example' }]);
    expect((await eloqua.control('GET', '/contacts?search=oNew')).json.contacts).toMatchObject([
      { id: '200001', fields: { C_WeChat_OpenID_A11: 'oNew' } },
    ]);
    expect((await call('POST', CONTACT, body)).status).toBe(409);
  });
  test.each([
    [{ emailAddress: 'nobody' }, 'emailAddress'],
    [{}, 'emailAddress'],
    [{ emailAddress: 'x@y.example', fieldValues: [{ id: '1', value: 'x' }] }, 'fieldValues'],
    [
      { emailAddress: 'x@y.example', fieldValues: [{ id: '100191', value: 'x'.repeat(101) }] },
      'C_WeChat_OpenID_A11',
    ],
    [
      { emailAddress: 'x@y.example', fieldValues: [{ id: '100195', value: 'today' }] },
      'C_WeChat_Last_Activity_A11',
    ],
    [{ emailAddress: 'x@y.example', fieldValues: [{ id: '100198', value: '7' }] }, 'C_Loyalty_Number1'],
    [{ emailAddress: 'x@y.example', fieldValues: [{ id: '100200', value: '1.5' }] }, 'C_Lead_Score1'],
  ])('refuses %j', async (body, property) => {
    const { status, json } = await call('POST', CONTACT, body);
    expect([status, json]).toMatchObject([400, [{ property }]]);
    expect((await get(CONTACTS)).total).toBe(200);
  });
  test('loses by PUT the fields that are left out, but none that is read only', async () => {
    await eloqua.control('PATCH', '/contacts/504', { fields: { C_Loyalty_Number1: '7' } });
    await call('PUT', `${CONTACT}/504`, {
      id: '504',
      emailAddress: 'contact4@customer.example',
      fieldValues: [],
    });
    expect((await eloqua.control('GET', '/contacts/504')).json.fields).toEqual({
      C_EmailAddress: 'contact4@customer.example',
      C_Loyalty_Number1: '7',
    });
  });
  test('is read with others by ids, and deleted', async () => {
    const { json } = await eloqua.api(
      access,
      'POST',
      CONTACTS,
      { ids: ['501', '9', 502] },
      { 'x-http-method-override': 'SEARCH' },
    );
    expect(((json as Json).elements as Json[]).map(({ id }) => id)).toEqual(['501', '502']);
    expect((await call('DELETE', `${CONTACT}/501`)).status).toBe(200);
    expect((await call('GET', `${CONTACT}/501`)).status).toBe(404);
  });
});

describe('an external activity', () => {
  const activity = {
    contactId: 501,
    campaignId: 1234,
    assetType: 'WeChat',
    assetName: 'Acme CN',
    activityType: 'Follow',
    activityDate: '1700000600',
    fieldValues: [],
  };
  beforeEach(async () => {
    await call('POST', `${EXTERNAL}/type`, {
      name: 'WeChat',
      activityTypes: [{ type: 'ExternalActivityType', name: 'Follow' }],
    });
  });
  const activities = async () => (await eloqua.control('GET', '/activities')).json.activities;

  test('needs its type once; a second of that name is refused', async () => {
    expect(await get(`${EXTERNAL}/types`)).toMatchObject({
      total: 1,
      elements: [
        {
          type: 'ExternalAssetType',
          name: 'WeChat',
          activityTypes: [{ type: 'ExternalActivityType', name: 'Follow' }],
        },
      ],
    });
    const again = await call('POST', `${EXTERNAL}/type`, { name: 'wechat' });
    expect([again.status, again.json]).toMatchObject([
      400,
      [{ requirement: { type: 'UniquenessRequirement' } }],
    ]);
  });
  test('is booked on contact and campaign, and makes its asset', async () => {
    const { status, json } = await call('POST', ACTIVITY, activity);
    expect(status).toBe(201);
    expect(json).toMatchObject({
      type: 'ExternalActivity',
      contactId: '501',
      campaignId: '1234',
      activityType: 'Follow',
    });
    expect((await call('GET', `${ACTIVITY}/${(json as Json).id}`)).json).toEqual(json);
    expect(await activities()).toMatchObject([
      { contactId: '501', assetName: 'Acme CN', activityDate: 1_700_000_600 },
    ]);
    expect((await get('/p01/api/REST/2.0/assets/externals')).elements).toMatchObject([{ name: 'Acme CN' }]);
  });
  test.each([
    [{ contactId: 1 }, 'contactId'],
    [{ campaignId: 1 }, 'campaignId'],
    [{ campaignId: 1236 }, 'campaignId'],
    [{ assetType: 'Fax' }, 'assetType'],
    [{ activityType: 'Dance' }, 'activityType'],
    [{ assetName: '' }, 'assetName'],
  ])('with %j is refused', async (change, property) => {
    const { status, json } = await call('POST', ACTIVITY, { ...activity, ...change });
    expect([status, json]).toMatchObject([400, [{ property }]]);
    expect(await activities()).toEqual([]);
  });
});
