import type { EntityManager } from '@mikro-orm/postgresql';
import type { RequestContext } from '../../../kernel/context.ts';
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
import type { ContactAdoption } from './contact-adoption.entity.ts';
import { COUNTS, type ReadContact } from './contact-adoption.rules.ts';

export type AdoptionRow = Omit<ContactAdoption, 'installationId' | 'account'>;

const TIMES = ['startedAt', 'endedAt'] as const;
const COLUMNS = selectList(
  columnsOf('d', ['id', 'accountId', 'status', 'failure', 'dryRun', 'openIdField', 'unionIdField']),
  columnsOf('d', ['exportId', 'pageOffset', 'doneInPage', ...COUNTS]),
  timesOf('d', TIMES),
);

/** The adoptions among `ids`, or those of these accounts, that the caller may see. */
export async function adoptionsBy(
  rows: Rows,
  ctx: RequestContext,
  column: 'id' | 'account_id',
  ids: readonly string[],
): Promise<AdoptionRow[]> {
  const userId = limitedTo(ctx.caller);
  const visible =
    userId === null
      ? empty
      : sql`and exists (select from official_account a
          where a.installation_id = d.installation_id and a.id = d.account_id and ${letsUserIn(userId)})`;
  const wanted = column === 'id' ? sql`d.id = any(${ids}::uuid[])` : sql`d.account_id = any(${ids}::uuid[])`;
  const found = await rows<AdoptionRow>(
    sql`select ${COLUMNS} from contact_adoption d where d.installation_id = ${ctx.installationId} and ${wanted} ${visible}`,
  );
  return found.map((row) => withDates(row, ...TIMES));
}

/** Locks an adoption that runs, as it is then; null: it does not run. */
export async function lockRunning(
  em: EntityManager,
  { installationId }: RequestContext,
  id: string,
): Promise<AdoptionRow | null> {
  const [found] = await rowsIn(em)<AdoptionRow>(
    sql`select ${COLUMNS} from contact_adoption d
      where d.installation_id = ${installationId} and d.id = ${id} and d.status = 'RUNNING' for no key update`,
  );
  return found ? withDates(found, ...TIMES) : null;
}

/** What contacts of a page mean, in their order. */
export const readContacts = (
  em: EntityManager,
  { installationId }: RequestContext,
  accountId: string,
  contacts: readonly {
    readonly contactId: string;
    readonly openId: string | null;
    readonly unionId: string | null;
  }[],
): Promise<ReadContact[]> =>
  rowsIn(em)<ReadContact>(sql`
    select c."contactId", c."openId", f.id as "followerId", f.contact_id as "boundTo",
      exists (select from follower h where h.installation_id = ${installationId} and h.account_id = ${accountId}
        and h.contact_id = c."contactId" and h.id is distinct from f.id) as "isTaken",
      f.id is null and exists (select from official_account a cross join lateral (
          select from follower o where o.installation_id = a.installation_id and o.account_id = a.id and o.open_id = c."openId") o
        where a.installation_id = ${installationId} and a.id <> ${accountId}) as "isOfAnother"
    from rows from (json_to_recordset(${JSON.stringify(contacts)}::json)
        as ("contactId" text, "openId" text, "unionId" text)) with ordinality c ("contactId", "openId", "unionId", place)
    left join lateral (
      select id, contact_id from (
        select id, contact_id, 1 as rank from follower
          where installation_id = ${installationId} and account_id = ${accountId} and open_id = c."openId" and subscribed
        union all
        select id, contact_id, 2 from follower
          where installation_id = ${installationId} and account_id = ${accountId} and union_id = c."unionId" and subscribed
      ) found order by rank limit 1) f on true
    order by c.place`);

/** Notes contacts for followers. Returns how many each had before. */
export const addClaims = (
  em: EntityManager,
  { installationId }: RequestContext,
  accountId: string,
  claims: readonly { readonly followerId: string; readonly contactId: string; readonly more: number }[],
): Promise<{ readonly before: number; readonly more: number }[]> =>
  rowsIn(em)(sql`
    with given as (
      select "followerId", "contactId", more
      from json_to_recordset(${JSON.stringify(claims)}::json) g ("followerId" uuid, "contactId" text, more int)
    ), saved as (
      insert into adopted_contact as d (installation_id, follower_id, account_id, contact_id, claims)
      select ${installationId}::uuid, "followerId", ${accountId}::uuid, "contactId", more from given
      on conflict (installation_id, follower_id) do update set claims = d.claims + excluded.claims
      returning follower_id, claims)
    select saved.claims - given.more as before, given.more from saved join given on given."followerId" = saved.follower_id`);

/** Some of the followers whose contacts were found. */
export const claimedFollowers = (
  em: EntityManager,
  { installationId }: RequestContext,
  accountId: string,
  limit: number,
): Promise<{ readonly followerId: string; readonly contactId: string; readonly claims: number }[]> =>
  rowsIn(em)(
    sql`select follower_id as "followerId", contact_id as "contactId", claims from adopted_contact
      where installation_id = ${installationId} and account_id = ${accountId} order by follower_id limit ${limit}`,
  );

/** @param followerIds omitted: all of the account */
export const deleteClaims = (
  em: EntityManager,
  { installationId }: RequestContext,
  accountId: string,
  followerIds?: readonly string[],
): Promise<unknown> =>
  rowsIn(em)(
    sql`delete from adopted_contact where installation_id = ${installationId} and account_id = ${accountId}
      ${followerIds ? sql`and follower_id = any(${followerIds}::uuid[])` : empty}`,
  );
