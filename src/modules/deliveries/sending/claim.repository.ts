import type { EntityManager } from '@mikro-orm/postgresql';
import type { RequestContext } from '../../../kernel/context.ts';
import { columnsOf, inMs, rowsIn, selectList, sql, withDates } from '../../../kernel/statement.ts';
import type { ActivityKind } from '../../activities/activity.rules.ts';
import type { DeliveryReason } from '../delivery.rules.ts';
import type { Line } from './delivery-queue.ts';

/** In one import. */
const MOST_RECORDS = 5_000;

/** The account of a line, as its deliveries need it. */
export interface SendingAccount {
  readonly id: string;
  readonly name: string | null;
  readonly description: string | null;
  readonly openIdField: string | null;
  readonly unionIdField: string | null;
  readonly subscriptionStatusField: string | null;
  readonly lastActivityField: string | null;
  readonly defaultCampaign: string | null;
}

/** Null once the marketing platform has said that the field is gone. */
const field = (column: string) =>
  `(select ${column} where not exists (select from contact_field c
    where c.installation_id = a.installation_id and c.id = a.${column} and c.gone_at is not null))`;

const ACCOUNT = selectList(columnsOf('a', ['id', 'name', 'description', 'defaultCampaign']), {
  openIdField: field('open_id_field'),
  unionIdField: field('union_id_field'),
  subscriptionStatusField: field('subscription_status_field'),
  lastActivityField: field('last_activity_field'),
});

/** Null unless the account is ACTIVE. Fields that are gone are left out: only the OpenID field must be there. */
export async function sendingAccount(
  em: EntityManager,
  { installationId }: RequestContext,
  accountId: string,
): Promise<SendingAccount | null> {
  const [found] = await rowsIn(em)<SendingAccount>(
    sql`select ${ACCOUNT}
      from official_account a where a.installation_id = ${installationId} and a.id = ${accountId} and a.status = 'ACTIVE'`,
  );
  return found ?? null;
}

/** A contact whose fields are to be written. */
export interface DueFollower {
  readonly id: string;
  readonly contactId: string;
  /** Null for somebody who has unfollowed and was erased. */
  readonly openId: string | null;
  readonly unionId: string | null;
  readonly subscribed: boolean;
  /** The contact is nobody's any more. */
  readonly clears: boolean;
  readonly lastActivityAt: Date | null;
}

/** Somebody who has left and is back needs no word of their leave. */
const supersede = ({ installationId }: RequestContext, accountId: string) => sql`
  delete from delivery d using follower f
  where d.installation_id = ${installationId} and d.account_id = ${accountId} and d.subject = 'FOLLOWER' and d.status = 'PENDING' and d.contact_id is not null
    and f.installation_id = d.installation_id and f.account_id = d.account_id and f.contact_id = d.contact_id`;

const LAST_ACTIVITY = selectList({ lastActivityAt: inMs('coalesce(f.last_activity_at, d.left_at)') });
const OCCURRED = selectList({ occurredAt: inMs('coalesce(t.occurred_at, d.activity_at)') });
const NEXT = selectList({ at: inMs('min(next_attempt_at)') });

const due = ({ installationId }: RequestContext, { accountId, subject }: Line, now: Date) =>
  sql`d.installation_id = ${installationId} and d.account_id = ${accountId} and d.subject = ${subject}
    and d.status = 'PENDING' and (d.next_attempt_at is null or d.next_attempt_at <= ${now})`;

/**
 * Locks the deliveries that are due: who waits longest comes first. What they say is read after this statement, never in it. It
 * may wait for a transaction that changes a follower, and would then see the delivery as that has left it, but not the follower.
 */
async function lockDue(em: EntityManager, ctx: RequestContext, line: Line, now: Date): Promise<string[]> {
  const found = await rowsIn(em)<{ id: string }>(
    sql`select d.id from delivery d where ${due(ctx, line, now)}
      order by d.requested_at, d.id limit ${MOST_RECORDS} for update`,
  );
  return found.map(({ id }) => id);
}

/** SQL for deliveries that are locked, in their order. Each follower is looked up by itself, also where PostgreSQL has no statistics. */
const locked = ({ installationId }: RequestContext, ids: readonly string[]) =>
  sql`unnest(${ids}::uuid[]) with ordinality locked (id, place)
    join delivery d on d.installation_id = ${installationId} and d.id = locked.id
    left join lateral (
      select * from follower where installation_id = d.installation_id and id = d.follower_id limit 1) f on true`;

export async function dueFollowers(
  em: EntityManager,
  ctx: RequestContext,
  line: Line,
  now: Date,
): Promise<DueFollower[]> {
  await rowsIn(em)(supersede(ctx, line.accountId));
  const ids = await lockDue(em, ctx, line, now);
  const found = await rowsIn(em)<DueFollower>(
    sql`select d.id, coalesce(f.contact_id, d.contact_id) as "contactId", f.open_id as "openId", f.union_id as "unionId",
        coalesce(f.subscribed, false) as subscribed, d.clears,
        ${LAST_ACTIVITY}
      from ${locked(ctx, ids)} where coalesce(f.contact_id, d.contact_id) is not null order by locked.place`,
  );
  return found.map((row) => withDates(row, 'lastActivityAt'));
}

export interface DueActivity {
  readonly id: string;
  readonly contactId: string;
  readonly kind: ActivityKind;
  readonly occurredAt: Date;
  /** Of its scene, if that campaign is active. */
  readonly campaignId: string | null;
}

export async function dueActivities(
  em: EntityManager,
  ctx: RequestContext,
  line: Line,
  now: Date,
): Promise<DueActivity[]> {
  const ids = await lockDue(em, ctx, line, now);
  const found = await rowsIn(em)<DueActivity>(
    sql`select d.id, coalesce(f.contact_id, d.contact_id) as "contactId", coalesce(t.kind, d.activity_kind) as kind,
        c.id as "campaignId", ${OCCURRED}
      from ${locked(ctx, ids)}
      left join activity t on t.installation_id = d.installation_id and t.id = d.activity_id
      left join campaign c on c.installation_id = d.installation_id and c.id = coalesce(t.campaign_id, d.activity_campaign_id)
        and c.status = 'ACTIVE' and c.gone_at is null and (c.end_at is null or c.end_at > ${now})
      where coalesce(f.contact_id, d.contact_id) is not null order by locked.place`,
  );
  return found.map((row) => withDates(row, 'occurredAt'));
}

/** When the next delivery of a line is due; null: none waits. */
export async function nextDueAt(
  em: EntityManager,
  { installationId }: RequestContext,
  { accountId, subject }: Line,
): Promise<Date | null> {
  const [found] = await rowsIn(em)<{ at: Date | null }>(
    sql`select ${NEXT} from delivery
      where installation_id = ${installationId} and account_id = ${accountId} and subject = ${subject} and status = 'PENDING'`,
  );
  return found ? withDates(found, 'at').at : null;
}

/** They go into the import, in this order. */
export const claim = (
  em: EntityManager,
  { installationId }: RequestContext,
  importId: string,
  ids: readonly string[],
): Promise<unknown> =>
  rowsIn(em)(
    sql`update delivery d set status = 'SENDING', reason = null, import_id = ${importId}, record = given.place - 1,
        sent_revision = d.revision, attempts = d.attempts + 1, next_attempt_at = null
      from unnest(${ids}::uuid[]) with ordinality given (id, place)
      where d.installation_id = ${installationId} and d.id = given.id`,
  );

const RELEASED = sql`import_id = null, record = null, sent_revision = null`;

/** An import takes none of them: they wait for the next one. */
export const release = (
  em: EntityManager,
  { installationId }: RequestContext,
  importId: string,
  why: { readonly reason: DeliveryReason; readonly nextAttemptAt: Date } | null = null,
): Promise<unknown> =>
  rowsIn(em)(
    sql`update delivery set status = 'PENDING', reason = ${why?.reason ?? null}, next_attempt_at = ${why?.nextAttemptAt ?? null},
        ${RELEASED}
      where installation_id = ${installationId} and import_id = ${importId}`,
  );

/** An import was refused as a whole, too often. */
export const failAll = (
  em: EntityManager,
  { installationId }: RequestContext,
  importId: string,
  reason: DeliveryReason,
): Promise<unknown> =>
  rowsIn(em)(
    sql`update delivery set status = 'FAILED', reason = ${reason}, ${RELEASED}
      where installation_id = ${installationId} and import_id = ${importId}`,
  );

export interface Delivered {
  readonly id: string;
  readonly activityId: string | null;
  /** Of the push that told of the activity. */
  readonly traceId: string | null;
}

/**
 * What has changed meanwhile is sent again. Of those who were erased, nothing is kept but that it was delivered; the receipt of the
 * erasure gets the id of the import.
 */
export const settleAccepted = (
  em: EntityManager,
  { installationId }: RequestContext,
  { id, platformImportId }: { readonly id: string; readonly platformImportId: string | null },
  rejected: readonly number[],
  now: Date,
): Promise<Delivered[]> =>
  rowsIn(em)<Delivered>(
    sql`with settled as (
      update delivery set delivered_at = ${now}, attempts = case when revision = sent_revision then attempts else 0 end,
        status = case when revision = sent_revision then 'DELIVERED' else 'PENDING' end,
        contact_id = case when revision <> sent_revision then contact_id end,
        left_at = case when revision <> sent_revision then left_at end,
        requested_at = case when revision = sent_revision then requested_at else ${now} end,
        reason = null, ${RELEASED}
      where installation_id = ${installationId} and import_id = ${id} and record <> all(${rejected.map(String)}::int[])
      returning id, activity_id, receipt_id
    ), noted as (
      update privacy_receipt r set platform_import_id = ${platformImportId} from settled
      where r.installation_id = ${installationId} and r.id = settled.receipt_id
    )
    select settled.id, activity_id as "activityId", t.trace_id as "traceId"
    from settled left join activity t on t.installation_id = ${installationId} and t.id = activity_id`,
  );

/** There is nothing to write for them. */
export const settleEmpty = (
  em: EntityManager,
  { installationId }: RequestContext,
  ids: readonly string[],
  now: Date,
): Promise<unknown> =>
  rowsIn(em)(
    sql`update delivery set status = 'DELIVERED', delivered_at = ${now}, contact_id = null, left_at = null, reason = null,
        next_attempt_at = null
      where installation_id = ${installationId} and id = any(${ids}::uuid[])`,
  );

export interface SettledRejection {
  readonly record: number;
  readonly reason: DeliveryReason;
  /** Null: it is not tried again by itself. */
  readonly nextAttemptAt: Date | null;
}

/** What has changed meanwhile is tried again in any case. If the contact of somebody who has left is gone too, nothing is kept. */
export const settleRejected = async (
  em: EntityManager,
  { installationId }: RequestContext,
  importId: string,
  rejections: readonly SettledRejection[],
): Promise<void> => {
  const settled = await rowsIn(em)<{ id: string }>(
    sql`update delivery d set reason = r.reason, next_attempt_at = r."nextAttemptAt", ${RELEASED},
        status = case when r."nextAttemptAt" is not null or d.revision <> d.sent_revision then 'PENDING' else 'FAILED' end
      from json_to_recordset(${JSON.stringify(rejections)}::json) r (record int, reason text, "nextAttemptAt" timestamptz)
      where d.installation_id = ${installationId} and d.import_id = ${importId} and d.record = r.record
      returning d.id`,
  );
  const ids = settled.map(({ id }) => id);
  await rowsIn(em)(
    sql`delete from delivery where installation_id = ${installationId} and id = any(${ids}::uuid[])
      and follower_id is null and status = 'FAILED' and reason = 'CONTACT_MISSING'`,
  );
};

export interface RejectedDelivery {
  readonly record: number;
  readonly attempts: number;
  /** Of its scene. */
  readonly campaignId: string | null;
}

export const rejectedDeliveries = (
  em: EntityManager,
  { installationId }: RequestContext,
  importId: string,
  records: readonly number[],
): Promise<RejectedDelivery[]> =>
  rowsIn(em)<RejectedDelivery>(
    sql`select d.record, d.attempts, coalesce(t.campaign_id, d.activity_campaign_id) as "campaignId"
      from delivery d left join activity t on t.installation_id = d.installation_id and t.id = d.activity_id
      where d.installation_id = ${installationId} and d.import_id = ${importId} and d.record = any(${records.map(String)}::int[])`,
  );
