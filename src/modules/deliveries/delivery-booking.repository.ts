import type { EntityManager } from '@mikro-orm/postgresql';
import type { RequestContext } from '../../kernel/context.ts';
import { newId } from '../../kernel/ids.ts';
import { rowsIn, sql } from '../../kernel/statement.ts';

/** What a change does to a delivery: one that is under way stays so, and is sent again. */
const AGAIN = sql`
  status = case d.status when 'SENDING' then 'SENDING' else 'PENDING' end,
  reason = case when d.status in ('PENDING', 'SENDING') then d.reason end,
  attempts = case when d.status in ('PENDING', 'SENDING') then d.attempts else 0 end,
  next_attempt_at = case when d.status in ('PENDING', 'SENDING') then d.next_attempt_at end,
  requested_at = case when d.status = 'PENDING' then d.requested_at else excluded.requested_at end,
  revision = d.revision + 1`;

/** The contacts of these followers get their newest values. Returns the accounts of those who are bound. */
export async function renewFollowers(
  em: EntityManager,
  { installationId }: RequestContext,
  followerIds: readonly string[],
  now: Date,
): Promise<string[]> {
  const given = [...new Set(followerIds)].map((followerId) => ({ id: newId(), followerId }));
  const renewed = await rowsIn(em)<{ accountId: string }>(
    sql`insert into delivery as d (installation_id, id, account_id, subject, destination, follower_id, status, requested_at)
      select f.installation_id, given.id, f.account_id, 'FOLLOWER', 'MARKETING_PLATFORM', f.id, 'PENDING', ${now}
      from json_to_recordset(${JSON.stringify(given)}::json) given (id uuid, "followerId" uuid)
      join follower f on f.installation_id = ${installationId} and f.id = given."followerId" and f.contact_id is not null
      order by f.id
      on conflict (installation_id, follower_id, destination) where subject = 'FOLLOWER' and follower_id is not null
      do update set ${AGAIN}
      returning account_id as "accountId"`,
  );
  return renewed.map(({ accountId }) => accountId);
}

/** An activity of a follower. */
export interface OwnActivity {
  readonly id: string;
  readonly followerId: string;
}

/** Returns the accounts of those whose follower is bound. The others are held. */
export async function addActivityDeliveries(
  em: EntityManager,
  { installationId }: RequestContext,
  activities: readonly OwnActivity[],
  now: Date,
): Promise<string[]> {
  const given = activities.map(({ id, followerId }) => ({ id: newId(), activityId: id, followerId }));
  const added = await rowsIn(em)<{ accountId: string; status: string }>(
    sql`insert into delivery (installation_id, id, account_id, subject, destination, follower_id, activity_id, status, reason,
        requested_at)
      select f.installation_id, given.id, f.account_id, 'ACTIVITY', 'MARKETING_PLATFORM', f.id, given."activityId",
        case when f.contact_id is null then 'HELD' else 'PENDING' end,
        case when f.contact_id is null then 'NOT_BOUND' end, ${now}
      from json_to_recordset(${JSON.stringify(given)}::json) given (id uuid, "activityId" uuid, "followerId" uuid)
      join follower f on f.installation_id = ${installationId} and f.id = given."followerId"
      on conflict do nothing returning account_id as "accountId", status`,
  );
  return added.filter(({ status }) => status === 'PENDING').map(({ accountId }) => accountId);
}

/** What waits for the contact of a follower becomes due. */
export const releaseHeld = (
  em: EntityManager,
  { installationId }: RequestContext,
  followerId: string,
  now: Date,
): Promise<unknown> =>
  rowsIn(em)(
    sql`update delivery set status = 'PENDING', reason = null, requested_at = ${now}
      where installation_id = ${installationId} and follower_id = ${followerId} and status = 'HELD'`,
  );

/** What is under way still reaches the earlier contact. What failed because that contact is gone waits for the next one. */
export const holdPending = (
  em: EntityManager,
  { installationId }: RequestContext,
  followerId: string,
): Promise<unknown> =>
  rowsIn(em)(
    sql`update delivery set status = 'HELD', reason = 'NOT_BOUND', attempts = 0, next_attempt_at = null
      where installation_id = ${installationId} and follower_id = ${followerId}
        and (status = 'PENDING' or status = 'FAILED' and reason = 'CONTACT_MISSING')`,
  );

/** Somebody who was bound and has unfollowed. */
export interface Leaver {
  readonly accountId: string;
  readonly contactId: string;
  readonly at: Date;
  /** Of their erasure; null if they are kept. */
  readonly receiptId: string | null;
}

/** Their contact is told that they have left. */
export const addLeaver = (
  em: EntityManager,
  { installationId }: RequestContext,
  { accountId, contactId, at, receiptId }: Leaver,
  now: Date,
): Promise<unknown> =>
  rowsIn(em)(
    sql`insert into delivery as d (installation_id, id, account_id, subject, destination, contact_id, left_at, receipt_id, status,
        requested_at)
      values (${installationId}, ${newId()}, ${accountId}, 'FOLLOWER', 'MARKETING_PLATFORM', ${contactId}, ${at}, ${receiptId}, 'PENDING', ${now})
      on conflict (installation_id, account_id, contact_id, destination) where subject = 'FOLLOWER' and contact_id is not null
      do update set ${AGAIN}, left_at = greatest(d.left_at, excluded.left_at),
        receipt_id = coalesce(excluded.receipt_id, d.receipt_id), clears = false`,
  );

/** A contact that was a follower's. */
export interface FormerContact {
  readonly accountId: string;
  readonly contactId: string;
}

/** What was written to the contact is cleared. */
export const clearFormer = (
  em: EntityManager,
  { installationId }: RequestContext,
  { accountId, contactId }: FormerContact,
  now: Date,
): Promise<unknown> =>
  rowsIn(em)(
    sql`insert into delivery as d (installation_id, id, account_id, subject, destination, contact_id, left_at, clears, status,
        requested_at)
      values (${installationId}, ${newId()}, ${accountId}, 'FOLLOWER', 'MARKETING_PLATFORM', ${contactId}, ${now}, true, 'PENDING', ${now})
      on conflict (installation_id, account_id, contact_id, destination) where subject = 'FOLLOWER' and contact_id is not null
      do update set ${AGAIN}, left_at = greatest(d.left_at, excluded.left_at), clears = true`,
  );

/** Their contact gets the activity that says so, which names nobody. */
export const addUnfollowDelivery = (
  em: EntityManager,
  { installationId }: RequestContext,
  activityId: string,
  { accountId, contactId }: Leaver,
  now: Date,
): Promise<unknown> =>
  rowsIn(em)(
    sql`insert into delivery (installation_id, id, account_id, subject, destination, contact_id, activity_id, status, requested_at)
      values (${installationId}, ${newId()}, ${accountId}, 'ACTIVITY', 'MARKETING_PLATFORM', ${contactId}, ${activityId}, 'PENDING', ${now})
      on conflict do nothing`,
  );
