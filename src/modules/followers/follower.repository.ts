import type { EntityManager } from '@mikro-orm/postgresql';
import type { RequestContext } from '../../kernel/context.ts';
import { LAST_ID, NO_ID, newId } from '../../kernel/ids.ts';
import { limitedTo } from '../../kernel/permissions.ts';
import {
  columnsOf,
  empty,
  type Rows,
  rowsIn,
  selectList,
  sql,
  timesOf,
  withDates,
} from '../../kernel/statement.ts';
import { letsUserIn } from '../accounts/access/account-access.entity.ts';
import type { BindingState } from './binding/binding.rules.ts';
import type { Follower } from './follower.entity.ts';
import type { Seen } from './follower.rules.ts';

export type FollowerRow = Omit<
  Follower,
  'installationId' | 'account' | 'lookedUpAt' | 'erasedUntil' | 'infoDue'
>;

export interface FollowerFilter {
  readonly subscribed: boolean | null;
  readonly openId: string | null;
  readonly binding: BindingState | null;
}

/** A window of an account's followers, in the order in which Qiao first saw them. */
export interface FollowersQuery {
  readonly after: string | null;
  readonly limit: number;
}

const TIMES = [
  ...['subscribedAt', 'unsubscribedAt', 'lastActivityAt', 'boundAt', 'messagedAt', 'interactedAt'],
] as const;
const COLUMNS = selectList(
  columnsOf('f', ['id', 'accountId', 'openId', 'unionId', 'subscribed', 'subscribeScene', 'sceneKey']),
  columnsOf('f', ['bindingState', 'bindingHow', 'contactId', 'messaging']),
  timesOf('f', TIMES),
);

const withTimes = (rows: FollowerRow[]) => rows.map((row) => withDates(row, ...TIMES));

/** The followers among `ids` of accounts that the caller may use. */
export async function followersByIds(
  rows: Rows,
  ctx: RequestContext,
  ids: readonly string[],
): Promise<FollowerRow[]> {
  const userId = limitedTo(ctx.caller);
  const visible =
    userId === null
      ? empty
      : sql`and exists (select from official_account a
          where a.installation_id = f.installation_id and a.id = f.account_id and ${letsUserIn(userId)})`;
  return withTimes(
    await rows<FollowerRow>(
      sql`select ${COLUMNS} from follower f
        where f.installation_id = ${ctx.installationId} and f.id = any(${ids}::uuid[]) ${visible}`,
    ),
  );
}

const matching = ({ installationId }: RequestContext, accountId: string, filter: FollowerFilter) =>
  sql`f.installation_id = ${installationId} and f.account_id = ${accountId}
    ${filter.subscribed === null ? empty : sql`and f.subscribed = ${filter.subscribed}`}
    ${filter.openId === null ? empty : sql`and f.open_id = ${filter.openId}`}
    ${filter.binding === null ? empty : sql`and f.binding_state = ${filter.binding}`}`;

export async function followersInWindow(
  rows: Rows,
  ctx: RequestContext,
  accountId: string,
  filter: FollowerFilter,
  { after, limit }: FollowersQuery,
): Promise<FollowerRow[]> {
  const own = matching(ctx, accountId, filter);
  const window = sql`f.id > ${after ?? NO_ID} and f.id < ${LAST_ID} order by f.id limit ${limit}`;
  // One OpenID is found first, and not by a walk through the window.
  const from =
    filter.openId === null
      ? sql`from follower f where ${own} and ${window}`
      : sql`from (select * from follower f where ${own} offset 0) f where ${window}`;
  return withTimes(await rows<FollowerRow>(sql`select ${COLUMNS} ${from}`));
}

export async function countFollowers(
  rows: Rows,
  ctx: RequestContext,
  accountId: string,
  filter: FollowerFilter,
): Promise<number> {
  const [counted] = await rows<{ count: number }>(
    sql`select count(*)::int as count from follower f where ${matching(ctx, accountId, filter)}`,
  );
  return counted?.count ?? 0;
}

/** The removed accounts whose followers must be erased. */
export async function accountsToErase(
  em: EntityManager,
  { installationId }: RequestContext,
): Promise<string[]> {
  const found = await rowsIn(em)<{ id: string }>(
    sql`select a.id from official_account a
      where a.installation_id = ${installationId} and a.status = 'REMOVED' and a.follower_data = 'ERASE' and exists (
        select from follower f where f.installation_id = a.installation_id and f.account_id = a.id)`,
  );
  return found.map(({ id }) => id);
}

/** Deletes some followers of a removed account, with all that they did, and leaves one receipt. Returns how many. */
export async function eraseFollowersOf(
  em: EntityManager,
  { installationId }: RequestContext,
  accountId: string,
  limit: number,
  now: Date,
): Promise<number> {
  const [erased] = await rowsIn(em)<{ followers: number }>(sql`
    with found as materialized (
      select id from follower where installation_id = ${installationId} and account_id = ${accountId} limit ${limit}
    ), counted as (
      select count(*)::int as followers, coalesce(sum((select count(*) from activity t
        where t.installation_id = ${installationId} and t.follower_id = found.id)), 0)::int as activities
      from found
    ), gone as (
      delete from follower f using found where f.installation_id = ${installationId} and f.id = found.id
    ), receipt as (
      insert into privacy_receipt (installation_id, id, account_id, kind, cause, at, rows)
      select ${installationId}::uuid, ${newId()}::uuid, ${accountId}::uuid, 'ERASURE', 'ACCOUNT_REMOVED', ${now}::timestamptz,
        json_build_object('follower', followers, 'activity', activities)
      from counted where followers > 0
    )
    select followers from counted`);
  return erased?.followers ?? 0;
}

/** Some followers who unfollowed and were kept, of accounts that do not keep them any more. */
export async function keptWithoutBasis(
  em: EntityManager,
  { installationId }: RequestContext,
  limit: number,
): Promise<string[]> {
  const found = await rowsIn(em)<{ id: string }>(
    sql`select f.id from official_account a cross join lateral (
        select id from follower where installation_id = ${installationId} and account_id = a.id and not subscribed
          and unsubscribed_at > coalesce(erased_until, '-infinity') limit ${limit}) f
      where a.installation_id = ${installationId} and a.status <> 'REMOVED' and not exists (
        select from follower_settings s where s.installation_id = a.installation_id and s.account_id = a.id
          and s.after_unfollow = 'RETAIN_WITH_BASIS')
      limit ${limit}`,
  );
  return found.map(({ id }) => id);
}

/** SQL for whether somebody follows: whatever they did after the latest unfollow means that they follow again. */
export const isSubscribed = (followed: string, unfollowed: string, active: string): string =>
  `(${unfollowed} is null or coalesce(greatest(${followed}, ${active}) > ${unfollowed}, false))`;

/** Nothing that is older overwrites what is newer, in whatever order pushes are processed. */
const SAVE = `
  insert into follower as f (installation_id, id, account_id, open_id, subscribed, subscribed_at, unsubscribed_at, erased_until,
    subscribe_scene, scene_key, last_activity_at, messaged_at, interacted_at, info_due)
  select ?, id, "accountId", "openId", ${isSubscribed('"subscribedAt"', '"unsubscribedAt"', '"lastActivityAt"')},
    "subscribedAt", "unsubscribedAt", "erasedUntil",
    case when "sceneKey" is not null then 'QR_CODE' end, "sceneKey", "lastActivityAt", "messagedAt", "interactedAt", "isListed"
  from json_to_recordset(?::json) seen (id uuid, "accountId" uuid, "openId" text, "subscribedAt" timestamptz,
    "unsubscribedAt" timestamptz, "erasedUntil" timestamptz, "sceneKey" text, "lastActivityAt" timestamptz,
    "messagedAt" timestamptz, "interactedAt" timestamptz, "isListed" boolean)
  on conflict (installation_id, account_id, open_id) do update set
    subscribed = ${isSubscribed(
      'greatest(f.subscribed_at, excluded.subscribed_at)',
      'greatest(f.unsubscribed_at, excluded.unsubscribed_at)',
      'greatest(f.last_activity_at, excluded.last_activity_at)',
    )},
    subscribe_scene = case when excluded.subscribed_at >= coalesce(f.subscribed_at, '-infinity')
      then excluded.subscribe_scene else f.subscribe_scene end,
    scene_key = case when excluded.subscribed_at >= coalesce(f.subscribed_at, '-infinity')
      then excluded.scene_key else f.scene_key end,
    subscribed_at = greatest(f.subscribed_at, excluded.subscribed_at),
    unsubscribed_at = greatest(f.unsubscribed_at, excluded.unsubscribed_at),
    erased_until = greatest(f.erased_until, excluded.erased_until),
    last_activity_at = greatest(f.last_activity_at, excluded.last_activity_at),
    messaged_at = greatest(f.messaged_at, excluded.messaged_at),
    interacted_at = greatest(f.interacted_at, excluded.interacted_at)
  returning id, account_id as "accountId", open_id as "openId", subscribed, contact_id as "contactId",
    (extract(epoch from unsubscribed_at) * 1000)::float8 as "unsubscribedAt", xmax = 0 as "isNew"`;

export type SavedFollower = Pick<
  FollowerRow,
  'id' | 'accountId' | 'openId' | 'subscribed' | 'contactId' | 'unsubscribedAt'
> & { readonly isNew: boolean };

/** One statement for any number of followers. */
export async function saveFollowers(
  em: EntityManager,
  { installationId }: RequestContext,
  seen: readonly Seen[],
): Promise<SavedFollower[]> {
  const rows = seen.map((one) => ({ id: newId(), ...one }));
  const saved = await em.execute<SavedFollower[]>(SAVE, [installationId, JSON.stringify(rows)]);
  return saved.map((row) => withDates(row, 'unsubscribedAt'));
}
