import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { IdentityClient } from '../../../src/integrations/eloqua/identity.client.ts';
import { OAuthClient } from '../../../src/integrations/eloqua/oauth.client.ts';
import { requestText } from '../../../src/kernel/http.ts';
import { type Peer, type Reply, startPeer } from '../../kernel/peer.ts';
import { answer, asked, errorOf } from './kit.ts';

const REDIRECT = 'https://qiao.example/eloqua/app/oauth/callback?install=1';

let peer: Peer;
let oauth: OAuthClient;
let identity: IdentityClient;
beforeAll(async () => {
  peer = await startPeer();
  const config = { clientId: 'id', clientSecret: 'secret', loginUrl: peer.url };
  oauth = new OAuthClient(config, requestText, { timeoutMs: 20_000 });
  identity = new IdentityClient(config, requestText, { timeoutMs: 20_000, retryWaitMs: 1 });
});
afterAll(() => peer[Symbol.asyncDispose]());

const tokens = { access_token: 'A', token_type: 'bearer', expires_in: 3600, refresh_token: 'R' };

describe('authorization', () => {
  test('starts on a page of Eloqua', () => {
    const url = new URL(oauth.authorizeUrl({ redirectUri: REDIRECT, state: 'a b&c' }));
    expect(url.origin + url.pathname).toBe(`${peer.url}/auth/oauth2/authorize`);
    expect(Object.fromEntries(url.searchParams)).toEqual({
      response_type: 'code',
      client_id: 'id',
      redirect_uri: REDIRECT,
      scope: 'full',
      state: 'a b&c',
    });
  });

  test('exchanges a code, with our id and secret in the header', async () => {
    peer.replyWith(answer(tokens));
    expect(await oauth.exchangeCode('C', REDIRECT)).toEqual({
      accessToken: 'A',
      refreshToken: 'R',
      expiresIn: 3600,
    });
    expect(asked(peer)).toEqual([
      {
        method: 'POST',
        path: '/auth/oauth2/token',
        body: { grant_type: 'authorization_code', code: 'C', redirect_uri: REDIRECT },
      },
    ]);
    expect(peer.received[0]?.headers).toMatchObject({
      authorization: `Basic ${btoa('id:secret')}`,
      'content-type': 'application/json',
    });
  });

  test('refreshes', async () => {
    peer.replyWith(answer({ ...tokens, expires_in: '28800' }));
    expect(await oauth.refresh('R0', REDIRECT)).toEqual({
      accessToken: 'A',
      refreshToken: 'R',
      expiresIn: 28_800,
    });
    expect(asked(peer)[0]?.body).toEqual({
      grant_type: 'refresh_token',
      refresh_token: 'R0',
      scope: 'full',
      redirect_uri: REDIRECT,
    });
  });

  test('takes eight hours for granted, and the old refresh token for good, where nothing is said', async () => {
    peer.replyWith(answer({ access_token: 'A' }));
    expect(await oauth.refresh('R0', REDIRECT)).toEqual({
      accessToken: 'A',
      refreshToken: 'R0',
      expiresIn: 28_800,
    });
    expect((await errorOf(oauth.exchangeCode('C', REDIRECT))).kind).toBe('UNAVAILABLE');
  });

  test.each<[string, Reply, string]>([
    ['400 invalid_grant', answer({ error: 'invalid_grant' }, 400), 'INVALID_GRANT'],
    ['401 invalid_grant', answer({ error: 'invalid_grant' }, 401), 'INVALID_GRANT'],
    ['401 that says nothing', { status: 401 }, 'INVALID_GRANT'],
    ['401 that is empty JSON', answer({}, 401), 'INVALID_GRANT'],
    ['401 of a gateway', answer({ message: 'Unauthorized' }, 401), 'UNAUTHORIZED'],
    ['401 with a text', answer('Not authenticated.', 401), 'UNAUTHORIZED'],
    ['401 with a list', answer([], 401), 'UNAUTHORIZED'],
    ['401 with null', answer(null, 401), 'UNAUTHORIZED'],
    ['401 invalid_client', answer({ error: 'invalid_client' }, 401), 'UNAUTHORIZED'],
    ['400 invalid_request', answer({ error: 'invalid_request' }, 400), 'INVALID'],
    ['400 that says nothing', { status: 400 }, 'INVALID'],
    ['429', { status: 429 }, 'THROTTLED'],
    ['503', { status: 503 }, 'UNAVAILABLE'],
    ['a page in HTML', { body: '<html>' }, 'UNAVAILABLE'],
    ['tokens that are empty', answer({ ...tokens, access_token: '' }), 'UNAVAILABLE'],
    ['a cut connection', 'RESET', 'UNAVAILABLE'],
  ])('reads %s, and asks only once', async (_what, reply, kind) => {
    for (const ask of [() => oauth.exchangeCode('C', REDIRECT), () => oauth.refresh('R', REDIRECT)]) {
      peer.replyWith(reply, answer(tokens));
      expect((await errorOf(ask())).kind).toBe(kind);
      expect(peer.received).toHaveLength(1);
    }
  });
});

describe('identity', () => {
  const recorded = {
    site: { id: 4242, name: 'AcmeChina' },
    user: { id: 17, username: 'Mei.Lin', displayName: 'Mei Lin', emailAddress: 'mei@acme.example' },
    urls: {
      base: 'https://secure.p06.eloqua.com',
      apis: { rest: { standard: 'https://secure.p06.eloqua.com/API/REST/{version}/' } },
    },
  };

  test.each([
    ['numbers', recorded],
    [
      'texts',
      {
        ...recorded,
        site: { id: '4242', name: 'AcmeChina' },
        urls: { base: 'https://secure.p06.eloqua.com/' },
      },
    ],
  ])('is read, with ids as %s', async (_what, body) => {
    peer.replyWith(answer(body));
    expect(await identity.identify('T')).toEqual({
      siteId: '4242',
      siteName: 'AcmeChina',
      userId: '17',
      userName: 'Mei.Lin',
      baseUrl: 'https://secure.p06.eloqua.com',
    });
    expect(asked(peer)).toEqual([{ method: 'GET', path: '/id' }]);
    expect(peer.received[0]?.headers.authorization).toBe('Bearer T');
  });

  test('is not known when nobody is authenticated, though the status be 200', async () => {
    peer.replyWith(answer('Not authenticated.'));
    expect(await errorOf(identity.identify('T'))).toMatchObject({ kind: 'UNAUTHORIZED', status: 200 });
  });

  test('is not believed without an address to call', async () => {
    peer.replyWith(answer({ ...recorded, urls: { base: 'javascript:alert(1)' } }));
    expect((await errorOf(identity.identify('T'))).kind).toBe('UNAVAILABLE');
  });
});
