import { Check, Entity, ManyToOne, PrimaryKey, Property, Unique } from '@mikro-orm/decorators/legacy';
import { Installation } from './installation.entity.ts';
import { SiteName } from './site-name.entity.ts';

/**
 * The directory of installations, a platform table. It says which installation a call of the marketing platform is for,
 * before a tenant is known.
 */
@Entity({ tableName: 'installation_site' })
@Unique({ name: 'installation_site_app_id_site_id_unique', properties: ['appId', 'siteId'] })
@Check({
  name: 'installation_site_is_known_whole',
  expression: '(app_id is null) = (site_id is null) and (app_id is null) = (install_id is null)',
})
export class InstallationSite {
  /** The site's current name; tokens may still contain an earlier one. */
  @PrimaryKey({ type: 'text' })
  site!: string;

  @ManyToOne(() => SiteName, {
    foreignKeyName: 'installation_site_name_is_its_own',
    joinColumns: ['site', 'installation_id'],
    referencedColumnNames: ['site', 'installation_id'],
    deleteRule: 'restrict',
    updateRule: 'restrict',
    hidden: true,
  })
  name?: SiteName;

  /** The app and the site in the marketing platform, which identify the installation. */
  @Property({ type: 'text', nullable: true })
  appId!: string | null;

  @Property({ type: 'text', nullable: true })
  siteId!: string | null;

  /** The marketing platform's id of the latest install. */
  @Property({ type: 'text', nullable: true })
  installId!: string | null;

  @ManyToOne(() => Installation, { mapToPk: true, fieldName: 'installation_id', deleteRule: 'restrict' })
  installationId!: string;
}
