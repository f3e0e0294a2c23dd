import { Entity, ManyToOne, PrimaryKey, Unique } from '@mikro-orm/decorators/legacy';
import { Installation } from './installation.entity.ts';

/**
 * Every name that a site has had while Qiao was installed there: an installation's own for good, so that a token that says
 * an old name never opens the installation of another site. A platform table: read before any tenant is known.
 */
@Entity({ tableName: 'site_name' })
@Unique({ name: 'site_name_site_installation_id_unique', properties: ['site', 'installationId'] })
export class SiteName {
  @PrimaryKey({ type: 'text' })
  site!: string;

  @ManyToOne(() => Installation, { mapToPk: true, fieldName: 'installation_id', deleteRule: 'restrict' })
  installationId!: string;
}
