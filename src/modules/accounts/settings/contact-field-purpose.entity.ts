import { Enum, ManyToOne, PrimaryKey } from '@mikro-orm/decorators/legacy';
import { TenantEntity } from '../../../kernel/tenancy.ts';
import { Installation } from '../../installations/installation.entity.ts';
import type { FieldPurpose } from '../../marketing/fields/contact-field.rules.ts';
import { PURPOSE_OF } from './mapping.rules.ts';

/**
 * The purpose for which accounts of an installation map a contact field, or mapped it last. Written only by the trigger
 * `official_account_one_purpose`, which changes it while no account uses the field.
 */
@TenantEntity('contact_field_purpose')
export class ContactFieldPurpose {
  @ManyToOne(() => Installation, {
    primary: true,
    mapToPk: true,
    fieldName: 'installation_id',
    deleteRule: 'restrict',
  })
  installationId!: string;

  /** The marketing platform's id. */
  @PrimaryKey({ type: 'text' })
  fieldId!: string;

  @Enum({ type: 'string', items: () => Object.values(PURPOSE_OF) })
  purpose!: FieldPurpose;
}
