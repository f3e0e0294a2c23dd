import { createHmac } from 'node:crypto';
import OAuth from 'oauth-1.0a';
import { AuthorizationCode, ResourceOwnerPassword } from 'simple-oauth2';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { verifyCall } from '../../../src/integrations/eloqua/signature.ts';
import { APP_ID, CLIENT_ID, CLIENT_SECRET, Eloqua } from './kit.ts';

/** Software that others wrote for OAuth, with nothing changed but the address of Eloqua. */

let eloqua: Eloqua;
beforeAll(async () => {
  eloqua = await Eloqua.start();
});
afterAll(() => eloqua.close());

describe('simple-oauth2', () => {
  /** A secret that its strict mode percent-encodes. */
  const secret = 'a+b/c=: %41&"';
  const client = { id: 'strict_client', secret };
  const auth = () => ({ tokenHost: eloqua.url, tokenPath: '/auth/oauth2/token' });
  const userOf = async (token: unknown) => {
    const { json } = await eloqua.api(String(token), 'GET', '/p01/api/REST/2.0/system/user/current');
    return (json as { loginName?: string } | undefined)?.loginName;
  };
  beforeAll(async () => {
    const { action: _action, ...registration } = eloqua.app.registration();
    const app = {
      ...registration,
      appId: APP_ID.replace(/^./, 'd'),
      clientId: client.id,
      clientSecret: secret,
    };
    expect((await eloqua.control('POST', '/apps', app)).status).toBe(201);
  });

  test.each(['form', 'json'] as const)(
    'gets tokens for a code, and refreshes them, by %s',
    async (bodyFormat) => {
      const oauth = new AuthorizationCode({
        client,
        auth: { ...auth(), authorizePath: '/auth/oauth2/authorize' },
        options: { bodyFormat },
      });
      const redirect_uri = `${eloqua.app.url}/app/oauth/callback`;
      const authorizeUrl = oauth.authorizeURL({ redirect_uri, scope: 'full', state: 'xyz' });
      const { json } = await eloqua.control('POST', '/authorize', {
        authorizeUrl,
        decision: 'ALLOW',
        follow: false,
        user: 'Anna.Weber',
      });
      const back = new URL(String(json.redirectUrl)).searchParams;
      expect(back.get('state')).toBe('xyz');
      const granted = await oauth.getToken({ code: back.get('code') ?? '', redirect_uri });
      expect([granted.expired(), await userOf(granted.token.access_token)]).toEqual([false, 'Anna.Weber']);
      const renewed = await granted.refresh({ scope: 'full' });
      expect(renewed.token.refresh_token).not.toBe(granted.token.refresh_token);
      expect(await userOf(renewed.token.access_token)).toBe('Anna.Weber');
      await expect(granted.refresh()).rejects.toThrow('401');
      await expect(oauth.getToken({ code: 'x', redirect_uri })).rejects.toThrow('400');
    },
  );
  test('gets tokens for a password', async () => {
    const oauth = new ResourceOwnerPassword({ client, auth: auth() });
    const who = { username: 'acme\\Mei.Lin', password: 'password', scope: 'full' };
    expect(await userOf((await oauth.getToken(who)).token.access_token)).toBe('Mei.Lin');
    await expect(oauth.getToken({ ...who, password: 'x' })).rejects.toThrow('400');
  });
  test('is refused with another secret', async () => {
    const oauth = new AuthorizationCode({ client: { ...client, secret: 'x' }, auth: auth() });
    await expect(oauth.getToken({ code: 'x', redirect_uri: 'x' })).rejects.toThrow('401');
  });
});

describe('oauth-1.0a', () => {
  const oauth = new OAuth({
    consumer: { key: CLIENT_ID, secret: CLIENT_SECRET },
    signature_method: 'HMAC-SHA1',
    hash_function: (base, key) => createHmac('sha1', key).update(base).digest('base64'),
  });
  /** It does not read a plus as a space. */
  const readable = (url: string) => url.replaceAll('+', '%20');
  /** The signature that it computes for an address with all other parameters of OAuth. */
  const signatureOf = (method: string, url: string) =>
    oauth.getSignature({ method, url: readable(url) }, '', {} as OAuth.Data);

  test('confirms what Eloqua signs, in every call to an app', async () => {
    await eloqua.install({ appId: APP_ID });
    const step = { appId: APP_ID, campaignId: '1234' };
    const { instanceId } = (await eloqua.control('POST', '/message-senders', step)).json;
    await eloqua.control('POST', `/message-senders/${instanceId}/notify`, { contactIds: ['504'] });
    await eloqua.control('POST', `/message-senders/${instanceId}/copy`);
    await eloqua.control('POST', `/message-senders/${instanceId}/delete`);
    const calls = eloqua.app.received.filter(({ rawQuery }) => rawQuery.includes('oauth_signature='));
    expect(new Set(calls.map(({ path }) => path))).toEqual(
      new Set(['/app/enable', '/sender/create', '/sender/notify', '/sender/copy', '/sender/delete']),
    );
    for (const { method, path, rawQuery, query } of calls) {
      const unsigned = rawQuery.replace(/&oauth_signature=[^&]*/, '');
      expect(signatureOf(method, `${eloqua.app.url}${path}?${unsigned}`)).toBe(query.oauth_signature);
    }
  });

  test.each([
    [
      'GET',
      'https://qiao.example/eloqua/message-sender/configure?instance_id=1&asset_name=Caf%C3%A9%20%26%20%E8%8C%B6',
    ],
    ['POST', 'https://qiao.example:8443/eloqua/message-sender/create?install_id=1&site_name=a!*()b&empty='],
    ['DELETE', 'https://qiao.example/eloqua/app/uninstall?user_name=a%2Bb%3Dc'],
  ])('signs a %s that Qiao accepts, and none that was changed: %s', (method, address) => {
    // It gives back the parameters of the address as well.
    const parameters = Object.entries(oauth.authorize({ method, url: address }));
    const query = new URLSearchParams(
      parameters.map(([name, value]): [string, string] => [name, `${value}`]),
    );
    const signed = `${address.split('?', 1)[0]}?${query}`;
    const keys = { clientId: CLIENT_ID, clientSecret: CLIENT_SECRET };
    const verify = (url: string) => verifyCall({ method, url, now: new Date() }, keys);
    expect(verify(signed)).toMatchObject({ ok: true, nonce: query.get('oauth_nonce') });
    expect(verify(`${signed}&more=1`)).toEqual({ ok: false, reason: 'BAD_SIGNATURE' });
  });
});
