import { randomInt } from 'node:crypto';
import { crc32 } from 'node:zlib';

const DIGITS = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';
const PUBLIC_LENGTH = 8;
/** Characters of the secret part: 178 random bits. */
const SECRET_LENGTH = 30;
/** Characters of a 32-bit checksum in base 62. */
const CHECKSUM_LENGTH = 6;

const SHAPE = /^(qiao_[0-9A-Za-z]{8})_[0-9A-Za-z]{36}$/;

/** An API key as text, and the part of it that may be shown. */
export interface ApiKeyText {
  readonly text: string;
  /** `qiao_` and eight letters or digits. Identifies the key in lists and finds its digest. Not secret. */
  readonly prefix: string;
}

/**
 * Creates a key of the form `qiao_<8>_<30><6>`: a public part, a secret part, and a CRC-32 of everything before it,
 * each in base 62. As with GitHub's tokens, a typo or a find of a secret scanner can be checked without a query. No
 * character needs escaping, and a double click selects the whole key.
 */
export function newApiKey(): ApiKeyText {
  const prefix = `qiao_${randomText(PUBLIC_LENGTH)}`;
  const body = `${prefix}_${randomText(SECRET_LENGTH)}`;
  return { text: body + checksum(body), prefix };
}

/** Whether the text claims to be an API key rather than another kind of bearer token. */
export const looksLikeApiKey = (text: string): boolean => text.startsWith('qiao_');

/** Returns null for text that cannot be a key: truncated, mistyped or invented. */
export function parseApiKey(text: string): ApiKeyText | null {
  const prefix = SHAPE.exec(text)?.[1];
  const body = text.slice(0, -CHECKSUM_LENGTH);
  return prefix !== undefined && text === body + checksum(body) ? { text, prefix } : null;
}

const randomText = (length: number): string =>
  Array.from({ length }, () => DIGITS[randomInt(DIGITS.length)]).join('');

function checksum(body: string): string {
  let rest = crc32(body);
  let text = '';
  while (text.length < CHECKSUM_LENGTH) {
    text = DIGITS[rest % DIGITS.length] + text;
    rest = Math.floor(rest / DIGITS.length);
  }
  return text;
}
