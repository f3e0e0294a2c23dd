import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { startWeChatSandbox } from '../../../src/sandbox/wechat/server.ts';
import { eventually } from '../eventually.ts';
import { COMPONENT_ID, type Json, Platform, Receiver } from './kit.ts';

describe('the control API', () => {
  let platform: Platform;
  beforeEach(async () => {
    platform = await Platform.start();
  });
  afterEach(() => platform.close());

  test('creates an account with ids of WeChat’s shape', async () => {
    const { status, json } = await platform.control('POST', '/accounts', {
      nickName: 'A',
      serviceType: 'SUBSCRIPTION',
    });
    expect(status).toBe(201);
    expect(json).toMatchObject({
      verified: true,
      verifyType: 0,
      region: 'CN',
      openPlatform: null,
      authorizations: [],
    });
    expect(json.appId).toMatch(/^wx[0-9a-f]{16}$/);
    expect(json.originalId).toMatch(/^gh_[0-9a-f]{12}$/);
    expect((await platform.control('GET', '/accounts')).json.accounts).toEqual([json]);
  });
  test('creates an account with the given AppID, once', async () => {
    const input = { appId: 'wx00000000000000aa', nickName: 'A', serviceType: 'SERVICE' };
    expect((await platform.control('POST', '/accounts', input)).json.appId).toBe('wx00000000000000aa');
    expect((await platform.control('POST', '/accounts', input)).status).toBe(409);
  });
  test('changes an account', async () => {
    const { appId } = await platform.account({ openPlatform: 'a' });
    const patch = { openPlatform: null, verified: false, serviceType: 'SUBSCRIPTION', nickName: 'B' };
    const { json } = await platform.control('PATCH', `/accounts/${appId}`, patch);
    expect(json).toMatchObject({ ...patch, verifyType: -1, openAppId: null });
  });
  test.each([
    ['POST', '/accounts', { serviceType: 'SERVICE' }, ['nickName']],
    ['POST', '/accounts', { nickName: 'A', serviceType: 'SHOP' }, ['serviceType']],
    ['POST', '/accounts', { nickName: 'A', serviceType: 'SERVICE', appId: 'wx1' }, ['appId']],
    ['POST', '/accounts', { nickName: 'A', serviceType: 'SERVICE', colour: 'red' }, []],
    ['POST', '/accounts', 'nonsense', []],
    ['POST', '/settings', { ticketIntervalSeconds: 0 }, ['ticketIntervalSeconds']],
    ['POST', '/settings', { unheardOf: 1 }, []],
    ['POST', '/faults', { path: '/x' }, []],
    ['POST', '/faults', { path: 'x', reset: true }, ['path']],
    ['POST', '/scan', {}, ['authorizationUrl']],
  ])('refuses %s %s %j', async (method, path, body, faulty) => {
    const { status, json } = await platform.control(method, path, body);
    expect(status).toBe(400);
    expect(json).toEqual({ error: { code: 'INVALID', message: expect.any(String), path: faulty } });
  });
  test.each([
    ['GET', '/nothing'],
    ['GET', '/accounts/wx0000000000000000'],
    ['POST', '/accounts/wx0000000000000000/events'],
    ['POST', '/accounts/wx0000000000000000/revoke'],
    ['PATCH', '/accounts/wx0000000000000000'],
    ['GET', '/visits/x'],
    ['POST', `/components/wx0000000000000000/tickets`],
  ])('answers 404 to %s %s', async (method, path) => {
    const { status, json } = await platform.control(method, path);
    expect([status, (json.error as Json).code]).toEqual([404, 'NOT_FOUND']);
  });
  test('refuses a body that is not JSON, and one of more than a mebibyte', async () => {
    const post = (body: string) => fetch(`${platform.url}/_sandbox/accounts`, { method: 'POST', body });
    expect((await post('{')).status).toBe(400);
    const large = await post(`"${'x'.repeat(1_048_576)}"`);
    expect([large.status, await large.json()]).toMatchObject([413, { error: { code: 'TOO_LARGE' } }]);
  });
  test('merges settings, and shows them', async () => {
    const { json } = await platform.control('POST', '/settings', { released: false });
    expect(json).toMatchObject({ released: false, preAuthCodeSeconds: 1800 });
    expect((await platform.control('POST', '/settings', { preAuthCodeSeconds: 600 })).json.released).toBe(
      false,
    );
    expect((await platform.control('GET', '/settings')).json.preAuthCodeSeconds).toBe(600);
  });
  test('shows the component without its secrets', async () => {
    await platform.ticket();
    const text = JSON.stringify((await platform.control('GET', '')).json);
    const { appSecret, token, aesKey } = platform.receiver.registration();
    expect(text).toContain(COMPONENT_ID);
    for (const secret of [appSecret, token, aesKey]) expect(text).not.toContain(secret);
  });

  describe('the journal', () => {
    test('has each call of WeChat’s API and pages, and nothing else', async () => {
      await platform.preAuthCode();
      await platform.open(await platform.link());
      await platform.api('/cgi-bin/unknown?x=1&access_token=secret', 'text');
      const { json } = await platform.control('GET', '/requests');
      const requests = json.requests as Json[];
      expect(requests.map(({ method, path, httpStatus }) => [method, path, httpStatus])).toEqual([
        ['POST', '/cgi-bin/component/api_component_token', 200],
        ['POST', '/cgi-bin/component/api_create_preauthcode', 200],
        ['POST', '/cgi-bin/component/api_create_preauthcode', 200],
        ['GET', '/cgi-bin/componentloginpage', 200],
        ['POST', '/cgi-bin/unknown', 200],
      ]);
      expect(requests[1]).toMatchObject({
        id: 2,
        time: expect.stringMatching(/^\d{4}-.*Z$/),
        query: { access_token: await platform.componentToken() },
        body: { component_appid: COMPONENT_ID },
      });
      expect(requests.at(-1)).toMatchObject({ query: { x: '1' }, body: 'text', errcode: 40066 });
      expect(JSON.stringify(requests.at(-1))).not.toContain('secret');
    });
    test('can be filtered by path, and cleared', async () => {
      await platform.preAuthCode();
      const path = '/cgi-bin/component/api_create_preauthcode';
      expect((await platform.control('GET', `/requests?path=${path}`)).json.requests).toHaveLength(1);
      await platform.control('DELETE', '/requests');
      expect((await platform.control('GET', '/requests')).json.requests).toEqual([]);
    });
  });

  describe('a fault', () => {
    const PATH = '/cgi-bin/component/api_query_auth';
    const order = (fault: Json) => platform.control('POST', '/faults', { path: PATH, ...fault });
    const call = async () => {
      const code = await platform.confirm((await platform.account()).appId);
      const request = async () =>
        fetch(`${platform.url}${PATH}?access_token=${await platform.componentToken()}`, {
          method: 'POST',
          body: JSON.stringify({ component_appid: COMPONENT_ID, authorization_code: code }),
        });
      return request;
    };

    test('with an errcode comes before the effect, as often as ordered', async () => {
      const request = await call();
      await order({ errcode: -1, times: 2 });
      const codes = [];
      for (let n = 0; n < 3; n += 1) codes.push(((await (await request()).json()) as Json).errcode);
      expect(codes).toEqual([-1, -1, undefined]);
      const { json } = await platform.control('GET', `/requests?path=${PATH}`);
      expect((json.requests as Json[]).map(({ errcode }) => errcode)).toEqual([-1, -1, undefined]);
    });
    test('AFTER loses only the answer', async () => {
      const request = await call();
      await order({ errcode: -1, when: 'AFTER' });
      expect(await (await request()).json()).toMatchObject({ errcode: -1 });
      expect(await (await request()).json()).toMatchObject({ errcode: 61010 });
    });
    test.each(['BEFORE', 'AFTER'])('can cut the connection %s the effect', async (when) => {
      const request = await call();
      await order({ reset: true, when });
      await expect(request()).rejects.toThrow();
      const answer = (await (await request()).json()) as Json;
      expect(answer.errcode).toBe(when === 'BEFORE' ? undefined : 61010);
    });
    test('can be a status, a gateway’s page, or nothing at all', async () => {
      const request = await call();
      await order({ httpStatus: 502 });
      await order({ html: true });
      await order({ empty: true });
      const [status, html, empty] = [await request(), await request(), await request()];
      expect([status.status, html.status, empty.status]).toEqual([502, 200, 200]);
      expect(html.headers.get('content-type')).toBe('text/html');
      expect(await html.text()).toContain('502 Bad Gateway');
      expect(await empty.text()).toBe('');
      expect(await (await request()).json()).toHaveProperty('authorization_info');
    });
    test('can bend the answer: another text, another JSON, or a patch of the true one', async () => {
      const request = await call();
      await order({ answer: '{"nick_name":"\\x"' });
      await order({ answer: [null], httpStatus: 500 });
      await order({
        patch: { authorization_info: { func_info: [null], expires_in: null, authorizer_appid: { id: 1 } } },
      });
      const [text, json, patched] = [await request(), await request(), await request()];
      expect([text.status, text.headers.get('content-type')]).toEqual([200, 'text/plain']);
      expect(await text.text()).toBe('{"nick_name":"\\x"');
      expect([json.status, await json.json()]).toEqual([500, [null]]);
      expect([patched.status, patched.headers.get('content-type')]).toEqual([200, 'text/plain']);
      expect(await patched.json()).toEqual({
        authorization_info: {
          authorizer_appid: { id: 1 },
          authorizer_access_token: expect.any(String),
          authorizer_refresh_token: expect.any(String),
          func_info: [null],
        },
      });
      expect(await (await request()).json()).toMatchObject({ errcode: 61010 });
    });
    test('can be only slow', async () => {
      const request = await call();
      await order({ latencyMs: 60 });
      const started = performance.now();
      expect(await (await request()).json()).toHaveProperty('authorization_info');
      expect(performance.now() - started).toBeGreaterThanOrEqual(59);
    });
    test('matches the beginning of a path with a star, and can be called off', async () => {
      await platform.control('POST', '/faults', { path: '/cgi-bin/*', errcode: 45009, times: 100 });
      expect(await platform.api('/cgi-bin/open/get')).toMatchObject({ errcode: 45009 });
      await platform.control('DELETE', '/faults');
      expect(await platform.api('/cgi-bin/open/get')).toMatchObject({ errcode: 41001 });
    });
  });
});

describe('closing', () => {
  test('waits for no callback that does not answer', async () => {
    const platform = await Platform.start({
      settings: { authorizationEventTries: 9, callbackTimeoutMs: 600_000 },
    });
    const { appId } = await platform.connected();
    platform.receiver.answer = () => ({ silent: true });
    await platform.control('POST', `/accounts/${appId}/events`, {
      type: 'subscribe',
      repeat: 50,
      wait: false,
    });
    const waiting = platform.control('POST', `/accounts/${appId}/revoke`).catch(() => 'cut');
    await eventually(() => platform.receiver.of('unauthorized')[0]);
    await platform.close();
    await waiting;
  });
});

describe('a restart with the same state file', () => {
  let folder: string;
  let stateFile: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'sandbox-'));
    stateFile = join(folder, 'deep', 'wechat.json');
  });
  afterEach(() => rm(folder, { recursive: true }));

  test('keeps connected accounts, tokens, codes, tickets and settings working', async () => {
    const first = await Platform.start({ stateFile, settings: { preAuthCodeSeconds: 900 } });
    const { appId, access, refresh } = await first.connected({ openPlatform: 'retail' });
    const [ticket, token] = [await first.ticket(), await first.componentToken()];
    const pending = await first.confirm((await first.account()).appId);
    const link = await first.link();
    await first.open(link);
    await first.control('POST', `/accounts/${appId}/events`, { type: 'subscribe', openId: 'oA' });
    await first.close();
    expect((await stat(stateFile)).mode & 0o777).toBe(0o600);
    expect(await readdir(join(folder, 'deep'))).toEqual(['wechat.json']);

    const second = await Platform.start({ stateFile });
    try {
      const own = { component_appid: COMPONENT_ID };
      const path = (name: string) => `/cgi-bin/component/${name}`;
      expect((await second.control('GET', '/settings')).json.preAuthCodeSeconds).toBe(900);
      expect(await second.api('/cgi-bin/open/get', {}, access)).toMatchObject({ errcode: 0 });
      expect(await second.newComponentToken({ component_verify_ticket: ticket })).toHaveProperty(
        'expires_in',
      );
      const renew = { ...own, authorizer_appid: appId, authorizer_refresh_token: refresh };
      expect(await second.api(path('api_authorizer_token'), renew, token)).toHaveProperty(
        'authorizer_access_token',
      );
      const exchange = { ...own, authorization_code: pending };
      expect(await second.api(path('api_query_auth'), exchange, token)).toHaveProperty('authorization_info');
      const url = new URL(link);
      const moved = `${second.url}${url.pathname}${url.search}`;
      expect((await second.scan(moved, appId, { follow: false })).status).toBe(200);
      const { json } = await second.control('POST', `/accounts/${appId}/events`, {
        type: 'CLICK',
        openId: 'oA',
      });
      expect(json).toMatchObject({ delivered: 1 });
      expect((await second.control('GET', `/followers/${appId}`)).json.count).toBe(1);
    } finally {
      await second.close();
    }
  });
  test('goes on pushing tickets to the components it knows', async () => {
    const receiver = await Receiver.start();
    const options = { port: 0, stateFile, components: [receiver.registration()] };
    await (await startWeChatSandbox(options)).close();
    const before = receiver.pushes.length;
    const again = await startWeChatSandbox({ port: 0, stateFile });
    await eventually(() => receiver.pushes[before]);
    await again.close();
    await receiver.close();
  });
  test('is refused when the file is not a state', async () => {
    const file = join(folder, 'broken.json');
    await writeFile(file, '{');
    await expect(startWeChatSandbox({ port: 0, stateFile: file })).rejects.toThrow(
      'is not JSON; delete it to start anew',
    );
    await writeFile(file, '{"version":0}');
    await expect(startWeChatSandbox({ port: 0, stateFile: file })).rejects.toThrow('is of another version');
    expect(await readFile(file, 'utf8')).toBe('{"version":0}');
  });
  test('refuses a wrong component before it listens for long', async () => {
    const receiver = await Receiver.start();
    const components = [receiver.registration({ aesKey: 'short' })];
    await expect(startWeChatSandbox({ port: 0, components })).rejects.toThrow(
      'must be 43 letters and digits',
    );
    await receiver.close();
  });
});
