import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { migrate } from '../../../src/app/database.ts';
import { createDatabase, type TestDatabase } from '../../kit/database.ts';
import { attempt } from '../kit/refusals.ts';
import { Rows } from '../kit/rows.ts';

let database: TestDatabase;
let rows: Rows;

beforeAll(async () => {
  database = await createDatabase();
  rows = new Rows(new pg.Client({ connectionString: database.superuserUrl }));
  await rows.client.connect();
});
afterAll(async () => {
  await rows.client.end();
  await database.drop();
});

const numbers = async (): Promise<number[]> =>
  (await rows.client.query<{ slot: number }>('select slot from slot_number order by slot')).rows.map(
    ({ slot }) => slot,
  );

test('migrate brings the numbers of slots in line with ACCOUNTS_PER_OPEN_PLATFORM, up and down', async () => {
  await migrate(database.url, 8);
  expect(await numbers()).toEqual([1, 2, 3, 4, 5, 6, 7, 8]);
  await migrate(database.url, 2);
  expect(await numbers()).toEqual([1, 2]);
  await migrate(database.url, 5);
  expect(await numbers()).toEqual([1, 2, 3, 4, 5]);
});

test('a slot beyond the limit can be taken once the limit is raised', async () => {
  const installationId = await rows.installation();
  const account = await rows.account(installationId);
  await rows.insert('slot_group', { name: 'wxopen' });
  const sixth = {
    by: 'owner',
    installationId,
    sql: `insert into authorizer (installation_id, app_id, account_id, slot_group, slot, permission_sets, authorized_at)
          values ($1, 'wx6', $2, 'wxopen', 6, '[]', now())`,
    values: [installationId, account],
  } as const;
  expect(await attempt(database, sixth)).toBe('authorizer_slot_foreign');
  await migrate(database.url, 6);
  expect(await attempt(database, sixth)).toBeNull();
});

test('lowering the limit below a slot in use is refused in words, and changes nothing', async () => {
  const before = await rows.everything();
  await expect(migrate(database.url, 5)).rejects.toThrow(
    'ACCOUNTS_PER_OPEN_PLATFORM cannot be lowered to 5: an open platform has more accounts than that. Remove some first.',
  );
  expect(await rows.everything()).toEqual(before);
  await rows.client.query('delete from authorizer');
  await migrate(database.url, 5);
  expect(await numbers()).toEqual([1, 2, 3, 4, 5]);
});
