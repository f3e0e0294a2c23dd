import { Check, Enum, ManyToOne, PrimaryKey, Property, Unique } from '@mikro-orm/decorators/legacy';
import { TenantEntity } from '../../../kernel/tenancy.ts';
import { OfficialAccount } from '../../accounts/account/official-account.entity.ts';
import { Installation } from '../../installations/installation.entity.ts';
import {
  ADOPTION_FAILURES,
  ADOPTION_STATUSES,
  type AdoptionCounts,
  type AdoptionFailure,
  type AdoptionStatus,
} from './contact-adoption.rules.ts';

/** One reading of the contacts that have an OpenID. An account has the latest one. */
@TenantEntity('contact_adoption')
@Unique({ name: 'contact_adoption_one_for_an_account', properties: ['installationId', 'accountId'] })
@Check({
  name: 'contact_adoption_ended_has_a_time',
  expression: `(status = 'RUNNING') = (ended_at is null) and (status = 'FAILED') = (failure is not null)`,
})
export class ContactAdoption implements AdoptionCounts {
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

  @Enum({ type: 'string', items: () => [...ADOPTION_STATUSES] })
  status!: AdoptionStatus;

  @Enum({ type: 'string', items: () => [...ADOPTION_FAILURES], nullable: true })
  failure!: AdoptionFailure | null;

  /** Whether nobody is bound. */
  @Property({ type: 'boolean' })
  dryRun!: boolean;

  /** Contact fields, as they were mapped at the beginning. */
  @Property({ type: 'text' })
  openIdField!: string;

  @Property({ type: 'text', nullable: true })
  unionIdField!: string | null;

  /** The marketing platform's id of the export; null: it is not prepared yet. */
  @Property({ type: 'text', nullable: true })
  exportId!: string | null;

  /** The page that is being read; null: all are read. */
  @Property({ type: 'integer', nullable: true })
  pageOffset!: number | null;

  /** How many contacts of that page are done. */
  @Property({ type: 'integer', default: 0 })
  doneInPage = 0;

  @Property({ type: 'integer', default: 0 })
  matched = 0;

  @Property({ type: 'integer', default: 0 })
  stale = 0;

  @Property({ type: 'integer', default: 0 })
  duplicate = 0;

  @Property({ type: 'integer', default: 0 })
  malformed = 0;

  @Property({ type: 'integer', default: 0 })
  ofAnotherAccount = 0;

  @Property({ type: 'timestamptz' })
  startedAt!: Date;

  @Property({ type: 'timestamptz', nullable: true })
  endedAt!: Date | null;
}
