import { createCipheriv, createDecipheriv, createHash, randomBytes } from 'node:crypto';

const BLOCK = 32;
const RANDOM = 16;
const HEADER = RANDOM + 4;

/** Lower-case hex SHA-1 of the parts, sorted as bytes and joined: `signature` of three, `msg_signature` of four. */
export function sign(...parts: string[]): string {
  return createHash('sha1')
    .update([...parts].sort().join(''))
    .digest('hex');
}

function keyOf(encodingAesKey: string): Buffer {
  const key = Buffer.from(`${encodingAesKey}=`, 'base64');
  if (encodingAesKey.length !== 43 || key.length !== 32)
    throw new Error('EncodingAESKey must have 43 characters');
  return key;
}

/**
 * Base64 of AES-256-CBC over `random(16) ‖ length(4, big endian) ‖ message ‖ tail`, padded to 32 bytes.
 * `tail` is the component's AppID in both directions; `random` is given by tests only.
 */
export function encrypt(
  encodingAesKey: string,
  message: string,
  tail: string,
  random: Buffer = Buffer.from(randomBytes(RANDOM / 2).toString('hex')),
): string {
  const key = keyOf(encodingAesKey);
  const text = Buffer.from(message, 'utf8');
  const length = Buffer.alloc(4);
  length.writeUInt32BE(text.length);
  const plain = Buffer.concat([random, length, text, Buffer.from(tail, 'utf8')]);
  const pad = BLOCK - (plain.length % BLOCK);
  const cipher = createCipheriv('aes-256-cbc', key, key.subarray(0, 16));
  cipher.setAutoPadding(false);
  return Buffer.concat([
    cipher.update(plain),
    cipher.update(Buffer.alloc(pad, pad)),
    cipher.final(),
  ]).toString('base64');
}

export interface Decrypted {
  message: string;
  /** AppID behind the message; the caller compares it. */
  tail: string;
  random: Buffer;
}

/** Undoes `encrypt`. Throws on anything that `encrypt` could not have made. */
export function decrypt(encodingAesKey: string, encrypted: string): Decrypted {
  const key = keyOf(encodingAesKey);
  const bytes = Buffer.from(encrypted, 'base64');
  if (bytes.length === 0 || bytes.length % BLOCK !== 0)
    throw new Error('ciphertext is not made of 32-byte blocks');
  const decipher = createDecipheriv('aes-256-cbc', key, key.subarray(0, 16));
  decipher.setAutoPadding(false);
  const padded = Buffer.concat([decipher.update(bytes), decipher.final()]);
  const pad = padded.at(-1) ?? 0;
  if (pad < 1 || pad > BLOCK || !padded.subarray(-pad).every((byte) => byte === pad)) {
    throw new Error('padding is wrong');
  }
  const plain = padded.subarray(0, padded.length - pad);
  if (plain.length < HEADER) throw new Error('plaintext is too short');
  const end = HEADER + plain.readUInt32BE(RANDOM);
  if (end > plain.length) throw new Error('message length exceeds the plaintext');
  return {
    message: plain.subarray(HEADER, end).toString('utf8'),
    tail: plain.subarray(end).toString('utf8'),
    random: plain.subarray(0, RANDOM),
  };
}
