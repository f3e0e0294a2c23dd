import { Check, Enum, Index, ManyToOne, PrimaryKey, Property, Unique } from '@mikro-orm/decorators/legacy';
import { TenantEntity } from '../../kernel/tenancy.ts';
import { OfficialAccount } from '../accounts/account/official-account.entity.ts';
import { Installation } from '../installations/installation.entity.ts';
import { BINDING_STATES, BINDING_WAYS, type BindingState, type BindingWay } from './binding/binding.rules.ts';
import { SUBSCRIBE_SCENES, type SubscribeScene } from './follower.rules.ts';

/** A WeChat user as one account sees them. All times are WeChat's. */
@TenantEntity('follower')
@Unique({ name: 'follower_once', properties: ['installationId', 'accountId', 'openId'] })
@Index({ name: 'follower_account_index', properties: ['installationId', 'accountId', 'id'] })
@Index({
  name: 'follower_account_subscribed_index',
  properties: ['installationId', 'accountId', 'subscribed', 'id'],
})
@Index({
  name: 'follower_account_binding_index',
  properties: ['installationId', 'accountId', 'bindingState', 'id'],
})
@Unique({
  name: 'follower_one_for_a_contact',
  properties: ['installationId', 'accountId', 'contactId'],
  where: 'contact_id is not null',
})
@Index({
  name: 'follower_to_look_up_index',
  properties: ['installationId', 'accountId', 'id'],
  where: `binding_state = 'HELD' and looked_up_at is null`,
})
@Index({
  name: 'follower_union_id_index',
  properties: ['installationId', 'accountId', 'unionId'],
  where: 'union_id is not null',
})
@Check({
  name: 'follower_bound_has_a_contact',
  expression: `(binding_state = 'BOUND') = (contact_id is not null) and (binding_state = 'BOUND') = (binding_how is not null) and (binding_state = 'BOUND') = (bound_at is not null)`,
})
@Check({
  name: 'follower_subscribed_follows_from_the_latest_change',
  expression: `case when subscribed then unsubscribed_at is null or subscribed_at >= unsubscribed_at else unsubscribed_at >= coalesce(subscribed_at, '-infinity'::timestamptz) end`,
})
export class Follower {
  @ManyToOne(() => Installation, {
    primary: true,
    mapToPk: true,
    fieldName: 'installation_id',
    deleteRule: 'restrict',
  })
  installationId!: string;

  @PrimaryKey({ type: 'uuid' })
  id!: string;

  @Property({ type: 'uuid' })
  accountId!: string;

  @ManyToOne(() => OfficialAccount, {
    joinColumns: ['installation_id', 'account_id'],
    deleteRule: 'restrict',
    hidden: true,
  })
  account!: OfficialAccount;

  @Property({ type: 'text' })
  openId!: string;

  /** Null until it is known. */
  @Property({ type: 'text', nullable: true })
  unionId!: string | null;

  @Property({ type: 'boolean' })
  subscribed!: boolean;

  /** The latest follow; null if Qiao has not seen it. */
  @Property({ type: 'timestamptz', nullable: true })
  subscribedAt!: Date | null;

  /** The latest unfollow, also after another follow. */
  @Property({ type: 'timestamptz', nullable: true })
  unsubscribedAt!: Date | null;

  /** How the latest follow came about; null if WeChat did not say. */
  @Enum({ type: 'string', items: () => [...SUBSCRIBE_SCENES], nullable: true })
  subscribeScene!: SubscribeScene | null;

  /** The scene of the QR code of the latest follow. */
  @Property({ type: 'text', nullable: true })
  sceneKey!: string | null;

  @Property({ type: 'timestamptz', nullable: true })
  lastActivityAt!: Date | null;

  @Enum({ type: 'string', items: () => [...BINDING_STATES], default: 'HELD' })
  bindingState: BindingState = 'HELD';

  @Enum({ type: 'string', items: () => [...BINDING_WAYS], nullable: true })
  bindingHow!: BindingWay | null;

  /** The marketing platform's id. A contact has one follower in each account. */
  @Property({ type: 'text', nullable: true })
  contactId!: string | null;

  @Property({ type: 'timestamptz', nullable: true })
  boundAt!: Date | null;

  /** When the marketing platform was last searched for a contact with the follower's ids; null: it has to be. */
  @Property({ type: 'timestamptz', nullable: true })
  lookedUpAt!: Date | null;
}
