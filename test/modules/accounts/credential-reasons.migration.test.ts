import { readFileSync } from 'node:fs';
import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { newId } from '../../../src/kernel/ids.ts';
import { createDatabase, type TestDatabase, withClient } from '../../kit/database.ts';
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

const WITHDRAWN = { credential_state: 'WITHDRAWN' };
const REMOVED = { status: 'REMOVED', removed_at: new Date(), follower_data: 'ERASE' };

async function withdrawnBy(installationId: string, ...actions: string[]): Promise<string> {
  const id = await rows.account(installationId, WITHDRAWN);
  for (const action of actions)
    await rows.insert('audit_entry', {
      installation_id: installationId,
      id: newId(),
      actor_kind: 'SYSTEM',
      actor: 'wechat',
      action,
      subject_type: 'OfficialAccount',
      subject_id: id,
      request_id: newId(),
    });
  return id;
}

test('credentials that were withdrawn before there were reasons get the one that is known, else UNKNOWN', async () => {
  await rows.client.query(`
    alter table official_account drop column credential_state_reason;
    drop function release_wechat_account(uuid, text);
    create function release_wechat_account(account uuid) returns void language sql as $$ select $$;`);
  const installationId = await rows.installation();
  const expected = new Map([
    [await rows.account(installationId, { ...WITHDRAWN, ...REMOVED }), 'REMOVED'],
    [await withdrawnBy(installationId, 'loseAuthorization', 'withdrawAuthorization'), 'MERCHANT_WITHDREW'],
    [await withdrawnBy(installationId, 'withdrawAuthorization', 'uninstall'), 'UNINSTALLED'],
    [await withdrawnBy(installationId, 'withdrawAuthorization', 'loseAuthorization'), 'UNKNOWN'],
    [await withdrawnBy(installationId), 'UNKNOWN'],
    [await rows.account(installationId, { credential_state: 'VALID' }), null],
    [await rows.account(installationId, { credential_state: 'FAILING' }), null],
    [await rows.account(installationId), null],
  ]);

  const migration = readFileSync('migrations/0018_credential_reasons.sql', 'utf8');
  await withClient(database.url, (client) => client.query(migration));

  const { rows: found } = await rows.client.query('select id, credential_state_reason from official_account');
  expect(new Map(found.map((row) => [row.id, row.credential_state_reason]))).toEqual(expected);
});
