import type { EntityManager } from '@mikro-orm/postgresql';
import type { RequestContext } from '../../kernel/context.ts';
import { firstIdAt, LAST_ID, NO_ID } from '../../kernel/ids.ts';
import { empty, rowsIn, type Sql, sql } from '../../kernel/statement.ts';
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

/** The time of an entry is in its id, too. A second more, because `at` may be of the moment beside it. */
const MARGIN_MS = 1000;

const idBeside = (at: Date, marginMs: number): string =>
  firstIdAt(new Date(Math.max(at.getTime() + marginMs, 0)));

function matching(
  { installationId }: RequestContext,
  { subjectId, actorKind, actor, since, until }: AuditFilter,
): Sql {
  return sql`installation_id = ${installationId}
    ${subjectId ? sql`and subject_id = ${subjectId}` : empty}
    ${actorKind ? sql`and actor_kind = ${actorKind}` : empty}
    ${actor === null ? empty : sql`and actor = ${actor}`}
    ${since ? sql`and at >= ${since} and id >= ${idBeside(since, -MARGIN_MS)}` : empty}
    ${until ? sql`and at < ${until} and id < ${idBeside(until, MARGIN_MS)}` : empty}`;
}

export async function entriesInWindow(
  em: EntityManager,
  ctx: RequestContext,
  filter: AuditFilter,
  { after, before, limit, backward }: Window,
): Promise<AuditEntry[]> {
  const order = backward ? sql`order by id limit ${limit}` : sql`order by id desc limit ${limit}`;
  const own = sql`${matching(ctx, filter)} and id < ${after ?? LAST_ID} and id > ${before ?? NO_ID} ${order}`;
  const found = await rowsIn(em)(
    filter.actions
      ? // Each action has its own order in the index, so each gives a page of its own.
        sql`select entry.* from unnest(${[...new Set(filter.actions)]}::text[]) as wanted(action) cross join lateral (
          select * from audit_entry where action = wanted.action and ${own}) entry ${order}`
      : sql`select * from audit_entry where ${own}`,
  );
  return found.map((row) => em.map(AuditEntry, row));
}

export async function countEntries(
  em: EntityManager,
  ctx: RequestContext,
  filter: AuditFilter,
): Promise<number> {
  const action = filter.actions ? sql`and action = any(${filter.actions}::text[])` : empty;
  const [counted] = await rowsIn(em)<{ count: number }>(
    sql`select count(*)::int as count from audit_entry where ${matching(ctx, filter)} ${action}`,
  );
  return counted?.count ?? 0;
}

export function entriesByIds(em: EntityManager, ids: readonly string[]): Promise<AuditEntry[]> {
  return em.find(AuditEntry, { id: { $in: [...ids] } });
}
