import type { EntityManager } from '@mikro-orm/postgresql';
import type { RequestContext } from '../../../kernel/context.ts';
import { empty, type Rows, rowsIn, sql } from '../../../kernel/statement.ts';
import type { BindingWay, Bound, Match } from './binding.rules.ts';

/** What decides where the contacts of an account's followers are found. */
export interface BindingAccount {
  readonly id: string;
  readonly openIdField: string | null;
  readonly unionIdField: string | null;
}

/**
 * Keeps the bindings of an account as they are until the transaction ends, for other transactions that lock it too. It is locked before its
 * followers. Messages are booked meanwhile. Null if the account was removed.
 */
export async function lockBindings(
  em: EntityManager,
  { installationId }: RequestContext,
  accountId: string,
): Promise<BindingAccount | null> {
  const [found] = await rowsIn(em)<BindingAccount>(
    sql`select id, open_id_field as "openIdField", union_id_field as "unionIdField" from official_account
      where installation_id = ${installationId} and id = ${accountId} and status <> 'REMOVED' for no key update`,
  );
  return found ?? null;
}

/** The same without a lock. */
export async function bindingAccount(
  rows: Rows,
  { installationId }: RequestContext,
  accountId: string,
): Promise<BindingAccount | null> {
  const [found] = await rows<BindingAccount>(
    sql`select id, open_id_field as "openIdField", union_id_field as "unionIdField" from official_account
      where installation_id = ${installationId} and id = ${accountId} and status <> 'REMOVED'`,
  );
  return found ?? null;
}

/**
 * Locks one follower, or of several those whom no other transaction has locked: a transaction that books their messages may wait for
 * another one of them.
 */
export const lockFollowers = (
  em: EntityManager,
  { installationId }: RequestContext,
  accountId: string,
  ids: readonly string[],
): Promise<Bound[]> =>
  rowsIn(em)<Bound>(
    sql`select id, binding_state as "bindingState", binding_how as "bindingHow", contact_id as "contactId" from follower
      where installation_id = ${installationId} and account_id = ${accountId} and id = any(${ids}::uuid[])
      for no key update ${ids.length > 1 ? sql`skip locked` : empty}`,
  );

/** The followers of the account who have these contacts. */
export const followersOfContacts = (
  em: EntityManager,
  { installationId }: RequestContext,
  accountId: string,
  contactIds: readonly string[],
): Promise<Bound[]> =>
  rowsIn(em)<Bound>(
    sql`select id, binding_state as "bindingState", binding_how as "bindingHow", contact_id as "contactId" from follower
      where installation_id = ${installationId} and account_id = ${accountId} and contact_id = any(${contactIds}::text[])`,
  );

export const saveBound = (
  em: EntityManager,
  { installationId }: RequestContext,
  matches: readonly Match[],
  how: BindingWay,
  now: Date,
): Promise<unknown> =>
  rowsIn(em)(
    sql`update follower f set binding_state = 'BOUND', binding_how = ${how}, contact_id = m."contactId",
        bound_at = ${now}, looked_up_at = ${now}
      from json_to_recordset(${JSON.stringify(matches)}::json) m ("followerId" uuid, "contactId" text)
      where f.installation_id = ${installationId} and f.id = m."followerId"`,
  );

/** Of followers who are locked. */
export const saveUnbound = (
  em: EntityManager,
  { installationId }: RequestContext,
  ids: readonly string[],
  state: 'HELD' | 'CONFLICT',
  now: Date,
): Promise<unknown> =>
  rowsIn(em)(
    sql`update follower set binding_state = ${state}, binding_how = null, contact_id = null, bound_at = null, looked_up_at = ${now}
      where installation_id = ${installationId} and id = any(${ids}::uuid[])`,
  );

/** A follower for whom the marketing platform has to be searched. */
export interface Unknown {
  readonly id: string;
  readonly openId: string;
  readonly unionId: string | null;
}

/**
 * Followers for whom the marketing platform has to be searched, in the order of their ids.
 *
 * @param since also those for whom it was searched before, because another contact field counts now; null: only new ones
 */
export function followersToLookUp(
  rows: Rows,
  { installationId }: RequestContext,
  accountId: string,
  since: string | null,
  after: string,
  limit: number,
): Promise<Unknown[]> {
  const wanted =
    since === null
      ? sql`binding_state = 'HELD' and looked_up_at is null`
      : sql`binding_state <> 'BOUND' and (looked_up_at is null or looked_up_at < ${since}::timestamptz)`;
  return rows<Unknown>(
    sql`select id, open_id as "openId", union_id as "unionId" from follower
      where installation_id = ${installationId} and account_id = ${accountId} and ${wanted} and subscribed and id > ${after}
      order by id limit ${limit}`,
  );
}

/** Accounts whose new followers wait, and can be looked up. `among`: only these. */
export async function accountsToLookUp(
  rows: Rows,
  { installationId }: RequestContext,
  among?: readonly string[],
): Promise<string[]> {
  const found = await rows<{ id: string }>(
    sql`select a.id from official_account a join installation i on i.id = a.installation_id
      where a.installation_id = ${installationId} and a.status <> 'REMOVED' and a.open_id_field is not null
        and i.connection_state in ('CONNECTED', 'FAILING') ${among ? sql`and a.id = any(${among}::uuid[])` : empty}
        and exists (select from follower f where f.installation_id = a.installation_id and f.account_id = a.id
          and f.binding_state = 'HELD' and f.looked_up_at is null and f.subscribed)`,
  );
  return found.map(({ id }) => id);
}

export async function hasUnbound(
  rows: Rows,
  { installationId }: RequestContext,
  accountId: string,
): Promise<boolean> {
  const found = await rows(
    sql`select id from follower where installation_id = ${installationId} and account_id = ${accountId}
      and binding_state <> 'BOUND' and subscribed limit 1`,
  );
  return found.length > 0;
}

/** Of those who follow an account now. */
export interface FollowerCounts {
  readonly all: number;
  readonly bound: number;
}

/** By account. */
export async function followerCounts(
  rows: Rows,
  { installationId }: RequestContext,
  accountIds: readonly string[],
): Promise<Map<string, FollowerCounts>> {
  const found = await rows<FollowerCounts & { accountId: string }>(
    sql`select wanted.id as "accountId", followers.count::int as "all", bound.count::int as bound
      from unnest(${[...new Set(accountIds)]}::uuid[]) wanted (id)
      cross join lateral (select count(*) as count from follower
        where installation_id = ${installationId} and account_id = wanted.id and subscribed) followers
      cross join lateral (select count(*) as count from follower
        where installation_id = ${installationId} and account_id = wanted.id and subscribed and binding_state = 'BOUND') bound`,
  );
  return new Map(found.map(({ accountId, ...counts }) => [accountId, counts]));
}
