import type { EntityManager } from '@mikro-orm/postgresql';
import { arrayLiteral } from '../../../kernel/array-literal.ts';
import type { OfficialAccount } from '../account/official-account.entity.ts';
import type { Access } from './access.rules.ts';
import { AccountAccess } from './account-access.entity.ts';

/** The selected users by account ID. Accounts with ALL_USERS are absent. */
export async function accessUsers(
  em: EntityManager,
  installationId: string,
  accountIds: readonly string[],
): Promise<Map<string, string[]>> {
  const found = await em
    .createQueryBuilder(AccountAccess, 'u')
    .select(['accountId', 'userId'])
    .where({ installationId, accountId: { $in: [...accountIds] } })
    .orderBy({ userId: 'asc' })
    .execute<{ accountId: string; userId: string }[]>('all');
  const users = new Map<string, string[]>();
  for (const { accountId, userId } of found) users.set(accountId, [...(users.get(accountId) ?? []), userId]);
  return users;
}

export async function accessOf(em: EntityManager, account: OfficialAccount): Promise<Access> {
  const users = await accessUsers(em, account.installationId, [account.id]);
  return { mode: account.accessMode, userIds: users.get(account.id) ?? [] };
}

/** Writes the difference immediately, so that later statements of the transaction see it. A new account must be flushed first. */
export async function saveAccess(
  em: EntityManager,
  { installationId, id: accountId }: OfficialAccount,
  before: readonly string[],
  after: readonly string[],
): Promise<void> {
  const removed = before.filter((userId) => !after.includes(userId));
  const added = after.filter((userId) => !before.includes(userId));
  if (removed.length > 0)
    await em.nativeDelete(AccountAccess, { installationId, accountId, userId: { $in: removed } });
  if (added.length === 0) return;
  await em.execute(
    `insert into account_access (installation_id, account_id, user_id) select ?, ?, unnest(?::text[])`,
    [installationId, accountId, arrayLiteral(added)],
  );
}
