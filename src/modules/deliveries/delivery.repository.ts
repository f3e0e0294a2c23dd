import type { EntityManager } from '@mikro-orm/postgresql';
import type { RequestContext } from '../../kernel/context.ts';
import { firstIdAt, LAST_ID, NO_ID } from '../../kernel/ids.ts';
import { limitedTo } from '../../kernel/permissions.ts';
import {
  columnsOf,
  empty,
  inMs,
  type Rows,
  rowsIn,
  type Sql,
  selectList,
  sql,
  timesOf,
  withDates,
} from '../../kernel/statement.ts';
import { letsUserIn } from '../accounts/access/account-access.entity.ts';
import type { Delivery } from './delivery.entity.ts';
import type { DeliveryReason, DeliveryStatus, DeliverySubject } from './delivery.rules.ts';

export type DeliveryRow = Pick<
  Delivery,
  | 'id'
  | 'accountId'
  | 'subject'
  | 'destination'
  | 'followerId'
  | 'activityId'
  | 'status'
  | 'reason'
  | 'attempts'
  | 'nextAttemptAt'
  | 'deliveredAt'
>;

/** All given conditions must match; null means no limit. */
export interface DeliveryFilter {
  readonly statuses: readonly DeliveryStatus[] | null;
  readonly subject: DeliverySubject | null;
  readonly reasons: readonly DeliveryReason[] | null;
  readonly followerId: string | null;
  /** Inclusive. */
  readonly since: Date | null;
}

/** A window of a list, newest first. */
export interface DeliveriesQuery {
  readonly after: string | null;
  readonly limit: number;
}

/** What waits for something that is no delivery's own has its reason there. */
const REASON = `coalesce(d.reason, i.reason, case when d.status = 'PENDING' then case
  when n.connection_state in ('LOST', 'NOT_CONNECTED') or n.status <> 'AVAILABLE' then 'CONNECTION_LOST'
  when a.status <> 'ACTIVE' then 'WAITING_FOR_ACCOUNT' end end)`;

const TIMES = ['nextAttemptAt', 'deliveredAt'] as const;
const COLUMNS = selectList(
  columnsOf('d', [
    'id',
    'accountId',
    'subject',
    'destination',
    'followerId',
    'activityId',
    'status',
    'attempts',
  ]),
  {
    reason: REASON,
    nextAttemptAt: inMs('coalesce(d.next_attempt_at, case when i.failures > 0 then i.due_at end)'),
  },
  timesOf('d', ['deliveredAt']),
);
const FROM = sql`from delivery d
  join official_account a on a.installation_id = d.installation_id and a.id = d.account_id
  join installation n on n.id = d.installation_id
  left join delivery_import i on i.installation_id = d.installation_id and i.id = d.import_id`;

const withTimes = (rows: DeliveryRow[]) => rows.map((row) => withDates(row, ...TIMES));

const visible = ({ caller }: RequestContext): Sql => {
  const userId = limitedTo(caller);
  return userId === null ? empty : sql`and ${letsUserIn(userId)}`;
};

/** Those among `ids` of accounts that the caller may use. */
export const deliveriesByIds = async (
  rows: Rows,
  ctx: RequestContext,
  ids: readonly string[],
): Promise<DeliveryRow[]> =>
  withTimes(
    await rows<DeliveryRow>(
      sql`select ${COLUMNS} ${FROM}
        where d.installation_id = ${ctx.installationId} and d.id = any(${ids}::uuid[]) ${visible(ctx)}`,
    ),
  );

/** The caller must be allowed to see the activities. */
export const deliveriesOfActivities = async (
  rows: Rows,
  { installationId }: RequestContext,
  activityIds: readonly string[],
): Promise<DeliveryRow[]> =>
  withTimes(
    await rows<DeliveryRow>(
      sql`select ${COLUMNS} ${FROM}
        where d.installation_id = ${installationId} and d.activity_id = any(${activityIds}::uuid[])`,
    ),
  );

const matching = ({ installationId }: RequestContext, accountId: string, filter: DeliveryFilter): Sql => {
  const { statuses, subject, reasons, followerId, since } = filter;
  return sql`d.installation_id = ${installationId} and d.account_id = ${accountId}
    ${statuses ? sql`and d.status = any(${statuses}::text[])` : empty}
    ${subject ? sql`and d.subject = ${subject}` : empty}
    ${reasons ? sql`and d.reason = any(${reasons}::text[])` : empty}
    ${followerId === null ? empty : sql`and d.follower_id = ${followerId}`}
    ${since ? sql`and d.id >= ${firstIdAt(since)}` : empty}`;
};

export async function deliveriesInWindow(
  rows: Rows,
  ctx: RequestContext,
  accountId: string,
  filter: DeliveryFilter,
  { after, limit }: DeliveriesQuery,
): Promise<DeliveryRow[]> {
  return withTimes(
    await rows<DeliveryRow>(
      sql`select ${COLUMNS} ${FROM} where ${matching(ctx, accountId, filter)}
        and d.id < ${after ?? LAST_ID} and d.id > ${NO_ID} order by d.id desc limit ${limit}`,
    ),
  );
}

export async function countDeliveries(
  rows: Rows,
  ctx: RequestContext,
  accountId: string,
  filter: DeliveryFilter,
): Promise<number> {
  const [counted] = await rows<{ count: number }>(
    sql`select count(*)::int as count from delivery d where ${matching(ctx, accountId, filter)}`,
  );
  return counted?.count ?? 0;
}

/** Whether all of them are deliveries of the account. */
export async function areOf(
  em: EntityManager,
  { installationId }: RequestContext,
  accountId: string,
  ids: readonly string[],
): Promise<boolean> {
  const found = await rowsIn(em)(
    sql`select id from delivery
      where installation_id = ${installationId} and account_id = ${accountId} and id = any(${ids}::uuid[])`,
  );
  return found.length === new Set(ids).size;
}

/** Has failed deliveries tried again. Returns how many. */
export async function reviveFailed(
  em: EntityManager,
  ctx: RequestContext,
  accountId: string,
  ids: readonly string[] | null,
  filter: DeliveryFilter,
  now: Date,
): Promise<number> {
  const revived = await rowsIn(em)(
    sql`update delivery d set status = 'PENDING', reason = null, attempts = 0, next_attempt_at = null, requested_at = ${now}
      where ${matching(ctx, accountId, { ...filter, statuses: ['FAILED'] })}
        ${ids ? sql`and d.id = any(${ids}::uuid[])` : empty} returning d.id`,
  );
  return revived.length;
}
