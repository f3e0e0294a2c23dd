import { expect, test } from 'vitest';
import { RequestError } from '../../src/kernel/errors.ts';
import { Stream } from '../../src/kernel/stream.ts';

/** A source whose items arrive when the test says so. */
class Source implements AsyncIterableIterator<number> {
  returned = false;
  private waiting: ((result: IteratorResult<number, undefined>) => void) | null = null;

  next(): Promise<IteratorResult<number, undefined>> {
    return new Promise((resolve) => {
      this.waiting = resolve;
    });
  }

  give(value: number): void {
    this.waiting?.({ done: false, value });
  }

  async return(): Promise<IteratorResult<number, undefined>> {
    this.returned = true;
    this.waiting?.({ done: true, value: undefined });
    return { done: true, value: undefined };
  }

  [Symbol.asyncIterator](): this {
    return this;
  }
}

test('each item becomes none, one or several', async () => {
  async function* source() {
    yield 0;
    yield 2;
  }
  const stream = new Stream(source(), async (item) => Array.from({ length: item }, (_, n) => `${item}.${n}`));
  expect(await stream.next()).toEqual({ done: false, value: '2.0' });
  expect(await stream.next()).toEqual({ done: false, value: '2.1' });
  expect(await stream.next()).toEqual({ done: true, value: undefined });
});

test('leaving reaches the source at once, though a next is waiting', async () => {
  const source = new Source();
  const stream = new Stream(source, async (item) => [item]);
  const waiting = stream.next();
  await stream.return();
  expect(source.returned).toBe(true);
  expect(await waiting).toEqual({ done: true, value: undefined });
});

test('a stream with a limit ends its source after the last item', async () => {
  const source = new Source();
  const stream = new Stream(source, async (item) => [item], 1);
  const first = stream.next();
  source.give(7);
  expect(await first).toEqual({ done: false, value: 7 });
  expect(await stream.next()).toEqual({ done: true, value: undefined });
  expect(source.returned).toBe(true);
});

test('a refusal reaches the waiting consumer at once', async () => {
  const source = new Source();
  const stream = new Stream(source, async () => Promise.reject(new RequestError('FORBIDDEN')));
  const waiting = stream.next();
  source.give(1);
  await expect(waiting).rejects.toThrow(new RequestError('FORBIDDEN'));
  expect(source.returned).toBe(true);
});

test('an item that could not be made, as while the database is away, is tried again', async () => {
  const source = new Source();
  let attempts = 0;
  const stream = new Stream(source, async (item) => {
    attempts += 1;
    if (attempts < 3) throw new Error('away');
    return [item];
  });
  const waiting = stream.next();
  source.give(7);
  expect(await waiting).toEqual({ done: false, value: 7 });
  expect([attempts, source.returned]).toEqual([3, false]);
});

test('but only for a limited time: then the error reaches the waiting consumer', async () => {
  const source = new Source();
  let attempts = 0;
  const away = async () => {
    attempts += 1;
    throw new Error('away');
  };
  const stream = new Stream(source, away, Number.POSITIVE_INFINITY, 300);
  const waiting = stream.next();
  source.give(1);
  await expect(waiting).rejects.toThrow('away');
  expect([attempts > 1, source.returned]).toEqual([true, true]);
});

test('and no longer than somebody waits', async () => {
  const source = new Source();
  let attempts = 0;
  const tried = Promise.withResolvers<void>();
  const stream = new Stream(source, async () => {
    attempts += 1;
    tried.resolve();
    throw new Error('away');
  });
  const waiting = stream.next();
  source.give(1);
  await tried.promise;
  await stream.return();
  expect(await waiting).toEqual({ done: true, value: undefined });
  expect(attempts).toBe(1);
});
