/**
 * An asynchronous iterator that can be ended from outside, with a last item of its own; whoever waits for the next gets
 * that at once. For one consumer.
 */
export class Interruptible<T> implements AsyncIterableIterator<T> {
  private source: AsyncIterator<T> | null = null;
  private last: { readonly item: T } | null = null;
  private over = false;
  private wake: (() => void) | null = null;

  /** @param onEnd called once, however it ends */
  constructor(private readonly onEnd: () => void) {}

  /** What is iterated; none if it was interrupted already. */
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
