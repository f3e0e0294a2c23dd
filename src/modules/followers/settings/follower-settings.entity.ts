import { Check, Enum, ManyToOne, PrimaryKey, Property } from '@mikro-orm/decorators/legacy';
import { TenantEntity } from '../../../kernel/tenancy.ts';
import { OfficialAccount } from '../../accounts/account/official-account.entity.ts';
import { FOLLOWER_DATA_POLICIES, type FollowerDataPolicy } from '../../accounts/removal/removal.rules.ts';
import { Installation } from '../../installations/installation.entity.ts';
import { UNBOUND_POLICIES, type UnboundPolicy } from './follower-settings.rules.ts';

/** What an account does with its followers. Without a row everything has its default. */
@TenantEntity('follower_settings')
@Check({
  name: 'follower_settings_created_contacts_have_a_domain',
  expression: `unbound = 'HOLD' or created_contact_domain is not null`,
})
@Check({
  name: 'follower_settings_retention_has_a_basis',
  expression: `(after_unfollow = 'RETAIN_WITH_BASIS') = (retention_basis is not null)`,
})
@Check({ name: 'follower_settings_values_differ', expression: 'subscribed_value <> unsubscribed_value' })
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

  /** What Qiao does with followers whose contact is not known. */
  @Enum({ type: 'string', items: () => [...UNBOUND_POLICIES], default: 'HOLD' })
  unbound: UnboundPolicy = 'HOLD';

  /** Of the addresses of contacts that Qiao creates. */
  @Property({ type: 'text', nullable: true })
  createdContactDomain!: string | null;

  /** What is written to the subscription status field. */
  @Property({ type: 'text', default: 'Subscribed' })
  subscribedValue = 'Subscribed';

  @Property({ type: 'text', default: 'Unsubscribed' })
  unsubscribedValue = 'Unsubscribed';

  @Enum({ type: 'string', items: () => [...FOLLOWER_DATA_POLICIES], default: 'ERASE' })
  afterUnfollow: FollowerDataPolicy = 'ERASE';

  /** The legal basis for keeping those who unfollow. */
  @Property({ type: 'text', nullable: true })
  retentionBasis!: string | null;

  /** Whether OpenID and UnionID are cleared in the contact. */
  @Property({ type: 'boolean', default: false })
  clearIdsAfterUnfollow = false;
}
