import { createCipheriv, createHash } from 'node:crypto';
import * as wecom from '@wecom/crypto';
import { describe, expect, test } from 'vitest';
// @ts-expect-error it has no types
import WXBizMsgCrypt from 'wechat-crypto';
import { CallbackRefused, type RefusalReason } from '../../../src/integrations/wechat/callback.errors.ts';
import {
  decodeAesKey,
  decrypt,
  encrypt,
  sign,
  verifySignature,
} from '../../../src/integrations/wechat/crypto.ts';
import vectors from '../../kit/wxcrypt-vectors.json' with { type: 'json' };

const ENCODED = 'abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG';
const KEY = decodeAesKey(ENCODED);
const OTHER_KEY = decodeAesKey('kWxPEV2UEDyxWpmPdKC3F4dgPDmOvfKX1HGnEUDS1aR');
const APP_ID = 'wx134c8103faa5a59e';

function refusal(act: () => unknown): RefusalReason {
  try {
    act();
  } catch (error) {
    if (error instanceof CallbackRefused) return error.reason;
    throw error;
  }
  throw new Error('nothing was refused');
}

/** A ciphertext whose plaintext, padding included, is ours to choose. */
function raw(plain: Buffer): string {
  const cipher = createCipheriv('aes-256-cbc', KEY.secret, KEY.iv).setAutoPadding(false);
  return Buffer.concat([cipher.update(plain), cipher.final()]).toString('base64');
}

function plaintext(
  message: string,
  { length = Buffer.byteLength(message), pad = (n: number) => Buffer.alloc(n, n) },
) {
  const header = Buffer.alloc(20, 'r');
  header.writeUInt32BE(length, 16);
  const body = Buffer.concat([header, Buffer.from(message + APP_ID)]);
  return Buffer.concat([body, pad(32 - (body.length % 32))]);
}

const open = (encrypted: string, keys = [KEY], appId = APP_ID) => decrypt(encrypted, { keys, appId });

describe.each(Object.entries(vectors))('the published vector %s', (_name, vector) => {
  const key = decodeAesKey(vector.key);
  const envelope = {
    token: vector.token,
    timestamp: vector.ts,
    nonce: vector.nonce,
    encrypt: vector.encrypt,
  };

  test('has our signature', () => {
    expect(sign(envelope)).toBe(vector.sig);
    expect(verifySignature(vector.sig, envelope)).toBe(true);
  });

  test('opens to its plaintext', () => {
    expect(decrypt(vector.encrypt, { keys: [key], appId: vector.id })).toEqual({
      message: vector.plain,
      keyIndex: 0,
    });
  });

  test('is encrypted byte for byte', () => {
    expect(encrypt(vector.plain, { key, appId: vector.id, random: Buffer.from(vector.random) })).toBe(
      vector.encrypt,
    );
  });
});

describe('against two other implementations', () => {
  /** Reproducible: the n-th message of the series is always the same, and the lengths cover every padding. */
  function* messages(count: number): Generator<string> {
    const alphabet = [...'aZ09<>&" \n你好秘密é🎉']; // one to four bytes each
    for (let n = 0; n < count; n++) {
      const bytes = createHash('sha512').update(`message ${n}`).digest();
      yield Array.from({ length: n }, (_, i) => alphabet[(bytes[i % 64] ?? 0) % alphabet.length]).join('');
    }
  }

  test('each opens what the others encrypted, and signs alike', () => {
    const old = new WXBizMsgCrypt('token', ENCODED, APP_ID);
    for (const message of messages(200)) {
      const ours = encrypt(message, { key: KEY, appId: APP_ID });
      expect(wecom.decrypt(ENCODED, ours)).toMatchObject({ message, id: APP_ID });
      expect(old.decrypt(ours)).toEqual({ message, id: APP_ID });
      expect(open(wecom.encrypt(ENCODED, message, APP_ID)).message).toBe(message);
      expect(open(old.encrypt(message)).message).toBe(message);

      const signature = sign({ token: 'token', timestamp: '1700000000', nonce: '42', encrypt: ours });
      expect(signature).toBe(wecom.getSignature('token', '1700000000', '42', ours));
      expect(signature).toBe(old.getSignature('1700000000', '42', ours));
    }
  });

  test('the same random gives the same bytes', () => {
    const random = Buffer.from('0123456789abcdef');
    for (const message of messages(100)) {
      expect(encrypt(message, { key: KEY, appId: APP_ID, random })).toBe(
        wecom.encrypt(ENCODED, message, APP_ID, random),
      );
    }
  });
});

describe('an EncodingAESKey', () => {
  test('decodes to 32 bytes', () => {
    expect(KEY.secret.export().toString('hex')).toBe(
      '69b71d79f8218a39259a7a29aabb2dbafc31cb3d35db7e39ebbf3d0010831051',
    );
    expect(decodeAesKey('A'.repeat(43)).secret.export()).toEqual(Buffer.alloc(32));
  });

  test('has two bits too many in its last character, which count for nothing', () => {
    expect(decodeAesKey(`${ENCODED.slice(0, -1)}H`).secret.equals(KEY.secret)).toBe(true);
  });

  test.each(['', ENCODED.slice(1), `${ENCODED}=`, `${ENCODED.slice(0, -1)}-`])('is not %j', (text) => {
    expect(() => decodeAesKey(text)).toThrow(
      new RangeError('An EncodingAESKey has 43 characters of A-Z, a-z, 0-9'),
    );
  });
});

describe('a signature', () => {
  const { token, ts: timestamp, nonce, encrypt: encrypted, sig } = vectors.V10;
  const envelope = { token, timestamp, nonce, encrypt: encrypted };

  test.each([
    ['one other character', `7${sig.slice(1)}`],
    ['upper case', sig.toUpperCase()],
    ['a missing character', sig.slice(0, -1)],
    ['nothing', ''],
    ['characters of several bytes', '签'.repeat(40)],
  ])('is refused with %s', (_what, signature) => {
    expect(verifySignature(signature, envelope)).toBe(false);
  });

  test.each(['token', 'timestamp', 'nonce', 'encrypt'] as const)('covers the %s', (part) => {
    expect(verifySignature(sig, { ...envelope, [part]: `${envelope[part]}1` })).toBe(false);
  });
});

describe('decryption refuses', () => {
  test('the app id of another component', () => {
    const forOther = encrypt('<xml/>', { key: KEY, appId: 'wx0000000000000000' });
    expect(refusal(() => open(forOther))).toBe('WRONG_COMPONENT');
  });

  test.each([
    ['longer', `${APP_ID}0`],
    ['shorter', APP_ID.slice(0, -1)],
    ['absent', ''],
  ])('an app id that is %s than ours', (_what, appId) => {
    expect(refusal(() => open(encrypt('<xml/>', { key: KEY, appId })))).toBe('WRONG_COMPONENT');
  });

  test.each([
    ['one byte more than there is', 6 + APP_ID.length + 1],
    ['more than any buffer', 0xffffffff],
  ])('a length of %s', (_what, length) => {
    expect(refusal(() => open(raw(plaintext('<xml/>', { length }))))).toBe('UNDECRYPTABLE');
  });

  test('a length that swallows the app id', () => {
    expect(refusal(() => open(raw(plaintext('<xml/>', { length: 6 + APP_ID.length }))))).toBe(
      'WRONG_COMPONENT',
    );
  });

  test.each([
    ['of zero', (n: number) => Buffer.alloc(n, 0)],
    ['of 33', (n: number) => Buffer.alloc(n, 33)],
    ['of 255', (n: number) => Buffer.alloc(n, 255)],
    ['whose bytes differ', (n: number) => Buffer.concat([Buffer.alloc(n - 1, 1), Buffer.from([n])])],
  ])('a padding %s', (_what, pad) => {
    expect(refusal(() => open(raw(plaintext('<xml/>', { pad }))))).toBe('UNDECRYPTABLE');
  });

  test('nothing but padding', () => {
    expect(refusal(() => open(raw(Buffer.alloc(32, 32))))).toBe('UNDECRYPTABLE');
  });

  test('a ciphertext that is whole in blocks of 16 only', () => {
    const sixteens = raw(Buffer.concat([plaintext('<xml/>', {}), Buffer.alloc(16, 16)]));
    expect(refusal(() => open(sixteens))).toBe('UNDECRYPTABLE');
  });

  const good = encrypt('<xml/>', { key: KEY, appId: APP_ID });
  test.each([
    ['base64 whose plus signs became spaces', vectors.V1.encrypt.replaceAll('+', ' ')],
    ['base64url', vectors.V1.encrypt.replaceAll('+', '-')],
    ['base64 that was cut off', good.slice(0, -4)],
    ['base64 with a line break', `${good.slice(0, 10)}\n${good.slice(10)}`],
    ['nothing', ''],
  ])('%s', (_what, encrypted) => {
    expect(refusal(() => open(encrypted))).toBe('UNDECRYPTABLE');
  });

  test('what another key encrypted', () => {
    expect(refusal(() => open(encrypt('<xml/>', { key: OTHER_KEY, appId: APP_ID })))).toBe('UNDECRYPTABLE');
  });
});

describe('during a key rotation', () => {
  test('the previous key opens too, and is named', () => {
    const before = encrypt('<xml>before</xml>', { key: OTHER_KEY, appId: APP_ID });
    expect(open(before, [KEY, OTHER_KEY])).toEqual({ message: '<xml>before</xml>', keyIndex: 1 });
  });

  test('the previous key does not open what is meant for another component', () => {
    const forOther = encrypt('<xml/>', { key: OTHER_KEY, appId: 'wx0000000000000000' });
    expect(refusal(() => open(forOther, [KEY, OTHER_KEY]))).toBe('WRONG_COMPONENT');
  });
});
