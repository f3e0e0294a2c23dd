import { describe, expect, test } from 'vitest';
import { Gathered } from '../../src/kernel/gathered.ts';

describe('work that is gathered', () => {
  test('is done at once for who asks alone, and together for those who ask meanwhile', async () => {
    const batches: number[][] = [];
    const noted = new Gathered<number>(async (items) => void batches.push([...items]), 3);
    await Promise.all([1, 2, 3, 4, 5].map((item) => noted.do(item)));
    await noted.do(6);
    expect(batches).toEqual([[1], [2, 3, 4], [5], [6]]);
  });

  test('fails for all at once while the database is away', async () => {
    let tried = 0;
    const away = new Gathered<number>(async () => {
      tried += 1;
      throw Object.assign(new Error('away'), { code: 'ECONNREFUSED' });
    }, 10);
    const results = await Promise.allSettled([1, 2, 3, 4].map((item) => away.do(item)));
    expect(results.map(({ status }) => status)).toEqual(Array(4).fill('rejected'));
    expect(tried).toBe(2);
  });

  test('fails only for the one that it fails for', async () => {
    const odd = new Gathered<number>(async (items) => {
      if (items.includes(3)) throw new Error('not 3');
    }, 10);
    const results = await Promise.allSettled([1, 2, 3, 4].map((item) => odd.do(item)));
    expect(results.map(({ status }) => status)).toEqual(['fulfilled', 'fulfilled', 'rejected', 'fulfilled']);
  });
});
