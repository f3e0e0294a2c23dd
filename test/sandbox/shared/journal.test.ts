import { describe, expect, test } from 'vitest';
import { Journal } from '../../../src/sandbox/shared/journal.ts';

describe('the journal', () => {
  test('keeps the last ten thousand calls', () => {
    const journal = new Journal();
    for (let n = 0; n < 10_002; n += 1) journal.record({ method: 'GET', path: `/${n}`, query: {}, body: '' });
    const kept = journal.list();
    expect([kept.length, kept[0]?.path, kept.at(-1)?.path, kept.at(-1)?.id]).toEqual([
      10_000,
      '/2',
      '/10001',
      10_002,
    ]);
  });
});
