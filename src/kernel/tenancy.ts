import type { PolicyDef } from '@mikro-orm/core';
import { Entity, Filter } from '@mikro-orm/decorators/legacy';

/**
 * The database role whose rights the login of callers has. It owns nothing, may use only tenant tables, and row-level
 * security applies to it.
 */
export const TENANT_ROLE = 'qiao_tenant';

/** The transaction setting that says which installation's rows are visible. If it is not set, no row is visible. */
export const INSTALLATION_SETTING = 'qiao.installation';

/** The name of the ORM's filter, for the one place that sets its parameter. */
export const TENANT_FILTER = 'tenant';

/**
 * Declares the entity of a tenant table. Two mechanisms protect it: a condition that the ORM adds to every query, and
 * row-level security, which is forced so that it applies to the table's owner too.
 *
 * `property` and `column` contain the installation's id. `policies` restrict further. `nullif` is needed because a setting that was local to an
 * earlier transaction reads as ''.
 */
export function TenantEntity(
  tableName: string,
  property = 'installationId',
  column = 'installation_id',
  policies: readonly PolicyDef[] = [],
): ClassDecorator {
  const own = `${column} = nullif(current_setting('${INSTALLATION_SETTING}', true), '')::uuid`;
  return (target) => {
    Entity({
      tableName,
      rowLevelSecurity: 'force',
      policies: [{ name: 'tenant', using: own, check: own }, ...policies],
    })(target as never);
    Filter({
      name: TENANT_FILTER,
      cond: (args) => ({ [property]: args.installationId }),
      default: true,
    })(target as never);
  };
}
