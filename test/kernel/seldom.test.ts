import { expect, test } from 'vitest';
import { Seldom } from '../../src/kernel/seldom.ts';

test('the same is logged once, and then with how often it was left out', () => {
  const lines: unknown[][] = [];
  const note = (...line: unknown[]) => void lines.push(line);
  const log = { warn: note, error: note } as never;
  const seldom = new Seldom(log);
  for (let times = 0; times < 3; times += 1) seldom.warn('a', { errcode: 1 }, 'refused');
  seldom.error('b', { errcode: 2 }, 'refused');
  expect(lines).toEqual([
    [{ errcode: 1 }, 'refused'],
    [{ errcode: 2 }, 'refused'],
  ]);

  const often = new Seldom(log, 0);
  often.warn('a', {}, 'again');
  often.warn('a', {}, 'again');
  expect(lines).toHaveLength(4);
});
