import { expect, test } from 'vitest';
import { Interruptible } from '../../src/kernel/interruptible.ts';

/** A source that gives what it is told, and counts how often it is left. */
function source(...items: number[]) {
  const state = { left: 0 };
  const never = new Promise<IteratorResult<number>>(() => {});
  const iterator: AsyncIterator<number> = {
    next: () => {
      const value = items.shift();
      return value === undefined ? never : Promise.resolve({ done: false, value });
    },
    return: async () => {
      state.left += 1;
      return { done: true, value: undefined };
    },
  };
  return { iterator, state };
}

function interruptible(iterator: AsyncIterator<number>) {
  const ends = { count: 0 };
  const stream = new Interruptible<number>(() => {
    ends.count += 1;
  });
  stream.follow(iterator);
  return { stream, ends };
}

test('gives what its source gives', async () => {
  const { stream } = interruptible(source(1, 2).iterator);

  expect([await stream.next(), await stream.next()]).toEqual([
    { done: false, value: 1 },
    { done: false, value: 2 },
  ]);
});

test('a waiting consumer gets the last item at once, then the end; the source is closed, and onEnd is called once', async () => {
  const { iterator, state } = source();
  const { stream, ends } = interruptible(iterator);
  const waiting = stream.next();

  stream.interrupt(7);
  stream.interrupt(8);

  expect(await waiting).toEqual({ done: false, value: 7 });
  expect(await stream.next()).toEqual({ done: true, value: undefined });
  expect([state.left, ends.count]).toEqual([1, 1]);
});

test('interrupted while nobody waits, it gives the last item to the next who asks', async () => {
  const { stream } = interruptible(source(1, 2).iterator);

  stream.interrupt(7);

  expect(await stream.next()).toEqual({ done: false, value: 7 });
  expect(await stream.next()).toEqual({ done: true, value: undefined });
});

test('interrupted before it has a source, it leaves the source that comes', async () => {
  const { iterator, state } = source(1);
  const stream = new Interruptible<number>(() => {});
  stream.interrupt(7);

  stream.follow(iterator);

  expect(await stream.next()).toEqual({ done: false, value: 7 });
  expect(state.left).toBe(1);
});

test('left by its consumer it leaves the source, and nothing comes after', async () => {
  const { iterator, state } = source(1);
  const { stream, ends } = interruptible(iterator);

  await stream.return();
  stream.interrupt(7);

  expect(await stream.next()).toEqual({ done: true, value: undefined });
  expect([state.left, ends.count]).toEqual([1, 1]);
});

test('a source that fails ends it', async () => {
  const failing: AsyncIterator<number> = { next: () => Promise.reject(new Error('broken')) };
  const { stream, ends } = interruptible(failing);

  await expect(stream.next()).rejects.toThrow('broken');
  expect([ends.count, await stream.next()]).toEqual([1, { done: true, value: undefined }]);
});
