import { describe, expect, test } from 'vitest';
import { reactionTo } from '../../../src/integrations/wechat/errors.ts';
import { pauseAfter } from '../../../src/modules/followers/synchronization/pause.ts';
import {
  isWhole,
  nextQuota,
  secondsLeft,
} from '../../../src/modules/followers/synchronization/synchronization.rules.ts';

test.each([
  ['2026-03-01T15:59:59Z', '2026-03-01T16:00:00Z'],
  ['2026-03-01T20:00:00Z', '2026-03-02T16:00:00Z'],
  // The clocks differ: WeChat has not counted anew yet.
  ['2026-03-01T16:00:03Z', '2026-03-01T16:10:00Z'],
])('calls that were used up at %s are counted anew at %s', (now, then) => {
  expect(nextQuota(new Date(now))).toEqual(new Date(then));
});

test.each([
  [-1, 'WECHAT_UNAVAILABLE', 60],
  [40001, 'WECHAT_UNAVAILABLE', 60],
  [61006, 'WECHAT_UNAVAILABLE', 60],
  [40164, 'WECHAT_UNAVAILABLE', 60],
  [45011, 'TOO_MANY_CALLS', 60],
  [45009, 'QUOTA_USED_UP', 3600],
  [61003, 'NOT_AUTHORIZED', null],
  [61007, 'NOT_ALLOWED', null],
  [48001, 'NOT_ALLOWED', null],
  [48004, 'NOT_ALLOWED', null],
  [47001, 'REFUSED', null],
  [99999, 'REFUSED', null],
])('after %i: %s, and on in %j seconds', (errcode, reason, seconds) => {
  const now = new Date('2026-03-01T15:00:00Z');
  const { resumesAt, ...rest } = pauseAfter({ reaction: reactionTo(errcode) }, now);
  expect(rest).toEqual({ reason });
  expect(resumesAt && (resumesAt.getTime() - now.getTime()) / 1000).toBe(seconds);
});

describe('a list is', () => {
  test.each([
    ['all were read', 250_001, 250_001, 250_001],
    ['some left after they were read', 250_001, 249_990, 250_001],
    ['some came', 250_010, 250_010, 250_001],
    ['WeChat counts some whom it does not list', 248_000, 250_001, 250_001],
    ['nobody follows', 0, 0, 0],
    ['of a few all left while it was read', 5, 0, 5],
  ])('whole if %s', (_what, done, total, largestTotal) => {
    expect(isWhole({ done, total, largestTotal })).toBe(true);
  });

  test.each([
    ['it ends early', 200_000, 250_001, 250_001],
    ['one of a few is missing', 98, 99, 99],
    ['WeChat does not say how many follow', 250_001, null, 0],
    ['the last page says a number that is much too low', 240_000, 17, 250_001],
    ['the last page says that nobody follows', 40, 0, 50],
  ])('not whole if %s', (_what, done, total, largestTotal) => {
    expect(isWhole({ done, total, largestTotal })).toBe(false);
  });
});

test('the rest takes as long as the latest speed says', () => {
  const at = { status: 'RUNNING', step: 'READING', done: 40_000, total: 100_000, perSecond: 7000 } as const;
  expect(secondsLeft(at)).toBe(9);
  expect(secondsLeft({ ...at, total: null })).toBeNull();
  expect(secondsLeft({ ...at, perSecond: null })).toBeNull();
  expect(secondsLeft({ ...at, step: 'COMPARING' })).toBeNull();
  expect(secondsLeft({ ...at, status: 'WAITING' })).toBeNull();
  expect(secondsLeft({ ...at, status: 'COMPLETED' })).toBe(0);
});
