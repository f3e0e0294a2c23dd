import { expect, test } from 'vitest';
import { usableUntil } from '../../src/kernel/shared-token.ts';
import { refreshTimeOf } from '../../src/modules/connections/credential/credential.rules.ts';

const NOW = new Date('2026-11-01T00:00:00Z');
const after = (seconds: number) => new Date(NOW.getTime() + seconds * 1000);

test.each([
  ['at the earliest after two thirds of its life', 0, 4800],
  ['in the middle', 0.5, 5700],
  ['at the latest with ten minutes left', 1, 6600],
])('a token of two hours is refreshed ahead of its end: %s', (_when, random, seconds) => {
  expect(refreshTimeOf(NOW, after(7200), random)).toEqual(after(seconds));
});

test('a thousand accounts that were refreshed at one moment are spread over half an hour, none late', () => {
  const times = Array.from({ length: 1000 }, (_, index) =>
    refreshTimeOf(NOW, after(7200), index / 999).getTime(),
  );
  const perMinute = new Map<number, number>();
  for (const time of times) {
    const minute = Math.floor(time / 60_000);
    perMinute.set(minute, (perMinute.get(minute) ?? 0) + 1);
  }
  expect(perMinute.size).toBe(31);
  expect(Math.max(...perMinute.values())).toBeLessThanOrEqual(34);
  expect(Math.max(...times)).toBeLessThan(usableUntil(NOW, after(7200)).getTime());
});

test.each([
  ['two hours', 7200, 6900],
  ['ten minutes', 600, 540],
  ['a second', 1, 0.9],
])(
  'a token of %s is not used in the last five minutes, nor in the last tenth of a short life',
  (_life, seconds, used) => {
    expect(usableUntil(NOW, after(seconds))).toEqual(after(used));
  },
);
