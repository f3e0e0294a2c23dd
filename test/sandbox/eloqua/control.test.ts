import { mkdtemp, readdir, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { startEloquaSandbox } from '../../../src/sandbox/eloqua/server.ts';
import { APP_ID, CLIENT_SECRET, Eloqua, type Json, TestApp } from './kit.ts';

const FIELDS = '/p01/api/REST/1.0/assets/contact/fields';
const FIELD = '/p01/api/REST/1.0/assets/contact/field';

describe('the control API', () => {
  let eloqua: Eloqua;
  beforeEach(async () => {
    eloqua = await Eloqua.start();
  });
  afterEach(() => eloqua.close());
  const control = (method: string, path: string, body?: unknown) => eloqua.control(method, path, body);

  test('begins with one site and its seed', async () => {
    expect((await control('GET', '')).json).toMatchObject({
      url: eloqua.url,
      apps: [{ appId: APP_ID, status: 'Up' }],
      sites: [{ id: 4242, name: 'acme', pod: 'p01', baseUrl: `${eloqua.url}/p01` }],
    });
    const count = async (what: string) => ((await control('GET', `/${what}`)).json[what] as Json[]).length;
    expect([
      await count('fields'),
      await count('users'),
      await count('campaigns'),
      await count('contacts'),
    ]).toEqual([14, 12, 5, 200]);
  });
  test('has the same seed in each site, and changes in one do not show in another', async () => {
    expect((await control('POST', '/sites', { name: 'globex' })).status).toBe(201);
    expect((await control('POST', '/sites', { name: 'globex' })).status).toBe(409);
    await control('PATCH', '/fields/100191', { site: 'globex', isReadOnly: true });
    expect((await control('GET', '/fields/100191?site=globex')).json.isReadOnly).toBe(true);
    expect((await control('GET', '/fields/100191')).json.isReadOnly).toBe(false);
    const acme = (await control('GET', '/contacts')).json;
    expect((await control('GET', '/contacts?site=globex')).json).toEqual(acme);
  });
  test('shows nobody the client secret', async () => {
    expect(JSON.stringify((await control('GET', '')).json)).not.toContain(CLIENT_SECRET);
    expect(JSON.stringify((await control('GET', '/apps')).json)).not.toContain(CLIENT_SECRET);
  });
  test('adds, changes and takes away fields', async () => {
    const { status, json } = await control('POST', '/fields', { name: 'Shoe size', dataType: 'number' });
    expect([status, json]).toMatchObject([
      201,
      { id: '200001', internalName: 'C_Shoe_size1', dataType: 'number' },
    ]);
    expect(
      (await control('PATCH', '/fields/200001', { dataType: 'text', isReadOnly: true })).json,
    ).toMatchObject({
      dataType: 'text',
      isReadOnly: true,
    });
    await control('DELETE', '/fields/200001');
    expect((await control('GET', '/fields/200001')).status).toBe(404);
  });
  test('adds users, disables and deletes them', async () => {
    const { json } = await control('POST', '/users', { firstName: 'Nina', lastName: 'Petrov' });
    expect(json).toMatchObject({
      id: '200001',
      loginName: 'Nina.Petrov',
      isAdministrator: false,
      isDisabled: false,
    });
    expect((await control('PATCH', '/users/200001', { isDisabled: true })).json.isDisabled).toBe(true);
    expect((await control('DELETE', '/users/200001')).json.isDeleted).toBe(true);
  });
  test('adds campaigns and ends them; each has the address that a marketer copies', async () => {
    const { json } = await control('POST', '/campaigns', {
      name: 'New',
      currentStatus: 'Active',
      endAt: 2_051_222_400,
    });
    expect(json).toMatchObject({ id: '200001', url: `${eloqua.url}/p01/Main.aspx#campaigns&id=200001` });
    const ended = await control('PATCH', '/campaigns/200001', { endAt: 1_700_000_000 });
    expect(ended.json.currentStatus).toBe('Completed');
  });
  test('adds contacts and finds them by any value', async () => {
    const { json } = await control('POST', '/contacts', {
      emailAddress: 'x@y.example',
      fields: { C_WeChat_OpenID_A11: 'oX' },
    });
    expect(json).toMatchObject({
      id: '200001',
      fields: { C_EmailAddress: 'x@y.example', C_WeChat_OpenID_A11: 'oX' },
    });
    expect((await control('GET', '/contacts?search=OX')).json.contacts).toContainEqual(json);
    await control('PATCH', '/contacts/200001', { fields: { C_WeChat_OpenID_A11: '' } });
    expect((await control('GET', '/contacts/200001')).json.fields).toEqual({ C_EmailAddress: 'x@y.example' });
  });
  test('lists what changed last first, where it is asked for so many', async () => {
    await control('PATCH', '/contacts/600', { isSubscribed: false });
    const { contacts, total } = (await control('GET', '/contacts?recent=2')).json;
    expect((contacts as Json[]).map(({ id }) => id)).toEqual(['600', '501']);
    expect(total).toBe(200);
  });
  test.each([
    ['POST', '/fields', {}, ['name']],
    ['PATCH', '/fields/100191', { colour: 'red' }, []],
    ['POST', '/users', { firstName: 'A' }, ['lastName']],
    ['POST', '/campaigns', { name: 'A', currentStatus: 'Asleep' }, ['currentStatus']],
    ['POST', '/contacts', { emailAddress: 'a@b.example', fields: { C_No: 'x' } }, ['fields', 'C_No']],
    ['POST', '/settings', { unheardOf: 1 }, []],
    ['POST', '/faults', { path: '/x' }, []],
    ['POST', '/apps', { appId: 'x' }, ['appId']],
    ['POST', '/installs', { consent: 'MAYBE' }, ['consent']],
    ['POST', '/sites', { name: 'a b' }, ['name']],
    ['POST', '/fields', 'nonsense', []],
  ])('refuses %s %s %j', async (method, path, body, faulty) => {
    const { status, json } = await control(method, path, body);
    expect(status).toBe(400);
    expect(json).toEqual({ error: { code: 'INVALID', message: expect.any(String), path: faulty } });
  });
  test.each([
    ['GET', '/nothing'],
    ['GET', '/fields?site=nowhere'],
    ['PATCH', '/users/99'],
    ['DELETE', '/campaigns/99'],
    ['POST', '/campaigns/99/activate'],
    ['GET', '/installs/x'],
    ['POST', '/message-senders/x/notify'],
    ['POST', '/sites/nowhere/move'],
  ])('does not know %s %s', async (method, path) => {
    const { status, json } = await control(method, path);
    expect([status, json]).toMatchObject([404, { error: { code: 'NOT_FOUND' } }]);
  });

  describe('the journal', () => {
    test('has each call of Eloqua with its status, and of its authorization only the scheme', async () => {
      const { access } = await eloqua.signIn();
      await control('DELETE', '/requests');
      await eloqua.api(access, 'GET', `${FIELDS}?count=1`);
      await eloqua.api(access, 'POST', FIELD, { name: '' });
      const { requests } = (await control('GET', '/requests')).json;
      expect(requests).toMatchObject([
        {
          id: 2,
          method: 'GET',
          path: FIELDS,
          query: { count: '1' },
          authorization: 'Bearer',
          httpStatus: 200,
        },
        { id: 3, method: 'POST', path: FIELD, body: { name: '' }, authorization: 'Bearer', httpStatus: 400 },
      ]);
      expect(JSON.stringify(requests)).not.toContain(access);
    });
    test('is found by path, with or without the pod, in any case, with a star', async () => {
      const { access } = await eloqua.signIn();
      await eloqua.api(access, 'GET', FIELDS);
      const count = async (path: string) =>
        ((await control('GET', `/requests?path=${path}`)).json.requests as Json[]).length;
      expect(await count(FIELDS)).toBe(1);
      expect(await count('/API/rest/1.0/assets/contact/fields')).toBe(1);
      expect(await count('/api/REST/*')).toBe(1);
      expect(await count('/auth/*')).toBe(1);
      expect(await count('/api')).toBe(0);
    });
  });

  describe('a fault', () => {
    let access: string;
    const create = () =>
      eloqua.api(access, 'POST', FIELD, { name: 'New', dataType: 'text', displayType: 'text' });
    const fields = async () => ((await control('GET', '/fields')).json.fields as Json[]).length;
    beforeEach(async () => {
      access = (await eloqua.signIn()).access;
    });

    test('comes before the effect, as often as ordered', async () => {
      await control('POST', '/faults', {
        path: '/api/REST/1.0/assets/contact/field',
        httpStatus: 503,
        times: 2,
      });
      expect([(await create()).status, (await create()).status]).toEqual([503, 503]);
      expect(await fields()).toBe(14);
      expect((await create()).status).toBe(201);
    });
    test('AFTER loses only the answer', async () => {
      await control('POST', '/faults', { path: '/api/REST/*', when: 'AFTER', reset: true });
      await expect(create()).rejects.toThrow();
      expect(await fields()).toBe(15);
    });
    test('can lose the answer of a refresh, and with it the grant', async () => {
      const { refresh } = await eloqua.signIn();
      await control('POST', '/faults', { path: '/auth/oauth2/token', when: 'AFTER', httpStatus: 502 });
      expect((await eloqua.refresh(refresh)).status).toBe(502);
      expect((await eloqua.refresh(refresh)).status).toBe(401);
    });
    test('can be a body, a gateway’s page, nothing at all, or slowness', async () => {
      await control('POST', '/faults', { path: FIELD, httpStatus: 429, body: { error: 'slow down' } });
      await control('POST', '/faults', { path: FIELD, html: true });
      await control('POST', '/faults', { path: FIELD, empty: true });
      await control('POST', '/faults', { path: FIELD, latencyMs: 60 });
      const limited = await create();
      expect([limited.status, limited.json]).toEqual([429, { error: 'slow down' }]);
      expect((await create()).json).toContain('502 Bad Gateway');
      expect((await create()).json).toBeUndefined();
      const started = performance.now();
      expect((await create()).status).toBe(201);
      expect(performance.now() - started).toBeGreaterThanOrEqual(59);
    });
    test('can bend the answer: another text, another JSON, or a patch of the true one', async () => {
      await control('POST', '/faults', { path: FIELD, answer: '<busy' });
      await control('POST', '/faults', { path: FIELD, answer: { elements: [null] }, when: 'AFTER' });
      await control('POST', '/faults', { path: FIELD, patch: { name: null, dataType: ['text'] } });
      expect(await create()).toMatchObject({ status: 200, json: '<busy' });
      expect(await fields()).toBe(14);
      expect(await create()).toMatchObject({ status: 200, json: { elements: [null] } });
      expect(await fields()).toBe(15);
      const { status, json } = await eloqua.api(access, 'POST', FIELD, {
        name: 'Other',
        dataType: 'text',
        displayType: 'text',
      });
      expect([status, json]).toMatchObject([201, { type: 'ContactField', dataType: ['text'] }]);
      expect(json).not.toHaveProperty('name');
    });
    test('can be called off', async () => {
      await control('POST', '/faults', { path: '/api/*', httpStatus: 500, times: 100 });
      expect((await create()).status).toBe(500);
      await control('DELETE', '/faults');
      expect((await create()).status).toBe(201);
    });
  });
});

describe('a restart with the same state file', () => {
  let folder: string;
  let stateFile: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'sandbox-'));
    stateFile = join(folder, 'deep', 'eloqua.json');
  });
  afterEach(() => rm(folder, { recursive: true }));

  test('keeps installs, tokens, steps, changes and settings', async () => {
    const first = await Eloqua.start({ stateFile, settings: { accessTokenSeconds: 999 } });
    const instanceId = await first.sender();
    const { access, refresh } = await first.signIn();
    await first.control('PATCH', '/campaigns/1236', { name: 'Changed' });
    await first.close();
    expect((await stat(stateFile)).mode & 0o777).toBe(0o600);
    expect(await readdir(join(folder, 'deep'))).toEqual(['eloqua.json']);

    const second = await Eloqua.start({ stateFile });
    try {
      expect((await second.control('GET', '/settings')).json.accessTokenSeconds).toBe(999);
      expect((await second.api(access, 'GET', FIELDS)).status).toBe(200);
      expect((await second.refresh(refresh)).status).toBe(200);
      expect((await second.control('GET', '/instances')).json.instances).toMatchObject([{ instanceId }]);
      expect((await second.control('GET', '/installs')).json.installs).toMatchObject([{ status: 'READY' }]);
      expect((await second.control('GET', '/campaigns/1236')).json.name).toBe('Changed');
    } finally {
      await second.close();
    }
  });
  test('refuses a wrong app', async () => {
    const app = await TestApp.start();
    const apps = [{ ...app.registration(), appId: 'x' }];
    await expect(startEloquaSandbox({ port: 0, apps })).rejects.toThrow('must be a GUID');
    await app.close();
  });
});

describe('closing', () => {
  test('does not wait for an app that does not answer', async () => {
    const eloqua = await Eloqua.start();
    await eloqua.control('POST', '/settings', { callTimeoutMs: 600_000 });
    eloqua.app.replies['/app/enable'] = () => ({ silent: true });
    const waiting = eloqua.control('POST', '/installs', {}).catch(() => 'cut');
    while (eloqua.app.received.length === 0) await new Promise(setImmediate);
    await eloqua.close();
    await waiting;
  });
});
