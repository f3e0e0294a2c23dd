import pg from 'pg';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { joinStatements } from '../../src/app/joined-statements.ts';
import { createDatabase, type TestDatabase } from '../kit/database.ts';

let database: TestDatabase;
let pool: pg.Pool;
let client: pg.PoolClient;
/** What the client has sent, a message each. */
let messages: string[];

beforeAll(async () => {
  database = await createDatabase();
  pool = new pg.Pool({ connectionString: database.url, max: 1 });
  client = await pool.connect();
  const { query } = client;
  client.query = ((asked: string | { text: string }) => {
    messages.push(typeof asked === 'string' ? asked : asked.text);
    return Reflect.apply(query, client, [asked]);
  }) as typeof query;
  joinStatements(client);
});
beforeEach(() => {
  messages = [];
});
afterAll(async () => {
  client.release();
  await pool.end();
  await database.drop();
});

const SET = `select set_config('qiao.installation', 'mine', true)`;
const SHOWN = `select current_setting('qiao.installation', true) as set`;

test('the beginning of a transaction travels with its first statement, which has the result', async () => {
  await client.query('begin');
  await client.query(SET);
  expect((await client.query(SHOWN)).rows).toEqual([{ set: 'mine' }]);
  expect((await client.query('select 1 as one')).rows).toEqual([{ one: 1 }]);
  await client.query('commit');
  expect(messages).toEqual([`begin;${SET};${SHOWN}`, 'select 1 as one', 'commit']);
  expect((await client.query(SHOWN)).rows).toEqual([{ set: '' }]);
});

test('before a prepared statement it has a message of its own', async () => {
  await client.query('start transaction read only');
  await client.query(SET);
  const { rows } = await client.query({ name: 'shown', text: `${SHOWN} where $1`, values: [true] });
  expect(rows).toEqual([{ set: 'mine' }]);
  await client.query('rollback');
  expect(messages).toEqual([`start transaction read only;${SET};`, `${SHOWN} where $1`, 'rollback']);
});

test('the last statement of a transaction may be one that nobody reads', async () => {
  const logged = `select log_events('[]')`;
  await client.query('begin');
  await client.query('select 1');
  await client.query(logged);
  await client.query('commit');
  expect(messages).toEqual(['begin;select 1', `${logged};commit`]);
});

test.each([
  ['commit', 'commit'],
  ['a prepared statement', { name: 'one', text: 'select $1::int', values: [1] }],
])('%s after a statement that fails has its error, and the transaction does nothing', async (_what, next) => {
  await client.query('create temporary table if not exists done (id int)');
  await client.query('begin');
  await client.query('insert into done values (1)');
  await client.query(`select log_events('{}')`);
  await expect(client.query(next as string)).rejects.toThrow('cannot call json_array_elements on');
  await client.query('rollback');
  expect((await client.query('select * from done')).rows).toEqual([]);
});

test('outside of a transaction every statement has its result', async () => {
  expect((await client.query(`select set_config('qiao.installation', 'mine', false)`)).rowCount).toBe(1);
  await client.query(`select set_config('qiao.installation', '', false)`);
  expect(messages).toHaveLength(2);
});
