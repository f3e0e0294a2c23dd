import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { APP_ID, CLIENT_SECRET, Eloqua, type Json } from './kit.ts';

const INSTANCES = '/p01/api/cloud/1.0/actions/instances';
const GUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

let eloqua: Eloqua;
let access: string;
beforeEach(async () => {
  eloqua = await Eloqua.start();
  await eloqua.install();
  access = (await eloqua.signIn()).access;
});
afterEach(() => eloqua.close());

const drop = (input: Json = { campaignId: '1234' }) => eloqua.control('POST', '/message-senders', input);
const dropped = async (campaignId = '1234') => (await drop({ campaignId })).json.instanceId as string;
const instances = async () => (await eloqua.control('GET', '/instances')).json.instances as Json[];
const search = (ids: unknown) =>
  eloqua.api(access, 'POST', INSTANCES, { ids }, { 'x-http-method-override': 'SEARCH' });

describe('a sender step', () => {
  test('is made by a signed call of the create URL, whose answer defines its record', async () => {
    const { status, json } = await drop();
    expect(status).toBe(201);
    expect(json).toEqual({
      instanceId: expect.stringMatching(GUID),
      campaignId: '1234',
      requiresConfiguration: true,
      recordDefinition: expect.objectContaining({ ContactId: '{{Contact.Id}}' }),
      configureUrl: expect.stringContaining(`${eloqua.app.url}/sender/configure?`),
    });
    const [create] = eloqua.app.at('/sender/create');
    expect(create).toMatchObject({
      method: 'POST',
      body: '{}',
      contentType: 'application/json',
      signatureIsRight: true,
    });
    expect(create?.query).toMatchObject({
      app_id: APP_ID,
      instance_id: json.instanceId,
      asset_id: '1234',
      asset_name: 'WeChat default – Acme CN',
      asset_type: 'Campaign',
      entity_type: 'Contacts',
    });
    expect(await instances()).toMatchObject([
      {
        instanceId: json.instanceId,
        campaign: { id: '1234', name: 'WeChat default – Acme CN', currentStatus: 'Active' },
        requiresConfiguration: true,
        createdBy: 'Mei.Lin',
        members: { pending: 0, complete: 0, errored: 0 },
        executions: [],
      },
    ]);
  });
  test.each([
    ['an error', { status: 500, body: {} }, 'status 500'],
    ['201', { status: 201, body: { recordDefinition: {} } }, 'status 201'],
    ['another content type', { headers: { 'content-type': 'text/plain' }, body: '{}' }, 'content type'],
    ['no record definition', { body: {} }, 'recordDefinition must be'],
    ['an unknown statement', { body: { recordDefinition: { A: '{{Email.Id}}' } } }, 'unknown statement'],
    [
      '250 fields',
      {
        body: {
          recordDefinition: Object.fromEntries(
            Array.from({ length: 250 }, (_, n) => [`F${n}`, '{{Contact.Id}}']),
          ),
        },
      },
      'at most 249',
    ],
  ])('is not made when the app answers with %s', async (_, reply, problem) => {
    eloqua.app.replies['/sender/create'] = () => reply as Json;
    const { status, json } = await drop();
    expect(status).toBe(409);
    expect((json.error as Json).message).toContain(problem);
    expect(await instances()).toEqual([]);
  });
  test('needs a campaign, and the app installed', async () => {
    expect((await drop({ campaignId: '1' })).status).toBe(404);
    await eloqua.control('POST', '/sites', { name: 'globex' });
    expect((await drop({ campaignId: '1234', site: 'globex' })).json.error).toMatchObject({
      code: 'NOT_INSTALLED',
    });
  });
  test('is copied with its campaign, or onto another one', async () => {
    const original = await dropped();
    eloqua.app.replies['/sender/copy'] = () => ({ body: { recordDefinition: { A: '{{Contact.Id}}' } } });
    const { status, json } = await eloqua.control('POST', `/message-senders/${original}/copy`);
    expect(status).toBe(201);
    expect(json).toMatchObject({ requiresConfiguration: false, recordDefinition: { A: '{{Contact.Id}}' } });
    expect(eloqua.app.at('/sender/copy')[0]?.query).toMatchObject({
      instance_id: json.instanceId,
      asset_id: json.campaignId,
      original_instance_id: original,
      original_asset_id: '1234',
      original_asset_name: 'WeChat default – Acme CN',
    });
    const copy = await eloqua.control('GET', `/campaigns/${json.campaignId}`);
    expect(copy.json).toMatchObject({ name: 'Copy of WeChat default – Acme CN', currentStatus: 'Draft' });
    const onto = await eloqua.control('POST', `/message-senders/${original}/copy`, { campaignId: '1236' });
    expect(onto.json.campaignId).toBe('1236');
  });
  test('is deleted, and the app is told', async () => {
    const id = await dropped();
    expect((await eloqua.control('POST', `/message-senders/${id}/delete`)).json).toEqual({ httpStatus: 200 });
    expect(eloqua.app.at('/sender/delete')[0]).toMatchObject({ method: 'DELETE', signatureIsRight: true });
    expect(await instances()).toEqual([]);
  });
  test('is deleted by POST where the setting says so, even if the app fails', async () => {
    await eloqua.control('POST', '/settings', { deleteMethod: 'POST' });
    eloqua.app.replies['/sender/delete'] = () => ({ status: 500 });
    const id = await dropped();
    expect((await eloqua.control('POST', `/message-senders/${id}/delete`)).json).toEqual({ httpStatus: 500 });
    expect(eloqua.app.at('/sender/delete')[0]?.method).toBe('POST');
    expect(await instances()).toEqual([]);
  });
});

describe('PUT of an instance', () => {
  test('replaces the record definition and the need of configuration, each by itself', async () => {
    const id = await dropped();
    const recordDefinition = { Id: '{{Contact.Id}}' };
    const first = await eloqua.api(access, 'PUT', `${INSTANCES}/${id}`, { recordDefinition });
    expect(first.status).toBe(200);
    expect(await instances()).toMatchObject([{ recordDefinition, requiresConfiguration: true }]);
    await eloqua.api(access, 'PUT', `${INSTANCES}/${id}`, { requiresConfiguration: false });
    expect(await instances()).toMatchObject([{ recordDefinition, requiresConfiguration: false }]);
  });
  test.each([
    ['without a JSON content type', { requiresConfiguration: false }, { 'content-type': 'text/plain' }],
    ['as CSV', { requiresConfiguration: false }, { 'content-type': 'text/csv' }],
    ['with another kind of value', { requiresConfiguration: 'false' }, {}],
    ['with a wrong statement', { recordDefinition: { A: 'C_EmailAddress' } }, {}],
    ['with something else than JSON', 'nonsense', {}],
  ])('%s is refused and changes nothing', async (_, body, headers) => {
    const id = await dropped();
    const before = await instances();
    expect(
      (await eloqua.api(access, 'PUT', `${INSTANCES}/${id}`, body, headers as Record<string, string>)).status,
    ).toBe(400);
    expect(await instances()).toEqual(before);
  });
  test('of an unknown one, or one of another site, is 404', async () => {
    const id = await dropped();
    await eloqua.control('POST', '/sites', { name: 'globex' });
    const other = await eloqua.signIn({ site: 'globex' });
    const body = { requiresConfiguration: false };
    expect((await eloqua.api(other.access, 'PUT', `${INSTANCES}/${id}`, body)).status).toBe(404);
    expect((await eloqua.api(access, 'PUT', `${INSTANCES}/${APP_ID}`, body)).status).toBe(404);
    expect(await instances()).toMatchObject([{ requiresConfiguration: true }]);
  });
});

describe('the search of instances', () => {
  test('shows those that are there, and leaves out the others', async () => {
    const id = await dropped();
    const { status, json } = await search([id, APP_ID]);
    expect(status).toBe(200);
    expect(json).toEqual([
      {
        recordDefinition: expect.any(Object),
        requiresConfiguration: true,
        statement: `{{ActionInstance(${id.replaceAll('-', '')})}}`,
        dependentAssetType: 'Campaign',
        dependentAssetId: '1234',
        uri: `/actions/instances/${id}`,
        createdBy: 'Mei.Lin',
        createdAt: expect.stringMatching(/Z$/),
      },
    ]);
    await eloqua.control('POST', '/settings', { instanceSearchShape: 'ITEMS' });
    expect((await search([id])).json).toEqual({ items: json });
  });
  test.each([
    ['duplicates', [APP_ID, APP_ID]],
    ['ids without dashes', [APP_ID.replaceAll('-', '')]],
    [
      'more than 200',
      Array.from({ length: 201 }, (_, n) => `${String(n).padStart(8, '0')}${APP_ID.slice(8)}`),
    ],
    ['no array', 'x'],
  ])('refuses %s', async (_, ids) => {
    expect((await search(ids)).status).toBe(400);
  });
  test('takes 200, and needs the header', async () => {
    const ids = Array.from({ length: 200 }, (_, n) => `${String(n).padStart(8, '0')}${APP_ID.slice(8)}`);
    expect((await search(ids)).json).toEqual([]);
    expect((await eloqua.api(access, 'POST', INSTANCES, { ids })).status).toBe(404);
  });
});

describe('a campaign with a step that requires configuration', () => {
  const activate = () =>
    eloqua.api(access, 'POST', '/p01/api/REST/2.0/assets/campaign/active/1236?activateNow=true');

  test('cannot be activated, by the API and by hand, until it is configured', async () => {
    const id = await dropped('1236');
    const { status, json } = await activate();
    expect([status, json]).toMatchObject([
      400,
      [{ type: 'ObjectValidationError', property: 'elements', value: id }],
    ]);
    expect((await eloqua.control('POST', '/campaigns/1236/activate')).status).toBe(409);
    expect((await eloqua.control('GET', '/campaigns/1236')).json.currentStatus).toBe('Draft');
    await eloqua.api(access, 'PUT', `${INSTANCES}/${id}`, { requiresConfiguration: false });
    expect((await activate()).json).toMatchObject({ currentStatus: 'Active' });
  });
});

describe('contacts that reach the step', () => {
  const notify = (id: string, contactIds: unknown[]) =>
    eloqua.control('POST', `/message-senders/${id}/notify`, { contactIds });
  const members = async () => (await instances())[0]?.members;

  test('are told to the app in chunks, signed, and wait', async () => {
    const id = await dropped();
    const { status, json } = await notify(id, ['504', 501, '508']);
    expect(status).toBe(200);
    expect(json).toEqual({ executionId: 12_345, statuses: [204, 204] });
    const calls = eloqua.app.at('/sender/notify');
    expect(calls).toMatchObject([
      { method: 'POST', contentType: 'application/json', signatureIsRight: true },
      { signatureIsRight: true },
    ]);
    expect(calls[0]?.query).toMatchObject({ instance_id: id, asset_id: '1234', execution_id: '12345' });
    const [first, second] = calls.map(({ body }) => JSON.parse(body) as Json);
    expect(first).toEqual({
      offset: 0,
      limit: 2,
      totalResults: 3,
      count: 2,
      hasMore: true,
      items: [
        { ContactId: '504', Email: 'contact4@customer.example', OpenId: expect.stringMatching(/^o.{27}$/) },
        { ContactId: '501', Email: 'contact1@customer.example', OpenId: '' },
      ],
    });
    expect(second).toMatchObject({ offset: 2, count: 1, hasMore: false, items: [{ ContactId: '508' }] });
    expect(await members()).toEqual({ pending: 3, complete: 0, errored: 0 });
  });
  test('are errored when the app fails', async () => {
    const id = await dropped();
    eloqua.app.replies['/sender/notify'] = ({ body }) => ({ status: body.includes('"501"') ? 204 : 500 });
    expect((await notify(id, ['501', '502', '503'])).json.statuses).toEqual([204, 500]);
    expect(await members()).toEqual({ pending: 2, complete: 0, errored: 1 });
  });
  test('are told again as often as the setting says, before they are errored', async () => {
    await eloqua.control('POST', '/settings', { notificationTries: 3 });
    const id = await dropped();
    eloqua.app.replies['/sender/notify'] = () => ({
      status: eloqua.app.at('/sender/notify').length < 3 ? 503 : 204,
    });
    expect((await notify(id, ['501'])).json.statuses).toEqual([204]);
    expect(eloqua.app.at('/sender/notify')).toHaveLength(3);
    expect(await members()).toEqual({ pending: 1, complete: 0, errored: 0 });
  });
  test('show dates as Bulk does, and nothing for a field that is gone', async () => {
    const id = await dropped();
    const recordDefinition = {
      Last: '{{Contact.Field(C_WeChat_Last_Activity_A11)}}',
      Gone: '{{Contact.Field(C_Gone)}}',
    };
    await eloqua.api(access, 'PUT', `${INSTANCES}/${id}`, { recordDefinition });
    await notify(id, ['504']);
    expect(JSON.parse(eloqua.app.at('/sender/notify')[0]?.body ?? '').items).toEqual([
      { Last: '2023-11-15 02:13:20.000', Gone: '' },
    ]);
  });
  test('come without their records where the app fetches them itself', async () => {
    const id = await dropped();
    await eloqua.control('POST', '/apps', eloqua.app.registration({ recordsPerNotification: 0 }));
    await notify(id, ['501', '502']);
    expect(JSON.parse(eloqua.app.at('/sender/notify')[0]?.body ?? '')).toEqual({
      offset: 0,
      limit: 0,
      totalResults: 2,
      count: 0,
      hasMore: false,
      items: [],
    });
  });
  test('do not move in a campaign that is not active', async () => {
    const id = await dropped('1236');
    expect((await notify(id, ['501'])).json.error).toMatchObject({ code: 'CAMPAIGN_NOT_ACTIVE' });
    expect(eloqua.app.at('/sender/notify')).toEqual([]);
  });
  test('are listed for the app while they wait', async () => {
    const id = await dropped();
    await notify(id, ['501']);
    const path = `/p01/api/cloud/1.0/apps/${APP_ID}/activeExecutions`;
    const found = await eloqua.api(access, 'GET', `${path}?startDate=2020-01-01&serviceInstanceId=${id}`);
    expect(found.json).toMatchObject({ items: [{ executionId: 12_345 }], totalResults: 1, hasMore: false });
    expect((await eloqua.api(access, 'GET', `${path}?serviceInstanceId=${id}`)).status).toBe(400);
  });
});

describe('the app’s own configuration', () => {
  test('is readable, with its secret, and its status can be set', async () => {
    const path = `/p01/api/cloud/1.0/apps/${APP_ID}/configurations`;
    expect((await eloqua.api(access, 'GET', path)).json).toMatchObject({
      clientSecret: CLIENT_SECRET,
      status: 'Up',
    });
    expect((await eloqua.api(access, 'PUT', path, { status: 'Maintenance' })).json).toMatchObject({
      status: 'Maintenance',
    });
    expect((await eloqua.api(access, 'PUT', path, { status: 'Broken' })).status).toBe(400);
    expect((await eloqua.api(access, 'GET', path.replace(APP_ID, 'other'))).status).toBe(403);
  });
});
