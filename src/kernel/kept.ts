import type { DomainEvent } from './events.ts';
import { type PushChannel, RESYNC } from './push.ts';

const MOST = 10_000;

/**
 * Values that were read from the database, kept until an event says that they may have changed. None is believed while
 * events cannot arrive, so a change counts within a second on every server, and at once on the one that made it.
 */
export class Kept<V> {
  private readonly values = new Map<string, V>();
  private changes = 0;

  /** @param keyOf which value an event may have changed; null: none */
  constructor(
    private readonly push: PushChannel,
    keyOf: (event: DomainEvent) => string | null,
  ) {
    push.watch((event) => {
      const key = event === RESYNC ? null : keyOf(event);
      if (event !== RESYNC && key === null) return;
      this.changes += 1;
      if (key === null) this.values.clear();
      else this.values.delete(key);
    });
  }

  /** Null is not kept. */
  async get<R extends V | null>(key: string, read: () => Promise<R>): Promise<R | V> {
    if (!this.push.isLive) return read();
    const known = this.values.get(key);
    if (known !== undefined) return known;
    const before = this.changes;
    const value = await read();
    // What changed while it was read may be in it, or not.
    if (value === null || before !== this.changes) return value;
    this.values.set(key, value);
    if (this.values.size > MOST) this.values.delete(this.values.keys().next().value as string);
    return value;
  }
}
