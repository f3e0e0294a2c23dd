import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { EventLog } from '../../src/kernel/event-log.ts';
import { EventType } from '../../src/kernel/events.ts';
import { createDatabase, type TestDatabase } from '../kit/database.ts';
import { logging } from '../kit/events.ts';
import { eventually } from '../kit/eventually.ts';

const happened = new EventType<{ what: string }>('happened');

let database: TestDatabase;
let sql: pg.Client;

beforeAll(async () => {
  database = await createDatabase();
  sql = new pg.Client({ connectionString: database.superuserUrl });
  await sql.connect();
});
beforeEach(() => sql.query('delete from event_log'));
afterAll(async () => {
  await sql.end();
  await database.drop();
});

const log = (what: string, session = sql) =>
  session.query(logging(randomUUID(), [happened.create('', { what })]));

const logged = async (): Promise<string[]> =>
  (await sql.query(`select payload->>'what' as what from event_log order by number`)).rows.map(
    ({ what }) => what,
  );

const rotate = (weeksLater: number) =>
  sql.query(`select rotate_event_log(date_trunc('week', now(), 'UTC') + make_interval(weeks => $1))`, [
    weeksLater,
  ]);

/** The weeks that have a partition, from this one on. */
const weeks = async (): Promise<number[]> =>
  (
    await sql.query<{ week: number }>(
      `select (to_date(right(relname, 10), 'YYYY_MM_DD') - date_trunc('week', now() at time zone 'UTC')::date) / 7 as week
       from pg_class where relkind = 'r' and relname ~ '^event_log_\\d' order by 1`,
    )
  ).rows.map(({ week }) => week);

describe('the event log', () => {
  test('has a partition for this week and the next three, and drops one when its last event is thirty days old', async () => {
    expect(await weeks()).toEqual([0, 1, 2, 3]);
    await log('now');
    await rotate(4);
    expect(await weeks()).toEqual([0, 1, 2, 3, 4, 5, 6, 7]);
    expect(await logged()).toEqual(['now']);
    await rotate(6);
    expect(await weeks()).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9]);
    expect(await logged()).toEqual([]);
  });

  test('keeps events for which nobody has made a partition, just as long', async () => {
    await log('late');
    await sql.query(`with late as (delete from event_log returning *)
      insert into event_log select number, transaction_id, id, name, installation_id, payload, at + interval '20 weeks' from late`);
    await rotate(20);
    expect(await weeks()).not.toContain(20);
    expect(await logged()).toEqual(['late']);
    await rotate(26);
    expect(await logged()).toEqual([]);
  });

  test('forgets the events of another cluster that a restored dump has: they would be new with each read', async () => {
    const future = `pg_snapshot_xmax(pg_current_snapshot())::text::bigint + 1000000`;
    await log('of another cluster');
    await sql.query(`update event_log set transaction_id = (${future})::text::xid8`);
    await sql.query(`update event_log_origin set trimmed_to = (${future})::text::xid8`);
    const reader = new EventLog();
    await reader.open(sql);
    await log('of this one');

    const { events } = await reader.read(sql);

    expect(events.map(({ payload }) => payload)).toEqual([{ what: 'of this one' }]);
    expect(await logged()).toEqual(['of this one']);
    expect(await reader.open(sql)).toBe(true);
  });

  test('knows which positions were lost with the events that it dropped', async () => {
    const early = new EventLog();
    await early.open(sql);
    await log('dropped');
    await rotate(40);
    expect(await logged()).toEqual([]);
    expect(await early.open(sql)).toBe(false);
    // As soon as no transaction of the cluster is older than the one that was dropped.
    await eventually(() => early.open(sql));
  });

  test('is rotated by one process at a time, and waits for no transaction that takes long', async () => {
    const busy = new pg.Client({ connectionString: database.superuserUrl });
    await busy.connect();
    await busy.query('begin');
    await log('uncommitted', busy);
    const before = await weeks();
    await Promise.all([rotate(60), busy.query('select rotate_event_log()')]);
    expect(await weeks()).toEqual(expect.arrayContaining(before));
    await busy.query('commit');
    await rotate(60);
    expect(await weeks()).toEqual([60, 61, 62, 63]);
    await busy.end();
  });

  test('takes of callers only events of their own installation', async () => {
    const own = randomUUID();
    const event = happened.create(randomUUID(), { what: 'mine' });
    await sql.query('begin; set local role qiao_tenant');
    await sql.query(logging(own, [event]));
    await sql.query('commit');
    expect((await sql.query('select installation_id from event_log')).rows).toEqual([
      { installation_id: own },
    ]);
    await sql.query('begin; set local role qiao_tenant');
    await expect(sql.query('select log_events($1)', [JSON.stringify([event])])).rejects.toThrow(
      'null value in column "installation_id"',
    );
    await sql.query('rollback');
  });
});
