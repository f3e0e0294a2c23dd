/**
 * An asynchronous iterator made from another. Unlike an async generator's, its `return` reaches the source at once, even
 * while a `next` is waiting: a subscriber who leaves must not be kept until the next event.
 */
export class Stream<I, O> implements AsyncIterableIterator<O> {
  private readonly ready: O[] = [];
  private left: number;

  /**
   * @param each what one item of the source becomes: none, one or several
   * @param limit ends after so many
   */
  constructor(
    private readonly source: AsyncIterator<I>,
    private readonly each: (item: I) => Promise<readonly O[]>,
    limit = Number.POSITIVE_INFINITY,
  ) {
    this.left = limit;
  }

  async next(): Promise<IteratorResult<O, undefined>> {
    if (this.left === 0) return this.return();
    while (this.ready.length === 0) {
      const item = await this.source.next();
      if (item.done) return { done: true, value: undefined };
      this.ready.push(...(await this.read(item.value)));
    }
    this.left -= 1;
    return { done: false, value: this.ready.shift() as O };
  }

  /** Whoever iterates takes a failure for the end and calls no `return`, so the source is left here. */
  private async read(item: I): Promise<readonly O[]> {
    try {
      return await this.each(item);
    } catch (error) {
      await this.return();
      throw error;
    }
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
