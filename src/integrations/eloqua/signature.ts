import { createHmac, timingSafeEqual } from 'node:crypto';

/** A call as it arrived. A JSON body is not signed. */
export interface SignedCall {
  method: string;
  /** The public address that Eloqua called, with its query; behind a proxy not the one that the server sees. */
  url: string;
  now: Date;
}

export interface AppKeys {
  clientId: string;
  clientSecret: string;
}

export type SignatureRefusal =
  /** A parameter of OAuth is missing, repeated or no such thing. */
  | 'MALFORMED'
  /** Signed for another app. */
  | 'UNKNOWN_KEY'
  /** Not HMAC-SHA1. */
  | 'UNSUPPORTED_METHOD'
  | 'BAD_SIGNATURE'
  /** Well signed, but more than five minutes ago, or ahead. */
  | 'STALE';

export interface VerifiedCall {
  /** With `timestamp` unique: who keeps both for ten minutes recognizes a replay. */
  nonce: string;
  timestamp: Date;
  /** The query without OAuth's own parameters. */
  params: URLSearchParams;
}

export type Verification = ({ ok: true } & VerifiedCall) | { ok: false; reason: SignatureRefusal };

const WINDOW_MS = 5 * 60_000;
/** Printable, as every nonce seen; it is kept. */
const NONCE = /^[\x20-\x7e]{1,200}$/;
const REQUIRED = [
  'oauth_consumer_key',
  'oauth_nonce',
  'oauth_signature',
  'oauth_signature_method',
  'oauth_timestamp',
] as const;

/** OAuth 1.0a without a token: the key is the client secret and `&`. Keeps no memory: replays are the caller's to find. */
export function verifyCall(
  { method, url, now }: SignedCall,
  { clientId, clientSecret }: AppKeys,
): Verification {
  const address = URL.parse(url);
  const oauth = address && oauthParameters(address.searchParams);
  if (!address || !oauth || !NONCE.test(oauth.oauth_nonce)) return { ok: false, reason: 'MALFORMED' };

  if (oauth.oauth_consumer_key !== clientId) return { ok: false, reason: 'UNKNOWN_KEY' };
  if (oauth.oauth_signature_method !== 'HMAC-SHA1') return { ok: false, reason: 'UNSUPPORTED_METHOD' };

  const given = Buffer.from(oauth.oauth_signature);
  const matches = SORT_KEYS.some((sortKey) => {
    const expected = Buffer.from(sign(baseString(method, address, sortKey), clientSecret));
    return given.length === expected.length && timingSafeEqual(given, expected);
  });
  if (!matches) return { ok: false, reason: 'BAD_SIGNATURE' };

  const timestamp = new Date(Number(oauth.oauth_timestamp) * 1000);
  if (Math.abs(now.getTime() - timestamp.getTime()) > WINDOW_MS) return { ok: false, reason: 'STALE' };
  const params = [...address.searchParams].filter(([name]) => !name.startsWith('oauth_'));
  return { ok: true, nonce: oauth.oauth_nonce, timestamp, params: new URLSearchParams(params) };
}

/**
 * By what parameters are sorted. Eloqua ignores case, as its published example shows; in which case it compares, which
 * matters for `_`, is not known; RFC 5849 sorts the bytes. Which order was meant changes nothing of what was signed.
 */
const SORT_KEYS: readonly ((name: string) => string)[] = [
  (name) => name.toLowerCase(),
  (name) => name.toUpperCase(),
  (name) => name,
];

function oauthParameters(query: URLSearchParams): Record<(typeof REQUIRED)[number], string> | null {
  const names = [...query.keys()].filter((name) => name.startsWith('oauth_'));
  const values = REQUIRED.map((name) => [name, query.get(name) ?? ''] as const);
  const parameters = Object.fromEntries(values) as Record<(typeof REQUIRED)[number], string>;
  // A `+` that was not escaped has been read as a space, which base64 does not have.
  parameters.oauth_signature = parameters.oauth_signature.replaceAll(' ', '+');

  const wellFormed =
    new Set(names).size === names.length &&
    values.every(([, value]) => value !== '') &&
    /^\d{1,11}$/.test(parameters.oauth_timestamp) &&
    (query.get('oauth_version') ?? '1.0') === '1.0';
  return wellFormed ? parameters : null;
}

function baseString(
  method: string,
  { origin, pathname, searchParams }: URL,
  sortKey: (name: string) => string,
) {
  const parameters = [...searchParams]
    .filter(([name]) => name !== 'oauth_signature')
    .map(([name, value]) => ({ key: sortKey(encode(name)), name: encode(name), value: encode(value) }))
    .sort((a, b) => compare(a.key, b.key) || compare(a.name, b.name) || compare(a.value, b.value))
    .map(({ name, value }) => `${name}=${value}`)
    .join('&');
  return [method.toUpperCase(), origin + pathname, parameters].map(encode).join('&');
}

function sign(text: string, clientSecret: string): string {
  return createHmac('sha1', `${encode(clientSecret)}&`)
    .update(text)
    .digest('base64');
}

/** RFC 3986: what `encodeURIComponent` leaves of the reserved characters goes too. */
function encode(text: string): string {
  return encodeURIComponent(text).replace(
    /[!'()*]/g,
    (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
