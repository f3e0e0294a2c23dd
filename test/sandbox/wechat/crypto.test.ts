import { createCipheriv } from 'node:crypto';
import { createRequire } from 'node:module';
import * as wecom from '@wecom/crypto';
import { describe, expect, test } from 'vitest';
import { decrypt, encrypt, sign } from '../../../src/sandbox/wechat/crypto.ts';
import vectors from '../../kit/wxcrypt-vectors.json' with { type: 'json' };

interface Vector {
  key: string;
  token: string;
  id: string;
  ts: string;
  nonce: string;
  sig: string;
  random: string;
  encrypt: string;
  plain: string;
}

interface OldCrypto {
  getSignature(timestamp: string, nonce: string, encrypted: string): string;
  decrypt(encrypted: string): { message: string; id: string };
  encrypt(message: string): string;
}
const OldCrypto = createRequire(import.meta.url)('wechat-crypto') as new (
  token: string,
  key: string,
  id: string,
) => OldCrypto;

const published = Object.entries(vectors as Record<string, Partial<Vector>>).filter(
  (entry): entry is [string, Vector] => entry[1].encrypt !== undefined && entry[1].plain !== undefined,
);
const KEY = 'abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG';
const ID = 'wxb11529c136998cb6';
const messages = ['', 'x', '我是中文abcd123', '<xml>你好🎉</xml>', 'a'.repeat(12), 'b'.repeat(4096)];

describe('the published vectors', () => {
  test('are all there', () => {
    expect(published.map(([name]) => name)).toEqual(
      expect.arrayContaining(['V1', 'V3', 'V8', 'V10', 'V13', 'V14']),
    );
  });
  test.each(published)('%s: the signature is the published one', (_name, vector) => {
    expect(sign(vector.token, vector.ts, vector.nonce, vector.encrypt)).toBe(vector.sig);
  });
  test.each(published)('%s: decrypts to the published text and id', (_name, vector) => {
    const { message, tail, random } = decrypt(vector.key, vector.encrypt);
    expect({ message, tail, random: random.toString('latin1') }).toEqual({
      message: vector.plain,
      tail: vector.id,
      random: vector.random,
    });
  });
  test.each(published)('%s: encrypts to the published bytes with the published random', (_name, vector) => {
    expect(encrypt(vector.key, vector.plain, vector.id, Buffer.from(vector.random, 'latin1'))).toBe(
      vector.encrypt,
    );
  });
});

describe('against two packages of others', () => {
  test.each(messages)('@wecom/crypto reads what we write, and we what it writes (%#)', (message) => {
    expect(wecom.decrypt(KEY, encrypt(KEY, message, ID))).toMatchObject({ message, id: ID });
    expect(decrypt(KEY, wecom.encrypt(KEY, message, ID))).toMatchObject({ message, tail: ID });
    expect(sign('pamtest', '1409304348', 'xxxxxx', message)).toBe(
      wecom.getSignature('pamtest', '1409304348', 'xxxxxx', message),
    );
  });
  test.each(messages)('wechat-crypto reads what we write, and we what it writes (%#)', (message) => {
    const other = new OldCrypto('pamtest', KEY, ID);
    expect(other.decrypt(encrypt(KEY, message, ID))).toEqual({ message, id: ID });
    expect(decrypt(KEY, other.encrypt(message))).toMatchObject({ message, tail: ID });
    expect(sign('pamtest', '1409304348', 'xxxxxx', message)).toBe(
      other.getSignature('1409304348', 'xxxxxx', message),
    );
  });
});

describe('what cannot have been encrypted is refused', () => {
  const raw = (plain: Buffer): string => {
    const key = Buffer.from(`${KEY}=`, 'base64');
    const cipher = createCipheriv('aes-256-cbc', key, key.subarray(0, 16)).setAutoPadding(false);
    return Buffer.concat([cipher.update(plain), cipher.final()]).toString('base64');
  };
  const block = (length: number, pad: number): Buffer => {
    const plain = Buffer.alloc(32, pad);
    plain.writeUInt32BE(length, 16);
    return plain;
  };
  test('a key of another length', () => {
    expect(() => encrypt(KEY.slice(1), '', ID)).toThrow('EncodingAESKey must have 43 characters');
  });
  test('half a block', () => {
    expect(() => decrypt(KEY, raw(Buffer.alloc(48, 16)))).toThrow('ciphertext is not made of 32-byte blocks');
  });
  test('no ciphertext', () => {
    expect(() => decrypt(KEY, '')).toThrow('ciphertext is not made of 32-byte blocks');
  });
  test('a pad of 0', () => {
    expect(() => decrypt(KEY, raw(block(0, 0)))).toThrow('padding is wrong');
  });
  test('a pad of 33', () => {
    expect(() => decrypt(KEY, raw(block(0, 33)))).toThrow('padding is wrong');
  });
  test('pad bytes that differ', () => {
    const plain = block(0, 4);
    plain[29] = 5;
    expect(() => decrypt(KEY, raw(plain))).toThrow('padding is wrong');
  });
  test('a length that exceeds the text', () => {
    expect(() => decrypt(KEY, raw(block(9, 4)))).toThrow('message length exceeds the plaintext');
  });
  test('a text without a header', () => {
    expect(() => decrypt(KEY, raw(Buffer.alloc(32, 32)))).toThrow('plaintext is too short');
  });
});
