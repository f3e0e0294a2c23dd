import pg from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { useDatabase } from '../../kit/shared-database.ts';
import { attempt, expectRefusal, WRITERS } from '../kit/refusals.ts';
import { newAppId, Rows } from '../kit/rows.ts';

const database = useDatabase();
let rows: Rows;
let installationId: string;

beforeAll(async () => {
  rows = new Rows(new pg.Client({ connectionString: database.superuserUrl }));
  await rows.client.connect();
});
afterAll(async () => {
  await rows.client.end();
});

const INSERT = `insert into authorizer (installation_id, app_id, account_id, slot_group, slot, permission_sets, authorized_at)
  values ($1, $2, $3, $4, $5, '[]', now())`;

describe.each(WRITERS)('raw SQL by the %s', (by) => {
  const group = `wxopen-of-${by}`;
  beforeAll(async () => {
    installationId = await rows.installation();
    for (const slot of [1, 2, 3, 4, 5]) {
      const id = await rows.account(await rows.installation());
      await rows.authorizer(installationId, id, { slot_group: group, slot });
    }
  });

  const tryInsert = async (values: { appId?: string; group?: string | null; slot?: number | null }) => {
    const { appId = newAppId(), group: name = null, slot = null } = values;
    const account = await rows.account(installationId);
    return { by, installationId, sql: INSERT, values: [installationId, appId, account, name, slot] };
  };

  test.each([[1], [2], [3], [4], [5]])(
    'a sixth account cannot take slot %i of a full open platform',
    async (slot) => {
      const tried = await tryInsert({ group, slot });
      await expectRefusal(database, rows, tried, 'authorizer_slot_unique');
    },
  );

  test.each([[6], [0], [-1]])('there is no slot %i', async (slot) => {
    const tried = await tryInsert({ group, slot });
    await expectRefusal(database, rows, tried, 'authorizer_slot_foreign');
  });

  test('a slot needs a group', async () => {
    await expectRefusal(database, rows, await tryInsert({ slot: 1 }), 'authorizer_slot_in_group');
  });

  test('a group needs a slot: nobody hangs on an open platform uncounted', async () => {
    await expectRefusal(database, rows, await tryInsert({ group }), 'authorizer_slot_in_group');
  });

  test('a group must be known, so that its row can be locked', async () => {
    const tried = await tryInsert({ group: 'wx-never-seen', slot: 1 });
    await expectRefusal(database, rows, tried, 'authorizer_slot_group_foreign');
  });

  test('an app id has one owner, also across installations', async () => {
    const elsewhere = await rows.installation();
    const appId = await rows.authorizer(elsewhere, await rows.account(elsewhere));
    await expectRefusal(database, rows, await tryInsert({ appId }), 'authorizer_one_owner');
  });

  test('an account owns one app id', async () => {
    const account = await rows.account(installationId);
    await rows.authorizer(installationId, account);
    const values = [installationId, newAppId(), account, null, null];
    await expectRefusal(
      database,
      rows,
      { by, installationId, sql: INSERT, values },
      'authorizer_one_per_account',
    );
  });

  test('a number of a slot in use cannot be deleted', async () => {
    const tried = { by, installationId, sql: 'delete from slot_number where slot = 5' };
    await expectRefusal(database, rows, tried, 'authorizer_slot_foreign');
  });

  test('an account that is bound to no open platform takes no slot', async () => {
    expect(await attempt(database, await tryInsert({}))).toBeNull();
  });
});
