import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { type DomainEvent, EventType } from '../../src/kernel/events.ts';
import { Kept } from '../../src/kernel/kept.ts';
import { createLogger } from '../../src/kernel/logger.ts';
import { PushChannel } from '../../src/kernel/push.ts';
import { createDatabase, type TestDatabase } from '../kit/database.ts';
import { logEvents } from '../kit/events.ts';
import { eventually } from '../kit/eventually.ts';
import { startGateway } from './kit/gateway.ts';

const painted = new EventType<{ door: string }>('painted');
const keyOf = (event: DomainEvent) => (painted.matches(event) ? event.payload.door : null);

let database: TestDatabase;
let sql: pg.Client;
let channel: PushChannel;
let kept: Kept<string>;
/** How often each door was looked at. */
let looks: string[];
let colour: string;

beforeAll(async () => {
  database = await createDatabase();
  sql = new pg.Client({ connectionString: database.superuserUrl });
  await sql.connect();
});
beforeEach(async () => {
  looks = [];
  colour = 'red';
  channel = new PushChannel(database.url, createLogger('silent'));
  kept = new Kept(channel, keyOf);
  await channel.start();
  await eventually(() => channel.isLive);
});
afterEach(() => channel.close());
afterAll(async () => {
  await sql.end();
  await database.drop();
});

const look = (door = 'front', through: Kept<string> = kept) =>
  through.get(door, async () => {
    looks.push(door);
    return colour;
  });

const HOUSE = randomUUID();
const painting = (door: string) => painted.create(HOUSE, { door });

test('a value is read once, until an event of another process says that it may have changed', async () => {
  expect([await look(), await look(), await look('back')]).toEqual(['red', 'red', 'red']);
  expect(looks).toEqual(['front', 'back']);
  colour = 'blue';
  await logEvents(sql, HOUSE, [painting('front')]);

  await eventually(async () => (await look()) === 'blue');

  expect(await look('back')).toBe('red');
  expect(looks).toEqual(['front', 'back', 'front']);
});

test('a change of this process counts at once', async () => {
  await look();
  colour = 'blue';
  channel.committed([painting('front')]);
  expect(await look()).toBe('blue');
});

test('what changes while it is read is read again', async () => {
  const { promise, resolve } = Promise.withResolvers<string>();
  const reading = kept.get('front', () => promise);
  channel.committed([painting('front')]);
  resolve('red');
  expect(await reading).toBe('red');
  colour = 'blue';
  expect(await look()).toBe('blue');
});

test('nothing is believed while events cannot arrive; those that come later say what is to be read again', async () => {
  const gateway = await startGateway(database.url);
  const cut = new PushChannel(gateway.url, createLogger('silent'), 60_000);
  const believed = new Kept<string>(cut, keyOf);
  await cut.start();
  await eventually(() => cut.isLive);
  await look('front', believed);
  await look('back', believed);
  gateway.freeze();
  await eventually(() => !cut.isLive);
  colour = 'blue';
  await logEvents(sql, HOUSE, [painting('front')]);

  expect(await look('front', believed)).toBe('blue');

  gateway.cut();
  gateway.open();
  await eventually(() => cut.isLive);
  looks = [];
  expect([await look('front', believed), await look('back', believed)]).toEqual(['blue', 'red']);
  expect(looks).toEqual(['front']);
  await cut.close();
  await gateway.close();
});
