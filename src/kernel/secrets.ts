import {
  createCipheriv,
  createDecipheriv,
  createHmac,
  hash,
  hkdfSync,
  randomBytes,
  timingSafeEqual,
} from 'node:crypto';

/**
 * Why a secret could not be encrypted or decrypted. `WRONG_PLACE` also covers altered values, because the two cannot be
 * distinguished.
 */
export type SecretsFaultReason = 'BAD_KEY_RING' | 'BAD_FORMAT' | 'UNKNOWN_KEY' | 'WRONG_PLACE';

/** Never contains key material, plaintext or the encrypted value. */
export class SecretsFault extends Error {
  override readonly name = 'SecretsFault';

  constructor(
    readonly reason: SecretsFaultReason,
    message: string,
  ) {
    super(message);
  }
}

declare const place: unique symbol;
/** What a sealed value is bound to: `placeOf` (`sealed.ts`) makes it of what an entity declares. */
export type Place = string & { readonly [place]: true };

/** A key for one purpose, and the id of the key of the ring that it comes from. */
export interface DerivedKey {
  /** Not a secret. */
  readonly id: string;
  readonly key: Uint8Array;
}

interface Key {
  readonly id: string;
  readonly master: Buffer;
  readonly sealing: Buffer;
}

const VERSION = 'v1';
const NONCE_BYTES = 12;
const TAG_BYTES = 16;

/**
 * Encrypts ("seals") secrets for storage with AES-256-GCM. A sealed value is `v1.<key id>.<base64url of nonce,
 * ciphertext, tag>`. It can be opened only with the `boundTo` with which it was sealed (for example
 * `credential:wx123:refresh_token`), so a value that is copied to another row or column is useless.
 *
 * Nonces are random: one key may seal 2^32 values (NIST SP 800-38D, 8.3).
 */
export class KeyRing {
  readonly #keys: readonly [Key, ...Key[]];

  private constructor(keys: readonly [Key, ...Key[]]) {
    this.#keys = keys;
  }

  /**
   * @param text `id:base64,id2:base64`, each key 32 bytes; the first key seals, all keys open
   * @throws {SecretsFault} names the entry only by its position, because a misplaced colon makes a key look like an id
   */
  static parse(text: string): KeyRing {
    const [first, ...others] = text.split(',').map((entry, index) => parseKey(entry.trim(), index + 1));
    if (!first) throw new SecretsFault('BAD_KEY_RING', 'the key ring is empty');
    const keys = [first, ...others] as const;
    if (new Set(keys.map(({ id }) => id)).size < keys.length) {
      throw new SecretsFault('BAD_KEY_RING', 'two keys of the ring have the same id');
    }
    return new KeyRing([...keys]);
  }

  seal(plaintext: string, boundTo: Place): string {
    const [key] = this.#keys;
    const nonce = randomBytes(NONCE_BYTES);
    const cipher = createCipheriv('aes-256-gcm', key.sealing, nonce).setAAD(Buffer.from(boundTo));
    const body = Buffer.concat([
      nonce,
      cipher.update(plaintext, 'utf8'),
      cipher.final(),
      cipher.getAuthTag(),
    ]);
    return `${VERSION}.${key.id}.${body.toString('base64url')}`;
  }

  /** @throws {SecretsFault} `WRONG_PLACE` if the value was sealed with another `boundTo`, or altered */
  open(sealed: string, boundTo: Place): string {
    const { keyId, body } = parseSealed(sealed);
    const key = this.#keys.find(({ id }) => id === keyId);
    if (!key) throw new SecretsFault('UNKNOWN_KEY', 'the key that sealed this secret is not in the key ring');
    const decipher = createDecipheriv('aes-256-gcm', key.sealing, body.subarray(0, NONCE_BYTES), {
      authTagLength: TAG_BYTES,
    })
      .setAAD(Buffer.from(boundTo))
      .setAuthTag(body.subarray(-TAG_BYTES));
    try {
      const ciphertext = body.subarray(NONCE_BYTES, -TAG_BYTES);
      return Buffer.concat([decipher.update(ciphertext), decipher.final()]).toString('utf8');
    } catch {
      throw new SecretsFault('WRONG_PLACE', 'the secret was sealed for another place, or altered');
    }
  }

  /** The id of the key that seals. Not a secret. */
  get firstKey(): string {
    return this.#keys[0].id;
  }

  /** Whether there are keys that only open. */
  get hasOtherKeys(): boolean {
    return this.#keys.length > 1;
  }

  /** What every value begins with that the first key has sealed. */
  get prefix(): string {
    return `${VERSION}.${this.firstKey}.`;
  }

  /** A key for one purpose from each key of the ring, in their order. */
  derive(purpose: string): [DerivedKey, ...DerivedKey[]] {
    const [first, ...others] = this.#keys;
    const derived = ({ id, master }: Key): DerivedKey => ({ id, key: derive(master, purpose) });
    return [derived(first), ...others.map(derived)];
  }

  /** Signs texts for one purpose. What any key of the ring has signed is valid. */
  signer(purpose: string): Signer {
    const [first, ...others] = this.#keys.map(({ master }) => derive(master, purpose));
    return new Signer([first as Buffer, ...others]);
  }
}

/** HMAC-SHA-256 with keys that are derived from a key ring: the first signs, all verify. */
export class Signer {
  readonly #keys: readonly [Buffer, ...Buffer[]];

  constructor(keys: readonly [Buffer, ...Buffer[]]) {
    this.#keys = keys;
  }

  /** In base64url. */
  sign(text: string): string {
    return hmac(this.#keys[0], text).toString('base64url');
  }

  /** In constant time for each key. */
  isSigned(text: string, signature: string): boolean {
    const given = Buffer.from(signature, 'base64url');
    return this.#keys.some((key) => {
      const expected = hmac(key, text);
      return given.length === expected.length && timingSafeEqual(given, expected);
    });
  }
}

const hmac = (key: Buffer, text: string): Buffer => createHmac('sha256', key).update(text).digest();

/** For comparing codes and states without storing them. Only for values of high entropy: it is not a password hash. */
export function digest(value: string): string {
  return hash('sha256', value, 'base64url');
}

/** URL-safe random text of at least this many bits, in whole bytes. */
export function randomToken(bits: number): string {
  return randomBytes(Math.ceil(bits / 8)).toString('base64url');
}

function derive(master: Buffer, purpose: string): Buffer {
  return Buffer.from(hkdfSync('sha256', master, '', `qiao:${purpose}`, 32));
}

function parseKey(entry: string, position: number): Key {
  const [, id, encoded] = /^([\w-]{1,32}):([A-Za-z0-9+/]{43}=?)$/.exec(entry) ?? [];
  if (id === undefined || encoded === undefined) {
    throw new SecretsFault(
      'BAD_KEY_RING',
      `key ${position} of the ring is not "id:" and 32 bytes in base64: ${faultOf(entry)}`,
    );
  }
  const master = Buffer.from(encoded, 'base64');
  return { id, master, sealing: derive(master, 'seal') };
}

/** What is wrong with an entry, without a word of it. */
function faultOf(entry: string): string {
  if (entry === '') return 'it is empty';
  const colon = entry.indexOf(':');
  if (colon < 0) return 'it has no colon';
  if (!/^[\w-]{1,32}$/.test(entry.slice(0, colon)))
    return 'its id must have 1 to 32 letters, digits, _ and -';
  const encoded = entry.slice(colon + 1);
  if (/^[0-9a-f]{64}$/i.test(encoded)) return 'it is hexadecimal';
  if (!/^[A-Za-z0-9+/]*=*$/.test(encoded)) return 'it is not base64';
  return `it has ${Buffer.from(encoded, 'base64').length} bytes`;
}

function parseSealed(sealed: string): { keyId: string; body: Buffer } {
  const [, keyId, encoded] = /^v1\.([\w-]{1,32})\.([\w-]+)$/.exec(sealed) ?? [];
  const body = Buffer.from(encoded ?? '', 'base64url');
  if (keyId === undefined || body.length < NONCE_BYTES + TAG_BYTES) {
    throw new SecretsFault('BAD_FORMAT', 'this is not a sealed secret');
  }
  return { keyId, body };
}
