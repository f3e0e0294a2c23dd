import type { RequestContext } from './context.ts';
import type { EventType } from './events.ts';
import type { AnyJobHandler, JobType } from './jobs.ts';
import type { PersonalTable } from './personal.ts';
import type { InsideHandler, Transaction } from './unit-of-work.ts';

type Entity = abstract new (...args: never[]) => object;

/**
 * What a module provides to every process. Each `modules/<name>/module.ts` exports one under the name of its folder;
 * `modules/index.ts` lists them in rank order.
 *
 * @typeParam Lower what it needs from the kernel, the configuration and lower modules, by name
 * @typeParam Services what higher modules, routes and its own API may use, by name
 */
export interface Module<Lower = never, Services extends object = object> {
  readonly name: string;
  /** Tables whose rows belong to one installation. Row-level security applies to every read and write. */
  readonly tenantEntities?: readonly Entity[];
  /** Tables that are read before a tenant is known, only by named services. */
  readonly platformEntities?: readonly Entity[];
  /** Tables without an entity that hold data about people. */
  readonly personalTables?: readonly PersonalTable[];
  /** Scheduled jobs, in UTC. With any number of workers, each entry runs once. */
  readonly timetable?: readonly TimetableEntry[];
  /** Implements ports that lower modules declare, under the names by which they use them. Called first. */
  ports?(base: never): object;
  compose(lower: Lower): Composed<Services>;
  /** Its GraphQL API. Only servers load it: a worker never loads GraphQL. */
  loadApi?(): Promise<{ api(services: never): object }>;
}

/** A module's services, and its handlers. */
export interface Composed<Services extends object> {
  readonly services: Services;
  /** Handlers of its job types. */
  readonly jobs?: readonly AnyJobHandler[];
  /** Event handlers, which run in the transaction that caused the event. Those of lower modules run first. */
  readonly handlers?: readonly InsideHandler[];
}

export interface TimetableEntry {
  readonly job: JobType<unknown>;
  /** Five fields, as in a crontab, for example `0 3 * * *`. */
  readonly match: string;
}

/** Checks a module's shape and keeps its exact types. */
export const defineModule = <const M extends Module>(module: M): M => module;

/** Handles an event of one type in the transaction that caused it. */
export const on =
  <P>(
    type: EventType<P>,
    handle: (tx: Transaction, ctx: RequestContext, payload: P) => Promise<void>,
  ): InsideHandler =>
  async (tx, ctx, event) => {
    if (type.matches(event)) await handle(tx, ctx, event.payload);
  };
