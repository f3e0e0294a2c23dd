import type { EntityManager } from '@mikro-orm/postgresql';
import type { RequestContext } from '../../../kernel/context.ts';
import { constant, rowsIn, sql, withDates } from '../../../kernel/statement.ts';
import { isSubscribed } from '../follower.repository.ts';
import type { Person } from '../follower.rules.ts';
import type { Leaving } from './erasure.rules.ts';
import type { ErasureCause } from './erasure-cause.rules.ts';

/** A person with the digest of them. */
export interface Digested extends Person {
  readonly digest: string;
}

/** Until when somebody is erased, as far as it was known before. */
export interface KnownErasure extends Person {
  readonly at: Date;
  /** False: they follow again. */
  readonly isErased: boolean;
}

/**
 * The latest known erasure of each of these persons who has one. Each person is looked up by themselves: where PostgreSQL has no
 * statistics yet, it would compare all of them with all followers.
 */
export async function knownErasures(
  em: EntityManager,
  { installationId }: RequestContext,
  persons: readonly Digested[],
): Promise<KnownErasure[]> {
  const found = await rowsIn(em)<KnownErasure>(
    sql`select p."accountId", p."openId", e.digest is not null as "isErased",
        (extract(epoch from greatest(f.erased_until, e.unfollowed_at)) * 1000)::float8 as at
      from json_to_recordset(${JSON.stringify(persons)}::json) p ("accountId" uuid, "openId" text, digest text)
      left join lateral (
        select erased_until from follower where installation_id = ${installationId}
          and account_id = p."accountId" and open_id = p."openId" limit 1) f on true
      left join lateral (
        select digest, unfollowed_at from erased_follower where installation_id = ${installationId}
          and account_id = p."accountId" and digest = p.digest limit 1) e on true
      where f.erased_until is not null or e.digest is not null`,
  );
  return found.map((row) => withDates(row, 'at'));
}

/** Which of these accounts keep followers who unfollow. */
export async function accountsThatKeep(
  em: EntityManager,
  { installationId }: RequestContext,
  accountIds: readonly string[],
): Promise<ReadonlySet<string>> {
  const found = await rowsIn(em)<{ id: string }>(
    sql`select account_id as id from follower_settings where installation_id = ${installationId}
      and account_id = any(${[...new Set(accountIds)]}::uuid[]) and after_unfollow = 'RETAIN_WITH_BASIS'`,
  );
  return new Set(found.map(({ id }) => id));
}

/** An erasure that reaches further than those known until now. */
export interface NewErasure extends Leaving {
  /** Results of messages until then are erased as well. */
  readonly resultsUntil: Date;
  /** Of the receipt, if something is erased. */
  readonly receiptId: string;
}

/** What an erasure found. */
export interface ErasedRow extends Person {
  /** Something later is known of them, so they stay, without what is older. */
  readonly stays: boolean;
  /** With whom they were bound. */
  readonly contactId: string | null;
  readonly at: Date;
  readonly receiptId: string;
}

const isLater = sql`t.occurred_at > case when t.kind = 'TEMPLATE_RESULT' then results_until else until end`;
const after = (column: string) => `case when ${column} > until then ${column} end`;

/**
 * Deletes what followers did until they unfollowed, and the followers. Where something later is known, because pushes came in
 * another order, only what is older is deleted. Each leaves a receipt. The order of pushes decides nothing.
 */
export async function eraseUntil(
  em: EntityManager,
  { installationId }: RequestContext,
  erasures: readonly NewErasure[],
  now: Date,
): Promise<ErasedRow[]> {
  const found = await rowsIn(em)<ErasedRow>(sql`
    with found as materialized (
      select f.id, f.account_id, f.open_id, f.contact_id, until, results_until, "receiptId", cause,
        coalesce(greatest(f.subscribed_at, f.unsubscribed_at, f.last_activity_at) > until, false) or exists (
          select from activity t where t.installation_id = f.installation_id and t.follower_id = f.id and ${isLater}) as stays,
        (select count(*) from activity t
          where t.installation_id = f.installation_id and t.follower_id = f.id and not (${isLater})) as older
      from json_to_recordset(${JSON.stringify(erasures)}::json) given
        ("accountId" uuid, "openId" text, at timestamptz, "resultsUntil" timestamptz, "receiptId" uuid, cause text)
      cross join lateral (select at as until, "resultsUntil" as results_until) times
      join follower f on f.installation_id = ${installationId} and f.account_id = "accountId" and f.open_id = "openId"
    ), older as (
      delete from activity t using found
      where stays and t.installation_id = ${installationId} and t.follower_id = found.id and not (${isLater})
    ), gone as (
      delete from follower f using found where not stays and f.installation_id = ${installationId} and f.id = found.id
    ), reset as (
      update follower f set erased_until = until, unsubscribed_at = greatest(unsubscribed_at, until),
        subscribed = ${constant(isSubscribed(after('subscribed_at'), 'greatest(unsubscribed_at, until)', after('last_activity_at')))},
        subscribed_at = ${constant(after('subscribed_at'))},
        subscribe_scene = case when subscribed_at > until then subscribe_scene end,
        scene_key = case when subscribed_at > until then scene_key end,
        last_activity_at = ${constant(after('last_activity_at'))},
        messaged_at = ${constant(after('messaged_at'))},
        interacted_at = ${constant(after('interacted_at'))}
      from found where stays and f.installation_id = ${installationId} and f.id = found.id
    ), receipts as (
      insert into privacy_receipt (installation_id, id, account_id, kind, cause, at, rows)
      select ${installationId}::uuid, "receiptId", account_id, 'ERASURE', cause, ${now}::timestamptz,
        json_build_object('follower', case when stays then 0 else 1 end, 'activity', older)
      from found where not stays or older > 0
    )
    select account_id as "accountId", open_id as "openId", stays, contact_id as "contactId", "receiptId",
      (extract(epoch from until) * 1000)::float8 as at from found`);
  return found.map((row) => withDates(row, 'at'));
}

/**
 * Deletes followers with all that is known of them, whatever they have done last. Each leaves a receipt.
 *
 * @param notBefore pushes that were made until then stay dead; null: those until the last thing that is known of them
 */
export async function eraseWhole(
  em: EntityManager,
  { installationId }: RequestContext,
  given: readonly { readonly id: string; readonly receiptId: string }[],
  cause: ErasureCause,
  { now, notBefore }: { readonly now: Date; readonly notBefore: Date | null },
): Promise<ErasedRow[]> {
  const found = await rowsIn(em)<ErasedRow>(sql`
    with locked as materialized (
      select f.*, "receiptId" from json_to_recordset(${JSON.stringify(given)}::json) given (id uuid, "receiptId" uuid)
      join follower f on f.installation_id = ${installationId} and f.id = given.id
      order by f.id for update of f
    ), found as materialized (
      select l.*, did.count, greatest(${notBefore}::timestamptz, subscribed_at, unsubscribed_at, last_activity_at, did.last) as until
      from locked l cross join lateral (select count(*), max(occurred_at) as last from activity t
        where t.installation_id = ${installationId} and t.follower_id = l.id) did
    ), gone as (
      delete from follower f using found where f.installation_id = ${installationId} and f.id = found.id
    ), receipts as (
      insert into privacy_receipt (installation_id, id, account_id, kind, cause, at, rows)
      select ${installationId}::uuid, "receiptId", account_id, 'ERASURE', ${cause}, ${now}::timestamptz,
        json_build_object('follower', 1, 'activity', count)
      from found
    )
    select account_id as "accountId", open_id as "openId", false as stays, contact_id as "contactId", "receiptId",
      (extract(epoch from until) * 1000)::float8 as at from found`);
  return found.map((row) => withDates(row, 'at'));
}

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

/**
 * The sealed key of the installation; null if it has none, and none is given. Until the transaction ends, nobody erases
 * followers alone while others book, or the other way round.
 */
export async function takeErasureKey(
  em: EntityManager,
  given: string | null,
  { alone }: { readonly alone: boolean },
): Promise<string | null> {
  const [found] = await rowsIn(em)<{ key: string | null }>(
    sql`select take_erasure_key(${given}, ${alone}) as key`,
  );
  return found?.key ?? null;
}
