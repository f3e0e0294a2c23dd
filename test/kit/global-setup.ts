import { cpSync, existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import type { TestProject } from 'vitest/node';
import { build, DIST, isCurrent, ROOT } from '../../build.js';
import { migrate } from '../../src/app/database.ts';
import { startEmbeddedPostgres } from '../../src/app/embedded-postgres/embedded-postgres.ts';
import { debianPostgres, startSystemPostgres } from './system-postgres.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** The owner's connection to the server on which every test file clones its database from {@link TEMPLATE}. */
    postgresUrl: string;
    /** As the server's superuser, for tests that prove what even a superuser cannot, or what only one could. */
    superuserUrl: string;
    /** The folder of Qiao's programs, built as `npm run build` or `npm start` would. */
    programs: string;
  }
}

/** The browser of the tests of pages. `CHROMIUM` names another one than Debian's. */
export const CHROMIUM = process.env.CHROMIUM ?? '/usr/bin/chromium';

/** The migrated database that others are cloned from. */
export const TEMPLATE = 'qiao_template';

/**
 * One PostgreSQL for the whole run, without fsync, and Qiao's programs. `TEST_POSTGRES_BIN` names the programs of another
 * PostgreSQL (`/usr/lib/postgresql/15/bin`), `TEST_DATABASE_URL` a server that runs already.
 */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  if (!existsSync(CHROMIUM))
    console.log(`There is no Chromium at ${CHROMIUM}: the tests of pages are skipped.`);
  if (!debianPostgres())
    console.log("There is no PostgreSQL of Debian's packages: the tests of it are skipped.");
  const dataDir = mkdtempSync(join(tmpdir(), 'qiao-test-'));
  const { TEST_DATABASE_URL, TEST_POSTGRES_BIN } = process.env;
  const own = () =>
    TEST_POSTGRES_BIN ? startOther(TEST_POSTGRES_BIN) : startEmbeddedPostgres({ dataDir, durable: false });
  const postgres = TEST_DATABASE_URL ? null : await own();
  const url = postgres?.url ?? TEST_DATABASE_URL ?? '';
  const [programs] = await Promise.all([buildPrograms(), createTemplate(url)]);
  project.provide('postgresUrl', url);
  project.provide('superuserUrl', postgres?.superuserUrl ?? url);
  project.provide('programs', programs);
  return async () => {
    await postgres?.stop();
    for (const folder of [dataDir, programs]) rmSync(folder, { recursive: true, force: true });
  };
}

const OWNER_PASSWORD = 'password-of-the-owner';

/** With the owner and the database that the embedded PostgreSQL has. */
async function startOther(bin: string) {
  const { superuserUrl, stop } = await startSystemPostgres(bin);
  const client = new pg.Client({ connectionString: superuserUrl });
  await client.connect();
  await client.query(`create role qiao login createdb createrole password '${OWNER_PASSWORD}'`);
  await client.query('create database qiao owner qiao');
  await client.end();
  const url = new URL(withDatabase(superuserUrl, 'qiao'));
  [url.username, url.password] = ['qiao', OWNER_PASSWORD];
  return { url: url.href, superuserUrl: withDatabase(superuserUrl, 'qiao'), stop };
}

/** A copy of `dist/` if that is current, so that the tests that follow `npm run build` run what it made. */
async function buildPrograms(): Promise<string> {
  const parent = join(ROOT, 'node_modules/.cache');
  mkdirSync(parent, { recursive: true });
  const folder = mkdtempSync(join(parent, 'qiao-programs-'));
  if (isCurrent(DIST)) cpSync(DIST, folder, { recursive: true });
  else await build(folder, { whole: false });
  return folder;
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
