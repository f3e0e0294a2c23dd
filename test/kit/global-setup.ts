import { cpSync, existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import type { TestProject } from 'vitest/node';
import { build, DIST, isCurrent, ROOT } from '../../build.js';
import { migrate } from '../../src/app/database.ts';
import { startEmbeddedPostgres } from '../../src/app/embedded-postgres/embedded-postgres.ts';

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
 * One PostgreSQL for the whole run, without fsync, and Qiao's programs. `TEST_DATABASE_URL` names another server instead.
 */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  if (!existsSync(CHROMIUM))
    console.log(`There is no Chromium at ${CHROMIUM}: the tests of pages are skipped.`);
  const dataDir = mkdtempSync(join(tmpdir(), 'qiao-test-'));
  const postgres = process.env.TEST_DATABASE_URL
    ? null
    : await startEmbeddedPostgres({ dataDir, durable: false });
  const url = postgres?.url ?? process.env.TEST_DATABASE_URL ?? '';
  const [programs] = await Promise.all([buildPrograms(), createTemplate(url)]);
  project.provide('postgresUrl', url);
  project.provide('superuserUrl', postgres?.superuserUrl ?? url);
  project.provide('programs', programs);
  return async () => {
    await postgres?.stop();
    for (const folder of [dataDir, programs]) rmSync(folder, { recursive: true, force: true });
  };
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
