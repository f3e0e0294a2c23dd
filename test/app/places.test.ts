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

test('what takes several places gives several back, and gets none where there are fewer', () => {
  const places = new Places(5);
  const leave = places.take('one', 3);
  expect([places.take('one', 3), places.take('one', 2) !== null]).toEqual([null, true]);
  leave?.();
  expect([places.take('one', 3) !== null, places.take('one')]).toEqual([true, null]);
});
