import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { eventually } from '../eventually.ts';
import { APP_ID, CLIENT_ID, CLIENT_SECRET, Eloqua, type Json } from './kit.ts';

/** What Eloqua takes although its documents say little of it, and clients in use rely on it. */

let eloqua: Eloqua;
let access: string;
let instanceId: string;
beforeAll(async () => {
  eloqua = await Eloqua.start({ settings: { syncMs: 0 } });
  instanceId = await eloqua.sender();
  access = (await eloqua.signIn()).access;
});
afterAll(() => eloqua.close());

const BULK = '/p01/api/bulk/2.0';
const basic = (text: string) => `Basic ${Buffer.from(text).toString('base64')}`;
const get = async (path: string) => (await eloqua.api(access, 'GET', path)).json as Json;
const ids = (list: Json) => (list.elements as Json[]).map(({ id }) => id);
const token = (input: Json, authorization = basic(`${CLIENT_ID}:${CLIENT_SECRET}`)) =>
  eloqua.token(input, { authorization });

describe('a user signs in with a password', () => {
  const password = { grant_type: 'password', scope: 'full', username: 'acme\\Mei.Lin', password: 'password' };

  test('to get tokens, which can be refreshed', async () => {
    const { status, json } = await token(password);
    const tokens = json as Record<string, string>;
    expect([status, tokens]).toMatchObject([200, { token_type: 'bearer', expires_in: 28_800 }]);
    const { json: user } = await eloqua.api(
      tokens.access_token ?? '',
      'GET',
      '/p01/api/REST/2.0/system/user/current',
    );
    expect(user).toMatchObject({ loginName: 'Mei.Lin' });
    expect((await eloqua.refresh(tokens.refresh_token ?? '')).status).toBe(200);
  });
  test('in every call, without an app', async () => {
    const { site, user } = (
      await eloqua.send('GET', '/id', undefined, { authorization: basic('ACME\\mei.lin:password') })
    ).json as { site: Json; user: Json };
    expect([site.name, user.username]).toEqual(['acme', 'Mei.Lin']);
    const call = (name: string, path = '/p01/api/REST/1.0/system/users') =>
      eloqua.send('GET', path, undefined, { authorization: basic(name) });
    expect((await call('acme\\Mei.Lin:password')).status).toBe(200);
    expect(
      (await call('acme\\Mei.Lin:password', `/p01/api/cloud/1.0/apps/${APP_ID}/configurations`)).status,
    ).toBe(403);
  });
  test.each([
    ['a wrong password', 'acme\\Mei.Lin', 'x'],
    ['another site', 'globex\\Mei.Lin', 'password'],
    ['no site', 'Mei.Lin', 'password'],
    ['a disabled user', 'acme\\Jonas.Berg', 'password'],
    ['a deleted user', 'acme\\Kenji.Sato', 'password'],
  ])('but not with %s', async (_what, username, secret) => {
    const answer = await token({ ...password, username, password: secret });
    expect([answer.status, answer.json]).toMatchObject([400, { error: 'invalid_grant' }]);
    const authorization = basic(`${username}:${secret}`);
    const path = '/p01/api/REST/1.0/system/users';
    expect((await eloqua.send('GET', path, undefined, { authorization })).status).toBe(401);
  });
  test.each(['username', 'password'])('and says that %s is missing', async (name) => {
    const answer = await token({ ...password, [name]: '' });
    expect([answer.status, answer.json]).toMatchObject([400, { error: 'invalid_request' }]);
  });
});

test('client id and secret may be percent-encoded, as RFC 6749 has it', async () => {
  const clientSecret = 'a+b/c=:%41 ä';
  const { action: _action, ...registration } = eloqua.app.registration();
  const other = { ...registration, appId: APP_ID.replace(/^./, 'f'), clientId: 'other_client', clientSecret };
  expect((await eloqua.control('POST', '/apps', other)).status).toBe(201);
  const input = { grant_type: 'password', username: 'acme\\Mei.Lin', password: 'password' };
  const encoded = encodeURIComponent(clientSecret);
  for (const secret of [clientSecret, encoded, encoded.replaceAll('%20', '+')])
    expect((await token(input, basic(`other_client:${secret}`))).status).toBe(200);
  expect((await token(input, basic(`other_client:${encodeURIComponent(encoded)}`))).status).toBe(401);
});

test('an app without an action can be registered and installed, but has no step', async () => {
  const { action: _action, ...registration } = eloqua.app.registration();
  const appId = APP_ID.replace(/^./, 'e');
  const bare = { ...registration, appId, clientId: 'bare', enableUrl: `${registration.enableUrl}&bare=1` };
  expect(await eloqua.control('POST', '/apps', bare)).toMatchObject({ status: 201, json: { appId } });
  expect((await eloqua.control('POST', '/installs', { appId })).status).toBe(201);
  const step = await eloqua.control('POST', '/message-senders', { appId, campaignId: '1234' });
  expect([step.status, step.json]).toMatchObject([409, { error: { code: 'NO_ACTION' } }]);
});

test('an app that refuses a program is heard', async () => {
  const answer = eloqua.app.replies['/sender/create'];
  eloqua.app.replies['/sender/create'] = ({ query }) =>
    query.asset_type === 'Program'
      ? { status: 400, body: 'not in programs' }
      : (answer?.({ query } as never) ?? {});
  const place = (assetType: string) =>
    eloqua.control('POST', '/message-senders', { appId: APP_ID, campaignId: '1234', assetType });
  expect(await place('Program')).toMatchObject({
    status: 409,
    json: { error: { code: 'APP_FAILED', message: 'the app did not agree: status 400: not in programs' } },
  });
  expect((await place('Campaign')).status).toBe(201);
});

describe('Bulk', () => {
  const define = async (destination: string) =>
    eloqua.api(access, 'POST', `${BULK}/contacts/syncActions`, {
      name: 'Report',
      fields: { id: '{{Contact.Id}}' },
      identifierFieldName: 'id',
      syncActions: [{ action: 'setStatus', destination, status: 'complete' }],
    });

  test('takes a destination without an execution, and syncedInstanceURI in any case', async () => {
    const { json } = await eloqua.control('POST', `/message-senders/${instanceId}/notify`, {
      contactIds: ['504', '508'],
    });
    const guid = instanceId.replaceAll('-', '');
    const { status, json: definition } = await define(`{{ActionInstance(${guid})}}`);
    expect(status).toBe(201);
    const { uri } = definition as Record<string, string>;
    await eloqua.api(access, 'POST', `${BULK}${uri}/data`, [{ id: '504' }]);
    expect((await eloqua.api(access, 'POST', `${BULK}/syncs`, { syncedInstanceURI: uri })).status).toBe(201);
    const members = await eventually(async () => {
      const { instances } = (await eloqua.control('GET', '/instances')).json as { instances: Json[] };
      const executions = instances.find((one) => one.instanceId === instanceId)?.executions as Json[];
      const found = executions.find((one) => one.executionId === json.executionId)?.members as Json;
      return found['504'] === 'pending' ? undefined : found;
    });
    expect(members).toEqual({ 504: 'complete', 508: 'pending' });
    expect((await define(`{{ActionInstance(${'0'.repeat(32)})}}`)).status).toBe(400);
    expect((await define(`{{ActionInstance(${guid}).Execution[1]}}`)).status).toBe(400);
  });
  test('lists syncs', async () => {
    const list = await get(`${BULK}/syncs?orderBy=createdAt DESC&limit=1`);
    expect(list).toMatchObject({
      items: [{ uri: expect.stringMatching(/^\/syncs\/\d+$/), syncedInstanceUri: expect.any(String) }],
      count: 1,
      offset: 0,
      limit: 1,
    });
    expect(await get(`${BULK}/syncs?q="status=nothing"`)).toMatchObject({ totalResults: 0, items: [] });
  });
  test.each([
    ['name=WeChat*'],
    ['"name=WeChat*"'],
    ["'name=WeChat*'"],
    ['name="WeChat*"'],
    ["name='WeChat*'"],
    ['Name = "wechat*"'],
    ['WeChat*'],
    ['"WeChat*"'],
  ])('finds fields by q=%s', async (q) => {
    const { items } = await get(`${BULK}/contacts/fields?q=${encodeURIComponent(q)}`);
    expect((items as Json[]).map(({ name }) => name)).toEqual([
      'WeChat OpenID A1',
      'WeChat OpenID A2',
      'WeChat UnionID',
      'WeChat Subscription Status',
      'WeChat Last Activity A1',
      'WeChat Last Activity A2',
      'WeChat Notes',
    ]);
  });
});

describe('a REST list', () => {
  test.each([
    ['/p01/api/REST/1.0/assets/contact/fields', 14],
    ['/p01/api/REST/2.0/assets/campaigns', 5],
    ['/p01/api/REST/2.0/system/users', 12],
    ['/p01/api/REST/1.0/data/contacts', 200],
  ])('%s is in the order of orderBy=id, and cut exactly', async (path, total) => {
    const all = ids(await get(`${path}?orderBy=id`));
    expect(all).toHaveLength(total);
    expect(all).toEqual(all.toSorted((a, b) => Number(a) - Number(b)));
    expect(ids(await get(`${path}?orderBy=ID DESC`))).toEqual(all.toReversed());
    const size = 3;
    const pages = Math.ceil(total / size);
    const page = (number: number) => get(`${path}?orderBy=id&count=${size}&page=${number}`);
    expect(await page(1)).toMatchObject({ page: 1, pageSize: size, total });
    expect(ids(await page(2))).toEqual(all.slice(size, 2 * size));
    expect(ids(await page(pages))).toEqual(all.slice((pages - 1) * size));
    expect(await page(pages + 1)).toMatchObject({ elements: [], total });
  });
});
