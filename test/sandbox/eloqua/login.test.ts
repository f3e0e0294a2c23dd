import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { CLIENT_ID, Eloqua, type Json } from './kit.ts';

const FIELDS = '/p01/api/REST/1.0/assets/contact/fields';

let eloqua: Eloqua;
beforeEach(async () => {
  eloqua = await Eloqua.start();
});
afterEach(() => eloqua.close());

describe('the authorization page', () => {
  const open = async (change: Record<string, string>) => {
    const response = await fetch(eloqua.app.authorizeUrl(eloqua.url, change), { redirect: 'manual' });
    return {
      status: response.status,
      location: response.headers.get('location'),
      html: await response.text(),
    };
  };

  test('asks a user of a site, and is self-contained', async () => {
    const { status, html } = await open({});
    expect(status).toBe(200);
    expect(html).toContain('Test app asks to use Eloqua');
    expect(html).toContain('acme \\ Mei Lin (administrator)');
    expect(html).not.toContain('Jonas Berg');
    expect(html).not.toMatch(/(src|href)="http/);
  });
  test.each([
    [{ client_id: '' }, 'The &quot;client_id&quot; parameter is required.'],
    [{ client_id: 'no good!' }, 'The &quot;client_id&quot; value is not a valid client identifier.'],
    [{ client_id: '0'.repeat(32) }, 'The &quot;client_id&quot; value is not a known client identifier.'],
    [{ redirect_uri: '' }, 'The &quot;redirect_uri&quot; parameter is required.'],
    [{ redirect_uri: 'https://evil.example/' }, 'invalid_redirect_uri (2509)'],
  ])('refuses %j by a page with status 200, never by a redirect', async (change, text) => {
    const { status, html } = await open(change);
    expect(status).toBe(200);
    expect(html).toContain(text);
  });
  test.each([
    [{ response_type: 'token' }, 'unsupported_response_type'],
    [{ response_type: '' }, 'invalid_request'],
    [{ scope: 'some' }, 'invalid_scope'],
  ])('refuses %j by a redirect with the state', async (change, error) => {
    const { status, location } = await open(change);
    expect(status).toBe(302);
    expect(location).toBe(`${eloqua.app.url}/app/oauth/callback?error=${error}&state=xyz`);
  });
});

describe('a user’s decision', () => {
  const decide = (change: Json = {}) =>
    eloqua.control('POST', '/authorize', {
      authorizeUrl: eloqua.app.authorizeUrl(eloqua.url),
      decision: 'ALLOW',
      ...change,
    });

  test('sends the browser back with a code and the state, and goes there', async () => {
    const { status, json } = await decide();
    expect(status).toBe(200);
    const url = new URL(json.redirectUrl as string);
    expect(`${url.origin}${url.pathname}`).toBe(`${eloqua.app.url}/app/oauth/callback`);
    expect(url.searchParams.get('state')).toBe('xyz');
    expect(eloqua.app.at('/app/oauth/callback')[0]?.query).toEqual(Object.fromEntries(url.searchParams));
  });
  test('DENY brings access_denied and no code', async () => {
    const { json } = await decide({ decision: 'DENY', follow: false });
    expect(json.redirectUrl).toBe(`${eloqua.app.url}/app/oauth/callback?error=access_denied&state=xyz`);
    expect(eloqua.app.received).toEqual([]);
  });
  test.each(['21', '22'])('is refused for user %s, who is disabled or deleted', async (user) => {
    expect((await decide({ user })).status).toBe(403);
  });
  test('is refused for a wrong page, an unknown site or user', async () => {
    const wrong = eloqua.app.authorizeUrl(eloqua.url, { redirect_uri: 'https://evil.example/' });
    expect((await decide({ authorizeUrl: wrong })).status).toBe(409);
    expect((await decide({ site: 'nowhere' })).status).toBe(404);
    expect((await decide({ user: '99' })).status).toBe(404);
  });
  test('comes at most once a minute where the setting says so', async () => {
    await eloqua.control('POST', '/settings', { authorizeIntervalSeconds: 60 });
    expect((await decide()).status).toBe(200);
    expect((await decide()).status).toBe(429);
    expect((await decide({ user: '20' })).status).toBe(200);
    await eloqua.control('POST', '/settings', { clockAheadSeconds: 60 });
    expect((await decide()).status).toBe(200);
  });
});

describe('a code', () => {
  test('is exchanged once', async () => {
    const code = await eloqua.code();
    const first = await eloqua.exchange(code);
    expect(first.status).toBe(200);
    expect(first.json).toEqual({
      access_token: expect.any(String),
      token_type: 'bearer',
      expires_in: 28_800,
      refresh_token: expect.any(String),
    });
    const second = await eloqua.exchange(code);
    expect([second.status, second.json]).toEqual([
      400,
      { error: 'invalid_grant', error_description: 'The authorization code is invalid, used or expired.' },
    ]);
  });
  test('is taken in a form too', async () => {
    const form = new URLSearchParams({
      grant_type: 'authorization_code',
      code: await eloqua.code(),
      redirect_uri: `${eloqua.app.url}/app/oauth/callback`,
    });
    const headers = { 'content-type': 'application/x-www-form-urlencoded' };
    expect((await eloqua.token(form.toString(), headers)).status).toBe(200);
  });
  test('lives sixty seconds', async () => {
    const code = await eloqua.code();
    await eloqua.control('POST', '/settings', { clockAheadSeconds: 61 });
    expect((await eloqua.exchange(code)).status).toBe(400);
  });
  test('needs the same redirect_uri', async () => {
    const input = {
      grant_type: 'authorization_code',
      code: await eloqua.code(),
      redirect_uri: 'https://x.example/',
    };
    expect((await eloqua.token(input)).json).toMatchObject({ error: 'invalid_grant' });
  });
  test('may be refused by 401 instead', async () => {
    await eloqua.control('POST', '/settings', { invalidCodeStatus: 401 });
    const { status, json } = await eloqua.exchange('wrong');
    expect([status, json]).toMatchObject([401, { error: 'invalid_grant', error_code: 2001 }]);
  });
});

describe('the token endpoint', () => {
  test.each([
    [{}, 'invalid_request'],
    [{ grant_type: 'authorization_code' }, 'invalid_request'],
    [{ grant_type: 'refresh_token' }, 'invalid_request'],
    [{ grant_type: 'client_credentials' }, 'unsupported_grant_type'],
    [{ grant_type: 'refresh_token', scope: 'some' }, 'invalid_scope'],
    ['nonsense', 'invalid_request'],
  ])('refuses %j', async (input, error) => {
    const { status, json } = await eloqua.token(input);
    expect([status, json]).toMatchObject([400, { error }]);
  });
  test.each(['', 'Bearer abc', `Basic ${Buffer.from(`${CLIENT_ID}:wrong`).toString('base64')}`])(
    'refuses the client of %j',
    async (authorization) => {
      const { status, json } = await eloqua.token({ grant_type: 'refresh_token' }, { authorization });
      expect([status, json]).toMatchObject([401, { error: 'invalid_client', error_code: 1001 }]);
    },
  );
  test('replaces both tokens; the refresh token works once, the old access token lives on', async () => {
    const { access, refresh } = await eloqua.signIn();
    const renewed = (await eloqua.refresh(refresh)).json as Record<string, string>;
    expect(renewed.access_token).not.toBe(access);
    expect(renewed.refresh_token).not.toBe(refresh);
    const again = await eloqua.refresh(refresh);
    expect([again.status, again.json]).toMatchObject([401, { error: 'invalid_grant', error_code: 2001 }]);
    expect((await eloqua.api(access, 'GET', FIELDS)).status).toBe(200);
    expect((await eloqua.api(renewed.access_token ?? '', 'GET', FIELDS)).status).toBe(200);
  });
  test('ends the old access token where the setting says so', async () => {
    await eloqua.control('POST', '/settings', { oldAccessTokenLives: false });
    const { access, refresh } = await eloqua.signIn();
    await eloqua.refresh(refresh);
    expect((await eloqua.api(access, 'GET', FIELDS)).status).toBe(401);
  });
  test('refuses an expired refresh token, and one of a disabled user', async () => {
    const { refresh } = await eloqua.signIn();
    await eloqua.control('PATCH', '/users/17', { isDisabled: true });
    expect((await eloqua.refresh(refresh)).status).toBe(401);
    await eloqua.control('PATCH', '/users/17', { isDisabled: false });
    await eloqua.control('POST', '/settings', { clockAheadSeconds: 31_536_001 });
    expect((await eloqua.refresh(refresh)).status).toBe(401);
  });
  test('has lifetimes from the settings', async () => {
    await eloqua.control('POST', '/settings', { accessTokenSeconds: 5 });
    const { json } = await eloqua.exchange(await eloqua.code());
    expect(json).toMatchObject({ expires_in: 5 });
    await eloqua.control('POST', '/settings', { clockAheadSeconds: 6 });
    expect((await eloqua.api((json as { access_token: string }).access_token, 'GET', FIELDS)).status).toBe(
      401,
    );
  });
});

describe('/id', () => {
  test('tells site, user and where the APIs are', async () => {
    const { access } = await eloqua.signIn();
    const { json } = await eloqua.api(access, 'GET', '/id');
    expect(json).toEqual({
      site: { id: 4242, name: 'acme' },
      user: {
        id: 17,
        username: 'Mei.Lin',
        displayName: 'Mei Lin',
        firstName: 'Mei',
        lastName: 'Lin',
        emailAddress: 'mei.lin@acme.example',
      },
      urls: {
        base: `${eloqua.url}/p01`,
        apis: {
          soap: expect.objectContaining({ standard: `${eloqua.url}/p01/API/{version}/Service.svc` }),
          rest: {
            standard: `${eloqua.url}/p01/API/REST/{version}/`,
            bulk: `${eloqua.url}/p01/API/Bulk/{version}/`,
          },
        },
      },
    });
  });
  test('says that a token is wrong with status 200, or 401 by a setting', async () => {
    const refused = await eloqua.api('wrong', 'GET', '/id');
    expect([refused.status, refused.json]).toEqual([200, 'Not authenticated.']);
    await eloqua.control('POST', '/settings', { idRefusalStatus: 401 });
    expect((await eloqua.api('wrong', 'GET', '/id')).status).toBe(401);
  });
  test('is throttled where the setting says so', async () => {
    const { access } = await eloqua.signIn();
    await eloqua.control('POST', '/settings', { idIntervalSeconds: 60 });
    expect((await eloqua.api(access, 'GET', '/id')).status).toBe(200);
    expect((await eloqua.api(access, 'GET', '/id')).status).toBe(429);
  });
});

describe('a site that moves', () => {
  test('answers 401 where it was, and is found again by /id', async () => {
    const { access } = await eloqua.signIn();
    const moved = await eloqua.control('POST', '/sites/acme/move');
    expect(moved.json).toEqual({ id: 4242, name: 'acme', pod: 'p02', baseUrl: `${eloqua.url}/p02` });
    expect((await eloqua.api(access, 'GET', FIELDS)).status).toBe(401);
    const { json } = await eloqua.api(access, 'GET', '/id');
    expect((json as { urls: Json }).urls.base).toBe(`${eloqua.url}/p02`);
    expect((await eloqua.api(access, 'GET', FIELDS.replace('p01', 'p02'))).status).toBe(200);
  });
});

describe('a call of an API', () => {
  test.each([
    ['a disabled user', () => eloqua.control('PATCH', '/users/17', { isDisabled: true })],
    ['a deleted user', () => eloqua.control('DELETE', '/users/17')],
    ['a deleted site', () => eloqua.control('DELETE', '/sites/acme')],
    ['another address', () => eloqua.control('POST', '/settings', { ipAllowList: ['192.0.2.1'] })],
    ['an expired token', () => eloqua.control('POST', '/settings', { clockAheadSeconds: 28_801 })],
  ])('of %s is refused by 401', async (_, change) => {
    const { access } = await eloqua.signIn();
    expect((await eloqua.api(access, 'GET', FIELDS)).status).toBe(200);
    await change();
    const { status, json, headers } = await eloqua.api(access, 'GET', FIELDS);
    expect([status, json]).toEqual([401, 'Not authenticated.']);
    expect(headers.get('www-authenticate')).toBe('Bearer');
    expect((await eloqua.api(access, 'GET', '/id')).json).toBe('Not authenticated.');
  });
  test('of a user without the permission is refused by 403', async () => {
    const { access } = await eloqua.signIn({ user: '19' });
    expect((await eloqua.api(access, 'GET', FIELDS)).status).toBe(403);
    const marketer = await eloqua.signIn({ user: '18' });
    const create = { name: 'X', dataType: 'text', displayType: 'text' };
    const path = '/p01/api/REST/1.0/assets/contact/field';
    expect((await eloqua.api(marketer.access, 'POST', path, create)).status).toBe(403);
    expect((await eloqua.control('GET', '/fields?search="X"')).json.fields).toEqual([]);
  });
  test('without a token is refused, and one that does not exist is 404', async () => {
    expect((await eloqua.send('GET', FIELDS, undefined, {})).status).toBe(401);
    const { access } = await eloqua.signIn();
    expect((await eloqua.api(access, 'GET', '/p01/api/REST/2.0/assets/contact/fields')).status).toBe(404);
    expect((await eloqua.api(access, 'DELETE', FIELDS)).status).toBe(404);
  });
});
