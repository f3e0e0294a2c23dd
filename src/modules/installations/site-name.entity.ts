import { Entity, ManyToOne, PrimaryKey, Unique } from '@mikro-orm/decorators/legacy';
import { Installation } from './installation.entity.ts';

/**
 * Every name that a site has had while Qiao was installed there. A name stays reserved for its installation, so a token
 * with an old name never opens another site's installation. A platform table: read before a tenant is known.
 */
@Entity({ tableName: 'site_name' })
@Unique({ name: 'site_name_site_installation_id_unique', properties: ['site', 'installationId'] })
export class SiteName {
  @PrimaryKey({ type: 'text' })
  site!: string;

  @ManyToOne(() => Installation, { mapToPk: true, fieldName: 'installation_id', deleteRule: 'restrict' })
  installationId!: string;
}
