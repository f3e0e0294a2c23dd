import { Entity, Filter } from '@mikro-orm/decorators/legacy';

/** The role that serves callers: owns nothing, may touch only tenant tables, is bound by row-level security. */
export const TENANT_ROLE = 'qiao_tenant';

/** The transaction's setting that says which installation's rows exist. Unset means none. */
export const INSTALLATION_SETTING = 'qiao.installation';

/** The name of the ORM's filter, for the one place that gives it its parameter. */
export const TENANT_FILTER = 'tenant';

/**
 * The entity of a table whose rows each belong to one installation, behind two locks: a condition that the ORM adds to
 * every query, and row-level security, forced so that the table's owner is bound as well.
 *
 * `property` and `column` hold the installation's id. `nullif`, because a setting that was local to an earlier
 * transaction reads as ''.
 */
export function TenantEntity(
  tableName: string,
  property = 'installationId',
  column = 'installation_id',
): ClassDecorator {
  const own = `${column} = nullif(current_setting('${INSTALLATION_SETTING}', true), '')::uuid`;
  return (target) => {
    Entity({ tableName, rowLevelSecurity: 'force', policies: [{ name: 'tenant', using: own, check: own }] })(
      target as never,
    );
    Filter({
      name: TENANT_FILTER,
      cond: (args) => ({ [property]: args.installationId }),
      default: true,
    })(target as never);
  };
}
