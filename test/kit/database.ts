import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { inject } from 'vitest';
import { TEMPLATE, withDatabase } from './global-setup.ts';

export interface TestDatabase {
  readonly url: string;
  /** As a superuser, whom no row-level security binds. */
  readonly superuserUrl: string;
  drop(): Promise<void>;
}

/** A migrated database of one's own, cloned in some 50 ms. */
export async function createDatabase(): Promise<TestDatabase> {
  const name = `qiao_${randomUUID().replaceAll('-', '')}`;
  const server = inject('postgresUrl');
  await run(server, `create database ${name} template ${TEMPLATE}`);
  return {
    url: withDatabase(server, name),
    superuserUrl: withDatabase(inject('superuserUrl'), name),
    // The owner could not end what a superuser, or PostgreSQL itself, does in it just now.
    drop: () => run(inject('superuserUrl'), `drop database ${name} with (force)`),
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

/** A row for each session of the database that waits for a lock. */
export const LOCK_WAITS = `select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`;
