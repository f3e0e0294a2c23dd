import { Check, Enum, Index, PrimaryKey, Property } from '@mikro-orm/decorators/legacy';
import { isExternalIdSql } from '../../../kernel/external-id.rules.ts';
import { TenantEntity } from '../../../kernel/tenancy.ts';
import { FIELD_FITS, type FieldFit } from './contact-field.rules.ts';

/** A contact field of the marketing platform as it was last read. The row outlives the field. */
@TenantEntity('contact_field')
@Check({ name: 'contact_field_has_external_id', expression: isExternalIdSql('id') })
@Index({ name: 'contact_field_name_index', properties: ['installationId', 'name', 'id'] })
export class ContactField {
  @PrimaryKey({ type: 'uuid' })
  installationId!: string;

  /** The marketing platform's own. */
  @PrimaryKey({ type: 'text' })
  id!: string;

  @Property({ type: 'text' })
  name!: string;

  @Property({ type: 'text' })
  internalName!: string;

  /** The marketing platform's words for type and widget: shown, never compared. */
  @Property({ type: 'text' })
  dataType!: string;

  @Property({ type: 'text' })
  displayType!: string;

  @Property({ type: 'boolean' })
  readOnly!: boolean;

  @Property({ type: 'boolean' })
  standard!: boolean;

  /** What it can hold of ours, by `fitOf`; null: nothing. */
  @Enum({ type: 'string', items: () => [...FIELD_FITS], nullable: true })
  fit!: FieldFit | null;

  /** When the marketing platform was last seen to have it. */
  @Property({ type: 'timestamptz' })
  asOf!: Date;

  /** Since when it is known to be gone. */
  @Property({ type: 'timestamptz', nullable: true })
  goneAt!: Date | null;
}
