import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { compose, type Services } from '../../src/app/compose.ts';
import { migrate } from '../../src/app/database.ts';
import { startServer } from '../../src/app/server.ts';
import { createLogger } from '../../src/kernel/logger.ts';
import { asCaller, databaseAt, type TestDatabase, withClient } from '../kit/database.ts';
import { stepsOf } from '../kit/docs-steps.ts';
import { withDatabase } from '../kit/global-setup.ts';
import { type Qiao, startQiao } from '../kit/qiao.ts';
import { settled, sql } from '../kit/stored.ts';
import { authorized, COMPLETE } from '../kit/stories.ts';
import { debianPostgres, type SystemPostgres, startSystemPostgres } from '../kit/system-postgres.ts';
import { callAs } from './kit.ts';

/** By the words of the page. */
const page = (language: 'sql' | 'sh') => stepsOf('docs/operations.md', 'Backup and restore', language);
const OWNER = 'an owner’s password';
const BACKUP = 'a backup’s password';

/** It brings `pg_dump`. Two clusters, and no process of Qiao's own: some 10 s. */
const bin = debianPostgres() ?? '';
const clusters: SystemPostgres[] = [];
let folder: string;
let qiao: Qiao;
let restored: TestDatabase;
beforeAll(async () => {
  if (!bin) return;
  folder = mkdtempSync(join(tmpdir(), 'qiao-backup-'));
  const [one, other] = await Promise.all([start(), start()]);
  await migrate(one.url, 5);
  restored = other;
  qiao = await startQiao({ database: one });
});
afterAll(async () => {
  await qiao?.close();
  await restored?.pool.end();
  await Promise.all(clusters.map((cluster) => cluster.stop()));
  if (bin) rmSync(folder, { recursive: true });
});

/** A cluster with an owner and an empty database. */
async function start(): Promise<TestDatabase> {
  const cluster = await startSystemPostgres(bin);
  clusters.push(cluster);
  await withClient(cluster.superuserUrl, async (client) => {
    await client.query(`create role qiao login createrole password ${pg.escapeLiteral(OWNER)}`);
    await client.query('create database qiao owner qiao');
  });
  const superuserUrl = withDatabase(cluster.superuserUrl, 'qiao');
  return databaseAt({ superuserUrl, url: as(superuserUrl, 'qiao', OWNER), drop: async () => {} });
}

function as(url: string, name: string, password: string): string {
  const changed = new URL(url);
  [changed.username, changed.password] = [name, encodeURIComponent(password)];
  return changed.href;
}

/** In a shell, as an operator does it. */
async function shell(command: string, variables: Readonly<Record<string, string>>) {
  const env = { PATH: `${bin}:${process.env.PATH}`, ...variables };
  return promisify(execFile)('bash', ['-euc', command], { cwd: folder, env });
}

const counts = (database: TestDatabase) =>
  database.pool
    .query(
      `select (select count(*)::int from official_account) as accounts, (select count(*)::int from audit_entry) as entries,
         (select count(*)::int from migration) as migrations`,
    )
    .then(({ rows }) => rows[0]);

test.skipIf(!bin)(
  'the owner cannot make a dump, and is told so; a dump with --enable-row-security would have no row of a customer',
  async () => {
    await authorized(qiao, await qiao.caller({ site: 'secured' }), COMPLETE);
    const variables = { DATABASE_URL: qiao.database.url };
    await expect(shell('pg_dump "$DATABASE_URL"', variables)).rejects.toThrow(
      'query would be affected by row-level security policy',
    );
    const dumped = await shell(
      'pg_dump --enable-row-security --inserts --data-only --table=official_account "$DATABASE_URL"',
      variables,
    );
    expect(dumped.stdout).not.toContain('INSERT');
  },
);

test.skipIf(!bin)(
  'a backup by the words of docs/operations.md, restored in another cluster, works with the same keys',
  async () => {
    const { appId } = await authorized(qiao, await qiao.caller({ site: 'restored' }), COMPLETE);
    await settled(qiao);
    const [role] = page('sql');
    const [dump, tenants, restore] = page('sh');
    await withClient(qiao.database.superuserUrl, (client) =>
      client.query((role ?? '').replace(/'.*'/, pg.escapeLiteral(BACKUP))),
    );
    await shell(dump ?? '', { BACKUP_URL: as(qiao.database.url, 'qiao_backup', BACKUP) });

    for (const step of [tenants, restore]) await shell(step ?? '', { DATABASE_URL: restored.url });
    await migrate(restored.url, 5);
    const services = await compose(
      qiao.config,
      { ...qiao.environment, databaseUrl: restored.url },
      createLogger('error'),
    );
    const server = await startServer(services, { port: 0, sandbox: true }, createLogger('error'));
    try {
      await proveItWorks(services, server.port, appId);
    } finally {
      await server.close();
      await services.close();
    }
  },
);

async function proveItWorks(services: Services, port: number, appId: string): Promise<void> {
  expect(await counts(restored)).toEqual(await counts(qiao.database));
  const [logged] = await sql({ ...qiao, database: restored }, 'select from event_log');
  expect(logged).toBeUndefined();
  // The keys open what is sealed: WeChat knows the token.
  await callAs({ services, wechat: qiao.wechat }, appId);
  const response = await fetch(`http://127.0.0.1:${port}/graphql`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      authorization: `Bearer ${await qiao.token({ site: 'restored' })}`,
    },
    body: JSON.stringify({ query: '{ officialAccounts(first: 10) { edges { node { appId } } } }' }),
  });
  expect(await response.json()).toMatchObject({
    data: { officialAccounts: { edges: [{ node: { appId } }] } },
  });
  // As the start has proved, too.
  await asCaller(restored, async (client) => {
    expect((await client.query('select from official_account')).rowCount).toBe(0);
    await expect(client.query('select from credential')).rejects.toThrow('permission denied');
  });
}
