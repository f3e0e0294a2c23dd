import { expect, test } from 'vitest';
import { Places } from '../../src/app/places.ts';

test('each key has so many places; a place is given back once, however often that is said', () => {
  const counts = new Places(2);
  const [first, second] = [counts.take('one'), counts.take('one')];
  expect([first !== null, second !== null, counts.take('one')]).toEqual([true, true, null]);
  expect(counts.take('another')).not.toBeNull();

  first?.();
  first?.();
  expect([counts.take('one') !== null, counts.take('one')]).toEqual([true, null]);
});
