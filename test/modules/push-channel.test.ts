import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { EventLog } from '../../src/kernel/event-log.ts';
import { type DomainEvent, EventType } from '../../src/kernel/events.ts';
import { createLogger } from '../../src/kernel/logger.ts';
import { PushChannel, type Pushed, RESYNC } from '../../src/kernel/push.ts';
import { Stream } from '../../src/kernel/stream.ts';
import { createDatabase, type TestDatabase } from '../kit/database.ts';
import { CRASH, LOSE, logEvents, logging } from '../kit/events.ts';
import { eventually } from '../kit/eventually.ts';
import { startGateway } from './kit/gateway.ts';

const counted = new EventType<{ number: number }>('counted');
const everything = () => true;
const INSTALLATION = randomUUID();

let database: TestDatabase;
let sql: pg.Client;
let channel: PushChannel;

beforeAll(async () => {
  database = await createDatabase();
  sql = new pg.Client({ connectionString: database.superuserUrl });
  await sql.connect();
});
beforeEach(async () => {
  channel = new PushChannel(database.url, createLogger('silent'));
  await channel.start();
});
afterEach(() => channel.close());
afterAll(async () => {
  await sql.end();
  await database.drop();
});

const countedUp = (...numbers: readonly number[]) =>
  numbers.map((number) => counted.create(INSTALLATION, { number }));
const log = (...numbers: readonly number[]) => logEvents(sql, INSTALLATION, countedUp(...numbers));

const numberOf = (pushed: DomainEvent | typeof RESYNC | undefined): number | null =>
  pushed && pushed !== RESYNC ? (pushed as DomainEvent<{ number: number }>).payload.number : null;

const next = async (subscriber: AsyncIterator<Pushed>): Promise<Pushed> => {
  const { value } = await subscriber.next();
  return value as Pushed;
};
const nextNumbers = async (subscriber: AsyncIterator<Pushed>, count: number) => {
  const numbers: (number | null)[] = [];
  while (numbers.length < count) numbers.push(numberOf(await next(subscriber)));
  return numbers;
};

const OPEN = `select count(*)::int as n from pg_stat_activity where application_name = 'qiao push' and datname = current_database()`;
const connections = async (): Promise<number> => (await sql.query<{ n: number }>(OPEN)).rows[0]?.n ?? -1;

describe('a subscriber', () => {
  test('gets the events that it wants, in the order of their commits', async () => {
    const even = channel.subscribe((event) => (numberOf(event) ?? 1) % 2 === 0);
    for (const number of [1, 2, 3, 4]) await log(number);
    expect([numberOf(await next(even)), numberOf(await next(even))]).toEqual([2, 4]);
  });

  test('gets an event once, although several servers of the process have started the channel', async () => {
    await Promise.all([channel.start(), channel.start()]);
    const all = channel.subscribe(everything);
    await log(1);
    await log(2);
    expect([numberOf(await next(all)), numberOf(await next(all))]).toEqual([1, 2]);
    // That of the test before may still end.
    await eventually(async () => (await connections()) === 1);
  });

  test('collects from the moment of the subscription, also before it iterates', async () => {
    const early = channel.subscribe(everything);
    const witness = channel.subscribe(everything);
    await log(1);
    await next(witness);
    expect(numberOf(await next(early))).toBe(1);
  });

  test('who acts on the state is told to read it first', async () => {
    const subscriber = channel.subscribe(everything, true);
    await log(1);
    expect(await next(subscriber)).toBe(RESYNC);
    expect(numberOf(await next(subscriber))).toBe(1);
  });

  test('who leaves while waiting leaves at once', async () => {
    const subscriber = channel.subscribe(everything);
    const waiting = subscriber.next();
    expect(await subscriber.return?.()).toEqual({ done: true, value: undefined });
    expect(await waiting).toEqual({ done: true, value: undefined });
  });

  test('who leaves a stream made of it while waiting leaves at once, too', async () => {
    const stream = new Stream(channel.subscribe(everything), async (pushed) => [pushed]);
    const waiting = stream.next();
    expect(await stream.return()).toEqual({ done: true, value: undefined });
    expect(await waiting).toEqual({ done: true, value: undefined });
  });

  test('may be slow: what waits comes in order', async () => {
    const slow = channel.subscribe(everything);
    const numbers = Array.from({ length: 1200 }, (_, index) => index);
    await log(...numbers);
    const quick = channel.subscribe((event) => numberOf(event) === 1200);
    await log(1200);
    await next(quick);
    expect(await nextNumbers(slow, 1201)).toEqual([...numbers, 1200]);
  });

  test('too slow is told to read again, instead of being given everything it missed', async () => {
    const narrow = new PushChannel(database.url, createLogger('silent'), undefined, 100);
    await narrow.start();
    const slow = narrow.subscribe(everything);
    const quick = narrow.subscribe((event) => numberOf(event) === 250);
    await log(...Array.from({ length: 250 }, (_, index) => index + 1));
    await next(quick);
    await log(251);
    const left: Pushed[] = [];
    while (numberOf(left.at(-1)) !== 251) left.push(await next(slow));
    expect(left[0]).toBe(RESYNC);
    const numbers = left.slice(1).map(numberOf);
    expect(numbers.length).toBeLessThanOrEqual(101);
    expect(numbers).toEqual(numbers.map((_, index) => 252 - numbers.length + index));
    await narrow.close();
  });

  test('that cannot read an event of another version is told to read the state', async () => {
    const subscriber = channel.subscribe((event) => {
      if (numberOf(event) === 1) throw new Error('this version knows no such event');
      return true;
    });
    const waiting = next(subscriber);
    await log(1, 2);
    expect(await waiting).toBe(RESYNC);
    expect(numberOf(await next(subscriber))).toBe(2);
  });
});

/** A session that does what others do beside it. */
async function inSession(work: (session: pg.Client) => Promise<void>): Promise<void> {
  const session = new pg.Client({ connectionString: database.superuserUrl });
  await session.connect();
  await work(session).finally(() => session.end());
}

test('others are woken once for many commits, and are not told of what', async () => {
  await inSession(async (other) => {
    const heard: (string | undefined)[] = [];
    other.on('notification', ({ payload }) => heard.push(payload));
    await other.query('listen qiao_events');
    for (const number of [1, 2, 3, 4, 5, 6, 7, 8]) channel.committed(countedUp(number));
    await eventually(() => heard.length === 2);
    await sql.query(`notify qiao_events, 'the end'`);
    await eventually(() => heard.includes('the end'));
    expect(heard).toEqual(['', '', 'the end']);
  });
});

describe('an event is pushed exactly once', () => {
  test('when its transaction commits, however long that takes; later ones do not wait for it', async () => {
    const subscriber = channel.subscribe(everything);
    await inSession(async (session) => {
      await session.query('begin');
      await session.query(logging(INSTALLATION, countedUp(1)));
      for (const number of [2, 3]) {
        await log(number);
        expect(await nextNumbers(subscriber, 1)).toEqual([number]);
      }
      await session.query('commit');
    });
    await log(4);
    expect((await nextNumbers(subscriber, 2)).toSorted()).toEqual([1, 4]);
    await log(5);
    expect(await nextNumbers(subscriber, 1)).toEqual([5]);
  });

  test('and never if it is rolled back, as a whole or to a savepoint', async () => {
    const subscriber = channel.subscribe(everything);
    await inSession(async (session) => {
      await session.query(`begin; ${logging(INSTALLATION, countedUp(1))}; rollback`);
      await session.query('begin');
      for (const [number, end] of [
        [2, 'rollback to'],
        [3, 'release'],
      ] as const) {
        await session.query('savepoint here');
        await session.query(logging(INSTALLATION, countedUp(number)));
        // The savepoint may be older than what is read meanwhile.
        await log(10 + number);
        expect(await nextNumbers(subscriber, 1)).toEqual([10 + number]);
        await session.query(`${end} savepoint here`);
      }
      await session.query('commit');
    });
    await log(4);
    expect((await nextNumbers(subscriber, 2)).toSorted()).toEqual([3, 4]);
  });

  test('in the order of the changes of one thing, which are made under its lock', async () => {
    await sql.query('create table thing (changes int); insert into thing values (0)');
    const subscriber = channel.subscribe(everything);
    await Promise.all(
      Array.from({ length: 4 }, () =>
        inSession(async (session) => {
          for (let change = 0; change < 25; change += 1) {
            await session.query('begin');
            const { rows } = await session.query<{ changes: number }>(
              'update thing set changes = changes + 1 returning changes',
            );
            await session.query(logging(INSTALLATION, countedUp(rows[0]?.changes ?? 0)));
            await session.query('commit');
          }
        }),
      ),
    );
    expect(await nextNumbers(subscriber, 100)).toEqual(Array.from({ length: 100 }, (_, index) => index + 1));
  });

  test('also if nobody wakes the reader, because the process that committed it was killed', async () => {
    const subscriber = channel.subscribe(everything);
    await sql.query(logging(INSTALLATION, countedUp(1)));
    expect(await nextNumbers(subscriber, 1)).toEqual([1]);
  });
});

test("a position that the database has not reached yet is another database's", async () => {
  const eventLog = new EventLog();
  expect(await eventLog.open(sql)).toBe(false);
  expect(await eventLog.open(sql)).toBe(true);
  const position = Reflect.get(eventLog, 'position') as object;
  Reflect.set(eventLog, 'position', { ...position, snapshot: '4000000000:4000000000:' });
  expect(await eventLog.open(sql)).toBe(false);
});

describe('a connection that PostgreSQL ends', () => {
  test('is made again, as often as needed, and no event is missed', async () => {
    const subscriber = channel.subscribe(everything);
    for (const number of [1, 2, 3]) {
      await sql.query(LOSE);
      await log(number);
      expect(await nextNumbers(subscriber, 1)).toEqual([number]);
    }
    expect(await connections()).toBe(1);
  });

  test.each([
    ['it crashed, and gives out ids of transactions again', CRASH],
    [
      'events that were not read have been dropped meanwhile',
      `update event_log_origin set trimmed_to = pg_current_xact_id(); ${LOSE}`,
    ],
  ])('is made again, and every subscriber is told to read: %s', async (_why, fault) => {
    const one = channel.subscribe(everything);
    const other = channel.subscribe(() => false);
    await sql.query(fault);
    expect(await next(one)).toBe(RESYNC);
    expect(await next(other)).toBe(RESYNC);
    await log(2);
    expect(numberOf(await next(one))).toBe(2);
    await sql.query('update event_log_origin set trimmed_to = null');
  });
});

test('a connection on which nothing arrives any more is made again, though nobody has ended it', async () => {
  const gateway = await startGateway(database.url);
  const throughGateway = new PushChannel(gateway.url, createLogger('silent'), 200);
  await throughGateway.start();
  const subscriber = throughGateway.subscribe(everything);
  gateway.freeze();
  await log(1);

  expect(await nextNumbers(subscriber, 1)).toEqual([1]);
  await eventually(() => gateway.clients === 1);
  await throughGateway.close();
  await gateway.close();
});

describe('a channel that closes', () => {
  test('ends every subscriber, also one that comes too late, and its connection', async () => {
    const subscriber = channel.subscribe(everything);
    const waiting = subscriber.next();
    await channel.close();
    expect(await waiting).toEqual({ done: true, value: undefined });
    expect(await channel.subscribe(everything, true).next()).toEqual({ done: true, value: undefined });
    await eventually(async () => (await connections()) === 0);
  });

  test('while it connects again leaves no connection behind', async () => {
    await channel.close();
    const gateway = await startGateway(database.url);
    const throughGateway = new PushChannel(gateway.url, createLogger('silent'));
    await throughGateway.start();
    gateway.cut();
    await eventually(() => gateway.clients === 0);
    await eventually(() => gateway.clients === 1);
    await throughGateway.close();
    gateway.open();
    await eventually(() => gateway.clients === 0);
    await eventually(async () => (await connections()) === 0);
    await gateway.close();
  });
});

test('a stream whose reading fails leaves its source: nobody else would', async () => {
  let left = 0;
  const source: AsyncIterator<number> = {
    next: async () => ({ done: false, value: 1 }),
    return: async () => {
      left += 1;
      return { done: true, value: undefined };
    },
  };
  const reading = async () => {
    throw new Error('the database is away');
  };
  const stream = new Stream(source, reading, 1, 0);
  await expect(stream.next()).rejects.toThrow('the database is away');
  expect(left).toBe(1);
  expect(await stream.next()).toEqual({ done: true, value: undefined });
});
