import { Index, ManyToOne, PrimaryKey } from '@mikro-orm/decorators/legacy';
import { type Sql, sql } from '../../../kernel/statement.ts';
import { TenantEntity } from '../../../kernel/tenancy.ts';
import { Installation } from '../../installations/installation.entity.ts';
import { OfficialAccount } from '../account/official-account.entity.ts';

/**
 * SQL: whether the access of the account `a` lets the user use it. It applies to administrators too, but not to API clients,
 * which are no users.
 */
export const letsUserIn = (userId: string): Sql => sql`(a.access_mode = 'ALL_USERS' or exists (
  select from account_access u where u.installation_id = a.installation_id and u.account_id = a.id and u.user_id = ${userId}))`;

/** A marketing user who may use an account whose access is SELECTED_USERS. */
@TenantEntity('account_access')
@Index({ name: 'account_access_user_index', properties: ['installationId', 'userId', 'accountId'] })
export class AccountAccess {
  @ManyToOne(() => Installation, {
    primary: true,
    mapToPk: true,
    fieldName: 'installation_id',
    deleteRule: 'restrict',
  })
  installationId!: string;

  @PrimaryKey({ type: 'uuid' })
  accountId!: string;

  @PrimaryKey({ type: 'text' })
  userId!: string;

  @ManyToOne(() => OfficialAccount, {
    joinColumns: ['installation_id', 'account_id'],
    deleteRule: 'restrict',
    hidden: true,
  })
  account!: OfficialAccount;
}
