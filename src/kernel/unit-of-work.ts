import type { EntityManager, MikroORM } from '@mikro-orm/postgresql';
import type { Clock } from './clock.ts';
import type { RequestContext } from './context.ts';
import type { DomainEvent } from './events.ts';
import type { EnqueueOptions, JobType } from './jobs.ts';
import { PUSH_CHANNEL } from './push.ts';
import { INSTALLATION_SETTING, TENANT_FILTER, TENANT_ROLE } from './tenancy.ts';

/** What changed, for the audit trail. Facts only, never secrets. */
export interface AuditChange {
  readonly subjectType: string;
  readonly subjectId: string;
  readonly before?: Readonly<Record<string, unknown>>;
  readonly after?: Readonly<Record<string, unknown>>;
}

/** What a write may do besides changing entities. All of it happens in its transaction, or not at all. */
export interface Transaction {
  readonly em: EntityManager;
  /** Handled inside, then, unless it is for the inside only, pushed to every server when the transaction commits. */
  emit(event: DomainEvent): void;
  enqueue<P>(type: JobType<P>, payload: P, options?: EnqueueOptions): Promise<void>;
  audit(change: AuditChange): void;
  now(): Date;
}

/** Handles an event in the transaction that caused it: how a lower module reaches a higher one. */
export type InsideHandler = (tx: Transaction, ctx: RequestContext, event: DomainEvent) => Promise<void>;

/** The parts of a write that belong to modules; `app` supplies them. */
export interface UnitOfWorkParts {
  recordAudit(em: EntityManager, ctx: RequestContext, action: string, change: AuditChange, at: Date): void;
  readonly inside: readonly InsideHandler[];
  readonly clock: Clock;
}

/** The one shape of everything that touches the database. No HTTP call may be made inside any of these. */
export class UnitOfWork {
  constructor(
    private readonly orm: MikroORM,
    private readonly parts: UnitOfWorkParts,
  ) {}

  /** Reads as the caller, in one transaction: what belongs to another installation does not exist. */
  read<T>(ctx: RequestContext, work: (em: EntityManager) => Promise<T>): Promise<T> {
    return this.manager(ctx).transactional(work, { readOnly: true });
  }

  /**
   * Writes as the caller. `action` is the schema field of the mutation, or the name of the system's work, and becomes the
   * action of its audit entries. Whatever `work` throws rolls everything back.
   */
  write<T>(ctx: RequestContext, action: string, work: (tx: Transaction) => Promise<T>): Promise<T> {
    return this.manager(ctx).transactional(async (em) => {
      const events: DomainEvent[] = [];
      const tx: Transaction = {
        em,
        emit: (event) => void events.push(event),
        enqueue: (type, payload, options) => enqueue(em, type, payload, options),
        audit: (change) => this.parts.recordAudit(em, ctx, action, change, tx.now()),
        now: () => this.parts.clock.now(),
      };
      const result = await work(tx);
      await em.flush();
      await this.deliver(tx, ctx, events);
      return result;
    });
  }

  /** One statement on platform tables, by itself: a third of the round trips of a transaction. */
  statement<T>(work: (em: EntityManager) => Promise<T>): Promise<T> {
    return work(this.orm.em.fork());
  }

  /** Platform tables only, before any tenant is known. Tenant tables show no row here. */
  platform<T>(work: (em: EntityManager) => Promise<T>): Promise<T> {
    return this.orm.em.fork().transactional(work);
  }

  /** A handler may emit more. All are announced by one statement. */
  private async deliver(tx: Transaction, ctx: RequestContext, events: readonly DomainEvent[]): Promise<void> {
    for (const event of events) for (const handler of this.parts.inside) await handler(tx, ctx, event);
    await tx.em.flush();
    const told = events.filter((event) => !event.inside);
    if (told.length === 0) return;
    const announced = told.map(() => 'pg_notify(?, ?)').join(', ');
    const values = told.flatMap((event) => [PUSH_CHANNEL, JSON.stringify(event)]);
    await tx.em.execute(`select ${announced}`, values);
  }

  private manager(ctx: RequestContext): EntityManager {
    const em = this.orm.em.fork();
    em.setFilterParams(TENANT_FILTER, { installationId: ctx.installationId });
    em.setSessionContext({
      variables: { [INSTALLATION_SETTING]: ctx.installationId },
      ...(ctx.caller.kind === 'SYSTEM' ? {} : { role: TENANT_ROLE }),
    });
    return em;
  }
}

/**
 * Enqueues in the transaction of `em`, so that a rollback leaves no job. Goes through a `security definer` function that
 * adds the installation, since the queue's own tables refuse the tenant role.
 */
export async function enqueue<P>(
  em: EntityManager,
  type: JobType<P>,
  payload: P,
  options: EnqueueOptions = {},
): Promise<void> {
  await em.execute('select enqueue_job(?, ?::json, ?, ?, ?, ?)', [
    type.name,
    JSON.stringify(type.payload.parse(payload)),
    options.runAt ?? null,
    options.key ?? null,
    type.maxAttempts,
    type.priority ?? 0,
  ]);
}
