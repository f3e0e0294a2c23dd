import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { migrate } from '../../src/app/database.ts';
import {
  type EmbeddedPostgres,
  startEmbeddedPostgres,
} from '../../src/app/embedded-postgres/embedded-postgres.ts';
import { withClient } from '../kit/database.ts';
import { isFull } from '../kit/depth.ts';
import { withDatabase } from '../kit/global-setup.ts';

/** A server that has never seen Qiao: roles belong to the whole server, so the shared one would prove little. */
let server: EmbeddedPostgres;
const dataDir = mkdtempSync(join(tmpdir(), 'qiao-migrate-'));

beforeAll(async () => {
  server = await startEmbeddedPostgres({ dataDir, durable: false });
});
afterAll(async () => {
  await server.stop();
  rmSync(dataDir, { recursive: true, force: true });
});

async function emptyDatabase(name: string): Promise<string> {
  await withClient(server.url, (client) => client.query(`create database ${name}`));
  return withDatabase(server.url, name);
}

const count = (url: string, from: string): Promise<number> =>
  withClient(url, async (client) =>
    Number((await client.query(`select count(*) as n from ${from}`)).rows[0].n),
  );

test('several databases of a new server, each migrated by four starters at once, all succeed', async () => {
  const names = isFull() ? ['a', 'b', 'c', 'd', 'e'] : ['a', 'b'];
  const urls = await Promise.all(names.map((name) => emptyDatabase(`qiao_${name}`)));
  const starts = urls.flatMap((url) => [1, 2, 3, 4].map(() => migrate(url, 5)));
  const faults = (await Promise.allSettled(starts)).filter(({ status }) => status === 'rejected');
  expect(faults).toEqual([]);
  for (const url of urls) expect(await count(url, 'slot_number')).toBe(5);
});

test('many starters at once on one empty database all succeed, and each migration is applied once', async () => {
  const url = await emptyDatabase('qiao_many');
  await Promise.all(Array.from({ length: isFull() ? 20 : 8 }, () => migrate(url, 5)));
  expect(await count(url, 'migration')).toBe(
    await count(url, '(select distinct name from migration) applied'),
  );
  expect(await count(url, 'slot_number')).toBe(5);
  expect(await count(url, 'official_account')).toBe(0);
});

test('a migrated database is left as it is', async () => {
  const url = await emptyDatabase('qiao_again');
  await migrate(url, 5);
  await withClient(url, (client) => client.query(`insert into slot_group values ('wxopen')`));
  await migrate(url, 5);
  expect(await count(url, 'slot_group')).toBe(1);
});
