import pg from 'pg';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type DomainEvent, EventType } from '../../src/kernel/events.ts';
import { createLogger } from '../../src/kernel/logger.ts';
import { PUSH_CHANNEL, PushChannel, type Pushed, RESYNC } from '../../src/kernel/push.ts';
import { Stream } from '../../src/kernel/stream.ts';
import { createDatabase, type TestDatabase } from '../kit/database.ts';
import { eventually } from '../kit/eventually.ts';
import { startGateway } from './kit/gateway.ts';

const counted = new EventType<{ number: number }>('counted');
const everything = () => true;

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

async function notify(number: number): Promise<void> {
  const event = counted.create('installation', { number });
  await sql.query('select pg_notify($1, $2)', [PUSH_CHANNEL, JSON.stringify(event)]);
}

const numberOf = (pushed: Pushed | undefined): number | null =>
  pushed && pushed !== RESYNC ? (pushed as DomainEvent<{ number: number }>).payload.number : null;

const next = async (subscriber: AsyncIterator<Pushed>): Promise<Pushed> => {
  const { value } = await subscriber.next();
  return value as Pushed;
};

const OPEN = `select count(*)::int as n from pg_stat_activity where application_name = 'qiao push' and datname = current_database()`;
const connections = async (): Promise<number> => (await sql.query<{ n: number }>(OPEN)).rows[0]?.n ?? -1;

/** PostgreSQL ends the connection, as when it restarts. */
const terminate = () =>
  sql.query(
    `select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'qiao push' and datname = current_database()`,
  );

describe('a subscriber', () => {
  test('gets the events that it wants, in the order of their commits', async () => {
    const even = channel.subscribe((event) => (numberOf(event) ?? 1) % 2 === 0);
    for (const number of [1, 2, 3, 4]) await notify(number);
    expect([numberOf(await next(even)), numberOf(await next(even))]).toEqual([2, 4]);
  });

  test('gets an event once, although several servers of the process have started the channel', async () => {
    await Promise.all([channel.start(), channel.start()]);
    const all = channel.subscribe(everything);
    await notify(1);
    await notify(2);
    expect([numberOf(await next(all)), numberOf(await next(all))]).toEqual([1, 2]);
    // That of the test before may still end.
    await eventually(async () => (await connections()) === 1);
  });

  test('collects from the moment of the subscription, also before it iterates', async () => {
    const early = channel.subscribe(everything);
    const witness = channel.subscribe(everything);
    await notify(1);
    await next(witness);
    expect(numberOf(await next(early))).toBe(1);
  });

  test('who acts on the state is told to read it first', async () => {
    const subscriber = channel.subscribe(everything, true);
    await notify(1);
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

  test('too slow is told to read again, instead of being given everything it missed', async () => {
    const slow = channel.subscribe(everything);
    const quick = channel.subscribe(everything);
    await sql.query(
      `select pg_notify($1, json_build_object('id', n, 'name', 'counted', 'installationId', 'i', 'payload', json_build_object('number', n))::text)
       from generate_series(1, 1000) n`,
      [PUSH_CHANNEL],
    );
    await notify(1001);
    // Both get what arrives at the same moment; this one reads as fast as it can.
    while (numberOf(await next(quick)) !== 1001);
    const left: Pushed[] = [];
    while (numberOf(left.at(-1)) !== 1001) left.push(await next(slow));
    expect(left[0]).toBe(RESYNC);
    expect(left.slice(1)).not.toContain(RESYNC);
    expect(left.length).toBeLessThanOrEqual(256);
    const numbers = left.slice(1).map(numberOf);
    expect(numbers).toEqual(numbers.map((_, index) => 1002 - numbers.length + index));
  });
});

describe('a connection that PostgreSQL ends', () => {
  test('is made again; every subscriber is told to read, and hears what comes after', async () => {
    const one = channel.subscribe(everything);
    const other = channel.subscribe(() => false);
    await terminate();
    expect(await next(one)).toBe(RESYNC);
    expect(await next(other)).toBe(RESYNC);
    await notify(2);
    expect(numberOf(await next(one))).toBe(2);
    expect(await connections()).toBe(1);
  });

  test('twice in a row, is made again twice', async () => {
    const subscriber = channel.subscribe(everything);
    for (const _ of [1, 2]) {
      await terminate();
      expect(await next(subscriber)).toBe(RESYNC);
    }
    await notify(3);
    expect(numberOf(await next(subscriber))).toBe(3);
  });
});

test('a connection on which nothing arrives any more is made again, though nobody has ended it', async () => {
  const gateway = await startGateway(database.url);
  const throughGateway = new PushChannel(gateway.url, createLogger('silent'), 200);
  await throughGateway.start();
  const subscriber = throughGateway.subscribe(everything);
  gateway.freeze();
  await notify(1);

  expect(await next(subscriber)).toBe(RESYNC);
  await notify(2);
  expect(numberOf(await next(subscriber))).toBe(2);
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
    expect(await connections()).toBe(0);
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
