import { globalId } from '../../src/graphql/global-id.ts';
import type { Qiao } from './qiao.ts';
import { ownId, sql } from './stored.ts';

/** Followers of an account, each with so many activities, as if they had been there for long; the first one's global ids. */
export async function addFollowers(
  qiao: Qiao,
  accountId: string,
  { followers = 1, activities = 1 } = {},
): Promise<{ readonly follower: string; readonly activity: string }> {
  const [first] = await sql<{ follower: string; activity: string }>(
    qiao,
    `with added as (
       insert into follower (installation_id, id, account_id, open_id, subscribed)
       select installation_id, gen_random_uuid(), id, 'o' || translate(gen_random_uuid()::text, '-', ''), true
       from official_account, generate_series(1, $2) where id = $1
       returning *
     ), done as (
       insert into activity (installation_id, id, account_id, follower_id, kind, occurred_at, source, detail)
       select installation_id, gen_random_uuid(), account_id, id, 'MENU_CLICK', now(), 'PUSH', '{"key":"HELP"}'
       from added, generate_series(1, $3)
       returning *
     )
     select follower_id as follower, id as activity from done limit 1`,
    [ownId(accountId), followers, activities],
  );
  const { follower = '', activity = '' } = first ?? {};
  return { follower: globalId('Follower', follower), activity: globalId('Activity', activity) };
}
