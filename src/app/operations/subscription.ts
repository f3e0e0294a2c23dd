import type { Pace } from '../../kernel/pace.ts';

/** Sends a result that is written as JSON. Resolves when the client has taken it. */
type Send = (json: string) => Promise<void>;

/** One subscription: a loop from its events to its client, which others can end. */
export class Subscription {
  private readonly ended = Promise.withResolvers<string | null>();
  private isOver = false;
  private events: AsyncIterator<unknown> = NOTHING;
  private write: (event: unknown) => Promise<string> = async () => '';

  /**
   * @param onEnd called once when it ends, for any reason
   * @param masked an error of its events, as its client may see it
   */
  constructor(
    private readonly pace: Pace,
    private readonly onEnd: () => void,
    private readonly masked: (error: unknown) => Error,
  ) {}

  /**
   * Sets where its events come from; it may have been ended before.
   *
   * @param write makes the result of an event
   */
  follow(events: AsyncIterator<unknown>, write: (event: unknown) => Promise<string>): void {
    this.events = events;
    this.write = write;
    if (this.isOver) void events.return?.();
  }

  /** Ends it at once, with a last result if there is one. */
  end(last: string | null = null): void {
    if (this.isOver) return;
    this.isOver = true;
    this.ended.resolve(last);
    this.onEnd();
    void this.events.return?.();
  }

  /** Resolves when nothing more is sent; rejects if its events fail. */
  async run(send: Send): Promise<void> {
    try {
      const last = await Promise.race([this.ended.promise, this.sendAll(send)]);
      if (last !== null) await send(last);
    } catch (error) {
      throw this.masked(error);
    } finally {
      this.end();
    }
  }

  private async sendAll(send: Send): Promise<null> {
    while (!this.isOver) {
      const { done, value } = await this.events.next();
      if (done) break;
      const json = await this.write(value);
      await this.pace.turn();
      if (!this.isOver) await send(json);
    }
    return null;
  }
}

const NOTHING: AsyncIterator<unknown> = { next: async () => ({ done: true, value: undefined }) };
