import { Migrator } from '@mikro-orm/migrations';
import { Configuration, defineConfig, type EntityManager, MikroORM } from '@mikro-orm/postgresql';
import { runMigrations as runQueueMigrations } from 'graphile-worker';
import type pg from 'pg';
import { TENANT_ROLE } from '../kernel/tenancy.ts';
import { TenantReads } from '../kernel/tenant-reads.ts';
import type { Databases } from '../kernel/unit-of-work.ts';
import { ensureCallerLogin, readCallerLogin, withLogin } from './caller-login.ts';
import { StartError } from './data-folder.ts';
import { PLATFORM_ENTITIES, TENANT_ENTITIES } from './entities.ts';
import { joinStatements } from './joined-statements.ts';
import { MIGRATION_NAMES, sqlMigrations } from './migrations.ts';
import { callersObstacle, lostCallersObstacle } from './preflight/callers.ts';
import { withConnection } from './preflight/connecting.ts';
import { checkBeforeMigration } from './preflight/database.ts';
import { OWN_TABLES, proveCallersAreBound, proveOwnerIsBound } from './tenant-isolation.ts';

/** The advisory lock of Qiao's migrations; the number is arbitrary. A second start waits for the first. */
const MIGRATION_LOCK = 7_746_001;

/** Of one pool. */
const CONNECTIONS = 10;
/** Each event is read once for all who are shown the same. */
const CONNECTIONS_OF_PUSHES = 2;

const ormOptions = (url: string) =>
  defineConfig({
    clientUrl: url,
    entities: [...TENANT_ENTITIES, ...PLATFORM_ENTITIES],
    extensions: [Migrator],
    migrations: { migrationsList: sqlMigrations(), snapshot: false, tableName: 'migration' },
    pool: { min: 0, max: CONNECTIONS },
    // The ORM reads no parameters of the URL, such as `sslmode`; its driver does.
    driverOptions: { connectionString: url, onPoolCreated: preparePool },
    // Keys contain the installation, so a join that only repeats the tenant filter would have no effect.
    autoJoinRefsForFilters: false,
    // Otherwise the driver logs statements with their values.
    logger: () => {},
    schemaGenerator: {
      skipTables: [...OWN_TABLES, /^event_log_\d/, /^inbox_message_\d/, /^graphile_worker\./],
      ignoreSchema: ['graphile_worker'],
      ignoreRoutines: true,
    },
  });

/**
 * Releases connections that break inside a transaction. Kysely (0.29) releases a connection only after its ROLLBACK,
 * which fails on a broken one. Without this, the pool would lose each of them, and after a few restarts of PostgreSQL
 * it would be empty.
 */
function takeBackLost(pool: pg.Pool): void {
  const held = new Set<pg.PoolClient>();
  pool.on('acquire', (client) => held.add(client));
  pool.on('release', (_error, client) => held.delete(client));
  const takeBack = (client: pg.PoolClient): void => {
    if (!held.has(client)) return;
    client.release(true);
    // Its holder may still release it, which must happen only once.
    client.release = () => {};
  };
  pool.on('connect', (client) => {
    client.once('end', () => takeBack(client));
    if (pool.ending) setImmediate(takeBack, client);
  });
}

function preparePool(pool: pg.Pool): void {
  takeBackLost(pool);
  pool.on('connect', joinStatements);
}

/**
 * Connects with the first statement. Without `MikroORM.init`, which looks for extensions among the installed packages, and
 * in a build loads the ORM a second time for it: a fifth of a start.
 */
export const createOrm = (url: string): MikroORM => new MikroORM(ormOptions(url));

/** A database in which the isolation of tenants was proved, with a pool for each of two logins. */
export interface OpenDatabase extends Databases {
  readonly orm: MikroORM;
  close(): Promise<void>;
}

/**
 * Connects as the owner and as callers, and proves that one installation cannot see another.
 *
 * @param callerUrl names another login for callers than the one that `migrate` makes
 */
export async function openDatabase(url: string, callerUrl?: string): Promise<OpenDatabase> {
  const orm = createOrm(url);
  let callers: EntityManager | null = null;
  const readers: TenantReads[] = [];
  const close = async () => {
    const closing = readers.map((reader) => reader.close());
    await Promise.all([...closing, callers?.getDriver().close(), orm.close()]);
  };
  try {
    await proveOwnerIsBound(orm.em.fork());
    if (callerUrl) await withConnection(callerUrl, async () => {}, 'DATABASE_CALLER_URL');
    const urlOfCallers = callerUrl ?? (await callerUrlOf(orm, url));
    callers = secondPool(orm, urlOfCallers);
    await proveCallersAreBound(callers.fork(), orm.getMetadata()).catch((error: unknown) => {
      throw lostCallersObstacle(error, urlOfCallers);
    });
    const reads = new TenantReads(urlOfCallers, CONNECTIONS);
    const pushes = new TenantReads(urlOfCallers, CONNECTIONS_OF_PUSHES);
    readers.push(reads, pushes);
    return { orm, owner: orm.em, callers, reads, pushes, close };
  } catch (error) {
    await close();
    throw error;
  }
}

async function callerUrlOf(orm: MikroORM, url: string): Promise<string> {
  const login = await readCallerLogin((sql) => orm.em.fork().execute(sql));
  if (!login) throw new StartError('The database has no login for callers. Run `npm run migrate`.');
  return withLogin(url, login);
}

/** Shares the entities of `orm`: discovering them again would cost a start 40 ms. */
function secondPool(orm: MikroORM, url: string): EntityManager {
  const driver = new Configuration(ormOptions(url)).getDriver();
  driver.setMetadata(orm.getMetadata());
  return driver.createEntityManager() as EntityManager;
}

/** The migrations that the database does not have yet. Only reads, unlike the migrator. */
export async function pendingMigrations(orm: MikroORM): Promise<string[]> {
  const done = await orm.em.fork().execute<{ name: string }[]>('select name from migration');
  return MIGRATION_NAMES.filter((name) => !done.some((row) => row.name === name));
}

/**
 * Migrates a database: roles, job queue, tables, number of slots. Any number of processes may do so at the same time.
 *
 * The user of `url` owns the database, is not a superuser, and has CREATEROLE. With `callerUrl` it needs no CREATEROLE if
 * the role `qiao_tenant` exists: somebody else has made the login of callers, a member of that role.
 *
 * @param onWaiting called if another process migrates the database, which may take long
 */
export async function migrate(
  url: string,
  accountsPerOpenPlatform: number,
  callerUrl?: string,
  onWaiting = () => {},
): Promise<void> {
  await withConnection(url, async (lock) => {
    const { rows } = await lock.query('select pg_try_advisory_lock($1) as mine', [MIGRATION_LOCK]);
    if (!rows[0].mine) {
      onWaiting();
      await lock.query('select pg_advisory_lock($1)', [MIGRATION_LOCK]);
    }
    await checkBeforeMigration(lock, callerUrl);
    await ensureTenantRole(lock);
    await restrictSessions(lock);
    await letCallersIn(lock);
    await runQueueMigrations({ connectionString: url });
    const orm = new MikroORM({
      ...ormOptions(url),
      entities: [],
      discovery: { warnWhenNoEntities: false },
    });
    try {
      await orm.migrator.up();
    } finally {
      await orm.close();
    }
    if (!callerUrl)
      await ensureCallerLogin(lock, url).catch(async (error: unknown) => {
        throw await callersObstacle(error, lock);
      });
    await alignSlots(lock, accountsPerOpenPlatform);
  });
}

/** Roles belong to the whole cluster, so a migration of another database may create the role at the same moment. */
async function ensureTenantRole(client: pg.Client): Promise<void> {
  await client.query(`do $$ begin
    if not exists (select from pg_roles where rolname = '${TENANT_ROLE}') then
      begin
        create role ${TENANT_ROLE} nologin;
      exception when duplicate_object or unique_violation then null;
      end;
    end if;
  end $$`);
}

/**
 * Temporary tables are for the owner only. The owner's transactions do not wait for a process that does not answer; a
 * setting that somebody else has chosen stays.
 */
async function restrictSessions(client: pg.Client): Promise<void> {
  await client.query(`do $$ begin
    if has_database_privilege('${TENANT_ROLE}', current_database(), 'TEMPORARY') then
      execute format('revoke temporary on database %I from public', current_database());
    end if;
    if not exists (
      select from pg_db_role_setting s join pg_roles r on r.oid = s.setrole join pg_database d on d.oid = s.setdatabase
      where rolname = current_user and datname = current_database()
        and setconfig::text like '%idle_in_transaction_session_timeout=%')
    then
      execute format('alter role %I in database %I set idle_in_transaction_session_timeout = %L',
        current_user, current_database(), '5min');
    end if;
  end $$`);
}

/** By default everybody may connect and look into the schema; some administrators take that from `public`. */
async function letCallersIn(client: pg.Client): Promise<void> {
  await client.query(`do $$ begin
    if not has_database_privilege('${TENANT_ROLE}', current_database(), 'CONNECT') then
      execute format('grant connect on database %I to ${TENANT_ROLE}', current_database());
    end if;
    if not has_schema_privilege('${TENANT_ROLE}', 'public', 'USAGE') then
      grant usage on schema public to ${TENANT_ROLE};
    end if;
  end $$`);
}

/** A foreign key refuses a limit below a slot in use, with a message that says so. */
async function alignSlots(client: pg.Client, accountsPerOpenPlatform: number): Promise<void> {
  try {
    await client.query('delete from slot_number where slot > $1', [accountsPerOpenPlatform]);
  } catch (error) {
    if ((error as { code?: string }).code !== '23001' && (error as { code?: string }).code !== '23503')
      throw error;
    throw new StartError(
      `ACCOUNTS_PER_OPEN_PLATFORM cannot be lowered to ${accountsPerOpenPlatform}: an open platform has more accounts than that. Remove some first.`,
    );
  }
  await client.query('insert into slot_number select generate_series(1, $1) on conflict do nothing', [
    accountsPerOpenPlatform,
  ]);
}
