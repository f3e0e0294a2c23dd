import type { EntityManager } from '@mikro-orm/postgresql';
import type { Caller } from '../../kernel/context.ts';
import { AccountAccess } from '../accounts/account-access.entity.ts';
import type { OfficialAccount } from '../accounts/official-account.entity.ts';

/** Whether an account's access lets the caller use it. Access is for users: it binds no API client. */
export async function mayUse(
  em: EntityManager,
  { id, accessMode }: Pick<OfficialAccount, 'id' | 'accessMode'>,
  caller: Caller,
): Promise<boolean> {
  if (caller.kind !== 'USER' || accessMode === 'ALL_USERS') return true;
  return (await em.count(AccountAccess, { accountId: id, userId: caller.userId })) > 0;
}
