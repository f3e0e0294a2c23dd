import { generateKeyPair, SignJWT } from 'jose';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';

const HOUR = 3_600_000;
const ISSUER = 'https://id.example.com';
/** Of the console, which has the types of browsers. */
const MODULE = new URL('../../console/src/api/oidc.ts', import.meta.url).href;

interface Grant {
  readonly token: string;
  readonly lifetimeMs: number;
  readonly renew: (() => Promise<Grant>) | null;
}

/** What the provider answers to requests for tokens, in this order. */
let replies: Response[] = [];
/** Refresh tokens that the provider has got. */
let used: unknown[] = [];

const tokens = (name: string, rest: object = {}) =>
  Response.json({ access_token: name, token_type: 'Bearer', expires_in: 600, ...rest });

beforeEach(() => {
  vi.resetModules();
  vi.useFakeTimers({ now: new Date('2026-11-30T12:00:00Z'), toFake: ['Date', 'performance'] });
  const content = JSON.stringify({ oidc: { issuer: ISSUER, clientId: 'console', scope: 'openid' } });
  vi.stubGlobal('document', { baseURI: 'http://qiao.test/console/', querySelector: () => ({ content }) });
  vi.stubGlobal('fetch', async (address: string | URL, { body }: RequestInit = {}) => {
    const { pathname } = new URL(address);
    if (pathname === '/console/') return new Response(null, { headers: { date: new Date().toUTCString() } });
    if (pathname !== '/token')
      return Response.json({ issuer: ISSUER, token_endpoint: `${ISSUER}/token`, jwks_uri: `${ISSUER}/jwks` });
    used.push(new URLSearchParams(String(body)).get('refresh_token'));
    return replies.shift();
  });
  used = [];
});
afterEach(() => {
  vi.unstubAllGlobals();
  vi.useRealTimers();
  expect(replies).toEqual([]);
});

/** What a person has who signed in; `rest` is what the provider gave beside the usual. */
async function signedIn(rest: object, ...next: Response[]): Promise<Grant> {
  const { exchange } = (await import(MODULE)) as { exchange(answer: object): Promise<Grant> };
  const { privateKey } = await generateKeyPair('RS256');
  const idToken = await new SignJWT({ nonce: 'nonce' })
    .setProtectedHeader({ alg: 'RS256' })
    .setIssuer(ISSUER)
    .setAudience('console')
    .setSubject('17')
    .setIssuedAt()
    .setExpirationTime('5m')
    .sign(privateKey);
  replies = [tokens('first', { id_token: idToken, ...rest }), ...next];
  return exchange({
    url: new URL('http://qiao.test/console/?code=code&state=state'),
    departure: { verifier: 'v'.repeat(43), state: 'state', nonce: 'nonce', path: '/console/' },
  });
}

test('without a refresh token there is no renewal', async () => {
  expect(await signedIn({})).toMatchObject({ token: 'first', lifetimeMs: 600_000, renew: null });
});

test('the refresh token is the last one that the provider gave', async () => {
  const first = await signedIn(
    { refresh_token: 'one' },
    tokens('second', { refresh_token: 'two' }),
    tokens('third'),
    tokens('fourth'),
  );
  const third = await (await first.renew?.())?.renew?.();
  expect(third?.token).toBe('third');
  expect((await third?.renew?.())?.token).toBe('fourth');
  expect(used).toEqual([null, 'one', 'two', 'two']);
});

test.each([429, 503])('nothing is lost while the provider answers %s', async (status) => {
  const first = await signedIn({ refresh_token: 'one' }, new Response(null, { status }), tokens('second'));
  await expect(first.renew?.()).rejects.toThrow(String(status));
  expect((await first.renew?.())?.token).toBe('second');
});

test('after a refusal the token stays, and is the last one', async () => {
  const refusal = Response.json({ error: 'invalid_grant' }, { status: 400 });
  const first = await signedIn({ refresh_token: 'one' }, refusal);
  expect(await first.renew?.()).toEqual({ ...first, renew: null });
});

test('a session lasts eight hours at most', async () => {
  const first = await signedIn({ refresh_token: 'one' }, tokens('second'));
  vi.advanceTimersByTime(8 * HOUR - 60_000);
  expect(await first.renew?.()).toMatchObject({ token: 'second', lifetimeMs: 60_000, renew: null });
});
