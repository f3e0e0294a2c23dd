import pg from 'pg';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { useDatabase } from '../../kit/shared-database.ts';
import { type Attempt, attempt, expectRefusal, WRITERS } from '../kit/refusals.ts';
import { Rows } from '../kit/rows.ts';

const database = useDatabase();
let rows: Rows;
let installationId: string;
let keyId: string;

beforeAll(async () => {
  rows = new Rows(new pg.Client({ connectionString: database.superuserUrl }));
  await rows.client.connect();
});
beforeEach(async () => {
  installationId = await rows.installation();
  keyId = await rows.apiKey(installationId);
});
afterAll(async () => {
  await rows.client.end();
});

describe.each(WRITERS)('the database refuses the %s', (by) => {
  const refuses = (sql: string, values: unknown[], constraint: string) =>
    expectRefusal(database, rows, { by, installationId, sql, values } satisfies Attempt, constraint);
  const key = (columns: string, values: string) =>
    `insert into api_key (installation_id, id, name, created_by, ${columns})
     values ('${installationId}', gen_random_uuid(), 'a program', '17', ${values})`;

  test('to revoke a key that keeps its digest', () =>
    refuses(
      'update api_key set revoked_at = now(), place = null where id = $1',
      [keyId],
      'api_key_digest_installation_id_key_id_place_foreign',
    ));

  test('to revoke a key that keeps its place', () =>
    refuses('update api_key set revoked_at = now() where id = $1', [keyId], 'api_key_revoked_has_no_place'));

  test('a digest of a key that is revoked', async () => {
    await rows.client.query('delete from api_key_digest where key_id = $1', [keyId]);
    await rows.client.query('update api_key set revoked_at = now(), place = null where id = $1', [keyId]);
    await refuses(
      `insert into api_key_digest (prefix, digest, installation_id, key_id, place, scopes) values ('qiao_x', 'x', $1, $2, 1, '{AUDIT_READ}')`,
      [installationId, keyId],
      'api_key_digest_installation_id_key_id_place_foreign',
    );
  });

  test('to give up the place of a key that is not revoked', () =>
    refuses('update api_key set place = null where id = $1', [keyId], 'api_key_revoked_has_no_place'));

  test('two keys in one place', () =>
    refuses(key('prefix, scopes, place', `'qiao_y', '{AUDIT_READ}', 1`), [], 'api_key_one_in_place'));

  test.each([0, 101])('place %i: there are a hundred', (place) =>
    refuses(key('prefix, scopes, place', `'qiao_y', '{AUDIT_READ}', ${place}`), [], 'api_key_places'),
  );

  test.each(['{}', '{EVERYTHING}', '{AUDIT_READ,KEYS}'])('the scopes %s', (scopes) =>
    refuses(key('prefix, scopes, place', `'qiao_y', '${scopes}', 2`), [], 'api_key_scopes'),
  );

  test.each(['', 'x'.repeat(101)])('the name %j', (name) =>
    refuses('update api_key set name = $1 where id = $2', [name, keyId], 'api_key_name'),
  );

  test('a second digest of a key', () =>
    refuses(
      `insert into api_key_digest (prefix, digest, installation_id, key_id, place, scopes) values ('qiao_x', 'x', $1, $2, 1, '{AUDIT_READ}')`,
      [installationId, keyId],
      'api_key_digest_one_per_key',
    ));
});

test('a key without its digest can be revoked, and its place is free again', async () => {
  await rows.client.query('delete from api_key_digest where key_id = $1', [keyId]);
  const sql = 'update api_key set revoked_at = now(), place = null where id = $1';
  expect(await attempt(database, { by: 'owner', installationId, sql, values: [keyId] })).toBeNull();
  expect(await rows.apiKey(installationId)).not.toBe(keyId);
});
