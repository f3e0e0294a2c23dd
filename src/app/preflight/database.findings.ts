import { differenceOf } from './clocks.ts';
import type { DatabaseFacts } from './database.facts.ts';
import { type Finding, fail, ok, warn } from './finding.ts';
import {
  createCallersSql,
  createDatabaseSql,
  createOwnerSql,
  createTenantSql,
  mayCreateRolesSql,
  mayGrantTenantSql,
  mayNotCreateRolesSql,
  ownDatabaseSql,
  ownSchemaSql,
  reassignSql,
  searchPathSql,
  writableSql,
} from './roles.sql.ts';

const OLDEST = 150_000;

export function versionFinding({ version, versionText }: DatabaseFacts): Finding {
  if (version >= OLDEST) return ok(`PostgreSQL ${versionText}.`);
  return fail(
    `This is PostgreSQL ${versionText}, and Qiao needs PostgreSQL 15 or newer.`,
    'Upgrade it (pg_upgrade keeps the data), or use another server.',
  );
}

export function roleFinding({ role, database, isUnbound, migrations }: DatabaseFacts): Finding {
  if (!isUnbound) return ok(`The role “${role}” is an ordinary one.`);
  // What has tables already belongs to the superuser, and cannot be given away.
  const owned =
    migrations === null ? ownDatabaseSql(database, 'qiao') : createDatabaseSql(`${database}_2`, 'qiao');
  return fail(
    `The role “${role}” of DATABASE_URL, or qiao_tenant, is a superuser or has BYPASSRLS, so row-level security would not bind it.`,
    `Use an ordinary role that owns the database. A superuser makes one:\n${createOwnerSql(owned)}`,
  );
}

export function encodingFinding({ database, encoding, role }: DatabaseFacts): Finding {
  if (encoding === 'UTF8') return ok('Texts are UTF8.');
  return fail(
    `The database “${database}” has the encoding ${encoding}, which cannot store names of people in WeChat.`,
    `Create another one, and put it into DATABASE_URL:\n${createDatabaseSql(`${database}_utf8`, role)}`,
  );
}

export function tablesFinding({ tablesOwner, role }: DatabaseFacts): Finding {
  if (tablesOwner === null) return ok('No table of Qiao belongs to another role.');
  return fail(
    `The tables of Qiao belong to the role “${tablesOwner}”, and “${role}” may not use them.`,
    `Put “${tablesOwner}” into DATABASE_URL. After a restore as another role, a superuser says in this database:\n${reassignSql(tablesOwner, role)}`,
  );
}

export function standbyFinding({ isStandby, isReadOnly, database, role }: DatabaseFacts): Finding {
  if (isStandby)
    return fail(
      'The server of DATABASE_URL is a copy that accepts no writes (it is in recovery).',
      'Put the address of the primary into DATABASE_URL.',
    );
  if (!isReadOnly) return ok('The server accepts writes.');
  return fail(
    `The database “${database}” accepts no writes: \`default_transaction_read_only\` is on.`,
    `If its disk is almost full, free some of it: that is why some providers switch this on. Else say:\n${writableSql(database, role)}`,
  );
}

/** Everybody finds the tables by the same names, so they are in the schema that all logins look in. */
export function schemaFinding({ schema, database, role }: DatabaseFacts): Finding {
  if (schema === 'public') return ok('Its tables are in the schema “public”.');
  const found = schema === null ? 'finds no schema' : `finds the schema “${schema}” first`;
  return fail(
    `The role “${role}” ${found} in the database “${database}”, and the tables of Qiao are in “public”.`,
    `Take \`search_path\` out of DATABASE_URL if it is there, and say in this database:\n${searchPathSql(database, role)}`,
  );
}

/** What only `migrate` needs. */
export function ownerFinding({ ownsDatabase, mayCreateTables, database, role }: DatabaseFacts): Finding {
  if (ownsDatabase && mayCreateTables) return ok(`The role “${role}” owns the database “${database}”.`);
  if (ownsDatabase)
    return fail(
      `The role “${role}” owns the database “${database}”, but may not make tables in its schema “public”.`,
      `A superuser says in this database:\n${ownSchemaSql(role)}`,
    );
  return fail(
    `The role “${role}” does not own the database “${database}”, so it cannot make its tables.`,
    `Its owner or a superuser says:\n${ownDatabaseSql(database, role)}`,
  );
}

export function emptyFinding({ hasForeignTables, database }: DatabaseFacts): Finding {
  if (!hasForeignTables) return ok('Its tables are those of Qiao.');
  return fail(
    `The database “${database}” has tables that are not Qiao's, with the same names.`,
    'Give Qiao a database of its own.',
  );
}

/** A module that comes with PostgreSQL, but in some systems in a package of its own. */
export function extensionFinding({ hasExclusionIndexes }: DatabaseFacts): Finding {
  if (hasExclusionIndexes) return ok('The extension btree_gist is there.');
  return fail(
    'PostgreSQL lacks the extension btree_gist.',
    'Install the package that has it: postgresql-contrib in most systems.',
  );
}

/** @param hasCallerUrl whether DATABASE_CALLER_URL names a login that a DBA has made */
export function rolesFinding(facts: DatabaseFacts, hasCallerUrl: boolean): Finding {
  const { role, hasTenantRole, mayCreateRoles, mayGrantTenant, hasCallerRole } = facts;
  if (hasCallerUrl ? hasTenantRole : hasTenantRole && hasCallerRole)
    return isAlmostSuperuser(facts)
      ? warn(
          `The role “${role}” has CREATEROLE, with which it can give itself almost any right in PostgreSQL 15.`,
          `It is no longer needed. A superuser takes it away:\n${mayNotCreateRolesSql(role)}`,
        )
      : ok('The roles of callers are there.');
  if (mayCreateRoles && (mayGrantTenant || hasCallerUrl))
    return ok('`npm run migrate` makes the roles of callers.');
  if (mayCreateRoles)
    return fail(
      `The role “${role}” may create roles, but not make them members of qiao_tenant, which another role has made.`,
      `A superuser says:\n${mayGrantTenantSql(role)}`,
    );
  if (hasCallerUrl)
    return fail(
      `The role qiao_tenant is missing, and the role “${role}” may not create roles.`,
      `A superuser says:\n${createTenantSql()}`,
    );
  return fail(
    `The role “${role}” may not create roles, and the login of callers is missing.`,
    [
      'A superuser lets it do so (after `npm run migrate` it can be taken away again):',
      `${mayCreateRolesSql(role)}`,
      'Or a superuser makes the login, and DATABASE_CALLER_URL names it:',
      createCallersSql(hasTenantRole),
    ].join('\n'),
  );
}

const isAlmostSuperuser = ({ mayCreateRoles, version }: DatabaseFacts): boolean =>
  mayCreateRoles && version < 160_000;

export function clockFinding({ aheadMs }: DatabaseFacts): Finding {
  const difference = differenceOf(aheadMs);
  if (difference === null) return ok('The clocks of this machine and of PostgreSQL agree.');
  return warn(
    `The clock of PostgreSQL is ${difference} the clock of this machine.`,
    'Let NTP set both clocks: links, tokens and calls of Eloqua expire by them.',
  );
}

/** @param own the migrations of this version */
export function migrationsFinding({ migrations }: DatabaseFacts, own: readonly string[]): Finding {
  const done = migrations ?? [];
  const missing = own.filter((name) => !done.includes(name));
  if (done.length === 0) return fail('The database is not migrated.', 'Run `npm run migrate`.');
  if (missing.length > 0)
    return fail(`The database lacks migrations: ${missing.join(', ')}.`, 'Run `npm run migrate`.');
  const newer = done.filter((name) => !own.includes(name));
  if (newer.length > 0)
    return warn(
      `A newer version of Qiao has migrated the database (${newer.join(', ')}).`,
      'This version works with it; upgrade this process too.',
    );
  return ok(`All ${own.length} migrations have run.`);
}
