import { Check, Enum, Index, ManyToOne, PrimaryKey, Property, Unique } from '@mikro-orm/decorators/legacy';
import { Personal } from '../../kernel/personal.ts';
import { TenantEntity } from '../../kernel/tenancy.ts';
import { OfficialAccount } from '../accounts/account/official-account.entity.ts';
import { Activity } from '../activities/activity.entity.ts';
import { ACTIVITY_KINDS, type ActivityKind } from '../activities/activity.rules.ts';
import { Follower } from '../followers/follower.entity.ts';
import { Installation } from '../installations/installation.entity.ts';
import {
  DELIVERY_DESTINATIONS,
  DELIVERY_REASONS,
  DELIVERY_STATUSES,
  DELIVERY_SUBJECTS,
  type DeliveryDestination,
  type DeliveryReason,
  type DeliveryStatus,
  type DeliverySubject,
} from './delivery.rules.ts';

/** One thing that a destination is to have: the newest values of a follower, or an activity. */
@TenantEntity('delivery')
@Unique({
  name: 'delivery_one_for_a_follower',
  properties: ['installationId', 'followerId', 'destination'],
  where: `subject = 'FOLLOWER' and follower_id is not null`,
})
@Unique({
  name: 'delivery_one_for_an_activity',
  properties: ['installationId', 'activityId', 'destination'],
  where: 'activity_id is not null',
})
@Unique({
  name: 'delivery_one_for_who_left',
  properties: ['installationId', 'accountId', 'contactId', 'destination'],
  where: `subject = 'FOLLOWER' and contact_id is not null`,
})
@Unique({
  name: 'delivery_one_for_a_record',
  properties: ['installationId', 'importId', 'record'],
  where: 'import_id is not null',
})
@Index({
  name: 'delivery_pending_index',
  properties: ['installationId', 'accountId', 'subject', 'requestedAt', 'id'],
  where: `status = 'PENDING'`,
})
@Index({ name: 'delivery_account_index', properties: ['installationId', 'accountId', 'id'] })
@Index({ name: 'delivery_account_status_index', properties: ['installationId', 'accountId', 'status', 'id'] })
@Index({
  name: 'delivery_follower_index',
  properties: ['installationId', 'followerId', 'id'],
  where: 'follower_id is not null',
})
@Index({
  name: 'delivery_delivered_index',
  properties: ['installationId', 'deliveredAt'],
  where: `status = 'DELIVERED'`,
})
@Check({
  name: 'delivery_is_of_a_follower_or_a_contact',
  expression: `case when status = 'DELIVERED' then contact_id is null else num_nonnulls(follower_id, contact_id) = 1 end`,
})
@Check({
  name: 'delivery_of_an_activity_has_one',
  expression: `num_nonnulls(activity_id, activity_kind) = case subject when 'ACTIVITY' then 1 else 0 end`,
})
@Check({
  name: 'delivery_of_an_erased_activity_is_whole',
  expression: `(activity_kind is null) = (activity_at is null) and (activity_kind is null or follower_id is null) and (activity_kind is not null or activity_campaign_id is null)`,
})
@Check({
  name: 'delivery_of_who_left_has_a_time',
  expression: `status = 'DELIVERED' or (left_at is not null) = (subject = 'FOLLOWER' and contact_id is not null)`,
})
@Check({
  name: 'delivery_held_waits_for_a_contact',
  expression: `(status = 'HELD') = (coalesce(reason, '') = 'NOT_BOUND') and (status <> 'HELD' or contact_id is null)`,
})
@Check({
  name: 'delivery_delivered_has_a_time',
  expression: `status <> 'DELIVERED' or delivered_at is not null`,
})
@Check({ name: 'delivery_failed_has_a_reason', expression: `status <> 'FAILED' or reason is not null` })
@Check({
  name: 'delivery_sending_is_a_record',
  expression: `(status = 'SENDING') = (import_id is not null) and (status = 'SENDING') = (record is not null) and (status = 'SENDING') = (sent_revision is not null)`,
})
export class Delivery {
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

  @Enum({ type: 'string', items: () => [...DELIVERY_SUBJECTS] })
  subject!: DeliverySubject;

  @Enum({ type: 'string', items: () => [...DELIVERY_DESTINATIONS] })
  destination!: DeliveryDestination;

  /** Null for somebody who has unfollowed and was erased. */
  @Property({ type: 'uuid', nullable: true })
  followerId!: string | null;

  @ManyToOne(() => Follower, {
    joinColumns: ['installation_id', 'follower_id'],
    ownColumns: ['follower_id'],
    deleteRule: 'cascade',
    nullable: true,
    hidden: true,
  })
  follower!: Follower | null;

  @Property({ type: 'uuid', nullable: true })
  activityId!: string | null;

  @ManyToOne(() => Activity, {
    joinColumns: ['installation_id', 'activity_id'],
    ownColumns: ['activity_id'],
    deleteRule: 'cascade',
    nullable: true,
    hidden: true,
  })
  activity!: Activity | null;

  /** What an activity was that has been erased while it waited; null: it is `activityId`. */
  @Enum({ type: 'string', items: () => [...ACTIVITY_KINDS], nullable: true })
  activityKind!: ActivityKind | null;

  @Property({ type: 'timestamptz', nullable: true })
  activityAt!: Date | null;

  /** Of its scene. */
  @Property({ type: 'text', nullable: true })
  activityCampaignId!: string | null;

  @Personal({
    what: "the marketing platform's contact of somebody who has unfollowed",
    purpose: 'to write there what they did until then, and that they have left',
    retention: 'until that is delivered',
  })
  /** The contact of somebody who was erased, until it is delivered. The contact of a follower is in their row. */
  @Property({ type: 'text', nullable: true })
  contactId!: string | null;

  /** When they unfollowed. */
  @Property({ type: 'timestamptz', nullable: true })
  leftAt!: Date | null;

  /** Whether the contact was a follower's, and is not any more: what was written to it is cleared. */
  @Property({ type: 'boolean', default: false })
  clears = false;

  /** The receipt of their erasure, which gets the id of the import. */
  @Property({ type: 'uuid', nullable: true })
  receiptId!: string | null;

  @Enum({ type: 'string', items: () => [...DELIVERY_STATUSES] })
  status!: DeliveryStatus;

  @Enum({ type: 'string', items: () => [...DELIVERY_REASONS], nullable: true })
  reason!: DeliveryReason | null;

  /** How often it was sent since it became due. */
  @Property({ type: 'integer', default: 0 })
  attempts = 0;

  /** Since when it waits. Who waits longest is sent first. */
  @Property({ type: 'timestamptz' })
  requestedAt!: Date;

  @Property({ type: 'timestamptz', nullable: true })
  nextAttemptAt!: Date | null;

  /** The last time, also if something newer is to be delivered. */
  @Property({ type: 'timestamptz', nullable: true })
  deliveredAt!: Date | null;

  /** Increments with each change of what is to be delivered. */
  @Property({ type: 'integer', default: 1 })
  revision = 1;

  /** Which revision is under way. */
  @Property({ type: 'integer', nullable: true })
  sentRevision!: number | null;

  @Property({ type: 'uuid', nullable: true })
  importId!: string | null;

  /** Its place in the import, from 0. */
  @Property({ type: 'integer', nullable: true })
  record!: number | null;
}
