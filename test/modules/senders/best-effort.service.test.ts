import { expect, test } from 'vitest';
import { BestEffort } from '../../../src/modules/senders/impact/best-effort.service.ts';

/** Takes the two seconds that are waited for. */
test('work that does not end is not waited for, and not begun again for half a minute', async () => {
  let now = 0;
  const effort = new BestEffort({ now: () => new Date(now) });
  const begun: string[] = [];
  const run = (key: string, result: Promise<boolean>) =>
    effort.run(key, () => {
      begun.push(key);
      return result;
    });

  expect(await run('hangs', new Promise(() => {}))).toBe(false);
  expect(await run('another', Promise.resolve(true))).toBe(true);
  now += 29_999;
  expect(await run('hangs', Promise.resolve(true))).toBe(false);
  expect(begun).toEqual(['hangs', 'another']);
  now += 1;
  expect(await run('hangs', Promise.resolve(true))).toBe(true);
  expect(begun).toEqual(['hangs', 'another', 'hangs']);
});
