import type { RequestContext } from '../../../kernel/context.ts';
import { type Rows, type Sql, sql } from '../../../kernel/statement.ts';
import type { FollowerDayType } from './follower-statistics.type.ts';

export interface Days {
  /** How many, up to the day of `now`. */
  readonly days: number;
  readonly now: Date;
  readonly timeZone: string;
}

/** The smallest ID of a time. The time of an activity is in its ID, so a day is a range of IDs and is counted in an index. */
const firstIdAt = (time: Sql): Sql =>
  sql`(lpad(to_hex((extract(epoch from ${time}) * 1000)::bigint), 12, '0') || repeat('0', 20))::uuid`;

/** One row for each day, oldest first, also for a day on which nothing happened. */
export function followerDays(
  rows: Rows,
  { installationId }: RequestContext,
  accountId: string,
  { days, now, timeZone }: Days,
): Promise<FollowerDayType[]> {
  const today = sql`(${now.toISOString()}::timestamptz at time zone ${timeZone})::date`;
  const own = sql`t.installation_id = ${installationId} and t.account_id = ${accountId}`;
  const countOf = (kind: 'FOLLOW' | 'UNFOLLOW') =>
    sql`(select count(*)::int from activity t where ${own} and t.kind = ${kind} and t.id >= r.first and t.id < r.last)`;
  const first = firstIdAt(sql`b.since`);
  const last = firstIdAt(sql`b.until`);
  return rows<FollowerDayType>(
    sql`select to_char(r.day, 'YYYY-MM-DD') as day, ${countOf('FOLLOW')} as follows, ${countOf('UNFOLLOW')} as unfollows,
        (select count(*)::int from follower t where ${own} and t.bound_at >= r.since and t.bound_at < r.until) as bound
      from (select b.*, ${first} as first, ${last} as last
        from (select d.day, d.day::timestamp at time zone ${timeZone} as since,
            (d.day + 1)::timestamp at time zone ${timeZone} as until
          from (select ${today} - n as day from generate_series(0, ${days}::int - 1) n) d) b) r
      order by r.day`,
  );
}
