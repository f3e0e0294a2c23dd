import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { inject } from 'vitest';
import { withLogin } from '../../src/app/caller-login.ts';
import { TEMPLATE, withDatabase } from './global-setup.ts';

type Row = Readonly<Record<string, unknown>>;

export interface TestDatabase {
  readonly url: string;
  /** As a superuser, whom no row-level security binds. */
  readonly superuserUrl: string;
  /** As a superuser, on a few connections that are kept: each statement by itself, and never two in one transaction. */
  readonly pool: pg.Pool;
  drop(): Promise<void>;
}

/** A migrated database of one's own, cloned in some 50 ms. */
export async function createDatabase(): Promise<TestDatabase> {
  const name = `qiao_${randomUUID().replaceAll('-', '')}`;
  const server = inject('postgresUrl');
  await run(server, `create database ${name} template ${TEMPLATE}`);
  // As migrations do: privileges of a database are not cloned with it.
  await run(server, `revoke temporary on database ${name} from public`);
  return databaseAt({
    url: withDatabase(server, name),
    superuserUrl: withDatabase(inject('superuserUrl'), name),
    // The owner could not end what a superuser, or PostgreSQL itself, does in it just now.
    drop: () => run(inject('superuserUrl'), `drop database ${name} with (force)`),
  });
}

/** A database that is there already. */
export function databaseAt({ url, superuserUrl, drop }: Omit<TestDatabase, 'pool'>): TestDatabase {
  const pool = new pg.Pool({ connectionString: superuserUrl, max: 4, application_name: 'qiao test' });
  // A test may end every connection to its database; the next statement opens another one.
  pool.on('error', () => {});
  return {
    url,
    superuserUrl,
    pool,
    async drop() {
      await pool.end();
      await drop();
    },
  };
}

/** Two files may clone the template at the same moment, which PostgreSQL refuses to one of them. */
async function run(url: string, sql: string): Promise<void> {
  for (let attempt = 1; ; attempt += 1) {
    const client = new pg.Client({ connectionString: url });
    await client.connect();
    try {
      await client.query(sql);
      return;
    } catch (error) {
      if ((error as { code?: string }).code !== '55006' || attempt === 50) throw error;
    } finally {
      await client.end();
    }
  }
}

/** One statement as a superuser. */
export async function query<T extends Row = Row>(
  { pool }: TestDatabase,
  text: string,
  values: readonly unknown[] = [],
): Promise<T[]> {
  return (await pool.query(text, [...values])).rows as T[];
}

/**
 * As migrations leave it: no row but the slots that there are, and the worker that runs. In a few ms; `truncate` would take
 * twenty times as long.
 */
export const emptied = (database: TestDatabase): Promise<unknown> =>
  query(
    database,
    `do $$ declare name text; begin
       perform set_config('session_replication_role', 'replica', true), set_config('lock_timeout', '20s', true);
       for name in select oid::regclass from pg_class
         where relkind = 'r' and relnamespace = 'public'::regnamespace
           and relname not in ('migration', 'slot_number', 'caller_login', 'event_log_origin', 'worker_session')
       loop execute 'delete from ' || name; end loop;
       delete from graphile_worker._private_jobs;
     end $$`,
  );

/** One connection for raw SQL; ends with the callback. */
export async function withClient<T>(url: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

/** The connection of callers' transactions, on which injected SQL would run. */
export async function asCaller<T>(
  database: TestDatabase,
  work: (client: pg.Client) => Promise<T>,
): Promise<T> {
  const [login] = await query<{ name: string; password: string }>(database, 'select * from caller_login');
  if (!login) throw new Error('the database was not migrated');
  return withClient(withLogin(database.url, login), work);
}

/** A row for each session of the database that waits for a lock. */
export const LOCK_WAITS = `select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`;
