import type { RequestContext } from '../../../kernel/context.ts';
import { LAST_ID, NO_ID } from '../../../kernel/ids.ts';
import { limitedTo } from '../../../kernel/permissions.ts';
import {
  type Columns,
  columnsOf,
  empty,
  inMs,
  type Rows,
  type Sql,
  selectList,
  sql,
  timesOf,
  withDates,
} from '../../../kernel/statement.ts';
import { containedPattern, isStorable } from '../../../kernel/text.rules.ts';
import type { Transaction } from '../../../kernel/unit-of-work.ts';
import type { ActorKind } from '../../audit/audit-entry.entity.ts';
import type { AccountType } from '../../connections/facts/wechat-account.rules.ts';
import { ACCESS_MODES } from '../access/access.rules.ts';
import { letsUserIn } from '../access/account-access.entity.ts';
import type { OutsideFacts } from '../requirements/requirement.rules.ts';
import { OUTSIDE_FACTS, selectBeside } from '../requirements/requirement-facts.repository.ts';
import type { OfficialAccount } from './official-account.entity.ts';
import { ACCOUNT_STATUSES, type AccountStatus } from './official-account.rules.ts';

/** An official account as a caller sees it. A row has its summary, and the parts for which the reader asked. */
export interface AccountRow extends Omit<OfficialAccount, 'credential' | 'remove'>, OutsideFacts {
  /** At this moment, which decides what its requirements are. */
  readonly readAt: Date;
  readonly credentialAppId: string | null;
  /** Who accepted the current `termsVersion`, and when; null if nobody did, or it is unknown. */
  readonly termsAccepterKind: ActorKind | null;
  readonly termsAcceptedBy: string | null;
  readonly termsAcceptedAt: Date | null;
  /** The selected users, in order; empty with ALL_USERS. */
  readonly accessUserIds: readonly string[];
}

export interface AccountFilter {
  readonly statuses?: readonly AccountStatus[] | null | undefined;
  readonly accountType?: AccountType | null | undefined;
  /** Part of the name with the description, not case-sensitive. */
  readonly search?: string | null | undefined;
}

/** A window of a list that is ordered by id, which is the order of creation. */
export interface Window {
  readonly after: string | null;
  readonly before: string | null;
  readonly limit: number;
  readonly backward: boolean;
}

const columns = (...names: (keyof AccountRow)[]) => columnsOf('a', names);

const acceptance = (expression: string) => `(select ${expression} from terms_acceptance t
  where t.installation_id = a.installation_id and t.account_id = a.id and t.version = a.terms_version
  order by t.id desc limit 1)`;

const TIMES = ['authorizedAt', 'nextRefreshAt', 'removedAt', 'createdAt', 'updatedAt'] as const;

/** What every row has: SQL for each property, of the account `a`. */
const SUMMARY: Columns = {
  ...columns('installationId', 'id', 'status', 'name', 'description', 'version'),
  ...columns('accessMode', 'defaultCampaign'),
};

const PARTS = {
  DETAILS: {
    ...columns('wasActive', 'accountType', 'note', 'defaultTimezone', 'termsVersion', 'appId', 'originalId'),
    ...columns('openIdField', 'unionIdField', 'subscriptionStatusField', 'lastActivityField'),
    ...columns('avatarUrl', 'principalName', 'verified', 'openPlatformBinding', 'openAppId'),
    ...columns('wechatStatus', 'permissionSets', 'unconfirmedSets', 'limitReached'),
    ...columns('credentialAppId', 'credentialState'),
    ...columns('credentialStateReason', 'credentialRevision', 'followerData', 'retentionBasis'),
    ...timesOf('a', TIMES),
  },
  REQUIREMENTS: OUTSIDE_FACTS,
  ACCEPTANCE: {
    termsAccepterKind: acceptance('t.accepter_kind'),
    termsAcceptedBy: acceptance('t.accepted_by'),
    termsAcceptedAt: acceptance(inMs('t.accepted_at')),
  },
  ACCESS: {
    accessUserIds: `(select coalesce(json_agg(u.user_id order by u.user_id), '[]') from account_access u
      where u.installation_id = a.installation_id and u.account_id = a.id)`,
  },
} as const satisfies Record<string, Columns>;

/** What a row has only if the reader asks for it. */
export type AccountPart = keyof typeof PARTS;
export const ALL_PARTS = Object.keys(PARTS) as readonly AccountPart[];

/** Made once for each set of parts. */
const lists = new Map<string, Sql>();

function columnsWith(parts: readonly AccountPart[]): Sql {
  const key = parts.join();
  const list = lists.get(key) ?? selectList(SUMMARY, ...parts.map((part) => PARTS[part]));
  lists.set(key, list);
  return list;
}

async function read(
  rows: Rows,
  parts: readonly AccountPart[],
  from: Sql,
  readAt: Date,
): Promise<AccountRow[]> {
  const found = await rows<AccountRow>(sql`select ${columnsWith(parts)} ${from}`);
  return found.map((row) =>
    Object.assign(withDates(row, ...TIMES, 'termsAcceptedAt', 'defaultCampaignEndAt'), { readAt }),
  );
}

/** A marketer sees only the accounts that their access allows. */
function visible(ctx: RequestContext): Sql {
  const userId = limitedTo(ctx.caller);
  return userId === null
    ? sql`a.installation_id = ${ctx.installationId}`
    : sql`a.installation_id = ${ctx.installationId} and ${letsUserIn(userId)}`;
}

/** The accounts among `ids` that the caller may see, in any order. */
export const accountsByIds = (
  rows: Rows,
  ctx: RequestContext,
  ids: readonly string[],
  parts: readonly AccountPart[],
  now: Date,
): Promise<AccountRow[]> =>
  read(rows, parts, sql`from official_account a where ${visible(ctx)} and a.id = any(${ids}::uuid[])`, now);

export function accountsInWindow(
  rows: Rows,
  ctx: RequestContext,
  filter: AccountFilter,
  { after, before, limit, backward }: Window,
  parts: readonly AccountPart[],
  now: Date,
): Promise<AccountRow[]> {
  const { installationId } = ctx;
  const order = backward ? sql`order by id desc limit ${limit}` : sql`order by id limit ${limit}`;
  const [lowest, highest] = [after ?? NO_ID, before ?? LAST_ID];
  const own = sql`a.installation_id = ${installationId} and a.id > ${lowest} and a.id < ${highest}`;
  const { modes, statuses, narrowed, userId } = filterOf(ctx, filter);
  if (userId === null && !filter.statuses && !filter.accountType)
    return read(
      rows,
      parts,
      sql`from official_account a where ${own} and a.status <> 'REMOVED' ${narrowed} ${order}`,
      now,
    );
  // Each access mode and status has its own order in an index, so each gives a page of its own.
  const pages = sql`select page.id from unnest(${modes}::text[]) as open(mode) cross join unnest(${statuses}::text[]) as wanted(status)
    cross join lateral (select a.id from official_account a
      where ${own} and a.access_mode = open.mode and a.status = wanted.status ${narrowed} ${order}) page`;
  const selected =
    userId === null
      ? empty
      : sql`union all (select l.account_id as id ${selecting(ctx, userId)} and l.account_id > ${lowest} and l.account_id < ${highest}
          and a.status = any(${statuses}::text[]) ${narrowed} ${order})`;
  const listed = sql`from (select id from (${pages} ${selected}) page ${order}) listed
    join official_account a on a.installation_id = ${installationId} and a.id = listed.id
    ${backward ? sql`order by a.id desc` : sql`order by a.id`}`;
  return read(rows, parts, listed, now);
}

export async function countAccounts(rows: Rows, ctx: RequestContext, filter: AccountFilter): Promise<number> {
  const { modes, statuses, narrowed, userId } = filterOf(ctx, filter);
  const filtered = sql`a.status = any(${statuses}::text[]) ${narrowed}`;
  const selected =
    userId === null ? sql`0` : sql`(select count(*) ${selecting(ctx, userId)} and ${filtered})`;
  const [counted] = await rows<{ count: number }>(
    sql`select (${selected} + (select count(*) from official_account a
      where a.installation_id = ${ctx.installationId} and a.access_mode = any(${modes}::text[]) and ${filtered}))::int as count`,
  );
  return counted?.count ?? 0;
}

/** The accounts that select the user: few, so these are found by the user. */
const selecting = ({ installationId }: RequestContext, userId: string): Sql =>
  sql`from account_access l join official_account a on a.installation_id = l.installation_id and a.id = l.account_id
    where l.installation_id = ${installationId} and l.user_id = ${userId} and a.access_mode = 'SELECTED_USERS'`;

/** Values for the first columns of an index, and for a marketer their user, whose accounts are those of all users and their own. */
function filterOf({ caller }: RequestContext, { statuses, accountType, search }: AccountFilter) {
  const userId = limitedTo(caller);
  return {
    userId,
    modes: userId === null ? ACCESS_MODES : ['ALL_USERS'],
    statuses: [...new Set(statuses ?? ACCOUNT_STATUSES.filter((status) => status !== 'REMOVED'))],
    narrowed: sql`${accountType ? sql`and a.account_type = ${accountType}` : empty} ${named(search?.trim())}`,
  };
}

/** What is shown as `displayName` contains the text; no text is no condition. */
function named(text: string | undefined): Sql {
  if (!text) return empty;
  if (!isStorable(text)) return sql`and false`;
  return sql`and concat_ws(' ', a.name, a.description) ilike ${containedPattern(text)}`;
}

/** The row of an account that the transaction has written: the same as if it were read again. */
export async function writtenRow(tx: Transaction, account: OfficialAccount): Promise<AccountRow> {
  await tx.em.flush();
  const { credential, ...columns } = account;
  const { REQUIREMENTS, ACCEPTANCE, ACCESS } = PARTS;
  const beside = await selectBeside<Omit<AccountRow, keyof OfficialAccount>>(
    tx.em,
    account,
    REQUIREMENTS,
    ACCEPTANCE,
    ACCESS,
  );
  withDates(beside, 'defaultCampaignEndAt', 'termsAcceptedAt');
  return { ...columns, ...beside, credentialAppId: credential?.appId ?? null, readAt: tx.now() };
}
