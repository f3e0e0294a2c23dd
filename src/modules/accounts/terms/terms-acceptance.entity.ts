import { Enum, Index, ManyToOne, PrimaryKey, Property } from '@mikro-orm/decorators/legacy';
import { TenantEntity } from '../../../kernel/tenancy.ts';
import { ACTOR_KINDS, type ActorKind } from '../../audit/audit-entry.entity.ts';
import { Installation } from '../../installations/installation.entity.ts';
import { OfficialAccount } from '../account/official-account.entity.ts';

/** Proof of who accepted which version of the terms for an account, and when. Never changed or deleted. */
@TenantEntity('terms_acceptance')
@Index({ name: 'terms_acceptance_account_index', properties: ['installationId', 'accountId', 'id'] })
export class TermsAcceptance {
  @ManyToOne(() => Installation, {
    primary: true,
    mapToPk: true,
    fieldName: 'installation_id',
    deleteRule: 'restrict',
  })
  installationId!: string;

  /** UUID version 7: IDs sort by time. */
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
  version!: string;

  @Enum({ type: 'string', items: () => [...ACTOR_KINDS] })
  accepterKind!: ActorKind;

  /** The ID of the marketing user, or of the API client's key. */
  @Property({ type: 'text' })
  acceptedBy!: string;

  @Property({ type: 'timestamptz', defaultRaw: 'now()' })
  acceptedAt!: Date;
}
