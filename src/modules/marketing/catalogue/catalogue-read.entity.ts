import { Check, Enum, PrimaryKey, Property } from '@mikro-orm/decorators/legacy';
import { TenantEntity } from '../../../kernel/tenancy.ts';

/** The lists that are read completely from the marketing platform and stored. */
export const CATALOGUES = ['CONTACT_FIELDS', 'USERS', 'CAMPAIGNS'] as const;
export type Catalogue = (typeof CATALOGUES)[number];

/** When a catalogue of an installation was read. */
@TenantEntity('catalogue_read')
@Check({
  name: 'catalogue_read_says_something',
  expression: 'read_at is not null or failed_at is not null or partly_read_at is not null',
})
export class CatalogueRead {
  @PrimaryKey({ type: 'uuid' })
  installationId!: string;

  @Enum({ type: 'string', items: () => [...CATALOGUES], primary: true })
  catalogue!: Catalogue;

  /** When it was last read completely, so that what was not in it did not exist; null: never. */
  @Property({ type: 'timestamptz', nullable: true })
  readAt!: Date | null;

  /** When it was last read, if that proved nothing about what was not in it. */
  @Property({ type: 'timestamptz', nullable: true })
  partlyReadAt!: Date | null;

  /** When it said first that there are no objects at all, which a second reading must confirm. */
  @Property({ type: 'timestamptz', nullable: true })
  doubtedAt!: Date | null;

  /** When the marketing platform last failed to return it; null after the next success. */
  @Property({ type: 'timestamptz', nullable: true })
  failedAt!: Date | null;
}
