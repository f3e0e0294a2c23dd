import { once } from 'node:events';
import { type AddressInfo, connect, createServer } from 'node:net';
import { Transform } from 'node:stream';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import { startWorker } from '../../src/app/worker.ts';
import { WorkerLifeline } from '../../src/app/worker-lifeline.ts';
import { handle, type JobType } from '../../src/kernel/jobs.ts';
import { createLogger } from '../../src/kernel/logger.ts';
import { createDatabase, type TestDatabase, withClient } from '../kit/database.ts';
import { eventually } from '../kit/eventually.ts';
import { startGateway } from '../modules/kit/gateway.ts';

const NAMED: JobType<{ name: string }> = {
  name: 'test.named',
  payload: z.object({ name: z.string() }),
  maxAttempts: 3,
};

let database: TestDatabase;
beforeAll(async () => {
  database = await createDatabase();
});
afterAll(() => database.drop());

const sql = (text: string, values: unknown[] = []) =>
  withClient(database.superuserUrl, async (client) => (await client.query(text, values)).rows);
const enqueue = (name: string) =>
  sql(`select graphile_worker.add_job('test.named', payload => $1::json)`, [
    JSON.stringify({ payload: { name } }),
  ]);
const jobs = async (name: string) =>
  (await sql(`select from graphile_worker._private_jobs where payload->'payload'->>'name' = $1`, [name]))
    .length;

test('a job that waits for a worker is no sign of a dead worker', async () => {
  await enqueue('waiting');
  const lines: string[] = [];
  const lifeline = new WorkerLifeline(
    database.url,
    createLogger('warn', { write: (line) => void lines.push(line) }),
    () => {},
  );
  await lifeline.start();
  await lifeline.close();
  expect(lines).toEqual([]);
  await sql(`delete from graphile_worker._private_jobs`);
});

test('another worker that sweeps takes no job from one that lives, however long it works', async () => {
  const done: string[] = [];
  const { promise: held, resolve: letGo } = Promise.withResolvers<void>();
  const worker = (id: string) => {
    const named = handle(NAMED, async ({ name }) => {
      done.push(`${id}: ${name}`);
      if (name === 'long') await held;
    });
    return startWorker(database.url, [named], createLogger('silent'), []);
  };
  const first = await worker('first');
  await enqueue('long');
  await eventually(() => done.length === 1);

  // It sweeps before it takes a job.
  const second = await worker('second');
  await Promise.all(Array.from({ length: 20 }, (_, index) => enqueue(`short ${index}`)));
  await eventually(() => done.length >= 21);
  await second.stop();

  expect(done.filter((line) => line.endsWith('long'))).toEqual(['first: long']);
  expect(await jobs('long')).toBe(1);
  letGo();
  await eventually(async () => (await jobs('long')) === 0);
  await first.stop();
});

test('a worker takes no job before others can see that it lives, however long that takes', async () => {
  const way = await slowNotes(database.url, 500);
  const seen: boolean[] = [];
  const named = handle(NAMED, async () => {
    const [job] = await sql('select locked_by from graphile_worker.jobs where locked_by is not null');
    seen.push(await isAlive(job.locked_by));
  });
  await enqueue('early');

  const worker = await startWorker(way.url, [named], createLogger('silent'), []);
  await eventually(async () => (await jobs('early')) === 0);
  await worker.stop();
  await way.close();

  expect(way.delayed()).toBeGreaterThan(0);
  expect(seen).toEqual([true]);
});

test('what a worker left that died is taken up by the next one, at once', async () => {
  const done: string[] = [];
  const named = handle(NAMED, async ({ name }) => void done.push(name));
  await enqueue('left');
  await sql(
    `update graphile_worker._private_jobs set locked_by = 'pool-of-a-dead-process', locked_at = now(), attempts = 1`,
  );

  const worker = await startWorker(database.url, [named], createLogger('silent'), []);
  await eventually(() => done.length === 1);
  await worker.stop();

  expect(done).toEqual(['left']);
});

test('a lifeline on which nothing arrives any more is lost, though nobody has ended it, and made again', async () => {
  const gateway = await startGateway(database.url);
  let losses = 0;
  const lifeline = new WorkerLifeline(gateway.url, createLogger('silent'), () => losses++, 2000);
  await lifeline.start();
  await lifeline.add('half-open');
  expect(await isAlive('half-open')).toBe(true);

  gateway.freeze();
  await eventually(() => losses === 1);

  await lifeline.add('another');
  expect([await isAlive('half-open'), await isAlive('another')]).toEqual([true, true]);
  await lifeline.close();
  await gateway.close();
});

/** Whether others can see that this worker lives. */
async function isAlive(workerId: string): Promise<boolean> {
  const sessions = await sql(
    `select from worker_session join pg_stat_activity using (pid, backend_start) where worker_id = $1`,
    [workerId],
  );
  return sessions.length === 1;
}

/** A connection to PostgreSQL on which noting that a worker lives waits first. */
async function slowNotes(databaseUrl: string, delayMs: number) {
  const url = new URL(databaseUrl);
  const { hostname, port } = url;
  let delayed = 0;
  const server = createServer((client) => {
    const upstream = connect(Number(port), hostname);
    const slow = new Transform({
      transform(chunk: Buffer, _encoding, done) {
        if (!chunk.includes('into worker_session')) return done(null, chunk);
        delayed += 1;
        setTimeout(done, delayMs, null, chunk);
      },
    });
    client.on('error', () => upstream.destroy()).on('close', () => upstream.destroy());
    upstream.on('error', () => client.destroy()).on('close', () => client.destroy());
    client.pipe(slow).pipe(upstream).pipe(client);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  url.hostname = '127.0.0.1';
  url.port = String((server.address() as AddressInfo).port);
  return {
    url: url.href,
    delayed: () => delayed,
    async close() {
      server.close();
      await once(server, 'close');
    },
  };
}
