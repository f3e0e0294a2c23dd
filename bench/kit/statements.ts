import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';

const SETTLE_MS = 200;
const STATEMENT = /LOG: {2}(?:statement|execute [^:]*): (.*)/g;

/** The statements that PostgreSQL received while `work` was done, as it wrote them to its log. */
export async function statementsOf(superuserUrl: string, work: () => Promise<unknown>): Promise<string[]> {
  const client = new pg.Client({ connectionString: superuserUrl });
  await client.connect();
  try {
    const { rows } = await client.query<{ folder: string }>(
      `select current_setting('data_directory') as folder`,
    );
    const log = join(rows[0]?.folder ?? '', '../postgres.log');
    await setLogging(client, 'all');
    const start = statSync(log).size;
    await work();
    await sleep(SETTLE_MS);
    const written = readFileSync(log).subarray(start).toString();
    await setLogging(client, 'none');
    // Servers tell each other by the clock what callers have spent.
    return [...written.matchAll(STATEMENT)]
      .map(([, sql]) => sql ?? '')
      .filter((sql) => !/pg_notify/.test(sql));
  } finally {
    await client.end();
  }
}

async function setLogging(client: pg.Client, what: 'all' | 'none'): Promise<void> {
  await client.query(`alter system set log_statement = '${what}'`);
  await client.query('select pg_reload_conf()');
  await sleep(SETTLE_MS);
}
