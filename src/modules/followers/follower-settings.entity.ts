import { ManyToOne, PrimaryKey, Property } from '@mikro-orm/decorators/legacy';
import { TenantEntity } from '../../kernel/tenancy.ts';
import { OfficialAccount } from '../accounts/account/official-account.entity.ts';
import { Installation } from '../installations/installation.entity.ts';

/** What an account keeps of its followers. Without a row everything has its default. */
@TenantEntity('follower_settings')
export class FollowerSettings {
  @ManyToOne(() => Installation, {
    primary: true,
    mapToPk: true,
    fieldName: 'installation_id',
    deleteRule: 'restrict',
  })
  installationId!: string;

  @PrimaryKey({ type: 'uuid' })
  accountId!: string;

  @ManyToOne(() => OfficialAccount, {
    joinColumns: ['installation_id', 'account_id'],
    deleteRule: 'restrict',
    hidden: true,
  })
  account!: OfficialAccount;

  /** Whether the places that phones report are kept. */
  @Property({ type: 'boolean', default: false })
  location = false;
}
