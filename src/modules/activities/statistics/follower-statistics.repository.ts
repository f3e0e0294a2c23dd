import type { RequestContext } from '../../../kernel/context.ts';
import { firstIdAt } from '../../../kernel/ids.ts';
import { type Rows, sql } from '../../../kernel/statement.ts';
import type { FollowerDayType } from './follower-statistics.type.ts';

export interface Days {
  /** How many, up to the day of `now`. */
  readonly days: number;
  readonly now: Date;
  readonly timeZone: string;
}

const DAY_MS = 86_400_000;

/** One row for each day, oldest first, also for a day on which nothing happened. */
export function followerDays(
  rows: Rows,
  { installationId }: RequestContext,
  accountId: string,
  { days, now, timeZone }: Days,
): Promise<FollowerDayType[]> {
  // A little earlier than the first day in any time zone. The join keeps only the wanted days.
  const since = new Date(now.getTime() - (days + 1) * DAY_MS);
  const today = sql`(${now.toISOString()}::timestamptz at time zone ${timeZone})::date`;
  return rows<FollowerDayType>(
    sql`select to_char(d.day, 'YYYY-MM-DD') as day, coalesce(a.follows, 0)::int as follows,
        coalesce(a.unfollows, 0)::int as unfollows, coalesce(b.bound, 0)::int as bound
      from (select ${today} - n as day from generate_series(0, ${days}::int - 1) n) d
      left join (select (occurred_at at time zone ${timeZone})::date as day,
          count(*) filter (where kind = 'FOLLOW') as follows, count(*) filter (where kind = 'UNFOLLOW') as unfollows
        from activity where installation_id = ${installationId} and account_id = ${accountId}
          and kind in ('FOLLOW', 'UNFOLLOW') and id >= ${firstIdAt(since)} group by 1) a on a.day = d.day
      left join (select (bound_at at time zone ${timeZone})::date as day, count(*) as bound
        from follower where installation_id = ${installationId} and account_id = ${accountId}
          and bound_at >= ${since.toISOString()}::timestamptz group by 1) b on b.day = d.day
      order by d.day`,
  );
}
