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

test('followers who had unfollowed before are erased, and their unfollows name nobody', async () => {
  await rows.client.query(`
    drop table erased_follower, erasure_key;
    alter table activity drop constraint activity_has_a_follower;
    alter table activity add constraint activity_has_a_follower check (follower_id is not null or kind = 'MASS_RESULT');`);
  const installationId = await rows.installation();
  const of = { installation_id: installationId, account_id: await rows.account(installationId) };
  const at = new Date();
  for (const [openId, subscribed] of [
    ['o-follows', true],
    ['o-has-left', false],
  ] as const) {
    const id = newId();
    await rows.insert('follower', {
      ...of,
      id,
      open_id: openId,
      subscribed,
      subscribed_at: at,
      unsubscribed_at: at,
    });
    for (const kind of ['FOLLOW', 'UNFOLLOW']) {
      const done = { follower_id: id, kind, occurred_at: at, source: 'PUSH', detail: '{}' };
      await rows.insert('activity', { ...of, id: newId(), ...done });
    }
  }

  const migration = readFileSync('migrations/0035_erasure.sql', 'utf8');
  await withClient(database.url, (client) => client.query(migration));

  const { rows: left } = await rows.client.query(
    'select kind, open_id from activity a left join follower f on f.id = a.follower_id order by kind, a.id',
  );
  const unfollow = { kind: 'UNFOLLOW', open_id: null };
  expect(left).toEqual([{ kind: 'FOLLOW', open_id: 'o-follows' }, unfollow, unfollow]);
  const { rows: followers } = await rows.client.query('select open_id from follower');
  expect(followers).toEqual([{ open_id: 'o-follows' }]);
});
