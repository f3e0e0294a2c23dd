import { describe, expect, test } from 'vitest';
import {
  isCodeExpired,
  isRetryPeriodOver,
  isUndecidedPeriodOver,
  matchesLostExchange,
  nextAttempt,
  nextQuestion,
} from '../../../src/modules/authorizations/exchange/exchange.rules.ts';

const CONFIRMED = new Date('2026-11-25T08:00:00.300Z');
const after = (seconds: number) => new Date(CONFIRMED.getTime() + seconds * 1000);

describe('when an exchange that failed is tried again', () => {
  test.each([
    [0, 2],
    [1, 3],
    [10, 20],
    [600, 1200],
    [1000, 1800],
    [1799, 1800],
    [1800, 3600],
    [2000, 4000],
  ])('%i s after the confirmation: %i s after it', (now, next) => {
    expect(nextAttempt(CONFIRMED, after(now))).toEqual(after(next));
  });

  test('twelve attempts at most in the half hour', () => {
    let [now, attempts] = [CONFIRMED, 1];
    while (!isRetryPeriodOver(CONFIRMED, now)) {
      now = nextAttempt(CONFIRMED, now);
      attempts += 1;
    }
    expect([attempts, now]).toEqual([12, after(1800)]);
  });
});

test('what decides and is not known is asked for seven times in a minute', () => {
  const asked = [0];
  for (let now = CONFIRMED; !isUndecidedPeriodOver(CONFIRMED, now); ) {
    now = nextQuestion(CONFIRMED, now);
    asked.push((now.getTime() - CONFIRMED.getTime()) / 1000);
  }
  expect(asked).toEqual([0, 2, 4, 8, 16, 32, 60]);
});

test('what passes is waited for half an hour, and nothing longer than a code lives', () => {
  expect([1799, 1800].map((seconds) => isRetryPeriodOver(CONFIRMED, after(seconds)))).toEqual([false, true]);
  expect([3599, 3600].map((seconds) => isCodeExpired(CONFIRMED, after(seconds)))).toEqual([false, true]);
});

test.each([
  [-120.3, false, 'before the session was opened'],
  [-60, true, 'when it was opened'],
  [-0.3, true, 'in the second in which the code arrived'],
  [4.7, true, 'as much later as clocks may differ'],
  [5.7, false, 'later'],
])('an authorization of %d s after the confirmation, %s: can it be the lost one? %s', (seconds, expected) => {
  expect(matchesLostExchange(after(seconds), { openedAt: after(-60), confirmedAt: CONFIRMED })).toBe(
    expected,
  );
});
