import type { Pace } from '../../kernel/pace.ts';

/** Sends a result that is written as JSON. Resolves when the client has taken it. */
type Send = (json: string) => Promise<void>;

/** How a subscription was. */
export interface Ending {
  /** OK, or the code of the error with which it ended. */
  readonly outcome: string;
  /** How many results were sent. */
  readonly results: number;
}

/** One subscription: a loop from its events to its client, which others can end. */
export class Subscription {
  private readonly last = Promise.withResolvers<string | null>();
  private readonly ending = Promise.withResolvers<Ending>();
  private results = 0;
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
    private readonly masked: (
      error: unknown,
    ) => Error & { readonly extensions?: { readonly code?: unknown } },
  ) {}

  /** Resolves when it has ended, for any reason. */
  get ended(): Promise<Ending> {
    return this.ending.promise;
  }

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
  end(last: string | null = null, outcome = 'OK'): void {
    if (this.isOver) return;
    this.isOver = true;
    this.last.resolve(last);
    this.ending.resolve({ outcome, results: this.results });
    this.onEnd();
    void this.events.return?.();
  }

  /** Resolves when nothing more is sent; rejects if its events fail. */
  async run(send: Send): Promise<void> {
    try {
      const last = await Promise.race([this.last.promise, this.sendAll(send)]);
      if (last !== null) await send(last);
    } catch (error) {
      const masked = this.masked(error);
      this.end(null, String(masked.extensions?.code));
      throw masked;
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
      if (this.isOver) break;
      this.results += 1;
      await send(json);
    }
    return null;
  }
}

const NOTHING: AsyncIterator<unknown> = { next: async () => ({ done: true, value: undefined }) };
