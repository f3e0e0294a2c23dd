/** Proofs, before any request is served, that one installation cannot see another. */
import type { EntityManager, MetadataStorage } from '@mikro-orm/postgresql';
import { INSTALLATION_SETTING, TENANT_ROLE } from '../kernel/tenancy.ts';
import { StartError } from './data-folder.ts';
import { PLATFORM_ENTITIES, TENANT_ENTITIES } from './entities.ts';

/** Tables of no entity, which callers must not read either. */
export const OWN_TABLES = [
  'announcement',
  'caller_login',
  'event_log',
  'event_log_default',
  'event_log_origin',
  'inbox_message',
  'inbox_message_default',
  'migration',
  'transaction_lock',
  'worker_session',
];

/** Row-level security applies to the owner, and to all whom the tenant role's rights are given to. */
export async function proveOwnerIsBound(em: EntityManager): Promise<void> {
  const [user] = await em.execute(
    `select bool_or(rolsuper or rolbypassrls) as unbound from pg_roles where rolname in (current_user, '${TENANT_ROLE}')`,
  );
  if (user?.unbound) {
    throw new StartError(
      `The user of DATABASE_URL, or the role ${TENANT_ROLE}, is a superuser or has BYPASSRLS, so row-level security would not bind it. Use an ordinary role that owns the database.`,
    );
  }
}

/**
 * On the connection that callers' transactions use: its login owns nothing, can become no role but the tenant role, reads no
 * platform table, and sees no row of a tenant table without an installation.
 */
export async function proveCallersAreBound(em: EntityManager, metadata: MetadataStorage): Promise<void> {
  const tablesOf = (entities: typeof TENANT_ENTITIES) =>
    entities.map((entity) => metadata.get<object>(entity).tableName);
  await em.transactional(async (em) => {
    await em.execute(`select set_config('${INSTALLATION_SETTING}', '', true)`);
    for (const [rule, isBroken] of RULES) {
      const [found] = await em.execute(`select ${isBroken} as broken, session_user as login`);
      if (found?.broken)
        throw new StartError(`The login of callers, ${found.login}, ${rule}: Qiao does not start.`);
    }
    for (const table of [...tablesOf(PLATFORM_ENTITIES), ...OWN_TABLES]) {
      const [found] = await em.execute(
        `select has_any_column_privilege(oid, 'SELECT, UPDATE') or has_table_privilege(oid, 'DELETE, TRUNCATE') as open
         from pg_class where oid = '"${table}"'::regclass`,
      );
      if (found?.open) throw new StartError(`The login of callers may use "${table}": Qiao does not start.`);
    }
    for (const table of tablesOf(TENANT_ENTITIES)) {
      const [seen] = await em.execute(
        `select exists (select from "${table}") as rows, relrowsecurity and relforcerowsecurity as locked from pg_class where oid = '"${table}"'::regclass`,
      );
      if (seen?.rows || !seen?.locked) {
        throw new StartError(
          `Row-level security does not protect "${table}": Qiao does not start. Run the migrations.`,
        );
      }
    }
  });
}

const me = `(select oid from pg_roles where rolname = session_user)`;
/** Whom the login can be. PostgreSQL 15 lets every member of a role become it, and then the role's own attributes count. */
const selves = `(select oid from pg_roles where rolname in (session_user, '${TENANT_ROLE}'))`;
/** What a login of callers must not be, and an expression that is true if it is. */
const RULES: readonly (readonly [string, string])[] = [
  [
    'may do more than log in',
    `(select bool_or(rolsuper or rolbypassrls or rolcreaterole or rolcreatedb or rolreplication) from pg_roles where oid in ${selves})`,
  ],
  [
    'owns something',
    `exists (select from pg_class where relowner in ${selves} union all select from pg_proc where proowner in ${selves}
       union all select from pg_namespace where nspowner in ${selves} union all select from pg_database where datdba in ${selves})`,
  ],
  [`is not a member of ${TENANT_ROLE}`, `not pg_has_role(${me}, '${TENANT_ROLE}', 'USAGE')`],
  [
    `can become another role than ${TENANT_ROLE}`,
    `exists (select from pg_roles where oid <> ${me} and rolname <> '${TENANT_ROLE}' and pg_has_role(${me}, oid, 'MEMBER'))`,
  ],
];
