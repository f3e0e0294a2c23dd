import {
  createCipheriv,
  createDecipheriv,
  createSecretKey,
  hash,
  type KeyObject,
  randomBytes,
  timingSafeEqual,
} from 'node:crypto';
import { CallbackRefused } from './callback.errors.ts';

/**
 * WXBizMsgCrypt: how WeChat signs and encrypts its pushes (docs/protocols/wechat.md, "Encryption"). AES-256-CBC, where
 * the IV is the first half of the key, over `16 random bytes ‖ uint32 length ‖ message ‖ app id`, padded as in PKCS#7
 * but to blocks of 32.
 *
 * Source: developers.weixin.qq.com/doc/oplatform/Third-party_Platforms/2.0/api/Before_Develop/message_push.html
 */
const BLOCK = 32;
const RANDOM_BYTES = 16;
const HEADER_BYTES = RANDOM_BYTES + 4;

/** A decoded EncodingAESKey. A key that is prepared once makes decrypting a message four times as fast. */
export interface AesKey {
  readonly secret: KeyObject;
  readonly iv: Buffer;
}

export interface Envelope {
  token: string;
  timestamp: string;
  nonce: string;
  encrypt: string;
}

/** `msg_signature`: SHA-1 in lower-case hex over the four values, sorted and joined. */
export function sign({ token, timestamp, nonce, encrypt }: Envelope): string {
  return hash('sha1', [token, timestamp, nonce, encrypt].sort().join(''));
}

/** In constant time. WeChat sends only lower case, so upper case is refused. */
export function verifySignature(signature: string, envelope: Envelope): boolean {
  const expected = Buffer.from(sign(envelope));
  const given = Buffer.from(signature);
  return given.length === expected.length && timingSafeEqual(given, expected);
}

/**
 * The key in an EncodingAESKey of 32 bytes. Its 43 characters carry 258 bits, so two bits of the last one are unused: keys
 * that differ only there are the same key.
 *
 * @throws {RangeError} without the key in its message
 */
export function decodeAesKey(encodingAesKey: string): AesKey {
  if (!/^[A-Za-z0-9+/]{43}$/.test(encodingAesKey)) {
    throw new RangeError('An EncodingAESKey has 43 characters of A-Z, a-z, 0-9');
  }
  const bytes = Buffer.from(encodingAesKey, 'base64');
  return { secret: createSecretKey(bytes), iv: bytes.subarray(0, 16) };
}

/** @param random 16 bytes; only to reproduce published vectors */
export function encrypt(
  message: string,
  { key, appId, random = randomBytes(RANDOM_BYTES) }: { key: AesKey; appId: string; random?: Buffer },
): string {
  const body = Buffer.from(message);
  const length = Buffer.alloc(4);
  length.writeUInt32BE(body.length);
  const plain = Buffer.concat([random, length, body, Buffer.from(appId)]);
  const pad = BLOCK - (plain.length % BLOCK);
  const cipher = createCipheriv('aes-256-cbc', key.secret, key.iv).setAutoPadding(false);
  return Buffer.concat([
    cipher.update(plain),
    cipher.update(Buffer.alloc(pad, pad)),
    cipher.final(),
  ]).toString('base64');
}

/**
 * Decrypts with the first key that fits: during a rotation WeChat may still use the previous one.
 *
 * @param appId the addressee that we accept; for a component its own app id, also for messages to its accounts
 * @returns the message and the index of the key, which also encrypts the reply
 * @throws {CallbackRefused} `UNDECRYPTABLE` or `WRONG_COMPONENT`
 */
export function decrypt(
  encrypted: string,
  { keys, appId }: { keys: readonly AesKey[]; appId: string },
): { message: string; keyIndex: number } {
  for (const [keyIndex, key] of keys.entries()) {
    const opened = decryptWith(key, encrypted);
    if (!opened) continue;
    // Without this check, a push for another component with the same key and token would be accepted.
    if (!opened.tail.equals(Buffer.from(appId))) throw new CallbackRefused('WRONG_COMPONENT');
    return { message: opened.message.toString('utf8'), keyIndex };
  }
  throw new CallbackRefused('UNDECRYPTABLE');
}

function decryptWith(key: AesKey, encrypted: string): { message: Buffer; tail: Buffer } | null {
  const cipherText = decodeBase64(encrypted);
  if (!cipherText || cipherText.length === 0 || cipherText.length % BLOCK !== 0) return null;
  const decipher = createDecipheriv('aes-256-cbc', key.secret, key.iv).setAutoPadding(false);
  const padded = Buffer.concat([decipher.update(cipherText), decipher.final()]);

  // WeChat's samples check only the last byte. Its pushes have correct padding, so all of it is checked.
  const pad = padded.at(-1) ?? 0;
  if (pad < 1 || pad > BLOCK || !padded.subarray(-pad).equals(Buffer.alloc(pad, pad))) return null;
  const plain = padded.subarray(0, -pad);
  if (plain.length < HEADER_BYTES) return null;
  const end = HEADER_BYTES + plain.readUInt32BE(RANDOM_BYTES);
  if (end > plain.length) return null;
  return { message: plain.subarray(HEADER_BYTES, end), tail: plain.subarray(end) };
}

/** Strict, unlike `Buffer.from`, which skips unknown characters. */
function decodeBase64(text: string): Buffer | null {
  return text.length % 4 === 0 && /^[A-Za-z0-9+/]+={0,2}$/.test(text) ? Buffer.from(text, 'base64') : null;
}
