import type { EntityManager } from '@mikro-orm/postgresql';
import type { RequestContext } from '../../../kernel/context.ts';
import { empty, rowsIn, sql } from '../../../kernel/statement.ts';
import type { Line } from './delivery-queue.ts';

/** ACTIVE accounts that have something to send, or something under way. */
export async function accountsWaiting(
  em: EntityManager,
  { installationId }: RequestContext,
  accountId: string | null = null,
): Promise<string[]> {
  const found = await rowsIn(em)<{ id: string }>(
    sql`select a.id from official_account a
      where a.installation_id = ${installationId} and a.status = 'ACTIVE' ${accountId === null ? empty : sql`and a.id = ${accountId}`}
        and (exists (select from delivery d
            where d.installation_id = a.installation_id and d.account_id = a.id and d.status = 'PENDING')
          or exists (select from delivery_import i
            where i.installation_id = a.installation_id and i.account_id = a.id and i.ended_at is null))
      order by a.id`,
  );
  return found.map(({ id }) => id);
}

/** Nothing of the account waits for a time any more. */
export async function endWaits(
  em: EntityManager,
  { installationId }: RequestContext,
  accountId: string,
): Promise<void> {
  const own = sql`installation_id = ${installationId} and account_id = ${accountId}`;
  await rowsIn(em)(
    sql`update delivery_import set due_at = null where ${own} and ended_at is null and failures > 0`,
  );
  await rowsIn(em)(
    sql`update delivery set next_attempt_at = null
      where ${own} and status = 'PENDING' and next_attempt_at is not null`,
  );
}

/** Lines that could go on now. */
export const linesDue = (em: EntityManager, { installationId }: RequestContext, now: Date): Promise<Line[]> =>
  rowsIn(em)<Line>(
    sql`select a.id as "accountId", lines.subject from official_account a, (values ('FOLLOWER'), ('ACTIVITY')) lines (subject)
      where a.installation_id = ${installationId}
        and (a.status = 'ACTIVE' and exists (select from delivery d
            where d.installation_id = a.installation_id and d.account_id = a.id and d.subject = lines.subject
              and d.status = 'PENDING' and (d.next_attempt_at is null or d.next_attempt_at <= ${now}))
          or exists (select from delivery_import i
            where i.installation_id = a.installation_id and i.account_id = a.id and i.subject = lines.subject
              and i.ended_at is null and (i.due_at is null or i.due_at <= ${now}) and (i.lease is null or i.lease <= ${now})))
      order by 1, 2`,
  );

/** Also those of removed accounts, which are never sent, and what failed of people who have left. Returns how many. */
export async function deleteOldDeliveries(
  em: EntityManager,
  { installationId }: RequestContext,
  deliveredBefore: Date,
  limit: number,
): Promise<number> {
  const deleted = await rowsIn(em)(
    sql`delete from delivery where installation_id = ${installationId} and id in (
        (select id from delivery
          where installation_id = ${installationId} and status = 'DELIVERED' and delivered_at < ${deliveredBefore} limit ${limit})
        union
        (select id from delivery
          where installation_id = ${installationId} and status = 'FAILED' and follower_id is null
            and requested_at < ${deliveredBefore} limit ${limit})
        union
        (select d.id from official_account a join delivery d on d.installation_id = a.installation_id and d.account_id = a.id
          where a.installation_id = ${installationId} and a.status = 'REMOVED' and d.status <> 'SENDING' limit ${limit})
        limit ${limit})
      returning id`,
  );
  return deleted.length;
}

export const deleteOldImports = (
  em: EntityManager,
  { installationId }: RequestContext,
  endedBefore: Date,
): Promise<unknown> =>
  rowsIn(em)(
    sql`delete from delivery_import where installation_id = ${installationId} and ended_at < ${endedBefore}`,
  );
