import { createHmac, randomBytes } from 'node:crypto';
import { inspect } from 'node:util';
import { describe, expect, test } from 'vitest';
import {
  digest,
  KeyRing,
  type Place,
  randomToken,
  SecretsFault,
  type SecretsFaultReason,
} from '../../src/kernel/secrets.ts';

const OLD = `old:${Buffer.alloc(32, 1).toString('base64')}`;
const NEW = `new:${Buffer.alloc(32, 2).toString('base64')}`;
const PLACE = 'credential:wx8888888888888888:refresh_token' as Place;
/** Made once with the first release of the format. */
const PUBLISHED =
  'v1.old.9sMDCu30iZunCGssK6Vsxuqa2czLvcVZkZ7wUFAZkKIYh7f9-pj-nPPSzaxA-PBSqew5bAuzQmbgeZ3_NjOb';
/** HKDF-SHA-256 of the second key, no salt, info `qiao:cursors`, computed with another implementation. */
const DERIVED = '12aac33f947195c3f06876cf2e650ce72d0afc0d1c6fff7d7653d553fc960823';
const SECRET = 'refreshtoken@@@dTo-YCXPL4llX 秘密';

function fault(act: () => unknown): SecretsFault {
  try {
    act();
  } catch (error) {
    if (error instanceof SecretsFault) return error;
    throw error;
  }
  throw new Error('nothing was thrown');
}

const reasonOf = (act: () => unknown): SecretsFaultReason => fault(act).reason;

describe('a sealed secret', () => {
  test('opens to what was sealed', () => {
    const ring = KeyRing.parse(NEW);
    for (const secret of [SECRET, '', 'x'.repeat(10_000)]) {
      expect(ring.open(ring.seal(secret, PLACE), PLACE)).toBe(secret);
    }
  });

  test('opens as sealed by an earlier release', () => {
    expect(KeyRing.parse(OLD).open(PUBLISHED, PLACE)).toBe(SECRET);
  });

  test('is versioned text that names its key and shows nothing else', () => {
    const ring = KeyRing.parse(NEW);
    const sealed = ring.seal('abc', PLACE);
    expect(sealed).toMatch(/^v1\.new\.[\w-]{42}$/);
    expect(ring.seal('abc', PLACE)).not.toBe(sealed);
  });

  test('does not open in another place', () => {
    const ring = KeyRing.parse(NEW);
    const sealed = ring.seal(SECRET, PLACE);
    expect(reasonOf(() => ring.open(sealed, 'credential:wx8888888888888888:access_token' as Place))).toBe(
      'WRONG_PLACE',
    );
    expect(reasonOf(() => ring.open(sealed, '' as Place))).toBe('WRONG_PLACE');
  });

  test('does not open when any byte of it was changed or cut off', () => {
    const ring = KeyRing.parse(NEW);
    const [version, id, body = ''] = ring.seal('abc', PLACE).split('.');
    const bytes = Buffer.from(body, 'base64url');
    for (const index of bytes.keys()) {
      const altered = Buffer.from(bytes);
      altered.writeUInt8(bytes.readUInt8(index) ^ 1, index);
      expect(reasonOf(() => ring.open(`${version}.${id}.${altered.toString('base64url')}`, PLACE))).toBe(
        'WRONG_PLACE',
      );
    }
    expect(
      reasonOf(() => ring.open(`${version}.${id}.${bytes.subarray(1).toString('base64url')}`, PLACE)),
    ).toBe('WRONG_PLACE');
  });

  test.each(['', 'v1', 'v2.new.AAAA', 'v1.new.', 'v1.new.AAAA', 'v1.n w.AAAA', 'plain text'])(
    'is not %j',
    (text) => {
      expect(reasonOf(() => KeyRing.parse(NEW).open(text, PLACE))).toBe('BAD_FORMAT');
    },
  );
});

describe('a key ring', () => {
  test('seals with its first key and opens with all', () => {
    const before = KeyRing.parse(OLD).seal(SECRET, PLACE);
    const ring = KeyRing.parse(`${NEW},${OLD}`);

    expect(ring.open(before, PLACE)).toBe(SECRET);
    expect(before.startsWith(ring.prefix)).toBe(false);

    const after = ring.seal(ring.open(before, PLACE), PLACE);
    expect(after.startsWith(ring.prefix)).toBe(true);
    expect(KeyRing.parse(NEW).open(after, PLACE)).toBe(SECRET);
    expect(reasonOf(() => KeyRing.parse(OLD).open(after, PLACE))).toBe('UNKNOWN_KEY');
  });

  test('does not open with another key of the same id', () => {
    const sealed = KeyRing.parse(OLD).seal(SECRET, PLACE);
    const impostor = KeyRing.parse(`old:${randomBytes(32).toString('base64')}`);
    expect(reasonOf(() => impostor.open(sealed, PLACE))).toBe('WRONG_PLACE');
  });

  test('signs with one key for each purpose, other than those that seal', () => {
    const signature = createHmac('sha256', Buffer.from(DERIVED, 'hex')).update('text').digest('base64url');
    for (const text of [NEW, `${NEW},${OLD}`])
      expect(KeyRing.parse(text).signer('cursors').sign('text')).toBe(signature);
    for (const [ring, purpose, signed] of [
      [NEW, 'impact tokens', 'text'],
      [OLD, 'cursors', 'text'],
      [NEW, 'cursors', 'other text'],
    ] as const)
      expect(KeyRing.parse(ring).signer(purpose).isSigned(signed, signature)).toBe(false);
  });

  test('knows what any of its keys has signed, until that key is removed', () => {
    const signature = KeyRing.parse(OLD).signer('cursors').sign('text');
    for (const [ring, isSigned] of [
      [OLD, true],
      [`${NEW},${OLD}`, true],
      [`${OLD},${NEW}`, true],
      [NEW, false],
    ] as const)
      expect(KeyRing.parse(ring).signer('cursors').isSigned('text', signature)).toBe(isSigned);
    expect(KeyRing.parse(OLD).signer('cursors').isSigned('text', signature.slice(1))).toBe(false);
  });

  test.each([
    ['nothing', ''],
    ['a key without id', Buffer.alloc(32, 3).toString('base64')],
    ['a short key', `a:${Buffer.alloc(31, 3).toString('base64')}`],
    ['a long key', `a:${Buffer.alloc(33, 3).toString('base64')}`],
    ['hexadecimal', `a:${Buffer.alloc(32, 3).toString('hex')}`],
    ['an id with a dot', `a.b:${Buffer.alloc(32, 3).toString('base64')}`],
    ['a trailing comma', `${NEW},`],
    ['one id twice', `${NEW},${NEW}`],
  ])('refuses %s, without showing it', (_what, text) => {
    const error = fault(() => KeyRing.parse(text));
    expect(error.reason).toBe('BAD_KEY_RING');
    for (const part of text.split(/[,:]/).filter((each) => each.length > 8))
      expect(error.message).not.toContain(part);
  });

  test.each([
    ['wrong', 'it has no colon'],
    ['', 'it is empty'],
    ['a.b:c', 'its id must have 1 to 32 letters, digits, _ and -'],
    [`a:${Buffer.alloc(31, 3).toString('base64')}`, 'it has 31 bytes'],
    [`a:${Buffer.alloc(32, 3).toString('hex')}`, 'it is hexadecimal'],
    ['a:%', 'it is not base64'],
  ])('says which entry is wrong, and why: %s', (entry, why) => {
    expect(fault(() => KeyRing.parse(`${NEW}, ${entry}`)).message).toBe(
      `key 2 of the ring is not "id:" and 32 bytes in base64: ${why}`,
    );
  });

  test('shows no key when it is printed', () => {
    const ring = KeyRing.parse(NEW);
    const printed = `${JSON.stringify(ring)}${inspect(ring, { depth: 9, showHidden: true })}`;
    expect(printed).not.toContain('AgIC');
    expect(printed).not.toMatch(/02,? ?02/);
  });
});

describe('digest and random token', () => {
  test('digests as SHA-256 in base64url', () => {
    expect(digest('abc')).toBe('ungWv48Bz-pBQUDeXa4iI7ADYaOWF3qctBD_YfIAFa0');
  });

  test('draws so many bits, in whole bytes', () => {
    expect(Buffer.from(randomToken(128), 'base64url')).toHaveLength(16);
    expect(Buffer.from(randomToken(129), 'base64url')).toHaveLength(17);
    expect(new Set(Array.from({ length: 100 }, () => randomToken(128))).size).toBe(100);
  });
});
