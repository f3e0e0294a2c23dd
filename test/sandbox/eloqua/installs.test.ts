import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { APP_ID, CLIENT_ID, CLIENT_SECRET, Eloqua, type Json, signatureOf } from './kit.ts';

const GUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

let eloqua: Eloqua;
beforeEach(async () => {
  eloqua = await Eloqua.start();
});
afterEach(() => eloqua.close());

const installs = async () => (await eloqua.control('GET', '/installs')).json.installs as Json[];

describe('installing an app', () => {
  test('calls the enable URL, signed, and follows consent and callback to the end', async () => {
    const { status, json } = await eloqua.control('POST', '/installs', {});
    expect(status).toBe(201);
    expect(json).toEqual({
      installId: expect.stringMatching(GUID),
      siteId: 4242,
      status: 'READY',
      waitingAt: null,
      steps: [
        { method: 'POST', url: `${eloqua.app.url}/app/enable`, status: 302 },
        { method: 'GET', url: `${eloqua.url}/auth/oauth2/authorize`, status: 200 },
        { method: 'GET', url: `${eloqua.app.url}/app/oauth/callback`, status: 302 },
        {
          method: 'GET',
          url: `${eloqua.url}/Apps/Cloud/Admin/Install/Callback/${json.installId}`,
          status: 200,
        },
      ],
    });
    const [enable] = eloqua.app.at('/app/enable');
    expect(enable).toMatchObject({ method: 'POST', body: '', signatureIsRight: true });
    expect(enable?.query).toMatchObject({
      app_id: APP_ID,
      install_id: json.installId,
      site_id: '4242',
      site_name: 'acme',
      user_id: '17',
      user_name: 'Mei.Lin',
      callback_url: expect.stringContaining(`/Apps/Cloud/Admin/Install/Callback/${json.installId}?guid=`),
      oauth_consumer_key: CLIENT_ID,
      oauth_signature_method: 'HMAC-SHA1',
      oauth_version: '1.0',
    });
    expect(await installs()).toMatchObject([
      { installId: json.installId, site: 'acme', siteId: 4242, status: 'READY' },
    ]);
  });
  test('is ready at once where the app answers 200', async () => {
    eloqua.app.replies['/app/enable'] = () => ({ status: 200 });
    expect((await eloqua.control('POST', '/installs', {})).json).toMatchObject({
      status: 'READY',
      waitingAt: null,
    });
  });
  test.each([
    ['an error', { status: 500 }],
    ['a redirect without address', { status: 302 }],
    ['400', { status: 400 }],
  ])('fails on %s', async (_, reply) => {
    eloqua.app.replies['/app/enable'] = () => reply;
    expect((await eloqua.control('POST', '/installs', {})).json).toMatchObject({ status: 'FAILED' });
  });
  test('fails when the app does not answer in time', async () => {
    await eloqua.control('POST', '/settings', { callTimeoutMs: 50 });
    eloqua.app.replies['/app/enable'] = () => ({ silent: true });
    expect((await eloqua.control('POST', '/installs', {})).json).toMatchObject({
      status: 'FAILED',
      steps: [{ status: null }],
    });
    const { json } = await eloqua.control('GET', '/calls?kind=ENABLE');
    expect(json.calls).toMatchObject([{ method: 'POST', httpStatus: null, problem: 'no answer in time' }]);
  });
  test('fails when the administrator denies', async () => {
    const { json } = await eloqua.control('POST', '/installs', { consent: 'DENY' });
    expect(json.status).toBe('FAILED');
    expect(eloqua.app.at('/app/oauth/callback')[0]?.query.error).toBe('access_denied');
  });
  test('waits on the consent page, and goes on when it is answered', async () => {
    const { json } = await eloqua.control('POST', '/installs', { consent: 'WAIT' });
    expect(json).toMatchObject({ status: 'PENDING', waitingAt: eloqua.app.authorizeUrl(eloqua.url) });
    await eloqua.control('POST', '/authorize', { authorizeUrl: json.waitingAt, decision: 'ALLOW' });
    expect(await installs()).toMatchObject([{ installId: json.installId, status: 'READY' }]);
  });
  test('carries the cookies that the app set on the way', async () => {
    eloqua.app.replies['/app/enable'] = () => ({ status: 302, headers: { location: '/app/start' } });
    eloqua.app.replies['/app/start'] = () => ({
      status: 302,
      headers: { location: '/app/end', 'set-cookie': 'a=b; Path=/' },
    });
    expect((await eloqua.control('POST', '/installs', {})).json).toMatchObject({
      status: 'PENDING',
      waitingAt: `${eloqua.app.url}/app/end`,
    });
    expect(eloqua.app.at('/app/end')[0]?.cookie).toBe('a=b');
  });
  test('again gives the site another InstallId, or keeps it by a setting', async () => {
    const first = await eloqua.install();
    const second = await eloqua.install();
    expect(second).not.toBe(first);
    await eloqua.control('POST', '/settings', { reinstallKeepsInstallId: true });
    expect(await eloqua.install()).toBe(second);
    expect(await installs()).toHaveLength(1);
  });
  test('needs a user who can sign in', async () => {
    expect((await eloqua.control('POST', '/installs', { user: '21' })).status).toBe(403);
    expect(await installs()).toEqual([]);
    expect(eloqua.app.received).toEqual([]);
  });
  test('needs the right guid at the callback', async () => {
    const { json } = await eloqua.control('POST', '/installs', { consent: 'WAIT' });
    const path = `/Apps/Cloud/Admin/Install/Callback/${json.installId}?guid=wrong`;
    expect((await fetch(eloqua.url + path)).status).toBe(404);
    expect(await installs()).toMatchObject([{ status: 'PENDING' }]);
  });
  test('happens at any site', async () => {
    const { json: site } = await eloqua.control('POST', '/sites', { name: 'globex' });
    expect(site).toMatchObject({ id: 4243, name: 'globex' });
    const { json } = await eloqua.control('POST', '/installs', { site: 'globex', user: 'Ines.Silva' });
    expect(json).toMatchObject({ siteId: 4243, status: 'READY' });
    expect(eloqua.app.at('/app/enable')[0]?.query).toMatchObject({ site_name: 'globex', user_id: '20' });
  });
});

describe('an installed app', () => {
  test('is configured by a signed address, which a browser opens', async () => {
    const id = await eloqua.install();
    const { json } = await eloqua.control('POST', `/installs/${id}/configure`, { user: 20 });
    const url = new URL(json.url as string);
    expect(`${url.origin}${url.pathname}`).toBe(`${eloqua.app.url}/app/configure`);
    expect(url.searchParams.get('user_id')).toBe('20');
    expect(url.searchParams.get('oauth_signature')).toBe(
      signatureOf('GET', `${eloqua.app.url}/app/configure`, url.search.slice(1), CLIENT_SECRET),
    );
    expect(eloqua.app.at('/app/configure')).toEqual([]);
  });
  test('is checked by GET of the status URL', async () => {
    const id = await eloqua.install();
    expect((await eloqua.control('POST', `/installs/${id}/status`)).json).toEqual({
      working: true,
      httpStatus: 200,
    });
    expect(eloqua.app.at('/app/status')[0]).toMatchObject({ method: 'GET', signatureIsRight: true });
    eloqua.app.replies['/app/status'] = () => ({ status: 503 });
    expect((await eloqua.control('POST', `/installs/${id}/status`)).json).toEqual({
      working: false,
      httpStatus: 503,
    });
  });
  test('is told that it was uninstalled; its tokens die and its steps are gone', async () => {
    const instanceId = await eloqua.sender();
    const { access } = await eloqua.signIn();
    const [{ installId }] = (await installs()) as [Json];
    expect((await eloqua.control('POST', `/installs/${installId}/uninstall`)).json).toEqual({
      httpStatus: 200,
    });
    expect(eloqua.app.at('/app/uninstall')[0]).toMatchObject({ method: 'DELETE', signatureIsRight: true });
    expect(await installs()).toEqual([]);
    expect((await eloqua.api(access, 'GET', '/p01/api/REST/2.0/system/users')).status).toBe(401);
    const { json } = await eloqua.control('GET', '/instances');
    expect(json.instances).toEqual([]);
    expect((await eloqua.control('POST', `/message-senders/${instanceId}/delete`)).status).toBe(404);
  });
  test('may be uninstalled by POST, and keep its steps', async () => {
    await eloqua.sender();
    await eloqua.control('POST', '/settings', { uninstallMethod: 'POST', uninstallDeletesInstances: false });
    const [{ installId }] = (await installs()) as [Json];
    await eloqua.control('POST', `/installs/${installId}/uninstall`);
    expect(eloqua.app.at('/app/uninstall')[0]?.method).toBe('POST');
    expect((await eloqua.control('GET', '/instances')).json.instances).toHaveLength(1);
  });
  test('loses its tokens by revoke, and is forgotten by DELETE without a call', async () => {
    const id = await eloqua.install();
    const { refresh } = await eloqua.signIn();
    await eloqua.control('POST', `/installs/${id}/revoke`);
    expect((await eloqua.refresh(refresh)).status).toBe(401);
    await eloqua.control('DELETE', `/installs/${id}`);
    expect(eloqua.app.at('/app/uninstall')).toEqual([]);
    expect(await installs()).toEqual([]);
  });
});

describe('the signature of Eloqua’s calls', () => {
  const status = async (settings: Json) => {
    await eloqua.control('POST', '/settings', settings);
    const [{ installId }] = (await installs()) as [Json];
    await eloqua.control('POST', `/installs/${installId}/status`);
    const call = eloqua.app.at('/app/status').at(-1);
    if (call === undefined) throw new Error('no call');
    return call;
  };
  beforeEach(async () => {
    await eloqua.install();
  });

  test('has a fresh nonce and the true time', async () => {
    const [a, b] = [await status({}), await status({})];
    expect(a.query.oauth_nonce).not.toBe(b.query.oauth_nonce);
    expect(Math.abs(Number(a.query.oauth_timestamp) - Date.now() / 1000)).toBeLessThan(5);
  });
  test('can be wrong, old, or a repetition, for tests of the other side', async () => {
    expect((await status({ wrongSignature: true })).signatureIsRight).toBe(false);
    const old = await status({ wrongSignature: false, timestampSkewSeconds: -600 });
    expect(old.signatureIsRight).toBe(true);
    expect(Number(old.query.oauth_timestamp)).toBeLessThan(Date.now() / 1000 - 590);
    const repeated = await status({ reuseNonce: true });
    expect(repeated.query.oauth_nonce).toBe(old.query.oauth_nonce);
    expect(repeated.query.oauth_timestamp).toBe(old.query.oauth_timestamp);
  });
  test('writes spaces as +', async () => {
    await eloqua.control('PATCH', '/users/17', { loginName: 'Mei Lin' });
    const call = await status({});
    expect(call.rawQuery).toContain('user_name=Mei+Lin');
    expect(call.signatureIsRight).toBe(true);
  });
});

describe('an app that fails', () => {
  test('is shut down when a quarter of more than a hundred calls failed, and can be started again', async () => {
    const id = await eloqua.install();
    const check = () => eloqua.control('POST', `/installs/${id}/status`);
    for (let n = 0; n < 74; n += 1) await check();
    eloqua.app.replies['/app/status'] = () => ({ status: 500 });
    for (let n = 0; n < 26; n += 1) await check();
    expect((await eloqua.control('GET', '/apps')).json.apps).toMatchObject([{ status: 'Down' }]);
    const before = eloqua.app.received.length;
    expect((await check()).json).toEqual({ working: false, httpStatus: null });
    expect(eloqua.app.received).toHaveLength(before);
    delete eloqua.app.replies['/app/status'];
    await eloqua.control('POST', `/apps/${APP_ID}/start`);
    expect((await check()).json).toEqual({ working: true, httpStatus: 200 });
  });
});
