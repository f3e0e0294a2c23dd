import type { EntityManager } from '@mikro-orm/postgresql';
import type { RequestContext } from '../../../kernel/context.ts';
import { rowsIn, sql, withDates } from '../../../kernel/statement.ts';
import type { Person } from '../follower.rules.ts';

/** A person with the digest of them; null if the installation has erased nobody yet. */
export interface Digested extends Person {
  readonly digest: string | null;
}

export interface LastUnfollow extends Person {
  readonly at: Date;
  /** False: they follow again. */
  readonly isErased: boolean;
}

/** The latest known unfollow of each of these persons who has one. */
export async function lastUnfollows(
  em: EntityManager,
  { installationId }: RequestContext,
  persons: readonly Digested[],
): Promise<LastUnfollow[]> {
  const found = await rowsIn(em)<LastUnfollow>(
    sql`select p."accountId", p."openId", e.digest is not null as "isErased",
        (extract(epoch from greatest(f.unsubscribed_at, e.unfollowed_at)) * 1000)::float8 as at
      from json_to_recordset(${JSON.stringify(persons)}::json) p ("accountId" uuid, "openId" text, digest text)
      left join follower f on f.installation_id = ${installationId}
        and f.account_id = p."accountId" and f.open_id = p."openId"
      left join erased_follower e on e.installation_id = ${installationId}
        and e.account_id = p."accountId" and e.digest = p.digest
      where f.unsubscribed_at is not null or e.digest is not null`,
  );
  return found.map((row) => withDates(row, 'at'));
}

/** An unfollow that is later than those known until now. */
export interface Unfollow extends Person {
  readonly at: Date;
  /** Results of messages until then are erased as well. */
  readonly resultsUntil: Date;
}

const isLater = sql`t.occurred_at > case when t.kind = 'TEMPLATE_RESULT' then results_until else until end`;

/**
 * Deletes what followers did until they unfollowed, and the followers. Where something later is known, because pushes came in
 * another order, only what is older is deleted.
 *
 * @returns who is still there
 */
export const eraseUntil = (
  em: EntityManager,
  { installationId }: RequestContext,
  unfollows: readonly Unfollow[],
): Promise<Person[]> =>
  rowsIn(em)<Person>(sql`
    with found as materialized (
      select f.id, until, results_until, exists (
        select from activity t where t.installation_id = f.installation_id and t.follower_id = f.id and ${isLater}) as stays
      from json_to_recordset(${JSON.stringify(unfollows)}::json) given
        ("accountId" uuid, "openId" text, at timestamptz, "resultsUntil" timestamptz)
      cross join lateral (select at as until, "resultsUntil" as results_until) times
      join follower f on f.installation_id = ${installationId} and f.account_id = "accountId" and f.open_id = "openId"
    ), older as (
      delete from activity t using found
      where stays and t.installation_id = ${installationId} and t.follower_id = found.id and not (${isLater})
    ), gone as (
      delete from follower f using found where not stays and f.installation_id = ${installationId} and f.id = found.id
    )
    update follower f set unsubscribed_at = until,
      subscribed_at = case when subscribed_at > until then subscribed_at end,
      subscribe_scene = case when subscribed_at > until then subscribe_scene end,
      scene_key = case when subscribed_at > until then scene_key end,
      last_activity_at = case when last_activity_at > until then last_activity_at end
    from found where stays and f.installation_id = ${installationId} and f.id = found.id
    returning f.account_id as "accountId", f.open_id as "openId"`);

const REMEMBER = `
  insert into erased_follower as e (installation_id, account_id, digest, unfollowed_at, erased_at)
  select ?, "accountId", digest, at, ? from json_to_recordset(?::json) erased ("accountId" uuid, digest text, at timestamptz)
  on conflict (installation_id, account_id, digest) do update set
    unfollowed_at = excluded.unfollowed_at, erased_at = excluded.erased_at`;

export const rememberErased = (
  em: EntityManager,
  { installationId }: RequestContext,
  erased: readonly (Digested & { readonly at: Date })[],
  now: Date,
): Promise<unknown> => em.execute(REMEMBER, [installationId, now, JSON.stringify(erased)]);

export const forgetErased = (
  em: EntityManager,
  { installationId }: RequestContext,
  back: readonly Digested[],
): Promise<unknown> =>
  rowsIn(em)(
    sql`delete from erased_follower e using json_to_recordset(${JSON.stringify(back)}::json) b ("accountId" uuid, digest text)
      where e.installation_id = ${installationId} and e.account_id = b."accountId" and e.digest = b.digest`,
  );

/** The sealed key of the installation; null if it has none. */
export async function erasureKeyOf(
  em: EntityManager,
  { installationId }: RequestContext,
): Promise<string | null> {
  const [found] = await rowsIn(em)<{ key: string }>(
    sql`select key from erasure_key where installation_id = ${installationId}`,
  );
  return found?.key ?? null;
}

/** Does nothing if another transaction was faster. */
export const addErasureKey = (
  em: EntityManager,
  { installationId }: RequestContext,
  sealed: string,
): Promise<unknown> =>
  rowsIn(em)(
    sql`insert into erasure_key (installation_id, key) values (${installationId}, ${sealed}) on conflict do nothing`,
  );
