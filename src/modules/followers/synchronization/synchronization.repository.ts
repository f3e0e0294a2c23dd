import type { EntityManager } from '@mikro-orm/postgresql';
import type { RequestContext } from '../../../kernel/context.ts';
import { NO_ID } from '../../../kernel/ids.ts';
import { limitedTo } from '../../../kernel/permissions.ts';
import {
  columnsOf,
  empty,
  type Rows,
  rowsIn,
  type Sql,
  selectList,
  sql,
  timesOf,
  withDates,
} from '../../../kernel/statement.ts';
import { letsUserIn } from '../../accounts/access/account-access.entity.ts';
import { Synchronization } from './synchronization.entity.ts';

export type SynchronizationRow = Omit<Synchronization, 'installationId' | 'account'>;

const VALUES = [
  ...['status', 'step', 'reading', 'cursor', 'done', 'total', 'largestTotal', 'perSecond'],
  ...['added', 'confirmed', 'updated', 'leftSilently', 'unclear', 'reason'],
] as const;
const TIMES = ['startedAt', 'progressedAt', 'endedAt', 'resumesAt'] as const;
const COLUMNS = selectList(columnsOf('s', ['id', 'accountId', ...VALUES]), timesOf('s', TIMES));

const read = async (rows: Rows, rest: Sql): Promise<SynchronizationRow[]> =>
  (await rows<SynchronizationRow>(sql`select ${COLUMNS} ${rest}`)).map((row) => withDates(row, ...TIMES));

function visible(ctx: RequestContext): Sql {
  const userId = limitedTo(ctx.caller);
  return userId === null
    ? empty
    : sql`and exists (select from official_account a
        where a.installation_id = s.installation_id and a.id = s.account_id and ${letsUserIn(userId)})`;
}

/** Those among `ids` of accounts that the caller may use. */
export const synchronizationsByIds = (
  rows: Rows,
  ctx: RequestContext,
  ids: readonly string[],
): Promise<SynchronizationRow[]> =>
  read(
    rows,
    sql`from synchronization s
      where s.installation_id = ${ctx.installationId} and s.id = any(${ids}::uuid[]) ${visible(ctx)}`,
  );

/** The latest of each of these accounts that the caller may use. */
export const latestSynchronizations = (
  rows: Rows,
  ctx: RequestContext,
  accountIds: readonly string[],
): Promise<SynchronizationRow[]> =>
  read(
    rows,
    sql`from unnest(${[...new Set(accountIds)]}::uuid[]) wanted(account_id) cross join lateral (
        select * from synchronization s
        where s.installation_id = ${ctx.installationId} and s.account_id = wanted.account_id
        order by s.id desc limit 1) s where true ${visible(ctx)}`,
  );

/** Locks it if it is open; see {@link awaitSynchronizations}. */
export async function lockOpen(
  em: EntityManager,
  { installationId }: RequestContext,
  by: { readonly id: string } | { readonly accountId: string },
): Promise<SynchronizationRow | null> {
  const which = 'id' in by ? sql`s.id = ${by.id}` : sql`s.account_id = ${by.accountId}`;
  const [found] = await read(
    rowsIn(em),
    sql`from synchronization s
      where s.installation_id = ${installationId} and ${which} and s.ended_at is null for update`,
  );
  return found ?? null;
}

export type Progress = Partial<Omit<SynchronizationRow, 'id' | 'accountId'>>;

export const saveProgress = (
  em: EntityManager,
  { installationId }: RequestContext,
  id: string,
  progress: Progress,
): Promise<unknown> => em.nativeUpdate(Synchronization, { installationId, id }, progress);

/** Of these OpenIDs those whom the account does not know. Each is looked up by itself; see {@link missingAfter}. */
export async function unknownAmong(
  em: EntityManager,
  { installationId }: RequestContext,
  accountId: string,
  openIds: readonly string[],
): Promise<string[]> {
  const found = await rowsIn(em)<{ openId: string }>(
    sql`select listed.open_id as "openId" from unnest(${openIds}::text[]) with ordinality listed(open_id, place)
      left join lateral (
        select id from follower where installation_id = ${installationId} and account_id = ${accountId}
          and open_id = listed.open_id limit 1) f on true
      where f.id is null order by listed.place`,
  );
  return found.map(({ openId }) => openId);
}

/** Those who are known to have unfollowed before follow again. Returns how many. */
export async function followAgain(
  em: EntityManager,
  { installationId }: RequestContext,
  accountId: string,
  openIds: readonly string[],
  asOf: Date,
): Promise<number> {
  const found = await rowsIn(em)(
    sql`update follower f set subscribed = true, subscribed_at = ${asOf}, subscribe_scene = null, scene_key = null,
        info_due = true
      where f.installation_id = ${installationId} and f.account_id = ${accountId} and f.open_id = any(${openIds}::text[])
        and not f.subscribed and f.unsubscribed_at < ${asOf} returning f.id`,
  );
  return found.length;
}

/** Remembers the followers of a page. Returns how many are followers, and how many were not in a page before. */
export async function rememberListed(
  em: EntityManager,
  { installationId }: RequestContext,
  { id, accountId }: SynchronizationRow,
  openIds: readonly string[],
): Promise<{ known: number; fresh: number }> {
  const [counted] = await rowsIn(em)<{ known: number; fresh: number }>(
    sql`with known as materialized (
        select f.id from follower f
        where f.installation_id = ${installationId} and f.account_id = ${accountId} and f.open_id = any(${openIds}::text[])
      ), fresh as (
        insert into listed_follower (installation_id, synchronization_id, follower_id)
        select ${installationId}::uuid, ${id}::uuid, id from known on conflict do nothing returning follower_id
      )
      select (select count(*)::int from known) as known, (select count(*)::int from fresh) as fresh`,
  );
  return counted ?? { known: 0, fresh: 0 };
}

export const forgetListed = (
  em: EntityManager,
  { installationId }: RequestContext,
  id: string,
): Promise<unknown> =>
  rowsIn(em)(
    sql`delete from listed_follower where installation_id = ${installationId} and synchronization_id = ${id}`,
  );

/** Followed before a time, and nothing later is known of them. */
const silentSince = (asOf: Date): Sql => sql`f.subscribed
  and coalesce(greatest(f.subscribed_at, f.last_activity_at), '-infinity') < ${asOf}`;

/** A follower who is not in the list. */
export interface Missing {
  readonly id: string;
  readonly openId: string;
}

/**
 * The next of those who were in no page although they follow, as far as Qiao knows, in the order of their ids. Each is looked up
 * by itself: PostgreSQL has no statistics of what was just written, and would compare everybody with everybody.
 */
export const missingAfter = (
  rows: Rows,
  { installationId }: RequestContext,
  { id, accountId, cursor }: SynchronizationRow,
  asOf: Date,
  limit: number,
): Promise<Missing[]> =>
  rows<Missing>(
    sql`select f.id, f.open_id as "openId" from follower f
      left join lateral (
        select true as is_listed from listed_follower l
        where l.installation_id = ${installationId} and l.synchronization_id = ${id} and l.follower_id = f.id limit 1
      ) l on true
      where f.installation_id = ${installationId} and f.account_id = ${accountId} and f.id > ${cursor ?? NO_ID}
        and ${silentSince(asOf)} and l.is_listed is null
      order by f.id limit ${limit}`,
  );

/** Locks those who still are silent, so that no push changes them before they are erased. */
export const lockSilent = (
  em: EntityManager,
  { installationId }: RequestContext,
  ids: readonly string[],
  asOf: Date,
): Promise<Missing[]> =>
  rowsIn(em)<Missing>(
    sql`select f.id, f.open_id as "openId" from follower f
      where f.installation_id = ${installationId} and f.id = any(${ids}::uuid[]) and ${silentSince(asOf)}
      order by f.id for update`,
  );

/** Whether anybody follows the account, as far as Qiao knows. */
export async function hasFollowers(
  em: EntityManager,
  { installationId }: RequestContext,
  accountId: string,
): Promise<boolean> {
  const found = await rowsIn(em)(
    sql`select from follower where installation_id = ${installationId} and account_id = ${accountId} and subscribed limit 1`,
  );
  return found.length > 0;
}

/**
 * Waits for pages that are being saved. A page adds who is in it and unknown, and a push that tells that they have left must
 * not find nobody to erase just before.
 */
export const awaitSynchronizations = (
  em: EntityManager,
  { installationId }: RequestContext,
  accountIds: readonly string[],
): Promise<unknown> =>
  rowsIn(em)(
    sql`select from synchronization where installation_id = ${installationId} and ended_at is null
      and account_id = any(${accountIds}::uuid[]) for share`,
  );
