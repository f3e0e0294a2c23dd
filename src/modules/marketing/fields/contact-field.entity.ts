import { Check, Enum, Index, PrimaryKey, Property } from '@mikro-orm/decorators/legacy';
import { isExternalIdSql } from '../../../kernel/external-id.rules.ts';
import { TenantEntity } from '../../../kernel/tenancy.ts';
import { FIELD_FITS, type FieldFit } from './contact-field.rules.ts';

/** A contact field of the marketing platform, as last read. The row is kept after the field is deleted. */
@TenantEntity('contact_field')
@Check({ name: 'contact_field_has_external_id', expression: isExternalIdSql('id') })
@Index({
  name: 'contact_field_name_index',
  properties: ['installationId', 'name', 'id'],
  where: 'gone_at is null',
})
@Index({
  name: 'contact_field_fit_index',
  properties: ['installationId', 'fit', 'name', 'id'],
  where: 'gone_at is null',
})
export class ContactField {
  @PrimaryKey({ type: 'uuid' })
  installationId!: string;

  /** The marketing platform's id. */
  @PrimaryKey({ type: 'text' })
  id!: string;

  @Property({ type: 'text' })
  name!: string;

  @Property({ type: 'text' })
  internalName!: string;

  /** Type and input control, as the marketing platform names them: shown, never compared. */
  @Property({ type: 'text' })
  dataType!: string;

  @Property({ type: 'text' })
  displayType!: string;

  @Property({ type: 'boolean' })
  readOnly!: boolean;

  @Property({ type: 'boolean' })
  standard!: boolean;

  /** Which of our data it can store, by `fitOf`; null: none. */
  @Enum({ type: 'string', items: () => [...FIELD_FITS], nullable: true })
  fit!: FieldFit | null;

  /** When the marketing platform was last seen to have it. */
  @Property({ type: 'timestamptz' })
  asOf!: Date;

  /** When it was found to be gone. */
  @Property({ type: 'timestamptz', nullable: true })
  goneAt!: Date | null;
}
