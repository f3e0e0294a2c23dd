import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { Resending } from '../../console/src/api/resending.ts';

beforeEach(() => void vi.useFakeTimers({ now: new Date('2026-11-30T12:00:00Z'), toFake: ['Date'] }));
afterEach(() => void vi.useRealTimers());

/** Sends the bodies one after the other. Returns the number of its key for each: 0 for the first key, 1 for another. */
async function keysOf(
  sent: readonly (readonly [body: string, outcome: 'OK' | 'LOST' | 'FAULT', minutes?: number])[],
): Promise<number[]> {
  const resending = new Resending();
  const keys: string[] = [];
  for (const [body, outcome, minutes = 0] of sent) {
    vi.setSystemTime(Date.now() + minutes * 60_000);
    const answer = resending.send(body, async (key) => {
      keys.push(key);
      if (outcome === 'LOST') throw new Error('lost');
      return { ok: outcome === 'OK' };
    });
    await answer.catch(() => null);
  }
  return keys.map((key) => [...new Set(keys)].indexOf(key));
}

test('what was not answered has the same key when it is sent again', async () => {
  expect(
    await keysOf([
      ['add', 'LOST'],
      ['add', 'FAULT'],
      ['add', 'OK'],
    ]),
  ).toEqual([0, 0, 0]);
});

test('what was answered, and what differs, has another key', async () => {
  expect(
    await keysOf([
      ['add', 'OK'],
      ['add', 'LOST'],
      ['add other', 'OK'],
    ]),
  ).toEqual([0, 1, 2]);
});

test('what is sent again after more than five minutes is meant as something new', async () => {
  expect(
    await keysOf([
      ['add', 'LOST'],
      ['add', 'OK', 6],
    ]),
  ).toEqual([0, 1]);
});
