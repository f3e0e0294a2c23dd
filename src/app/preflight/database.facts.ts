import type pg from 'pg';
import { systemClock } from '../../kernel/clock.ts';
import { TENANT_ROLE } from '../../kernel/tenancy.ts';

/** What one connection of the owner learns of its server, its database and itself. */
export interface DatabaseFacts {
  /** As 150014. */
  readonly version: number;
  readonly versionText: string;
  readonly database: string;
  readonly role: string;
  readonly encoding: string;
  readonly isStandby: boolean;
  /** Whether its transactions cannot write, unless they ask to. */
  readonly isReadOnly: boolean;
  /** Where tables are made and looked for; null: nowhere. */
  readonly schema: string | null;
  readonly mayCreateTables: boolean;
  /** Whether row-level security does not apply to the role, or to the tenant role. */
  readonly isUnbound: boolean;
  readonly ownsDatabase: boolean;
  readonly mayCreateRoles: boolean;
  readonly hasTenantRole: boolean;
  /** Whether it may make members of the tenant role. */
  readonly mayGrantTenant: boolean;
  readonly hasExclusionIndexes: boolean;
  /** Whether tables have names of Qiao's, but no migration of Qiao has made them. */
  readonly hasForeignTables: boolean;
  /** How far the clock of the server is ahead of this machine's. */
  readonly aheadMs: number;
  /** Null: no table of migrations. */
  readonly migrations: readonly string[] | null;
  /** Whether the role of the login that `migrate` has made is there. */
  readonly hasCallerRole: boolean;
  /** Whom Qiao's tables belong to, if not to this role. Then nothing more is known of them. */
  readonly tablesOwner: string | null;
}

/** Understood by every version since PostgreSQL 9.6, so that an older one can be told from a newer. */
export async function readFacts(client: pg.Client): Promise<DatabaseFacts> {
  const asked = systemClock.now().getTime();
  const { rows } = await client.query(FACTS);
  const {
    now,
    has_migrations: hasMigrations,
    has_logins: hasLogins,
    has_tables: hasTables,
    ...facts
  } = rows[0];
  const aheadMs = Math.round(now - (asked + systemClock.now().getTime()) / 2);
  const mayRead = facts.tablesOwner === null;
  const migrations =
    hasMigrations && mayRead
      ? (await client.query('select name from public.migration order by name')).rows.map(({ name }) => name)
      : null;
  const login = hasLogins && mayRead ? (await client.query(LOGIN)).rows[0] : undefined;
  const hasForeignTables = hasTables && !hasMigrations;
  return { ...facts, hasForeignTables, aheadMs, migrations, hasCallerRole: login !== undefined };
}

const FACTS = `
  select current_setting('server_version_num')::int as version, current_setting('server_version') as "versionText",
    current_database() as database, current_user as role, pg_encoding_to_char(d.encoding) as encoding,
    pg_is_in_recovery() as "isStandby", current_setting('transaction_read_only')::bool as "isReadOnly", current_schema() as schema,
    exists (select from pg_namespace where nspname = 'public' and has_schema_privilege(oid, 'CREATE')) as "mayCreateTables",
    me.rolsuper or me.rolbypassrls or coalesce(tenant.rolsuper or tenant.rolbypassrls, false) as "isUnbound",
    pg_has_role(d.datdba, 'USAGE') as "ownsDatabase", me.rolcreaterole as "mayCreateRoles",
    tenant.oid is not null as "hasTenantRole",
    case when current_setting('server_version_num')::int < 160000 then me.rolcreaterole
      else coalesce(pg_has_role(tenant.oid, 'MEMBER WITH ADMIN OPTION'), me.rolcreaterole) end as "mayGrantTenant",
    exists (select from pg_available_extensions where name = 'btree_gist') as "hasExclusionIndexes",
    (select pg_get_userbyid(relowner) from pg_class where oid = to_regclass('public.migration') and not pg_has_role(relowner, 'USAGE')) as "tablesOwner",
    extract(epoch from clock_timestamp())::float8 * 1000 as now,
    to_regclass('public.migration') is not null as has_migrations,
    to_regclass('public.caller_login') is not null as has_logins,
    coalesce(to_regclass('public.installation'), to_regclass('public.official_account')) is not null as has_tables
  from pg_database d
  join pg_roles me on me.rolname = current_user
  left join pg_roles tenant on tenant.rolname = '${TENANT_ROLE}'
  where d.datname = current_database()`;

const LOGIN = 'select from public.caller_login join pg_roles on rolname = name';
