import { setTimeout as sleep } from 'node:timers/promises';
import { RequestError } from './errors.ts';

/** How long a fault is taken for one that passes, such as a database that restarts. */
const PATIENCE_MS = 60_000;
const FIRST_WAIT_MS = 100;
const LONGEST_WAIT_MS = 2_000;

/**
 * An asynchronous iterator made from another. Unlike an async generator's, its `return` reaches the source at once, even
 * while a `next` is waiting: a subscriber who leaves must not be kept until the next event.
 */
export class Stream<I, O> implements AsyncIterableIterator<O> {
  private readonly ready: O[] = [];
  private left: number;

  /**
   * @param each what one item of the source becomes: none, one or several. It reads, so it is tried again where it
   *   fails: the database may have gone away in the middle, and the item would not come again
   * @param limit ends after so many
   * @param patienceMs how long an item is tried again before the stream fails
   */
  constructor(
    private readonly source: AsyncIterator<I>,
    private readonly each: (item: I) => Promise<readonly O[]>,
    limit = Number.POSITIVE_INFINITY,
    private readonly patienceMs = PATIENCE_MS,
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

  /** Whoever iterates takes a failure for the end and calls no `return`, so the source is left here. */
  private async read(item: I): Promise<readonly O[]> {
    const deadline = Date.now() + this.patienceMs;
    for (let attempt = 0; this.left > 0; attempt += 1) {
      try {
        return await this.each(item);
      } catch (error) {
        if (error instanceof RequestError || Date.now() >= deadline) {
          await this.return();
          throw error;
        }
        // Not all subscribers at one moment, when the database comes back.
        await sleep(Math.random() * Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** attempt));
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
