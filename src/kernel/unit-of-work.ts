import type { EntityManager } from '@mikro-orm/postgresql';
import type { Clock } from './clock.ts';
import type { RequestContext } from './context.ts';
import type { DomainEvent } from './events.ts';
import type { Idempotency, Outcome } from './idempotency.ts';
import type { EnqueueOptions, JobType } from './jobs.ts';
import { type BegunRead, SharedRead } from './shared-read.ts';
import { type Rows, rowsIn } from './statement.ts';
import { INSTALLATION_SETTING, TENANT_FILTER } from './tenancy.ts';
import type { TenantReads } from './tenant-reads.ts';
import { Turns } from './turns.ts';

/** A change for the audit trail. Contains facts, never secrets. */
export interface AuditChange {
  readonly subjectType: string;
  readonly subjectId: string;
  readonly before?: Readonly<Record<string, unknown>>;
  readonly after?: Readonly<Record<string, unknown>>;
}

/** What a write may do besides changing entities. Everything is committed together or not at all. */
export interface Transaction {
  readonly em: EntityManager;
  /**
   * Runs the event's handlers in this transaction. After the commit every server pushes it, unless it is declared
   * `inside`.
   */
  emit(event: DomainEvent): void;
  /** The job is added just before the commit: see {@link addJobs}. */
  enqueue<P>(type: JobType<P>, payload: P, options?: EnqueueOptions): Promise<void>;
  audit(change: AuditChange): void;
  now(): Date;
}

/** Handles an event in the transaction that caused it. This is how a lower module reaches a higher one. */
export type InsideHandler = (tx: Transaction, ctx: RequestContext, event: DomainEvent) => Promise<void>;

/** One database, with pools for two logins. Entity managers are forked, never used themselves. */
export interface Databases {
  /** For the system and for platform tables. */
  readonly owner: EntityManager;
  /** For callers: a login that owns nothing and can become nobody else. */
  readonly callers: EntityManager;
  /** For their frequent reads, with the same login. */
  readonly reads: TenantReads;
  /** For what subscribers are told. */
  readonly pushes: TenantReads;
}

/** The parts of a write that modules implement; `app` provides them. */
export interface UnitOfWorkParts {
  recordAudit(em: EntityManager, ctx: RequestContext, action: string, change: AuditChange): void;
  readonly idempotency: Idempotency;
  readonly inside: readonly InsideHandler[];
  /** Called with all events that this process has committed, in their order; those that are `inside`, too. */
  committed(events: readonly DomainEvent[]): void;
  readonly clock: Clock;
}

/** Readers of the event log have found those that are a minute old, or they have missed them. */
const ANNOUNCE = `with old as (delete from announcement where at < now() - interval '1 minute')
  insert into announcement (id, name, payload) values (?, ?, ?::json)`;

/** Of the callers of one installation: half of their pool, so that there is always a connection for others. */
const TRANSACTIONS_AT_ONCE = 5;

/** All access to the database goes through this class. No HTTP call may be made inside any of its methods. */
export class UnitOfWork {
  private readonly turns = new Turns(TRANSACTIONS_AT_ONCE);
  private readonly reads = new WeakMap<RequestContext, SharedRead>();

  constructor(
    private readonly databases: Databases,
    private readonly parts: UnitOfWorkParts,
  ) {}

  /**
   * Reads as the caller. Data of other installations is not visible. Reads of one operation, which have the same `ctx`, share
   * a transaction where they follow each other at once.
   */
  read<T>(ctx: RequestContext, work: (em: EntityManager) => Promise<T>): Promise<T> {
    if (ctx.caller.kind === 'SYSTEM') return this.manager(ctx).transactional(work, { readOnly: true });
    const shared = this.reads.get(ctx) ?? new SharedRead(() => this.beginRead(ctx));
    this.reads.set(ctx, shared);
    return shared.run(work);
  }

  /** Reads as the caller, by statements that are written by hand. What is asked for at the same moment goes together. */
  rows(ctx: RequestContext): Rows {
    const { reads, pushes } = this.databases;
    if (ctx.caller.kind !== 'SYSTEM') return (ctx.isPushed ? pushes : reads).rows(ctx);
    return (statement) => this.read(ctx, (em) => rowsIn(em)(statement));
  }

  /**
   * Writes as the caller. `action` is the mutation's name in the schema, or the name of the system's work; audit
   * entries show it. Any error in `work` rolls everything back. The transaction that has a mutation's name returns its
   * {@link Outcome}, or null if it did nothing.
   */
  async write<T>(ctx: RequestContext, action: string, work: (tx: Transaction) => Promise<T>): Promise<T> {
    const events: DomainEvent[] = [];
    const jobs: Enqueued[] = [];
    const transaction = async (em: EntityManager): Promise<T> => {
      const tx: Transaction = {
        em,
        emit: (event) => void events.push(event),
        enqueue: async (type, payload, options) => {
          jobs.push({ key: options?.key ?? '', add: () => enqueue(em, type, payload, options) });
        },
        audit: (change) => this.parts.recordAudit(em, ctx, action, change),
        now: () => this.parts.clock.now(),
      };
      const call = ctx.idempotentCall?.mutation === action ? ctx.idempotentCall : null;
      const claim = call && (await this.parts.idempotency.claim(em, ctx, call));
      const result = await work(tx);
      await em.flush();
      await this.deliver(tx, ctx, events, jobs);
      await claim?.keep(result as Outcome | null);
      return result;
    };
    const result = await this.inTurn(ctx, () => this.manager(ctx).transactional(transaction));
    this.parts.committed(events);
    return result;
  }

  /** Runs one statement on platform tables without a transaction: a third of the round trips. */
  statement<T>(work: (em: EntityManager) => Promise<T>): Promise<T> {
    return work(this.databases.owner.fork());
  }

  /** Runs a transaction on platform tables, before a tenant is known. Tenant tables show no row here. */
  platform<T>(work: (em: EntityManager) => Promise<T>): Promise<T> {
    return this.databases.owner.fork().transactional(work);
  }

  /** Pushes an event of no installation to every server: nothing that is stored belongs to it, and it is not kept. */
  async announce({ id, name, payload, ...event }: DomainEvent): Promise<void> {
    await this.statement((em) => em.execute(ANNOUNCE, [id, name, JSON.stringify(payload)]));
    this.parts.committed([{ id, name, payload, ...event }]);
  }

  /** A handler may emit more events. One statement logs all of them. */
  private async deliver(
    tx: Transaction,
    ctx: RequestContext,
    events: readonly DomainEvent[],
    jobs: readonly Enqueued[],
  ): Promise<void> {
    for (const event of events) for (const handler of this.parts.inside) await handler(tx, ctx, event);
    await tx.em.flush();
    await addJobs(jobs);
    const told = events.filter((event) => !event.inside);
    if (told.length === 0) return;
    await tx.em.execute('select log_events(?::json)', [JSON.stringify(told)]);
  }

  private async beginRead(ctx: RequestContext): Promise<BegunRead> {
    const endTurn = await this.turns.take(ctx.installationId);
    const em = this.manager(ctx);
    try {
      await em.begin({ readOnly: true });
    } catch (error) {
      endTurn?.();
      throw error;
    }
    return { em, end: (how) => em[how]().finally(() => endTurn?.()) };
  }

  /** Transactions never wait for others that the same work begins, so turns cannot wait for each other. */
  private inTurn<T>(ctx: RequestContext, work: () => Promise<T>): Promise<T> {
    return ctx.caller.kind === 'SYSTEM' ? work() : this.turns.run(ctx.installationId, work);
  }

  private manager({ caller, installationId }: RequestContext): EntityManager {
    const { owner, callers } = this.databases;
    const em = (caller.kind === 'SYSTEM' ? owner : callers).fork();
    em.setFilterParams(TENANT_FILTER, { installationId });
    em.setSessionContext({ variables: { [INSTALLATION_SETTING]: installationId } });
    return em;
  }
}

/** A job that a transaction adds before it commits. */
interface Enqueued {
  /** Empty: it has none. */
  readonly key: string;
  add(): Promise<void>;
}

/**
 * A job with a key locks it until the commit. All transactions lock keys late and in one order, so that of two with the same
 * keys one waits, and never both. Of jobs with one key, the last one counts.
 */
async function addJobs(jobs: readonly Enqueued[]): Promise<void> {
  const ordered = jobs.toSorted((one, other) => (one.key < other.key ? -1 : Number(one.key > other.key)));
  for (const { add } of ordered) await add();
}

/**
 * Enqueues a job in the transaction of `em`, so a rollback leaves no job. It calls a `security definer` function that
 * adds the installation, because callers may not use the queue's own tables; it names the types of jobs that they may
 * enqueue, with their keys. Into a queue only the system enqueues.
 */
export async function enqueue<P>(
  em: EntityManager,
  type: JobType<P>,
  payload: P,
  options: EnqueueOptions = {},
): Promise<void> {
  const { runAt = null, key = null } = options;
  const { name, queue, maxAttempts, priority = 0 } = type;
  const values = [JSON.stringify(type.payload.parse(payload)), runAt, key, maxAttempts, priority];
  if (queue === undefined) await em.execute('select enqueue_job(?, ?::json, ?, ?, ?, ?)', [name, ...values]);
  else await em.execute(ENQUEUE_IN_QUEUE, [name, queue, ...values]);
}

/** Only the system may do so, or a caller could hold up the queue. */
const ENQUEUE_IN_QUEUE = `select enqueue_jobs(array[
  (spec.task, json_build_object('payload', spec.payload, 'installationId', nullif(current_setting('${INSTALLATION_SETTING}', true), '')),
    spec.queue, spec.run_at, spec.max_attempts, spec.key, spec.priority, null)::graphile_worker.job_spec])
  from (values (?, ?, ?::json, ?::timestamptz, ?, ?::int, ?::int)) spec (task, queue, payload, run_at, key, max_attempts, priority)`;

const ENQUEUE_ALL = `select enqueue_jobs(array(
  select (?, json_build_object('payload', payload), null, null, ?, null, ?, null)::graphile_worker.job_spec
  from json_array_elements(?::json) payload))`;

/** The same for many payloads at once, of no installation: only the system may do so. */
export async function enqueueAll<P>(
  em: EntityManager,
  type: JobType<P>,
  payloads: readonly P[],
): Promise<void> {
  if (payloads.length === 0) return;
  const parsed = payloads.map((payload) => type.payload.parse(payload));
  await em.execute(ENQUEUE_ALL, [type.name, type.maxAttempts, type.priority ?? 0, JSON.stringify(parsed)]);
}
