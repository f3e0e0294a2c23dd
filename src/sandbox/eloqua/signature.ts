import { createHmac } from 'node:crypto';

/** Order in which parameters are signed. Eloqua ignores case where RFC 5849 compares bytes. */
export type SignatureOrder = 'CASE_INSENSITIVE' | 'BYTE';

/** HMAC-SHA1 of OAuth 1.0a over method and address; bodies are not signed. `url` holds the `oauth_` parameters too. */
export function sign(method: string, url: string, clientSecret: string, order: SignatureOrder): string {
  const base = [method.toUpperCase(), url.split('?', 1)[0] ?? '', normalized(url, order)]
    .map(encode)
    .join('&');
  return createHmac('sha1', `${encode(clientSecret)}&`)
    .update(base)
    .digest('base64');
}

function normalized(url: string, order: SignatureOrder): string {
  const key = (name: string): string => (order === 'BYTE' ? name : name.toLowerCase());
  return [...new URL(url).searchParams]
    .filter(([name]) => name !== 'oauth_signature')
    .map(([name, value]) => [encode(name), encode(value)] as const)
    .toSorted(([a, x], [b, y]) => compare(key(a), key(b)) || compare(x, y))
    .map((pair) => pair.join('='))
    .join('&');
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** RFC 3986: everything but letters, digits and `-._~`. */
function encode(text: string): string {
  return encodeURIComponent(text).replaceAll(
    /[!'()*]/g,
    (letter) => `%${letter.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}
