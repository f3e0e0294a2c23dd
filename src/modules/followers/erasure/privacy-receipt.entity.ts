import { Check, Enum, Index, ManyToOne, PrimaryKey, Property } from '@mikro-orm/decorators/legacy';
import { TenantEntity } from '../../../kernel/tenancy.ts';
import { OfficialAccount } from '../../accounts/account/official-account.entity.ts';
import { Installation } from '../../installations/installation.entity.ts';
import { RECEIPT_KINDS, type ReceiptKind, type ReceiptRows } from './erasure.rules.ts';
import { ERASURE_CAUSES, type ErasureCause } from './erasure-cause.rules.ts';

/** Proves that a person was erased, or that their data was given out, and does not say who it was. */
@TenantEntity('privacy_receipt')
@Index({ name: 'privacy_receipt_account_index', properties: ['installationId', 'accountId', 'id'] })
@Check({
  name: 'privacy_receipt_export_was_requested',
  expression: `kind = 'ERASURE' or cause = 'REQUESTED'`,
})
export class PrivacyReceipt {
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

  @Enum({ type: 'string', items: () => [...RECEIPT_KINDS] })
  kind!: ReceiptKind;

  @Enum({ type: 'string', items: () => [...ERASURE_CAUSES] })
  cause!: ErasureCause;

  @Property({ type: 'timestamptz' })
  at!: Date;

  @Property({ type: 'jsonb' })
  rows!: ReceiptRows;

  /** The import with which the marketing platform was told; null until then, and if it need not be told. */
  @Property({ type: 'text', nullable: true })
  platformImportId: string | null = null;
}
