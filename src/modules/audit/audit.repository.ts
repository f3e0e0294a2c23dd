import type { EntityManager, FilterQuery } from '@mikro-orm/postgresql';
import { type ActorKind, AuditEntry } from './audit-entry.entity.ts';

/** All given conditions must match; null means no limit. */
export interface AuditFilter {
  readonly actions: readonly string[] | null;
  readonly subjectId: string | null;
  readonly actorKind: ActorKind | null;
  /** The id of a user or an API key, or what caused the work of the system. */
  readonly actor: string | null;
  /** Inclusive. */
  readonly since: Date | null;
  /** Exclusive. */
  readonly until: Date | null;
}

/** A part of a list that is ordered by id, newest first. */
interface Window {
  readonly after: string | null;
  readonly before: string | null;
  readonly limit: number;
  readonly backward: boolean;
}

function matching({
  actions,
  subjectId,
  actorKind,
  actor,
  since,
  until,
}: AuditFilter): FilterQuery<AuditEntry> {
  return {
    ...(actions && { action: { $in: [...actions] } }),
    ...(subjectId && { subjectId }),
    ...(actorKind && { actorKind }),
    ...(actor !== null && { actor }),
    ...((since || until) && { at: { ...(since && { $gte: since }), ...(until && { $lt: until }) } }),
  };
}

export function entriesInWindow(
  em: EntityManager,
  filter: AuditFilter,
  window: Window,
): Promise<AuditEntry[]> {
  const { after, before, limit, backward } = window;
  const between = { ...(after && { $lt: after }), ...(before && { $gt: before }) };
  return em.find(
    AuditEntry,
    { $and: [matching(filter), after || before ? { id: between } : {}] },
    { orderBy: { id: backward ? 'asc' : 'desc' }, limit },
  );
}

export function countEntries(em: EntityManager, filter: AuditFilter): Promise<number> {
  return em.count(AuditEntry, matching(filter));
}

export function entriesByIds(em: EntityManager, ids: readonly string[]): Promise<AuditEntry[]> {
  return em.find(AuditEntry, { id: { $in: [...ids] } });
}
