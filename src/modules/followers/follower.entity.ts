import { Check, Enum, Index, ManyToOne, PrimaryKey, Property, Unique } from '@mikro-orm/decorators/legacy';
import { Personal } from '../../kernel/personal.ts';
import { TenantEntity } from '../../kernel/tenancy.ts';
import { OfficialAccount } from '../accounts/account/official-account.entity.ts';
import { Installation } from '../installations/installation.entity.ts';
import { BINDING_STATES, BINDING_WAYS, type BindingState, type BindingWay } from './binding/binding.rules.ts';
import { SUBSCRIBE_SCENES, type SubscribeScene } from './follower.rules.ts';
import { MESSAGING, type Messaging } from './reach/reach.rules.ts';

const UNTIL_THEY_UNFOLLOW = 'until they unfollow; longer if the account keeps those who unfollow';
const IDS = {
  what: "WeChat's ids of the user",
  purpose: 'to know them again',
  retention: UNTIL_THEY_UNFOLLOW,
};
const FOLLOW = {
  what: 'whether, when and by which QR code they followed',
  purpose: 'to show whom the account reaches, and how they came',
  retention: UNTIL_THEY_UNFOLLOW,
};
const UNFOLLOW = {
  what: 'when they unfollowed',
  purpose: 'to ignore older pushes if they follow again, or while the account keeps them',
  retention: UNTIL_THEY_UNFOLLOW,
};
const LAST_ACTIVITY = {
  what: 'when they last did something',
  purpose: 'WeChat lets an account answer for a limited time only',
  retention: UNTIL_THEY_UNFOLLOW,
};
const MESSAGING_CHOICE = {
  what: 'whether they let the account send them messages',
  purpose: 'to send nothing to those who do not want it',
  retention: UNTIL_THEY_UNFOLLOW,
};
const BINDING = {
  what: 'which contact of the marketing platform they are, and how Qiao knows',
  purpose: 'to deliver what they do to that contact',
  retention: UNTIL_THEY_UNFOLLOW,
};

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
@Index({
  name: 'follower_account_bound_index',
  properties: ['installationId', 'accountId'],
  where: `subscribed and binding_state = 'BOUND'`,
})
@Index({
  name: 'follower_account_bound_at_index',
  properties: ['installationId', 'accountId', 'boundAt'],
  where: 'bound_at is not null',
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
@Index({
  name: 'follower_info_due_index',
  properties: ['installationId', 'accountId', 'id'],
  where: 'info_due',
})
@Check({
  name: 'follower_bound_has_a_contact',
  expression: `(binding_state = 'BOUND') = (contact_id is not null) and (binding_state = 'BOUND') = (binding_how is not null) and (binding_state = 'BOUND') = (bound_at is not null)`,
})
@Check({
  name: 'follower_subscribed_follows_from_the_latest_change',
  expression: `case when subscribed then unsubscribed_at is null or greatest(subscribed_at, last_activity_at) is null or greatest(subscribed_at, last_activity_at) >= unsubscribed_at else unsubscribed_at is not null and unsubscribed_at >= coalesce(greatest(subscribed_at, last_activity_at), '-infinity'::timestamptz) end`,
})
@Check({
  name: 'follower_erased_by_an_unfollow',
  expression: 'erased_until is null or unsubscribed_at is not null and erased_until <= unsubscribed_at',
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

  @Personal(IDS)
  @Property({ type: 'text' })
  openId!: string;

  /** Null until it is known. */
  @Personal(IDS)
  @Property({ type: 'text', nullable: true })
  unionId!: string | null;

  @Personal(FOLLOW)
  @Property({ type: 'boolean' })
  subscribed!: boolean;

  /** The latest follow; null if Qiao has not seen it. */
  @Personal(FOLLOW)
  @Property({ type: 'timestamptz', nullable: true })
  subscribedAt!: Date | null;

  /** The latest unfollow, also after another follow. */
  @Personal(UNFOLLOW)
  @Property({ type: 'timestamptz', nullable: true })
  unsubscribedAt!: Date | null;

  /** Until when what was known of them is erased; an unfollow after it was kept. */
  @Personal(UNFOLLOW)
  @Property({ type: 'timestamptz', nullable: true })
  erasedUntil!: Date | null;

  /** How the latest follow came about; null if WeChat did not say. */
  @Personal(FOLLOW)
  @Enum({ type: 'string', items: () => [...SUBSCRIBE_SCENES], nullable: true })
  subscribeScene!: SubscribeScene | null;

  /** The scene of the QR code of the latest follow. */
  @Personal(FOLLOW)
  @Property({ type: 'text', nullable: true })
  sceneKey!: string | null;

  @Personal(LAST_ACTIVITY)
  @Property({ type: 'timestamptz', nullable: true })
  lastActivityAt!: Date | null;

  /** When they last wrote. */
  @Personal(LAST_ACTIVITY)
  @Property({ type: 'timestamptz', nullable: true })
  messagedAt!: Date | null;

  /** When they last followed, scanned or used the menu. */
  @Personal(LAST_ACTIVITY)
  @Property({ type: 'timestamptz', nullable: true })
  interactedAt!: Date | null;

  @Personal(MESSAGING_CHOICE)
  @Enum({ type: 'string', items: () => [...MESSAGING], default: 'ALLOWED' })
  messaging: Messaging = 'ALLOWED';

  /** Whether WeChat is to be asked for what pushes do not tell. */
  @Property({ type: 'boolean', default: false })
  infoDue = false;

  @Personal(BINDING)
  @Enum({ type: 'string', items: () => [...BINDING_STATES], default: 'HELD' })
  bindingState: BindingState = 'HELD';

  @Personal(BINDING)
  @Enum({ type: 'string', items: () => [...BINDING_WAYS], nullable: true })
  bindingHow!: BindingWay | null;

  /** The marketing platform's id. A contact has one follower in each account. */
  @Personal(BINDING)
  @Property({ type: 'text', nullable: true })
  contactId!: string | null;

  @Personal(BINDING)
  @Property({ type: 'timestamptz', nullable: true })
  boundAt!: Date | null;

  /** When the marketing platform was last searched for a contact with the follower's ids; null: it has to be. */
  @Personal(BINDING)
  @Property({ type: 'timestamptz', nullable: true })
  lookedUpAt!: Date | null;
}
