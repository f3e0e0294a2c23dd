import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import type { TestProject } from 'vitest/node';
import { migrate } from '../../src/app/database.ts';
import { startEmbeddedPostgres } from '../../src/app/embedded-postgres/embedded-postgres.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** The owner's connection to the server on which every test file clones its database from {@link TEMPLATE}. */
    postgresUrl: string;
    /** As the server's superuser, for tests that prove what even a superuser cannot, or what only one could. */
    superuserUrl: string;
  }
}

/** The migrated database that others are cloned from. */
export const TEMPLATE = 'qiao_template';

/** One PostgreSQL for the whole run, without fsync. `TEST_DATABASE_URL` names another server instead. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const dataDir = mkdtempSync(join(tmpdir(), 'qiao-test-'));
  const postgres = process.env.TEST_DATABASE_URL
    ? null
    : await startEmbeddedPostgres({ dataDir, durable: false });
  const url = postgres?.url ?? process.env.TEST_DATABASE_URL ?? '';
  await createTemplate(url);
  project.provide('postgresUrl', url);
  project.provide('superuserUrl', postgres?.superuserUrl ?? url);
  return async () => {
    await postgres?.stop();
    rmSync(dataDir, { recursive: true, force: true });
  };
}

async function createTemplate(url: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  await client.query(`drop database if exists ${TEMPLATE}`);
  await client.query(`create database ${TEMPLATE}`);
  await client.end();
  await migrate(withDatabase(url, TEMPLATE), 5);
}

export function withDatabase(url: string, database: string): string {
  const changed = new URL(url);
  changed.pathname = `/${database}`;
  return changed.href;
}
