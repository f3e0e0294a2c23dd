import type { EntityManager } from '@mikro-orm/postgresql';
import type { RequestContext } from '../../../kernel/context.ts';
import { LAST_ID, NO_ID } from '../../../kernel/ids.ts';
import { limitedTo } from '../../../kernel/permissions.ts';
import {
  columnsOf,
  empty,
  type Rows,
  rowsIn,
  selectList,
  sql,
  timesOf,
  withDates,
} from '../../../kernel/statement.ts';
import { letsUserIn } from '../../accounts/access/account-access.entity.ts';
import type { FollowersQuery } from '../follower.repository.ts';
import type { PrivacyReceipt } from './privacy-receipt.entity.ts';

export type ReceiptRow = Omit<PrivacyReceipt, 'installationId' | 'account'>;

const COLUMNS = selectList(
  columnsOf('r', ['id', 'accountId', 'kind', 'cause', 'rows', 'platformImportId']),
  timesOf('r', ['at']),
);

const withTimes = (rows: ReceiptRow[]) => rows.map((row) => withDates(row, 'at'));

/** The receipts among `ids` of accounts that the caller may use. */
export async function receiptsByIds(
  rows: Rows,
  ctx: RequestContext,
  ids: readonly string[],
): Promise<ReceiptRow[]> {
  const userId = limitedTo(ctx.caller);
  const visible =
    userId === null
      ? empty
      : sql`and exists (select from official_account a
          where a.installation_id = r.installation_id and a.id = r.account_id and ${letsUserIn(userId)})`;
  return withTimes(
    await rows<ReceiptRow>(
      sql`select ${COLUMNS} from privacy_receipt r
        where r.installation_id = ${ctx.installationId} and r.id = any(${ids}::uuid[]) ${visible}`,
    ),
  );
}

/** Newest first. */
export async function receiptsInWindow(
  rows: Rows,
  { installationId }: RequestContext,
  accountId: string,
  { after, limit }: FollowersQuery,
): Promise<ReceiptRow[]> {
  return withTimes(
    await rows<ReceiptRow>(
      sql`select ${COLUMNS} from privacy_receipt r
        where r.installation_id = ${installationId} and r.account_id = ${accountId}
          and r.id < ${after ?? LAST_ID} and r.id > ${NO_ID} order by r.id desc limit ${limit}`,
    ),
  );
}

export async function countReceipts(
  rows: Rows,
  { installationId }: RequestContext,
  accountId: string,
): Promise<number> {
  const [counted] = await rows<{ count: number }>(
    sql`select count(*)::int as count from privacy_receipt r
      where r.installation_id = ${installationId} and r.account_id = ${accountId}`,
  );
  return counted?.count ?? 0;
}

/** Proves that the data of a person was given out. */
export const addExportReceipt = (
  em: EntityManager,
  { installationId }: RequestContext,
  { id, accountId, at, rows }: Pick<ReceiptRow, 'id' | 'accountId' | 'at' | 'rows'>,
): Promise<unknown> =>
  rowsIn(em)(
    sql`insert into privacy_receipt (installation_id, id, account_id, kind, cause, at, rows)
      values (${installationId}, ${id}, ${accountId}, 'EXPORT', 'REQUESTED', ${at}::timestamptz, ${JSON.stringify(rows)}::jsonb)`,
  );
