import { describe, expect, test } from 'vitest';
import { sign } from '../../../src/sandbox/eloqua/signature.ts';

const OAUTH =
  'oauth_consumer_key=test_client_id&oauth_nonce=1234567&oauth_signature_method=HMAC-SHA1&oauth_timestamp=1427308921&oauth_version=1.0';
const url = (query: string) => `https://example.com/eloqua/action/create?${query}&${OAUTH}`;
const PLAIN = url('param1=value1&param2=value2');
const MIXED = url('Special!Character=test@test&AssetName=Campaign+With+Spaces');

describe('the signature of a call', () => {
  test('is that of Oracle’s first example', () => {
    expect(sign('POST', PLAIN, 'test_client_secret', 'CASE_INSENSITIVE')).toBe(
      'EYKturXzLWMliisf/K9ySFFtgNo=',
    );
    expect(sign('POST', PLAIN, 'test_client_secret', 'BYTE')).toBe('EYKturXzLWMliisf/K9ySFFtgNo=');
  });
  test('is that of Oracle’s second example, in which the order ignores case', () => {
    expect(sign('POST', MIXED, 'test_client_secret', 'CASE_INSENSITIVE')).toBe(
      'WeeqcIooECjp2LEGPlkabKVhkEo=',
    );
  });
  test('in byte order is another one, as RFC 5849 has it', () => {
    expect(sign('POST', MIXED, 'test_client_secret', 'BYTE')).toBe('Hf1fYQa3zNt0SVDkzXEgP7+l3SM=');
  });
  test('changes with the method and ignores a signature that is there already', () => {
    const signed = `${PLAIN}&oauth_signature=abc`;
    expect(sign('POST', signed, 'test_client_secret', 'BYTE')).toBe('EYKturXzLWMliisf/K9ySFFtgNo=');
    expect(sign('GET', PLAIN, 'test_client_secret', 'BYTE')).not.toBe('EYKturXzLWMliisf/K9ySFFtgNo=');
  });
});
