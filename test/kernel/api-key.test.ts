import { describe, expect, test } from 'vitest';
import { looksLikeApiKey, newApiKey, parseApiKey } from '../../src/kernel/api-key.ts';

/** Made once and kept, so that keys of today are recognized by the code of tomorrow. */
const KEPT = 'qiao_0aZ9kQ3x_0123456789abcdefghijABCDEFGHIJ2VGJmO';

describe('a new key', () => {
  test('is `qiao_`, a public part, and a secret part with its checksum', () => {
    const { text, prefix } = newApiKey();
    expect(text).toMatch(/^qiao_[0-9A-Za-z]{8}_[0-9A-Za-z]{36}$/);
    expect(text.startsWith(`${prefix}_`)).toBe(true);
    expect(parseApiKey(text)).toEqual({ text, prefix });
  });

  test('has at least 128 random bits behind its public part', () => {
    expect(30 * Math.log2(62)).toBeGreaterThan(128);
    const secrets = Array.from({ length: 1000 }, () => newApiKey().text.slice(14, 44));
    expect(new Set(secrets).size).toBe(1000);
    // Every digit turns up in every place.
    for (let place = 0; place < 30; place += 1)
      expect(new Set(secrets.map((secret) => secret[place])).size).toBe(62);
  });
});

describe('a key is recognized without asking anybody', () => {
  test('the format does not change', () => {
    expect(parseApiKey(KEPT)).toEqual({ text: KEPT, prefix: 'qiao_0aZ9kQ3x' });
  });

  test('any one character changed, any two exchanged, or a part missing is a typo', () => {
    const { text } = newApiKey();
    for (let place = 0; place < text.length; place += 1) {
      const changed = text[place] === 'x' ? 'y' : 'x';
      expect(parseApiKey(text.slice(0, place) + changed + text.slice(place + 1))).toBeNull();
      expect(parseApiKey(text.slice(0, place) + text.slice(place + 1))).toBeNull();
      const [one, other] = [text[place], text[place + 1]];
      if (other === undefined || one === other) continue;
      expect(parseApiKey(text.slice(0, place) + other + one + text.slice(place + 2))).toBeNull();
    }
  });

  test.each([
    '',
    'qiao_',
    'qiao',
    `${KEPT} `,
    ` ${KEPT}`,
    `${KEPT}\n`,
    KEPT.toUpperCase(),
    KEPT.replace('qiao', 'ghp'),
  ])('%j is not an API key', (text) => expect(parseApiKey(text)).toBeNull());

  test('only what begins like one claims to be one', () => {
    expect([KEPT, 'qiao_x', 'eyJhbGciOi.J9.x', 'Qiao_x', ''].map(looksLikeApiKey)).toEqual([
      true,
      true,
      false,
      false,
      false,
    ]);
  });
});
