/** What a DBA runs, to be copied as it is. docs/operations.md has the same. */
import pg from 'pg';
import { TENANT_ROLE } from '../../kernel/tenancy.ts';
import { timeoutsOf } from '../caller-login.ts';

const name = pg.escapeIdentifier;
const lines = (...statements: readonly string[]): string => statements.map((one) => `  ${one};`).join('\n');

/** Sorting is that of the template; the encoding must be UTF8. */
export const createDatabaseSql = (database: string, owner: string): string =>
  lines(`create database ${name(database)} owner ${name(owner)} encoding 'UTF8' template template0`);

/** An owner for a database; `then` gives it one. */
export const createOwnerSql = (then: string): string =>
  `${lines(`create role qiao login createrole password 'choose-a-password'`)}\n${then}`;

export const ownDatabaseSql = (database: string, owner: string): string =>
  lines(`alter database ${name(database)} owner to ${name(owner)}`);

export const ownSchemaSql = (owner: string): string => lines(`alter schema public owner to ${name(owner)}`);

/** For the owner, and for the logins of callers. */
export const searchPathSql = (database: string, role: string): string =>
  lines(
    'create schema if not exists public',
    `alter role ${name(role)} in database ${name(database)} set search_path = public`,
    `alter database ${name(database)} set search_path = public`,
  );

export const writableSql = (database: string, role: string): string =>
  lines(
    `alter role ${name(role)} in database ${name(database)} set default_transaction_read_only = off`,
    `alter database ${name(database)} set default_transaction_read_only = off`,
  );

/** Everything of one role in this database becomes another's. */
export const reassignSql = (from: string, to: string): string =>
  lines(`reassign owned by ${name(from)} to ${name(to)}`);

/** Lets `migrate` make the roles; it may be taken away again afterwards. */
export const mayCreateRolesSql = (owner: string): string => lines(`alter role ${name(owner)} createrole`);

export const mayNotCreateRolesSql = (owner: string): string =>
  lines(`alter role ${name(owner)} nocreaterole`);

/** Lets `migrate` give the tenant role to a login that it makes, where another role has made the tenant role. */
export const mayGrantTenantSql = (owner: string): string =>
  lines(`grant ${TENANT_ROLE} to ${name(owner)} with admin option`);

export const createTenantSql = (): string => lines(`create role ${TENANT_ROLE} nologin`);

/** Everything that `migrate` would make of roles, made by a DBA. */
export const createCallersSql = (hasTenant: boolean): string =>
  lines(
    ...(hasTenant ? [] : [`create role ${TENANT_ROLE} nologin`]),
    `create role qiao_callers login password 'choose-another'`,
    `grant ${TENANT_ROLE} to qiao_callers`,
    ...timeoutsOf('qiao_callers'),
  );

/** What every role may do by default, for databases where that was taken away. */
export const letCallersInSql = (database: string): string =>
  lines(
    `grant connect on database ${name(database)} to ${TENANT_ROLE}`,
    `grant usage on schema public to ${TENANT_ROLE}`,
  );
