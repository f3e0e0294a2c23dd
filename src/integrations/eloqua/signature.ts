import { createHmac, timingSafeEqual } from 'node:crypto';

/** A call as received. A JSON body is not signed. */
export interface SignedCall {
  method: string;
  /** The public URL that Eloqua called, with its query. Behind a proxy it differs from the URL that the server sees. */
  url: string;
  now: Date;
}

export interface AppKeys {
  clientId: string;
  clientSecret: string;
}

export type SignatureRefusal =
  /** An OAuth parameter is missing, repeated or invalid. */
  | 'MALFORMED'
  /** Signed for another app. */
  | 'UNKNOWN_KEY'
  /** Not HMAC-SHA1. */
  | 'UNSUPPORTED_METHOD'
  | 'BAD_SIGNATURE'
  /** Correctly signed, but the time is more than five minutes off. */
  | 'STALE';

export interface VerifiedCall {
  /** Unique together with `timestamp`. Store both for ten minutes to recognize a replay. */
  nonce: string;
  timestamp: Date;
  /** The query without OAuth's own parameters. */
  params: URLSearchParams;
}

export type Verification = ({ ok: true } & VerifiedCall) | { ok: false; reason: SignatureRefusal };

const WINDOW_MS = 5 * 60_000;
/** Printable, like every known nonce, because it is stored. */
const NONCE = /^[\x20-\x7e]{1,200}$/;
const REQUIRED = [
  'oauth_consumer_key',
  'oauth_nonce',
  'oauth_signature',
  'oauth_signature_method',
  'oauth_timestamp',
] as const;

/**
 * Verifies OAuth 1.0a without a token: the key is the client secret and `&`. Stores nothing: the caller detects
 * replays.
 */
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
 * The possible sorting orders of the parameters. Eloqua ignores case, as its published example shows. Whether it
 * compares in lower or upper case, which matters for `_`, is not known. RFC 5849 sorts the bytes. The order does not
 * change what was signed.
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
  // An unescaped `+` was decoded as a space, which base64 does not contain.
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

/** RFC 3986: also escapes the reserved characters that `encodeURIComponent` keeps. */
function encode(text: string): string {
  return encodeURIComponent(text).replace(
    /[!'()*]/g,
    (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
