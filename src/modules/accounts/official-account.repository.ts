import { type EntityManager, LockMode, raw } from '@mikro-orm/postgresql';
import type { RequestContext } from '../../kernel/context.ts';
import { Installation } from '../installations/installation.entity.ts';
import { AccountAccess } from './account-access.entity.ts';
import { OfficialAccount } from './official-account.entity.ts';
import type { AccountFacts, AccountStatus, AccountType } from './official-account.rules.ts';

/** An official account as it is read: a plain row, because hydrating entities costs about nine times as much. */
export type AccountRow = Omit<OfficialAccount, 'credential'> & {
  credentialAppId: string | null;
  unionIdFieldUsedElsewhere: boolean;
};

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

const usedElsewhere = `exists (
  select from official_account other
  where other.installation_id = a.installation_id and other.id <> a.id and other.status = 'ACTIVE'
    and other.union_id_field = a.union_id_field and other.open_app_id <> a.open_app_id)`;

/** The accounts that the caller may see: all for an administrator, those their access allows for a marketer. */
function visible(em: EntityManager, ctx: RequestContext) {
  const query = em.createQueryBuilder(OfficialAccount, 'a').where({ installationId: ctx.installationId });
  if (ctx.caller.kind === 'USER' && ctx.caller.role === 'MARKETER') {
    query.andWhere(
      `(a.access_mode = 'ALL_USERS' or exists (
        select from account_access u where u.installation_id = a.installation_id and u.account_id = a.id and u.user_id = ?))`,
      [ctx.caller.userId],
    );
  }
  return query;
}

function filtered(query: ReturnType<typeof visible>, filter: AccountFilter) {
  if (filter.accountType) query.andWhere({ accountType: filter.accountType });
  return query.andWhere({ status: filter.statuses ? { $in: [...filter.statuses] } : { $ne: 'REMOVED' } });
}

const rows = (query: ReturnType<typeof visible>): Promise<AccountRow[]> =>
  query
    .select([
      '*',
      raw('a.credential_app_id as "credentialAppId"'),
      raw(`${usedElsewhere} as "unionIdFieldUsedElsewhere"`),
    ])
    .execute('all');

export function accountsByIds(
  em: EntityManager,
  ctx: RequestContext,
  ids: readonly string[],
): Promise<AccountRow[]> {
  return rows(visible(em, ctx).andWhere({ id: { $in: [...ids] } }));
}

export function accountsInWindow(
  em: EntityManager,
  ctx: RequestContext,
  filter: AccountFilter,
  window: Window,
): Promise<AccountRow[]> {
  const query = filtered(visible(em, ctx), filter);
  if (window.after) query.andWhere({ id: { $gt: window.after } });
  if (window.before) query.andWhere({ id: { $lt: window.before } });
  return rows(query.orderBy({ id: window.backward ? 'desc' : 'asc' }).limit(window.limit));
}

export function countAccounts(
  em: EntityManager,
  ctx: RequestContext,
  filter: AccountFilter,
): Promise<number> {
  return filtered(visible(em, ctx), filter).getCount();
}

/** Whom each account lets in, by account id; accounts open to everybody are absent. */
export async function accessUsers(
  em: EntityManager,
  ctx: RequestContext,
  accountIds: readonly string[],
): Promise<Map<string, string[]>> {
  const found = await em
    .createQueryBuilder(AccountAccess, 'u')
    .select(['accountId', 'userId'])
    .where({ installationId: ctx.installationId, accountId: { $in: [...accountIds] } })
    .orderBy({ userId: 'asc' })
    .execute<{ accountId: string; userId: string }[]>('all');
  const users = new Map<string, string[]>();
  for (const { accountId, userId } of found) users.set(accountId, [...(users.get(accountId) ?? []), userId]);
  return users;
}

/** Drafts that were never authorized. */
export async function countDrafts(em: EntityManager): Promise<number> {
  return em.count(OfficialAccount, { status: 'DRAFT', appId: null });
}

/**
 * One writer at a time decides what depends on an installation's other accounts: the number of its drafts, the sharing
 * of UnionID fields. Taken first, before any other lock.
 */
export async function lockInstallation(em: EntityManager, ctx: RequestContext): Promise<void> {
  await em.execute(
    `select from ${em.getMetadata().get(Installation).tableName} where id = ? for no key update`,
    [ctx.installationId],
  );
}

/** One account in a writing transaction, locked, with the facts that its requirements depend on. */
export async function lockAccount(em: EntityManager, accountId: string): Promise<OfficialAccount | null> {
  return em.findOne(OfficialAccount, { id: accountId }, { lockMode: LockMode.PESSIMISTIC_WRITE });
}

/** What the rules need to know, from an entity inside its transaction. */
export async function factsOf(em: EntityManager, account: OfficialAccount): Promise<AccountFacts> {
  const elsewhere =
    account.unionIdField !== null &&
    account.openAppId !== null &&
    (await em.count(OfficialAccount, {
      id: { $ne: account.id },
      status: 'ACTIVE',
      unionIdField: account.unionIdField,
      openAppId: { $ne: account.openAppId },
    })) > 0;
  return { ...account, authorized: account.credential !== null, unionIdFieldUsedElsewhere: elsewhere };
}
