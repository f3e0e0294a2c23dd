import { expect, test } from 'vitest';
import { Seldom } from '../../src/kernel/seldom.ts';

test('the same is logged once a minute, and then with how often it was left out', () => {
  const lines: unknown[][] = [];
  const note = (...line: unknown[]) => void lines.push(line);
  let now = 0;
  const seldom = new Seldom({ warn: note, error: note } as never, () => now);
  for (let times = 0; times < 3; times += 1) seldom.warn('a', { errcode: 1 }, 'refused');
  seldom.error('b', { errcode: 2 }, 'refused');
  expect(lines.splice(0)).toEqual([
    [{ errcode: 1 }, 'refused'],
    [{ errcode: 2 }, 'refused'],
  ]);

  now = 59_999;
  seldom.warn('a', { errcode: 3 }, 'refused');
  expect(lines).toEqual([]);

  now = 60_000;
  seldom.warn('a', { errcode: 4 }, 'refused');
  seldom.error('b', { errcode: 5 }, 'refused');
  expect(lines).toEqual([
    [{ errcode: 4, repeated: 3 }, 'refused'],
    [{ errcode: 5 }, 'refused'],
  ]);
});
