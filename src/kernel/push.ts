import pg from 'pg';
import { EventLog, type LoggedEvent } from './event-log.ts';
import type { DomainEvent } from './events.ts';
import type { Logger } from './logger.ts';
import { Pulse } from './pulse.ts';

/** The channel on which processes wake each other. What there is to know is in the event log. */
const WAKE_CHANNEL = 'qiao_events';

/** What a subscriber receives: an event, or RESYNC where events are missing. After RESYNC it must read the state again. */
export type Pushed = LoggedEvent | typeof RESYNC;
export const RESYNC = Symbol('resync');

/** A subscriber that is more events behind receives RESYNC instead. All share the events that wait. */
const MOST_BEHIND = 10_000;
const RECONNECT_MS = 500;
/** The log is read so often, also if nobody wakes: a process may end between its commit and the wake. */
const HEARTBEAT_MS = 400;
/** A connection may be broken without being closed; the operating system would notice only after two hours. */
const ANSWER_LIMIT_MS = 10_000;
/** How long after a read events are known to arrive. */
const LIVE_MS = 1000;
/** Commits that follow each other are read together, which takes 0.2 ms of CPU here and in PostgreSQL. */
const READ_GAP_MS = 2;
/** They are told to others together: commits that notify run one after the other in all of PostgreSQL. */
const WAKE_GAP_MS = 5;

/**
 * Passes every event of the log to the subscribers of this process. It reads the log on one connection: when this process or
 * another one has committed events, and in each heartbeat. After a broken connection it reads on where it ended.
 */
export class PushChannel {
  private readonly subscribers = new Set<Subscriber>();
  private readonly watchers = new Set<(event: DomainEvent | typeof RESYNC) => void>();
  private readonly eventLog = new EventLog();
  private readonly reading = new Pulse(() => this.read(), READ_GAP_MS);
  private readonly waking = new Pulse(() => this.wakeOthers(), WAKE_GAP_MS);
  private latest = new Link(RESYNC, 0);
  private client: pg.Client | null = null;
  private closed = false;
  private reconnect: NodeJS.Timeout | null = null;
  private heartbeat: NodeJS.Timeout | null = null;
  private started: Promise<void> | null = null;
  /** Every event that was committed before has arrived. */
  private completeUntil = Number.NEGATIVE_INFINITY;

  constructor(
    private readonly url: string,
    private readonly log: Logger,
    /** How long the connection may not answer. */
    private readonly limitMs = ANSWER_LIMIT_MS,
    private readonly mostBehind = MOST_BEHIND,
  ) {}

  /** Whether what was committed a second ago has surely arrived. */
  get isLive(): boolean {
    return performance.now() - this.completeUntil < LIVE_MS;
  }

  /** The position of a subscriber that reads the state after asking for it. */
  get cursor(): string {
    return this.eventLog.cursor;
  }

  /** Calls `hear` with each event as soon as it is known, also of this process's own commits, which come twice. For caches. */
  watch(hear: (event: DomainEvent | typeof RESYNC) => void): void {
    this.watchers.add(hear);
  }

  /** As if events were missing: everything may have changed, for example because the database was replaced. */
  resync(): void {
    for (const hear of this.watchers) hear(RESYNC);
    this.push(RESYNC);
  }

  /** This process has committed the events. They arrive at subscribers here and elsewhere soon. */
  committed(events: readonly DomainEvent[]): void {
    if (events.length === 0) return;
    for (const event of events) for (const hear of this.watchers) hear(event);
    this.reading.ask();
    this.waking.ask();
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
    const subscriber = new Subscriber(wants, this.latest, startWithResync, () =>
      this.subscribers.delete(subscriber),
    );
    this.subscribers.add(subscriber);
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
    if (this.heartbeat) clearInterval(this.heartbeat);
    this.reading.stop();
    this.waking.stop();
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
    client.on('notification', ({ processId }) => {
      // Of what this process has committed it knows already.
      if (processId !== Reflect.get(client, 'processID')) this.reading.ask();
    });
    client.on('error', () => {});
    client.on('end', () => this.lost(client));
    let goesOn = false;
    try {
      await client.connect();
      await client.query(`listen ${WAKE_CHANNEL}`);
      goesOn = await this.eventLog.open(client);
    } catch (error) {
      void client.end().catch(() => {});
      throw error;
    }
    // The channel was closed in the meantime, so nothing else would end this connection.
    if (this.closed) return client.end();
    this.client = client;
    if (!goesOn) this.resync();
    this.heartbeat ??= setInterval(() => this.reading.ask(), HEARTBEAT_MS).unref();
    this.reading.ask();
  }

  /** All that can be seen now, page by page. */
  private async read(): Promise<void> {
    const { client } = this;
    if (!client) return;
    try {
      for (let isAll = false; !isAll; ) {
        const begun = performance.now();
        const page = await this.eventLog.read(client);
        for (const event of page.events) this.receive(event);
        isAll = page.isAll;
        if (isAll && this.client === client) this.completeUntil = begun;
      }
    } catch {
      await client.end().catch(() => {});
    }
  }

  /** Others find what was committed with their next heartbeat if this fails. */
  private async wakeOthers(): Promise<void> {
    await this.client?.query(`notify ${WAKE_CHANNEL}`).catch(() => {});
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

  private receive(event: LoggedEvent): void {
    try {
      for (const hear of this.watchers) hear(event);
      this.push(event);
    } catch {
      // For example from another version of Qiao. Subscribers that wait read the state anyway.
      this.log.warn('an event could not be read');
      this.resync();
    }
  }

  private push(item: Pushed): void {
    this.latest = this.latest.append(item);
    for (const subscriber of this.subscribers) subscriber.offer(this.latest, this.mostBehind);
  }
}

/** The items that wait: each subscriber holds the one that it received last. */
class Link {
  next: Link | null = null;

  constructor(
    readonly item: Pushed,
    readonly number: number,
  ) {}

  append(item: Pushed): Link {
    this.next = new Link(item, this.number + 1);
    return this.next;
  }
}

class Subscriber implements AsyncIterableIterator<Pushed> {
  private wake: ((result: IteratorResult<Pushed, undefined>) => void) | null = null;
  private ended = false;

  constructor(
    private readonly wants: (event: DomainEvent) => boolean,
    private last: Link,
    private isResyncNext: boolean,
    private readonly onEnd: () => void,
  ) {}

  /** Something was appended. */
  offer(latest: Link, mostBehind: number): void {
    if (latest.number - this.last.number > mostBehind) {
      this.last = latest;
      this.isResyncNext = true;
    }
    if (this.wake) this.answer(this.wake);
  }

  end(): void {
    this.ended = true;
    this.onEnd();
    if (this.wake) this.answer(this.wake);
  }

  next(): Promise<IteratorResult<Pushed, undefined>> {
    return new Promise((resolve) => this.answer(resolve));
  }

  async return(): Promise<IteratorResult<Pushed, undefined>> {
    this.end();
    return OVER;
  }

  [Symbol.asyncIterator](): this {
    return this;
  }

  /** With the next item, as soon as there is one. */
  private answer(resolve: (result: IteratorResult<Pushed, undefined>) => void): void {
    const value = this.ended ? null : this.take();
    this.wake = value ? null : resolve;
    if (value) resolve({ done: false, value });
    else if (this.ended) resolve(OVER);
  }

  /** The next item that it wants. */
  private take(): Pushed | null {
    if (this.isResyncNext) {
      this.isResyncNext = false;
      return RESYNC;
    }
    for (let { next } = this.last; next; next = next.next) {
      this.last = next;
      if (next.item === RESYNC || this.wants(next.item)) return next.item;
    }
    return null;
  }
}

const OVER = { done: true, value: undefined } as const;
