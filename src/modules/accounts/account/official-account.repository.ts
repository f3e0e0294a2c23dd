import { type EntityManager, LockMode, raw } from '@mikro-orm/postgresql';
import { arrayLiteral } from '../../../kernel/array-literal.ts';
import type { RequestContext } from '../../../kernel/context.ts';
import { NO_ID } from '../../../kernel/ids.ts';
import { limitedTo } from '../../../kernel/permissions.ts';
import type { Transaction } from '../../../kernel/unit-of-work.ts';
import type { ActorKind } from '../../audit/audit-entry.entity.ts';
import type { AccountType } from '../../connections/facts/wechat-account.rules.ts';
import { LETS_USER_IN } from '../access/account-access.entity.ts';
import type { OutsideFacts } from '../requirements/requirement.rules.ts';
import {
  inMs,
  OUTSIDE_FACTS,
  selectBeside,
  selectList,
  withDates,
} from '../requirements/requirement-facts.repository.ts';
import {
  type MappingChanges,
  type Mappings,
  type SharingFacts,
  takenFields,
} from '../settings/mapping.rules.ts';
import { OfficialAccount } from './official-account.entity.ts';
import type { AccountStatus } from './official-account.rules.ts';

/** An official account as a plain row: hydrating entities takes about nine times as long. */
export interface AccountRow extends Omit<OfficialAccount, 'credential' | 'remove'>, OutsideFacts {
  /** At this moment, which decides what its requirements are. */
  readonly readAt: Date;
  readonly credentialAppId: string | null;
  /** Who accepted the current `termsVersion`, and when; null if nobody did, or it is unknown. */
  readonly termsAccepterKind: ActorKind | null;
  readonly termsAcceptedBy: string | null;
  readonly termsAcceptedAt: Date | null;
}

export interface AccountFilter {
  readonly statuses?: readonly AccountStatus[] | null | undefined;
  readonly accountType?: AccountType | null | undefined;
}

/** A window of a list that is ordered by id, which is the order of creation. */
export interface Window {
  readonly after: string | null;
  readonly before: string | null;
  readonly limit: number;
  readonly backward: boolean;
}

/** The accounts that the caller may see: a marketer sees only those that their access allows. */
function visible(em: EntityManager, ctx: RequestContext) {
  const query = em.createQueryBuilder(OfficialAccount, 'a').where({ installationId: ctx.installationId });
  const userId = limitedTo(ctx.caller);
  if (userId !== null) query.andWhere(LETS_USER_IN, [userId]);
  return query;
}

function filtered(query: ReturnType<typeof visible>, filter: AccountFilter) {
  if (filter.accountType) query.andWhere({ accountType: filter.accountType });
  return query.andWhere({ status: filter.statuses ? { $in: [...filter.statuses] } : { $ne: 'REMOVED' } });
}

const acceptance = (sql: string) => `(select ${sql} from terms_acceptance t
  where t.installation_id = a.installation_id and t.account_id = a.id and t.version = a.terms_version
  order by t.id desc limit 1)`;

/** What rows show from other tables. */
const BESIDE: Readonly<Record<string, string>> = {
  ...OUTSIDE_FACTS,
  termsAccepterKind: acceptance('t.accepter_kind'),
  termsAcceptedBy: acceptance('t.accepted_by'),
  termsAcceptedAt: acceptance(inMs('t.accepted_at')),
};

const WRITTEN = selectList(BESIDE);

async function rows(query: ReturnType<typeof visible>, readAt: Date): Promise<AccountRow[]> {
  // Without parameters, because the ORM would write their values into the SQL text.
  const beside = raw(selectList({ credentialAppId: 'a.credential_app_id', ...BESIDE }));
  const found = await query.select(['*', beside]).execute<AccountRow[]>('all');
  return found.map((row) =>
    Object.assign(withDates(row, 'defaultCampaignEndAt', 'termsAcceptedAt'), { readAt }),
  );
}

export function accountsByIds(
  em: EntityManager,
  ctx: RequestContext,
  ids: readonly string[],
  now: Date,
): Promise<AccountRow[]> {
  return rows(visible(em, ctx).andWhere({ id: { $in: [...ids] } }), now);
}

/** The row of an account that the transaction has written: the same as if it were read again. */
export async function writtenRow(tx: Transaction, account: OfficialAccount): Promise<AccountRow> {
  await tx.em.flush();
  const { credential, ...columns } = account;
  const beside = await selectBeside<Omit<AccountRow, keyof OfficialAccount>>(tx.em, account, WRITTEN);
  withDates(beside, 'defaultCampaignEndAt', 'termsAcceptedAt');

  return { ...columns, ...beside, credentialAppId: credential?.appId ?? null, readAt: tx.now() };
}

export function accountsInWindow(
  em: EntityManager,
  ctx: RequestContext,
  filter: AccountFilter,
  window: Window,
  now: Date,
): Promise<AccountRow[]> {
  const query = filtered(visible(em, ctx), filter);
  if (window.after) query.andWhere({ id: { $gt: window.after } });
  if (window.before) query.andWhere({ id: { $lt: window.before } });
  return rows(query.orderBy({ id: window.backward ? 'desc' : 'asc' }).limit(window.limit), now);
}

export function countAccounts(
  em: EntityManager,
  ctx: RequestContext,
  filter: AccountFilter,
): Promise<number> {
  return filtered(visible(em, ctx), filter).getCount();
}

/** Drafts that were never authorized. */
export async function countDrafts(em: EntityManager): Promise<number> {
  return em.count(OfficialAccount, { status: 'DRAFT', appId: null });
}

/** Locks one account until the transaction ends. */
export async function lockAccount(em: EntityManager, accountId: string): Promise<OfficialAccount | null> {
  return em.findOne(OfficialAccount, { id: accountId }, { lockMode: LockMode.PESSIMISTIC_WRITE });
}

/** How other accounts of the installation use the wanted contact fields. */
export async function sharingFacts(
  em: EntityManager,
  {
    installationId,
    id,
    appId,
    openAppId,
  }: Pick<OfficialAccount, 'installationId' | 'id' | 'appId' | 'openAppId'>,
  wanted: MappingChanges,
): Promise<SharingFacts> {
  const keys = arrayLiteral(Object.values(wanted).filter((key) => typeof key === 'string'));
  const others = await em.execute<(Mappings & { openAppId: string | null })[]>(
    `select open_id_field as "openIdField", union_id_field as "unionIdField", open_app_id as "openAppId",
       subscription_status_field as "subscriptionStatusField", last_activity_field as "lastActivityField"
     from official_account where installation_id = ? and id <> ? and status <> 'REMOVED'
       and array[open_id_field, union_id_field, subscription_status_field, last_activity_field] && ?::text[]`,
    [installationId, id, keys],
  );
  const sharers = others.filter(
    ({ unionIdField }) => unionIdField !== null && unionIdField === wanted.unionIdField,
  );
  const unionIdPlatforms = sharers.flatMap((other) => other.openAppId ?? []);
  return { connected: appId !== null, openAppId, taken: takenFields(wanted, others), unionIdPlatforms };
}

/** IDs of the marketing platform. */
export interface CatalogueIds {
  readonly fieldIds: readonly string[];
  readonly campaignIds: readonly string[];
  readonly userIds: readonly string[];
}

/** The accounts that refer to any of these, in locking order, with the fields of the schema that show them. */
export async function accountsNaming(
  em: EntityManager,
  installationId: string,
  { fieldIds, campaignIds, userIds }: CatalogueIds,
): Promise<{ id: string; paths: string[] }[]> {
  const found = await em.execute<
    { id: string; fields: boolean | null; campaign: boolean | null; users: boolean }[]
  >(
    `select * from (
       select id, default_campaign = any(?::text[]) as campaign,
         array[open_id_field, union_id_field, subscription_status_field, last_activity_field] && ?::text[] as fields,
         exists (select from account_access l where l.installation_id = a.installation_id and l.account_id = a.id
           and l.user_id = any(?::text[])) as users
       from official_account a where installation_id = ? and status <> 'REMOVED') named
     where fields or campaign or users order by id`,
    [arrayLiteral(campaignIds), arrayLiteral(fieldIds), arrayLiteral(userIds), installationId],
  );
  return found.map(({ id, fields, campaign, users }) => ({
    id,
    paths: [
      ...(fields ? ['fieldMappings'] : []),
      ...(campaign ? ['defaultCampaign'] : []),
      ...(users ? ['access'] : []),
    ],
  }));
}

/** Those of the accounts that the user may use. */
export async function accountsLettingIn(
  em: EntityManager,
  installationId: string,
  userId: string,
  accountIds: readonly string[],
): Promise<Set<string>> {
  const found = await em.execute<{ id: string }[]>(
    `select a.id from official_account a
     where a.installation_id = ? and a.id = any(?::uuid[]) and ${LETS_USER_IN}`,
    [installationId, arrayLiteral(accountIds), userId],
  );
  return new Set(found.map(({ id }) => id));
}

/** All except removed accounts, in locking order. */
export async function accountsInUse(
  em: EntityManager,
  installationId: string,
  { after = NO_ID, limit = null }: { after?: string; limit?: number | null } = {},
): Promise<string[]> {
  const found = await em.execute<{ id: string }[]>(
    `select id from official_account where installation_id = ? and status <> 'REMOVED' and id > ? order by id limit ?`,
    [installationId, after, limit],
  );
  return found.map(({ id }) => id);
}
