import { Check, Enum, Index, ManyToOne, PrimaryKey, Property, Unique } from '@mikro-orm/decorators/legacy';
import { TenantEntity } from '../../../kernel/tenancy.ts';
import { OfficialAccount } from '../../accounts/account/official-account.entity.ts';
import { Installation } from '../../installations/installation.entity.ts';
import {
  DELIVERY_REASONS,
  DELIVERY_SUBJECTS,
  type DeliveryReason,
  type DeliverySubject,
} from '../delivery.rules.ts';

/** An import of the marketing platform that takes many deliveries. Each account has one of each subject under way. */
@TenantEntity('delivery_import')
@Unique({
  name: 'delivery_import_one_under_way',
  properties: ['installationId', 'accountId', 'subject'],
  where: 'ended_at is null',
})
@Index({ name: 'delivery_import_started_index', properties: ['installationId', 'startedAt'] })
@Check({
  name: 'delivery_import_runs_what_is_uploaded',
  expression: 'platform_run_id is null or platform_import_id is not null',
})
export class DeliveryImport {
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

  /** Increments whenever a worker takes the lease, so that an earlier one notices that it has lost it. */
  @Property({ type: 'integer', default: 0 })
  turn = 0;

  @Property({ type: 'timestamptz', nullable: true })
  lease!: Date | null;

  /** Once the records are uploaded. */
  @Property({ type: 'text', nullable: true })
  platformImportId!: string | null;

  /** Once it runs. */
  @Property({ type: 'text', nullable: true })
  platformRunId!: string | null;

  @Property({ type: 'integer', default: 0 })
  records = 0;

  @Property({ type: 'integer', nullable: true })
  rejected!: number | null;

  /** Consecutive ones. */
  @Property({ type: 'integer', default: 0 })
  failures = 0;

  /** Of the last failure. */
  @Enum({ type: 'string', items: () => [...DELIVERY_REASONS], nullable: true })
  reason!: DeliveryReason | null;

  /** When it is continued; null: now. */
  @Property({ type: 'timestamptz', nullable: true })
  dueAt!: Date | null;

  @Property({ type: 'timestamptz' })
  startedAt!: Date;

  @Property({ type: 'timestamptz', nullable: true })
  endedAt!: Date | null;
}
