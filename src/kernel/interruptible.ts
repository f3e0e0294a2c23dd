/**
 * An asynchronous iterator that can be ended from outside with a last item. A waiting consumer receives that item at
 * once. For one consumer.
 */
export class Interruptible<T> implements AsyncIterableIterator<T> {
  private source: AsyncIterator<T> | null = null;
  private last: { readonly item: T } | null = null;
  private over = false;
  private wake: (() => void) | null = null;

  /** @param onEnd called once when the iteration ends, for any reason */
  constructor(private readonly onEnd: () => void) {}

  /** Sets the source to iterate. Has no effect if it was already interrupted. */
  follow(source: AsyncIterator<T>): void {
    this.source = source;
    if (this.over) void source.return?.();
  }

  interrupt(item: T): void {
    if (this.over) return;
    this.last = { item };
    this.end();
    void this.source?.return?.();
    this.wake?.();
  }

  async next(): Promise<IteratorResult<T, undefined>> {
    if (!this.over && this.source) {
      const { promise: interrupted, resolve } = Promise.withResolvers<null>();
      this.wake = () => resolve(null);
      const result = await Promise.race([this.source.next(), interrupted]).catch((error: unknown) => {
        this.end();
        throw error;
      });
      if (!this.over && result && !result.done) return result;
    }
    this.end();
    const { last } = this;
    this.last = null;
    return last ? { done: false, value: last.item } : { done: true, value: undefined };
  }

  async return(): Promise<IteratorResult<T, undefined>> {
    this.end();
    this.last = null;
    await this.source?.return?.();
    return { done: true, value: undefined };
  }

  [Symbol.asyncIterator](): this {
    return this;
  }

  private end(): void {
    if (this.over) return;
    this.over = true;
    this.onEnd();
  }
}
