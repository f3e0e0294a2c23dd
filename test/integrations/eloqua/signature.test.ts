import { createHmac } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { type SignatureRefusal, verifyCall } from '../../../src/integrations/eloqua/signature.ts';

const keys = { clientId: 'test_client_id', clientSecret: 'test_client_secret' };
const SENT = 1_427_308_921;
const now = new Date(SENT * 1000);
const ADDRESS = 'https://example.com/eloqua/action/create';
const OAUTH = `oauth_consumer_key=test_client_id&oauth_nonce=1234567&oauth_signature_method=HMAC-SHA1&oauth_timestamp=${SENT}&oauth_version=1.0`;

/** The two calls that Oracle publishes with their signatures. */
const PLAIN = `${ADDRESS}?param1=value1&param2=value2&${OAUTH}&oauth_signature=EYKturXzLWMliisf%2FK9ySFFtgNo%3D`;
const SPECIAL = `${ADDRESS}?Special!Character=test@test&AssetName=Campaign+With+Spaces&${OAUTH}&oauth_signature=WeeqcIooECjp2LEGPlkabKVhkEo%3D`;

function refusal(url: string, change: { method?: string; at?: number } = {}): SignatureRefusal | null {
  const { method = 'POST', at = SENT } = change;
  const result = verifyCall({ method, url, now: new Date(at * 1000) }, keys);
  return result.ok ? null : result.reason;
}

/** Signs by a base string that was written out by hand. */
function signed(url: string, baseString: string, secret = `${keys.clientSecret}&`): string {
  const signature = createHmac('sha1', secret).update(baseString).digest('base64');
  return `${url}&oauth_signature=${encodeURIComponent(signature)}`;
}

describe('a call of Eloqua', () => {
  test('is accepted as Oracle publishes it, and gives nonce, time and parameters', () => {
    const result = verifyCall({ method: 'POST', url: PLAIN, now }, keys);
    expect(result).toMatchObject({ ok: true, nonce: '1234567', timestamp: now });
    expect(result.ok && Object.fromEntries(result.params)).toEqual({ param1: 'value1', param2: 'value2' });
  });

  test('is accepted with spaces as plus signs, reserved characters, and parameters sorted without case', () => {
    const result = verifyCall({ method: 'POST', url: SPECIAL, now }, keys);
    expect(result.ok && Object.fromEntries(result.params)).toEqual({
      'Special!Character': 'test@test',
      AssetName: 'Campaign With Spaces',
    });
  });

  test('is accepted with its parameters sorted by bytes, as RFC 5849 has it', () => {
    const url = SPECIAL.replace(/oauth_signature=.*/, 'oauth_signature=Hf1fYQa3zNt0SVDkzXEgP7%2Bl3SM%3D');
    expect(refusal(url)).toBe(null);
  });

  test('is accepted when the plus of its signature is not escaped', () => {
    const url = SPECIAL.replace(/oauth_signature=.*/, 'oauth_signature=Hf1fYQa3zNt0SVDkzXEgP7+l3SM=');
    expect(refusal(url)).toBe(null);
  });

  test.each([
    ['before letters', 'site_id%3D1%26siteid%3D2'],
    ['behind letters', 'siteid%3D2%26site_id%3D1'],
  ])('is accepted with underscores sorted %s', (_where, parameters) => {
    const url = `${ADDRESS}?siteid=2&site_id=1&${OAUTH}`;
    const base = `POST&${encodeURIComponent(ADDRESS)}&${encodeURIComponent(OAUTH)}%26${parameters}`;
    expect(refusal(signed(url, base))).toBe(null);
  });

  test('is accepted from an address with port, upper-case host and non-ASCII parameters', () => {
    const url = `https://EXAMPLE.com:8443/a?name=%E5%BE%AE%E4%BF%A1&${OAUTH}`;
    const base = `GET&https%3A%2F%2Fexample.com%3A8443%2Fa&name%3D%25E5%25BE%25AE%25E4%25BF%25A1%26${encodeURIComponent(OAUTH)}`;
    expect(refusal(signed(url, base), { method: 'get' })).toBe(null);
  });

  test('is accepted up to five minutes late or early', () => {
    expect(refusal(PLAIN, { at: SENT + 300 })).toBe(null);
    expect(refusal(PLAIN, { at: SENT - 300 })).toBe(null);
  });

  test('keeps repeated parameters that are not of OAuth', () => {
    const url = `${ADDRESS}?a=2&a=1&${OAUTH}`;
    const base = `POST&${encodeURIComponent(ADDRESS)}&a%3D1%26a%3D2%26${encodeURIComponent(OAUTH)}`;
    const result = verifyCall({ method: 'POST', url: signed(url, base), now }, keys);
    expect(result.ok && result.params.getAll('a')).toEqual(['2', '1']);
  });
});

describe('a call is refused', () => {
  test.each([
    ['a changed parameter', PLAIN.replace('value1', 'value2')],
    ['a changed name', PLAIN.replace('param1', 'param3')],
    ['a parameter more', `${PLAIN}&x=1`],
    ['a parameter less', PLAIN.replace('param1=value1&', '')],
    ['a parameter that swallowed another', PLAIN.replace('value1&param2', 'value1%26param2')],
    ['another path', PLAIN.replace('/create', '/delete')],
    ['another host', PLAIN.replace('example.com', 'example.org')],
    ['another scheme', PLAIN.replace('https:', 'http:')],
    ['another nonce', PLAIN.replace('1234567', '1234568')],
    ['another time', PLAIN.replace(String(SENT), String(SENT + 1))],
    ['another signature', PLAIN.replace('EYK', 'EYL')],
    ['half a signature', PLAIN.replace('FFtgNo%3D', '')],
  ])('with %s', (_what, url) => {
    expect(refusal(url)).toBe('BAD_SIGNATURE');
  });

  test('by another method', () => {
    expect(refusal(PLAIN, { method: 'GET' })).toBe('BAD_SIGNATURE');
  });

  test('when another secret signed it', () => {
    const url = `${ADDRESS}?${OAUTH}`;
    const base = `POST&${encodeURIComponent(ADDRESS)}&${encodeURIComponent(OAUTH)}`;
    expect(refusal(signed(url, base))).toBe(null);
    expect(refusal(signed(url, base, 'guess&'))).toBe('BAD_SIGNATURE');
    expect(refusal(signed(url, base, '&'))).toBe('BAD_SIGNATURE');
  });

  test('more than five minutes late or early', () => {
    expect(refusal(PLAIN, { at: SENT + 301 })).toBe('STALE');
    expect(refusal(PLAIN, { at: SENT - 301 })).toBe('STALE');
  });

  test('when it is for another app', () => {
    expect(refusal(PLAIN.replace('test_client_id', 'other'))).toBe('UNKNOWN_KEY');
  });

  test('when it is signed otherwise', () => {
    expect(refusal(PLAIN.replace('HMAC-SHA1', 'PLAINTEXT'))).toBe('UNSUPPORTED_METHOD');
  });

  test.each([
    'oauth_consumer_key',
    'oauth_nonce',
    'oauth_signature_method',
    'oauth_timestamp',
    'oauth_signature',
  ])('without %s, or with two', (name) => {
    const [parameter = ''] = new RegExp(`${name}=[^&]*`).exec(PLAIN) ?? [];
    expect(refusal(PLAIN.replace(parameter, ''))).toBe('MALFORMED');
    expect(refusal(PLAIN.replace(parameter, `${name}=`))).toBe('MALFORMED');
    expect(refusal(`${PLAIN}&${parameter}`)).toBe('MALFORMED');
  });

  test.each([
    ['an invalid time', PLAIN.replace(`timestamp=${SENT}`, 'timestamp=now')],
    ['another version of OAuth', PLAIN.replace('version=1.0', 'version=2.0')],
    ['an invalid URL', '/eloqua/action/create'],
  ])('with %s', (_what, url) => {
    expect(refusal(url)).toBe('MALFORMED');
  });
});
