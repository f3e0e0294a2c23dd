import { setImmediate as nextTurn } from 'node:timers/promises';
import type { MikroORM } from '@mikro-orm/postgresql';
import pg from 'pg';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import type { RequestContext } from '../../src/kernel/context.ts';
import { sql as asSql } from '../../src/kernel/statement.ts';
import type { UnitOfWork } from '../../src/kernel/unit-of-work.ts';
import { OfficialAccount } from '../../src/modules/accounts/account/official-account.entity.ts';
import { createDatabase, type TestDatabase } from '../kit/database.ts';
import { eventually } from '../kit/eventually.ts';
import { Rows } from './kit/rows.ts';
import { callerContext, openWork } from './kit/work.ts';

/** Of the pool, as `createOrm` sets it. */
const CONNECTIONS = 10;

let database: TestDatabase;
let sql: pg.Client;
/** Holds the lock: a transaction sees the activity of others as it was at its first look. */
let locker: pg.Client;
let orm: MikroORM;
let close: () => Promise<void>;
let work: UnitOfWork;
/** Of two installations: one alone does not get all connections. */
let contexts: RequestContext[];

beforeAll(async () => {
  database = await createDatabase();
  sql = new pg.Client({ connectionString: database.superuserUrl });
  await sql.connect();
  locker = new pg.Client({ connectionString: database.superuserUrl });
  await locker.connect();
  const rows = new Rows(sql);
  contexts = [];
  for (const _one of [1, 2]) {
    const installationId = await rows.installation();
    await rows.account(installationId);
    contexts.push(callerContext(installationId));
  }
});
beforeEach(async () => {
  ({ orm, work, close } = await openWork(database.url));
});
afterEach(() => close());
afterAll(async () => {
  await locker.end();
  await sql.end();
  await database.drop();
});

/** Each operation has its own context: reads with the same one share a transaction. */
const contextOf = (index: number) => ({ ...contexts[index % contexts.length] }) as RequestContext;
const read = (index: number) => work.read(contextOf(index), (em) => em.count(OfficialAccount, {}));
const write = (index: number) =>
  work.write(contextOf(index), 'test', async ({ em }) => {
    const [account] = await em.find(OfficialAccount, {});
    if (account) account.description = 'changed';
  });
const platform = () => orm.em.fork().execute('select count(*) from official_account');

/** Begins as many as there are connections, waits until all hang on a lock, and cuts them, as a restart of PostgreSQL does. */
async function breakAll(
  operation: (index: number) => Promise<unknown>,
): Promise<PromiseSettledResult<unknown>[]> {
  await locker.query('begin');
  await locker.query('lock table official_account in access exclusive mode');
  const running = Promise.allSettled(Array.from({ length: CONNECTIONS }, (_, index) => operation(index)));
  const waiting = `select pid from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`;
  await eventually(async () => (await sql.query(waiting)).rowCount === CONNECTIONS);
  await sql.query(`select pg_terminate_backend(pid) from (${waiting}) broken`);
  const outcomes = await running;
  await locker.query('rollback');
  return outcomes;
}

test.each([
  ['reads', read],
  ['writes', write],
  ['single statements', platform],
])(
  'connections that break in %s fail these and are given back: the next ones work',
  async (_what, operation) => {
    for (const _round of [1, 2]) {
      const outcomes = await breakAll(operation);
      expect(outcomes.map(({ status }) => status)).toEqual(Array(CONNECTIONS).fill('rejected'));
      // For a moment the pool may still give out a connection whose end it has not heard of.
      await eventually(async () => {
        const next = await Promise.allSettled(
          Array.from({ length: CONNECTIONS * 2 }, (_, index) => read(index)),
        );
        return next.every((outcome) => outcome.status === 'fulfilled' && outcome.value === 1);
      });
    }
  },
);

test('a write whose connection breaks leaves nothing', async () => {
  await sql.query('update official_account set description = null');
  await breakAll(write);
  expect((await sql.query('select description from official_account')).rows).toEqual([
    { description: null },
    { description: null },
  ]);
});

test('one installation gets half of the connections: others are answered while it waits', async () => {
  await locker.query('begin');
  await locker.query('select from official_account where installation_id = $1 for update', [
    contextOf(0).installationId,
  ]);
  const held = Promise.all(Array.from({ length: 3 * CONNECTIONS }, () => write(0)));
  expect(await read(1)).toBe(1);
  await locker.query('rollback');
  await held;
});

test('closing does not wait for a connection that is being opened: the request for it fails', async () => {
  const { orm: closing, close: end } = await openWork(database.url);
  await closing.em.fork().execute('select 1');
  const asked = Array.from({ length: CONNECTIONS }, () => closing.em.fork().execute('select 1'));
  const answers = Promise.allSettled(asked);
  await nextTurn();

  await end();

  const failed = (await answers).filter(({ status }) => status === 'rejected');
  expect(failed).toHaveLength(CONNECTIONS - 1);
});

test('what subscribers are told is read beside requests, however many of those wait', async () => {
  const ctx = contextOf(0);
  await locker.query('select pg_advisory_lock(4711)');
  const waits = asSql`select pg_advisory_xact_lock_shared(4711)`;
  const requests = Array.from({ length: 3 * CONNECTIONS }, () => work.rows({ ...ctx })(waits));
  const held = Promise.all(requests);
  const waiting = `select pid from pg_stat_activity where datname = current_database() and wait_event = 'advisory'`;
  await eventually(async () => (await sql.query(waiting)).rowCount === CONNECTIONS / 2);

  expect(await work.rows({ ...ctx, isPushed: true })(asSql`select 1 as told`)).toEqual([{ told: 1 }]);

  await locker.query('select pg_advisory_unlock(4711)');
  expect(await held).toHaveLength(3 * CONNECTIONS);
});
