import { Check, Enum, Index, ManyToOne, PrimaryKey, Property, Unique } from '@mikro-orm/decorators/legacy';
import { Personal } from '../../../kernel/personal.ts';
import { TenantEntity } from '../../../kernel/tenancy.ts';
import { OfficialAccount } from '../../accounts/account/official-account.entity.ts';
import { Installation } from '../../installations/installation.entity.ts';
import {
  SYNCHRONIZATION_REASONS,
  SYNCHRONIZATION_STATUSES,
  SYNCHRONIZATION_STEPS,
  type SynchronizationReason,
  type SynchronizationStatus,
  type SynchronizationStep,
} from './synchronization.rules.ts';

/** One comparison of an account's followers with WeChat's list of them. An account has one at a time. */
@TenantEntity('synchronization')
@Index({ name: 'synchronization_account_index', properties: ['installationId', 'accountId', 'id'] })
@Unique({
  name: 'synchronization_one_open',
  properties: ['installationId', 'accountId'],
  where: 'ended_at is null',
})
@Check({
  name: 'synchronization_open_has_no_end',
  expression: `(status in ('RUNNING', 'WAITING')) = (ended_at is null)`,
})
@Check({
  name: 'synchronization_ended_keeps_no_cursor',
  expression: 'ended_at is null or cursor is null',
})
@Check({
  name: 'synchronization_waits_until_a_time',
  expression: `(status = 'WAITING') = (resumes_at is not null)`,
})
@Check({
  name: 'synchronization_has_a_reason',
  expression: `(status in ('WAITING', 'FAILED')) = (reason is not null)`,
})
export class Synchronization {
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

  @Enum({ type: 'string', items: () => [...SYNCHRONIZATION_STATUSES], default: 'RUNNING' })
  status: SynchronizationStatus = 'RUNNING';

  @Enum({ type: 'string', items: () => [...SYNCHRONIZATION_STEPS], default: 'READING' })
  step: SynchronizationStep = 'READING';

  /** How often the list has been begun. */
  @Property({ type: 'smallint', default: 1 })
  reading = 1;

  /** Where the next step begins: an OpenID while reading, a follower's id while comparing. Null at the beginning and at the end. */
  @Personal({
    what: "the OpenID at which the next page of WeChat's list begins",
    purpose: 'to go on after a pause',
    retention: 'until the list is read',
  })
  @Property({ type: 'text', nullable: true })
  cursor!: string | null;

  /** Different users in the pages read so far. */
  @Property({ type: 'integer', default: 0 })
  done = 0;

  /** How many follow, as WeChat said last. */
  @Property({ type: 'integer', nullable: true })
  total!: number | null;

  /** The largest number that WeChat has said. */
  @Property({ type: 'integer', default: 0 })
  largestTotal = 0;

  /** The speed of the latest page. */
  @Property({ type: 'float', columnType: 'real', nullable: true })
  perSecond!: number | null;

  /** In the list, and unknown until now. */
  @Property({ type: 'integer', default: 0 })
  added = 0;

  /** In the list, and known. */
  @Property({ type: 'integer', default: 0 })
  confirmed = 0;

  /** In the list, and known as somebody who had unfollowed. */
  @Property({ type: 'integer', default: 0 })
  updated = 0;

  /** Not in the list, and erased. */
  @Property({ type: 'integer', default: 0 })
  leftSilently = 0;

  /** Not in the list, and kept: WeChat does not say that they have left. */
  @Property({ type: 'integer', default: 0 })
  unclear = 0;

  @Property({ type: 'timestamptz' })
  startedAt!: Date;

  /** When the latest step ended. */
  @Property({ type: 'timestamptz' })
  progressedAt!: Date;

  @Property({ type: 'timestamptz', nullable: true })
  endedAt!: Date | null;

  @Property({ type: 'timestamptz', nullable: true })
  resumesAt!: Date | null;

  @Enum({ type: 'string', items: () => [...SYNCHRONIZATION_REASONS], nullable: true })
  reason!: SynchronizationReason | null;
}
