import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { asCaller } from '../../kit/database.ts';
import { useDatabase } from '../../kit/shared-database.ts';
import { type ConnectedAccount, Rows } from '../kit/rows.ts';

/** `release_wechat_account` is the one way in which a caller reaches tokens, slots and owners: to let go of their own. */
const database = useDatabase();
let rows: Rows;
let own: ConnectedAccount;
let foreign: ConnectedAccount;

beforeAll(async () => {
  rows = new Rows(new pg.Client({ connectionString: database.superuserUrl }));
  await rows.client.connect();
  own = await rows.active(await rows.installation());
  foreign = await rows.active(await rows.installation());
});
afterAll(async () => {
  await rows.client.end();
});

const release = (installationId: string, accountId: string, before = '') =>
  asCaller(database, async (client) => {
    await client.query('begin');
    await client.query(`select set_config('qiao.installation', $1, true)`, [installationId]);
    if (before) await client.query(before, [accountId]);
    await client.query('select release_wechat_account($1, $2)', [accountId, 'REMOVED']);
    await client.query('commit');
  });

const held = async (appId: string) => {
  const { rows: found } = await rows.client.query(
    `select (select count(*)::int from authorizer where app_id = $1) as owners,
       (select count(*)::int from credential where app_id = $1) as tokens`,
    [appId],
  );
  return found[0];
};

test('no other installation can release an account', async () => {
  const before = await rows.everything();
  await release(own.installationId, foreign.id);
  await release('', foreign.id);
  expect(await rows.everything()).toEqual(before);
});

test('an account that is ACTIVE keeps what makes it so', async () => {
  const before = await rows.everything();
  await expect(release(own.installationId, own.id)).rejects.toThrow('official_account_active_is_complete');
  expect(await rows.everything()).toEqual(before);
});

test('an account of one’s own loses tokens, slot and owner at once', async () => {
  const suspend = `update official_account set status = 'ACTION_REQUIRED' where id = $1`;
  await rows.update('official_account', own.id, { credential_state: 'VALID' });
  await release(own.installationId, own.id, suspend);
  expect(await held(own.appId)).toEqual({ owners: 0, tokens: 0 });
  expect(await held(foreign.appId)).toEqual({ owners: 1, tokens: 1 });
  const { rows: accounts } = await rows.client.query(
    'select credential_state, credential_state_reason from official_account where id = $1',
    [own.id],
  );
  expect(accounts).toEqual([{ credential_state: 'WITHDRAWN', credential_state_reason: 'REMOVED' }]);
});
