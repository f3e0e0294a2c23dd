import pg from 'pg';
import type { DomainEvent } from './events.ts';
import type { Logger } from './logger.ts';

/**
 * The channel on which transactions send their events. Only for rare events, because commits that notify run one after
 * the other.
 */
export const PUSH_CHANNEL = 'qiao_events';

/** What a subscriber receives: an event, or RESYNC after a gap. After RESYNC it must read the state again. */
export type Pushed = DomainEvent | typeof RESYNC;
export const RESYNC = Symbol('resync');

/** A subscriber with more waiting events receives RESYNC instead, so the backlog stays limited. */
const BACKLOG = 256;
const RECONNECT_MS = 500;
/** A connection may be broken without being closed; the operating system would notice only after two hours. */
const HEARTBEAT_MS = 400;
const HEARTBEAT_LIMIT_MS = 10_000;
/** How long after a heartbeat events are known to arrive. */
const LIVE_MS = 1000;

/**
 * Listens to PostgreSQL on one connection and passes every event to the subscribers of this process. After a broken
 * connection it connects again. Events in between are lost, so every subscriber then receives RESYNC.
 */
export class PushChannel {
  private readonly subscribers = new Set<Subscriber>();
  private client: pg.Client | null = null;
  private closed = false;
  private reconnect: NodeJS.Timeout | null = null;
  private started: Promise<void> | null = null;
  private readonly watchers = new Set<(event: Pushed) => void>();
  /** Every event that was committed before has arrived. */
  private completeUntil = Number.NEGATIVE_INFINITY;

  constructor(
    private readonly url: string,
    private readonly log: Logger,
    /** How long the connection may not answer. */
    private readonly limitMs = HEARTBEAT_LIMIT_MS,
  ) {}

  /** Whether what was committed a second ago has surely arrived. */
  get isLive(): boolean {
    return performance.now() - this.completeUntil < LIVE_MS;
  }

  /** Calls `hear` with each event as soon as it is known, also of this process's own commits, which come twice. For caches. */
  watch(hear: (event: Pushed) => void): void {
    this.watchers.add(hear);
  }

  /** As after a gap: everything may have changed, for example because the database was replaced. */
  resync(): void {
    for (const hear of this.watchers) hear(RESYNC);
    for (const subscriber of this.subscribers) subscriber.push(RESYNC);
  }

  /** This process has committed the event, which arrives later. */
  committed(event: DomainEvent): void {
    for (const hear of this.watchers) hear(event);
  }

  /**
   * Resolves when the channel listens; rejects if the database cannot be reached at all. Several servers of one process
   * may start it: it listens once, so that no event arrives twice.
   */
  async start(): Promise<void> {
    this.started ??= this.connect();
    await this.started.catch((error: unknown) => {
      this.started = null;
      throw error;
    });
  }

  /**
   * Collects events from now on; iterate when ready. Ends with `return()`, or when the channel closes.
   *
   * @param startWithResync whether the first item is RESYNC, for subscribers that need the state and not the events
   */
  subscribe(wants: (event: DomainEvent) => boolean, startWithResync = false): AsyncIterableIterator<Pushed> {
    const subscriber = new Subscriber(wants, () => this.subscribers.delete(subscriber));
    this.subscribers.add(subscriber);
    if (startWithResync) subscriber.push(RESYNC);
    if (this.closed) subscriber.end();
    return subscriber;
  }

  /** Number of subscribers in this process. */
  get subscriberCount(): number {
    return this.subscribers.size;
  }

  async close(): Promise<void> {
    this.closed = true;
    if (this.reconnect) clearTimeout(this.reconnect);
    for (const subscriber of this.subscribers) subscriber.end();
    await this.client?.end().catch(() => {});
  }

  private async connect(): Promise<void> {
    const client = new pg.Client({
      connectionString: this.url,
      application_name: 'qiao push',
      keepAlive: true,
      connectionTimeoutMillis: 5000,
      query_timeout: this.limitMs,
    });
    client.on('notification', (message) => this.receive(message.payload ?? ''));
    client.on('error', () => {});
    client.on('end', () => this.lost(client));
    try {
      await client.connect();
      await client.query(`listen ${PUSH_CHANNEL}`);
    } catch (error) {
      // It may have begun to listen all the same: then events would arrive twice after the next attempt.
      void client.end().catch(() => {});
      throw error;
    }
    // The channel was closed in the meantime, so nothing else would end this connection.
    if (this.closed) return client.end();
    this.client = client;
    this.resync();
    this.beat(client);
  }

  private beat(client: pg.Client): void {
    const begun = performance.now();
    client
      .query('select 1')
      .then(() => {
        if (this.client !== client || this.closed) return;
        this.completeUntil = begun;
        setTimeout(() => this.beat(client), HEARTBEAT_MS).unref();
      })
      .catch(() => client.end());
  }

  private lost(client: pg.Client): void {
    if (this.closed || this.client !== client) return;
    this.client = null;
    this.completeUntil = Number.NEGATIVE_INFINITY;
    this.log.warn('the push channel lost its connection; listening again');
    this.retry();
  }

  private retry(): void {
    this.reconnect = setTimeout(() => {
      this.connect().catch(() => {
        if (!this.closed) this.retry();
      });
    }, RECONNECT_MS);
  }

  private receive(payload: string): void {
    try {
      const event = JSON.parse(payload) as DomainEvent;
      for (const hear of this.watchers) hear(event);
      for (const subscriber of this.subscribers) subscriber.offer(event);
    } catch {
      // For example from another version of Qiao. Subscribers that wait read the state anyway.
      this.log.warn('a pushed event could not be read');
      this.resync();
    }
  }
}

class Subscriber implements AsyncIterableIterator<Pushed> {
  private readonly backlog: Pushed[] = [];
  private wake: (() => void) | null = null;
  private ended = false;

  constructor(
    private readonly wants: (event: DomainEvent) => boolean,
    private readonly onEnd: () => void,
  ) {}

  offer(event: DomainEvent): void {
    if (this.wants(event)) this.push(event);
  }

  push(item: Pushed): void {
    if (this.backlog.length >= BACKLOG) this.backlog.splice(0, BACKLOG, RESYNC);
    else this.backlog.push(item);
    this.wake?.();
  }

  end(): void {
    this.ended = true;
    this.onEnd();
    this.wake?.();
  }

  async next(): Promise<IteratorResult<Pushed, undefined>> {
    while (this.backlog.length === 0 && !this.ended) {
      await new Promise<void>((resolve) => {
        this.wake = resolve;
      });
    }
    const value = this.ended ? undefined : this.backlog.shift();
    return value === undefined ? { done: true, value: undefined } : { done: false, value };
  }

  async return(): Promise<IteratorResult<Pushed, undefined>> {
    this.end();
    return { done: true, value: undefined };
  }

  [Symbol.asyncIterator](): this {
    return this;
  }
}
