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
import type { BindingLink } from './binding-link.entity.ts';

export type BindingLinkRow = Omit<BindingLink, 'account' | 'scene'>;

const TIMES = ['expiresAt', 'usedAt', 'createdAt'] as const;
const COLUMNS = selectList(
  columnsOf('l', ['installationId', 'id', 'accountId', 'kind', 'contactId', 'campaignId', 'label']),
  columnsOf('l', ['codeUrl', 'usedCount']),
  timesOf('l', TIMES),
);

const withTimes = (rows: BindingLinkRow[]) => rows.map((row) => withDates(row, ...TIMES));

/** The links among `ids` of accounts that the caller may use. */
export async function linksByIds(
  rows: Rows,
  ctx: RequestContext,
  ids: readonly string[],
): Promise<BindingLinkRow[]> {
  const userId = limitedTo(ctx.caller);
  const visible =
    userId === null
      ? empty
      : sql`and exists (select from official_account a
          where a.installation_id = l.installation_id and a.id = l.account_id and ${letsUserIn(userId)})`;
  return withTimes(
    await rows<BindingLinkRow>(
      sql`select ${COLUMNS} from binding_link l
        where l.installation_id = ${ctx.installationId} and l.id = any(${ids}::uuid[]) ${visible}`,
    ),
  );
}

/** In the order in which they were made. */
export async function linksInWindow(
  rows: Rows,
  { installationId }: RequestContext,
  accountId: string,
  { after, limit }: { readonly after: string | null; readonly limit: number },
): Promise<BindingLinkRow[]> {
  return withTimes(
    await rows<BindingLinkRow>(
      sql`select ${COLUMNS} from binding_link l
        where l.installation_id = ${installationId} and l.account_id = ${accountId}
          and l.id > ${after ?? NO_ID} and l.id < ${LAST_ID} order by l.id limit ${limit}`,
    ),
  );
}

export async function countLinks(
  rows: Rows,
  { installationId }: RequestContext,
  accountId: string,
): Promise<number> {
  const [counted] = await rows<{ count: number }>(
    sql`select count(*)::int as count from binding_link
      where installation_id = ${installationId} and account_id = ${accountId}`,
  );
  return counted?.count ?? 0;
}

/** A personal QR code that nobody has used yet. */
export interface FreshCode {
  readonly id: string;
  readonly accountId: string;
  readonly scene: string;
  readonly contactId: string;
}

/** Locks the unused codes with these scenes. */
export const lockFreshCodes = (
  em: EntityManager,
  { installationId }: RequestContext,
  scanned: readonly { readonly accountId: string; readonly scene: string }[],
): Promise<FreshCode[]> =>
  rowsIn(em)<FreshCode>(
    sql`select l.id, l.account_id as "accountId", l.scene, l.contact_id as "contactId" from binding_link l
      where l.installation_id = ${installationId} and l.used_count = 0 and (l.account_id, l.scene) in (
        select "accountId", scene from json_to_recordset(${JSON.stringify(scanned)}::json) s ("accountId" uuid, scene text))
      order by l.id for update`,
  );

export const noteUse = (
  em: EntityManager,
  { installationId }: RequestContext,
  ids: readonly string[],
  now: Date,
): Promise<unknown> =>
  rowsIn(em)(
    sql`update binding_link set used_at = ${now}, used_count = used_count + 1
      where installation_id = ${installationId} and id = any(${ids}::uuid[])`,
  );

/** One link, those of an account, or those that have expired before a time. */
export const deleteLinks = (
  em: EntityManager,
  { installationId }: RequestContext,
  which: { readonly id: string } | { readonly accountId: string } | { readonly expiredBefore: Date },
): Promise<unknown> =>
  rowsIn(em)(
    sql`delete from binding_link where installation_id = ${installationId} and ${
      'id' in which
        ? sql`id = ${which.id}`
        : 'accountId' in which
          ? sql`account_id = ${which.accountId}`
          : sql`expires_at < ${which.expiredBefore}`
    }`,
  );
