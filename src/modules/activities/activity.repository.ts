import type { EntityManager } from '@mikro-orm/postgresql';
import type { RequestContext } from '../../kernel/context.ts';
import { firstIdAt, LAST_ID, NO_ID } from '../../kernel/ids.ts';
import { limitedTo } from '../../kernel/permissions.ts';
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
} from '../../kernel/statement.ts';
import { letsUserIn } from '../accounts/access/account-access.entity.ts';
import type { Activity } from './activity.entity.ts';
import { ACTIVITY_KINDS, type ActivityKind } from './activity.rules.ts';

export type ActivityRow = Omit<Activity, 'installationId' | 'account' | 'follower'>;

/** All given conditions must match; null means no limit. */
export interface ActivityFilter {
  readonly kinds: readonly ActivityKind[] | null;
  /** Inclusive. */
  readonly since: Date | null;
  /** Exclusive. */
  readonly until: Date | null;
}

/** A window of a list, newest first. */
export interface ActivitiesQuery {
  readonly after: string | null;
  readonly limit: number;
}

/** Whose activities are listed. */
export type ActivityOwner = { readonly accountId: string } | { readonly followerId: string };

const TIMES = ['occurredAt', 'receivedAt', 'storedAt', 'bookedAt'] as const;
const COLUMNS = selectList(
  columnsOf('t', ['id', 'accountId', 'followerId', 'kind', 'source', 'detail', 'traceId', 'campaignId']),
  timesOf('t', TIMES),
);

const withTimes = (rows: ActivityRow[]) => rows.map((row) => withDates(row, ...TIMES));

/** The activities among `ids` of accounts that the caller may use. */
export async function activitiesByIds(
  rows: Rows,
  ctx: RequestContext,
  ids: readonly string[],
): Promise<ActivityRow[]> {
  const userId = limitedTo(ctx.caller);
  const visible =
    userId === null
      ? empty
      : sql`and exists (select from official_account a
          where a.installation_id = t.installation_id and a.id = t.account_id and ${letsUserIn(userId)})`;
  return withTimes(
    await rows<ActivityRow>(
      sql`select ${COLUMNS} from activity t
        where t.installation_id = ${ctx.installationId} and t.id = any(${ids}::uuid[]) ${visible}`,
    ),
  );
}

/** The time of an activity is in its id, so a range of times is a range of ids. */
function matching({ installationId }: RequestContext, owner: ActivityOwner, filter: ActivityFilter): Sql {
  const { since, until } = filter;
  return sql`t.installation_id = ${installationId}
    ${'accountId' in owner ? sql`and t.account_id = ${owner.accountId}` : sql`and t.follower_id = ${owner.followerId}`}
    ${since ? sql`and t.id >= ${firstIdAt(since)}` : empty}
    ${until ? sql`and t.id < ${firstIdAt(until)}` : empty}`;
}

/** Each kind has its own order in an index, so each gives a page of its own. */
export async function activitiesInWindow(
  rows: Rows,
  ctx: RequestContext,
  owner: ActivityOwner,
  filter: ActivityFilter,
  { after, limit }: ActivitiesQuery,
): Promise<ActivityRow[]> {
  const order = sql`order by t.id desc limit ${limit}`;
  const own = sql`${matching(ctx, owner, filter)} and t.id < ${after ?? LAST_ID} and t.id > ${NO_ID}`;
  const kinds = filter.kinds ?? ('accountId' in owner ? null : ACTIVITY_KINDS);
  const page = kinds
    ? sql`from unnest(${[...new Set(kinds)]}::text[]) as wanted(kind) cross join lateral (
        select t.* from activity t where t.kind = wanted.kind and ${own} ${order}) t ${order}`
    : sql`from activity t where ${own} ${order}`;
  return withTimes(await rows<ActivityRow>(sql`select ${COLUMNS} ${page}`));
}

export async function countActivities(
  rows: Rows,
  ctx: RequestContext,
  owner: ActivityOwner,
  filter: ActivityFilter,
): Promise<number> {
  const own = matching(ctx, owner, filter);
  const [counted] = await rows<{ count: number }>(
    filter.kinds
      ? sql`select coalesce(sum(counted.count), 0)::int as count
          from unnest(${[...new Set(filter.kinds)]}::text[]) as wanted(kind) cross join lateral (
            select count(*) as count from activity t where t.kind = wanted.kind and ${own}) counted`
      : sql`select count(*)::int as count from activity t where ${own}`,
  );
  return counted?.count ?? 0;
}

/** Of each of these followers the latest follow; the first known activity of those who have not followed since Qiao is connected. */
export async function firstStepsOf(
  rows: Rows,
  { installationId }: RequestContext,
  followerIds: readonly string[],
): Promise<ActivityRow[]> {
  const own = sql`t.installation_id = ${installationId} and t.follower_id = f.id`;
  return withTimes(
    await rows<ActivityRow>(
      sql`select ${COLUMNS} from unnest(${followerIds}::uuid[]) as f(id) cross join lateral (
        select t.* from unnest(${[...ACTIVITY_KINDS]}::text[]) as wanted(kind) cross join lateral (
          (select * from activity t where wanted.kind = 'FOLLOW' and t.kind = 'FOLLOW' and ${own} order by t.id desc limit 1)
          union all
          (select * from activity t where wanted.kind <> 'FOLLOW' and t.kind = wanted.kind and ${own} order by t.id limit 1)) t
        order by (t.kind = 'FOLLOW') desc, t.id limit 1) t`,
    ),
  );
}

const ADD = `
  insert into activity (installation_id, id, account_id, follower_id, kind, occurred_at, source, detail, received_at, stored_at,
    booked_at, trace_id, campaign_id)
  select ?, id, "accountId", "followerId", kind, "occurredAt", source, detail, "receivedAt", "storedAt", "bookedAt", "traceId",
    "campaignId"
  from json_to_recordset(?::json) added (id uuid, "accountId" uuid, "followerId" uuid, kind text, "occurredAt" timestamptz,
    source text, detail jsonb, "receivedAt" timestamptz, "storedAt" timestamptz, "bookedAt" timestamptz, "traceId" text,
    "campaignId" text)`;

/** One statement for any number of activities. */
export const addActivities = (
  em: EntityManager,
  { installationId }: RequestContext,
  activities: readonly ActivityRow[],
): Promise<unknown> => em.execute(ADD, [installationId, JSON.stringify(activities)]);

/** Returns how many. They are found by the primary key: their time is in their id. */
export async function deleteActivitiesBefore(
  em: EntityManager,
  { installationId }: RequestContext,
  time: Date,
  limit: number,
): Promise<number> {
  const deleted = await rowsIn(em)(
    sql`delete from activity where installation_id = ${installationId} and id in (
        select id from activity where installation_id = ${installationId} and id < ${firstIdAt(time)} order by id limit ${limit})
      returning id`,
  );
  return deleted.length;
}
