import { createHash } from 'node:crypto';

/** OpenIDs of people who are numbers, so that a million followers need not be stored. */
export interface Numbering {
  openIdOf(number: number): string;
  /** Undefined: the OpenID is of nobody with a number in this account. */
  numberOf(openId: string): number | undefined;
}

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
const PAIRS = Array.from({ length: 4096 }, (_, n) => `${ALPHABET[n >> 6]}${ALPHABET[n & 63]}`);
const PREFIX = 7;
const WORD = 5;
const WORD_MASK = 0x3fff_ffff;
/** Odd, so that multiplying with one can be undone. */
const FACTORS = [0x2545_f491, 0x1b87_3593, 0x05eb_ca6b, 0x2b2a_e35d];

/** Both ways without an index: an OpenID is its account's seven characters, and the number multiplied in four ways. */
export function numberingOf(appId: string): Numbering {
  const digest = createHash('sha256').update(`numbered\n${appId}`).digest();
  const prefix = `o${digest.toString('base64url').slice(0, PREFIX)}`;
  const offset = digest.readUInt32LE(28);
  const [first = 1] = FACTORS;
  const undo = inverse(first);
  const openIdOf = (number: number): string => {
    let openId = prefix;
    for (const factor of FACTORS) openId += textOf(Math.imul(number + offset, factor) & WORD_MASK);
    return openId;
  };
  const numberOf = (openId: string): number | undefined => {
    if (!openId.startsWith(prefix)) return undefined;
    const word = wordIn(openId.slice(prefix.length, prefix.length + WORD));
    const number = (Math.imul(word, undo) - offset) & WORD_MASK;
    return openIdOf(number) === openId ? number : undefined;
  };
  return { openIdOf, numberOf };
}

const textOf = (word: number): string =>
  `${PAIRS[word >> 18]}${PAIRS[(word >> 6) & 4095]}${ALPHABET[word & 63]}`;

const wordIn = (text: string): number =>
  [...text].reduce((word, letter) => word * 64 + Math.max(0, ALPHABET.indexOf(letter)), 0);

/** By Newton's method: each round doubles the right bits. */
function inverse(odd: number): number {
  let found = odd;
  for (let bits = 3; bits < 32; bits *= 2) found = Math.imul(found, 2 - Math.imul(odd, found));
  return found;
}
