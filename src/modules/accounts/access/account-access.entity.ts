import { Index, ManyToOne, PrimaryKey } from '@mikro-orm/decorators/legacy';
import { TenantEntity } from '../../../kernel/tenancy.ts';
import { Installation } from '../../installations/installation.entity.ts';
import { OfficialAccount } from '../account/official-account.entity.ts';

/** One marketing user who may use an account whose access is SELECTED_USERS. */
@TenantEntity('account_access')
@Index({ name: 'account_access_user_index', properties: ['installationId', 'userId'] })
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
