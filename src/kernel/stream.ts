import { setTimeout as sleep } from 'node:timers/promises';
import { RequestError } from './errors.ts';

/** How long a fault is treated as temporary, for example a restart of the database. */
const RETRY_FOR_MS = 60_000;
const FIRST_WAIT_MS = 100;
const MAX_WAIT_MS = 2_000;

/**
 * An asynchronous iterator over another one. Unlike with an async generator, `return` reaches the source at once, even
 * while `next` is waiting: a subscriber that leaves must not be kept until the next event.
 */
export class Stream<I, O> implements AsyncIterableIterator<O> {
  private readonly ready: O[] = [];
  private left: number;

  /**
   * @param each maps one item of the source to no, one or several items. It reads from the database. If it fails it is
   *   retried, because the source would not deliver the item again
   * @param limit ends the stream after this many items
   * @param retryForMs how long an item is retried before the stream fails
   */
  constructor(
    private readonly source: AsyncIterator<I>,
    private readonly each: (item: I) => Promise<readonly O[]>,
    limit = Number.POSITIVE_INFINITY,
    private readonly retryForMs = RETRY_FOR_MS,
  ) {
    this.left = limit;
  }

  async next(): Promise<IteratorResult<O, undefined>> {
    while (this.left > 0 && this.ready.length === 0) {
      const item = await this.source.next();
      if (item.done) return { done: true, value: undefined };
      this.ready.push(...(await this.read(item.value)));
    }
    if (this.left === 0) return this.return();
    this.left -= 1;
    return { done: false, value: this.ready.shift() as O };
  }

  /** After an error the consumer does not call `return`, so the source is closed here. */
  private async read(item: I): Promise<readonly O[]> {
    const deadline = Date.now() + this.retryForMs;
    for (let attempt = 0; this.left > 0; attempt += 1) {
      try {
        return await this.each(item);
      } catch (error) {
        if (error instanceof RequestError || Date.now() >= deadline) {
          await this.return();
          throw error;
        }
        // A random wait, so that not all subscribers read at the moment when the database comes back.
        await sleep(Math.random() * Math.min(MAX_WAIT_MS, FIRST_WAIT_MS * 2 ** attempt));
      }
    }
    return [];
  }

  async return(): Promise<IteratorResult<O, undefined>> {
    this.left = 0;
    await this.source.return?.();
    return { done: true, value: undefined };
  }

  [Symbol.asyncIterator](): this {
    return this;
  }
}
