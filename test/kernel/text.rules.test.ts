import { expect, test } from 'vitest';
import { isPlainText, lengthOf } from '../../src/kernel/text.rules.ts';

test.each([
  ['', 0],
  ['abc', 3],
  ['北京', 2],
  ['👩‍🚀', 3],
  ['\ud83d', 1],
])('%j has %i code points', (text, length) => {
  expect(lengthOf(text)).toBe(length);
});

const REFUSED: [string, string][] = [
  ['NUL', '\0'],
  ['a tab', '\t'],
  ['a carriage return', '\r'],
  ['escape', '\u001b'],
  ['delete', '\u007f'],
  ['a C1 control', '\u0085'],
  ['the Arabic letter mark', '\u061c'],
  ['a left-to-right mark', '\u200e'],
  ['a right-to-left mark', '\u200f'],
  ['a right-to-left override', '\u202e'],
  ['the end of an embedding', '\u202c'],
  ['an isolate', '\u2066'],
  ['the end of an isolate', '\u2069'],
  ['half of a surrogate pair', '\ud83d'],
];

test.each(REFUSED)('%s is not plain text', (_what, character) => {
  expect(isPlainText(`a${character}b`)).toBe(false);
  expect(isPlainText(`a${character}b`, { lineBreaks: true })).toBe(false);
});

test('a line break is plain text only where it is allowed', () => {
  expect(isPlainText('a\nb')).toBe(false);
  expect(isPlainText('a\nb', { lineBreaks: true })).toBe(true);
});

test('letters of every script and joined emoji are plain text', () => {
  for (const text of ['', 'Straße', '北京门店', 'متجر', 'חנות', '👩‍🚀', 'e\u0301', '\u00a0'])
    expect(isPlainText(text)).toBe(true);
});
