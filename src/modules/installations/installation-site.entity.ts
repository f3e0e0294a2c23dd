import { Entity, ManyToOne, PrimaryKey } from '@mikro-orm/decorators/legacy';
import { Installation } from './installation.entity.ts';

/**
 * The directory of installations, a platform table: read to find out for which installation a token speaks, before any
 * tenant is known.
 */
@Entity({ tableName: 'installation_site' })
export class InstallationSite {
  @PrimaryKey({ type: 'text' })
  site!: string;

  @ManyToOne(() => Installation, { mapToPk: true, fieldName: 'installation_id', deleteRule: 'restrict' })
  installationId!: string;
}
