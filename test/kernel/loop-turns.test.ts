import { expect, test } from 'vitest';
import { LoopTurns } from '../../src/kernel/loop-turns.ts';

/** In which turn of the event loop each share begins, counted from the one in which all are asked for. */
async function turnsOf(most: number, shares: readonly number[]): Promise<number[]> {
  let now = 0;
  let isOver = false;
  const count = () => {
    if (isOver) return;
    now += 1;
    setImmediate(count);
  };
  setImmediate(count);
  const loop = new LoopTurns(most);
  const begun = Promise.all(
    shares.map(async (share) => {
      await loop.take(share);
      return now;
    }),
  );
  const turns = await begun;
  isOver = true;
  return turns;
}

test('work begins together up to so much in one turn of the event loop; the rest has to wait for the next', async () => {
  expect(await turnsOf(4, [1, 1, 2, 1, 3, 1])).toEqual([0, 0, 0, 1, 1, 2]);
});

test('large work has a turn of its own', async () => {
  expect(await turnsOf(4, [1, 9, 1, 4, 4])).toEqual([0, 1, 2, 3, 4]);
});

test('what is small does not overtake what came before it', async () => {
  expect(await turnsOf(4, [3, 3, 1, 1])).toEqual([0, 1, 1, 2]);
});

test('what begins a turn later has a new one', async () => {
  const loop = new LoopTurns(1);
  await loop.take(1);
  await new Promise((resolve) => setImmediate(resolve));
  let hasBegun = false;
  void loop.take(1).then(() => {
    hasBegun = true;
  });
  await Promise.resolve();
  expect(hasBegun).toBe(true);
});
