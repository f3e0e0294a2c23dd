import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { newId } from '../../../src/kernel/ids.ts';
import { asCaller } from '../../kit/database.ts';
import { useDatabase } from '../../kit/shared-database.ts';
import { Rows } from '../kit/rows.ts';

const database = useDatabase();
let rows: Rows;
let installationId: string;
let accountId: string;

beforeAll(async () => {
  rows = new Rows(new pg.Client({ connectionString: database.superuserUrl }));
  await rows.client.connect();
  installationId = await rows.installation();
  accountId = await rows.account(installationId);
});
afterAll(async () => {
  await rows.client.end();
});

/** One statement of a caller's transaction. */
const asTenant = (sql: string, values: readonly unknown[]) =>
  asCaller(database, async (client) => {
    await client.query('begin');
    await client.query(`select set_config('qiao.installation', $1, true)`, [installationId]);
    const { rowCount } = await client.query(sql, [...values]);
    await client.query('commit');
    return rowCount;
  });

const accept = (installation: string, account: string) =>
  asTenant(
    `insert into terms_acceptance (installation_id, id, account_id, version, accepter_kind, accepted_by)
     values ($1, $2, $3, '2026-11', 'USER', '17')`,
    [installation, newId(), account],
  );

test('a caller adds a proof, and can neither change nor delete it', async () => {
  expect(await accept(installationId, accountId)).toBe(1);
  const before = await rows.everything();
  for (const sql of [
    `update terms_acceptance set accepted_by = '18' where account_id = $1`,
    'delete from terms_acceptance where account_id = $1',
  ])
    await expect(asTenant(sql, [accountId])).rejects.toThrow('permission denied for table terms_acceptance');
  expect(await rows.everything()).toEqual(before);
});

test('a proof is for an account of its own installation', async () => {
  const foreignInstallation = await rows.installation();
  const foreignAccount = await rows.account(foreignInstallation);
  const before = await rows.everything();
  await expect(accept(installationId, foreignAccount)).rejects.toThrow(
    'terms_acceptance_installation_id_account_id_foreign',
  );
  await expect(accept(foreignInstallation, foreignAccount)).rejects.toThrow('row-level security');
  expect(await rows.everything()).toEqual(before);
});

test('an account whose terms were accepted keeps its proof', async () => {
  await accept(installationId, accountId);
  await expect(rows.client.query('delete from official_account where id = $1', [accountId])).rejects.toThrow(
    'terms_acceptance_installation_id_account_id_foreign',
  );
});
