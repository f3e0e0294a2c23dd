import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { z } from 'zod';
import { Draining } from '../../src/app/draining.ts';
import { type RunningWorker, startWorker } from '../../src/app/worker.ts';
import { systemContext } from '../../src/kernel/context.ts';
import { type AnyJobHandler, handle, type JobRun, type JobType } from '../../src/kernel/jobs.ts';
import { createLogger } from '../../src/kernel/logger.ts';
import { enqueue, type UnitOfWork } from '../../src/kernel/unit-of-work.ts';
import { createDatabase, type TestDatabase, withClient } from '../kit/database.ts';
import { eventually } from '../kit/eventually.ts';
import { Rows } from './kit/rows.ts';
import { openWork } from './kit/work.ts';

const GREET: JobType<{ name: string }> = {
  name: 'test.greet',
  payload: z.object({ name: z.string() }),
  maxAttempts: 2,
};

let database: TestDatabase;
let close: () => Promise<void>;
let work: UnitOfWork;
let greeted: { name: string; job: JobRun }[] = [];
let greet: (name: string, job: JobRun) => void | Promise<void> = () => {};
const lines: string[] = [];

const POST: JobType<{ name: string }> = { ...GREET, name: 'test.post', queue: 'post' };

const handlers: readonly AnyJobHandler[] = [
  handle(POST, async ({ name }, job) => {
    greeted.push({ name, job });
    await greet(name, job);
  }),
  handle(GREET, async ({ name }, job) => {
    greeted.push({ name, job });
    await greet(name, job);
  }),
];

beforeAll(async () => {
  database = await createDatabase();
  ({ work, close } = await openWork(database.url));
});
beforeEach(async () => {
  greeted = [];
  greet = () => {};
  lines.length = 0;
  await sql('delete from graphile_worker._private_jobs');
});
afterAll(async () => {
  await close();
  await database.drop();
});

/** Nothing runs in it by the clock. */
const start = (): Promise<RunningWorker> =>
  startWorker(database.url, handlers, createLogger('debug', { write: (line) => void lines.push(line) }), []);

const sql = (text: string, values: unknown[] = []) =>
  withClient(database.superuserUrl, async (client) => (await client.query(text, values)).rows);

const jobs = () => sql('select attempts, last_error, payload from graphile_worker._private_jobs order by id');
/** The one job has been tried so often, and nobody works on it. */
const failed = async (attempts: number) =>
  (
    await sql('select from graphile_worker._private_jobs where attempts = $1 and locked_at is null', [
      attempts,
    ])
  ).length === 1;

test('a job that was enqueued while no worker ran is done when one starts, with its installation', async () => {
  const installationId = await withClient(database.superuserUrl, (client) => new Rows(client).installation());
  await work.write(systemContext(installationId, 'test', 'request'), 'greet', (tx) =>
    tx.enqueue(GREET, { name: 'Mei' }),
  );
  expect(await jobs()).toHaveLength(1);
  const worker = await start();
  await eventually(async () => (await jobs()).length === 0);
  await worker.stop();
  expect(greeted).toEqual([
    { name: 'Mei', job: { requestId: expect.any(String), installationId, lastAttempt: false } },
  ]);
});

test('a job of no installation is done without one', async () => {
  await work.platform((em) => enqueue(em, GREET, { name: 'Nobody' }));
  const worker = await start();
  await eventually(async () => (await jobs()).length === 0);
  await worker.stop();
  expect(greeted[0]?.job.installationId).toBeNull();
});

test.each([
  ['a payload that does not fit its schema', { payload: { name: 17 }, installationId: null }],
  ['no payload', { installationId: null }],
  ['an envelope of another kind', { payload: { name: 'Mei' }, installationId: 17 }],
  ['nothing', {}],
])('a job with %s fails, and its handler does not run', async (_what, envelope) => {
  await sql(`select graphile_worker.add_job('test.greet', payload => $1::json, max_attempts => 1)`, [
    JSON.stringify(envelope),
  ]);
  const worker = await start();
  await eventually(() => failed(1));
  await worker.stop();
  expect(greeted).toEqual([]);
  expect(await jobs()).toMatchObject([{ attempts: 1, last_error: expect.any(String) }]);
});

test('a job of the timetable, which has no payload of ours, is done', async () => {
  const done: string[] = [];
  const nightly = handle(
    { name: 'test.nightly', payload: z.unknown(), maxAttempts: 1 },
    async (_payload, job) => {
      done.push(job.requestId);
    },
  );
  const payload = JSON.stringify({ _cron: { ts: new Date().toISOString() } });
  await sql(`select graphile_worker.add_job('test.nightly', payload => $1::json, max_attempts => 1)`, [
    payload,
  ]);
  const worker = await startWorker(database.url, [nightly], createLogger('silent'), []);
  await eventually(async () => (await failed(1)) || (await jobs()).length === 0);
  await worker.stop();
  expect(done).toHaveLength(1);
});

test('a job that fails is tried again, told which attempt is the last, and given up after it', async () => {
  greet = () => {
    throw new Error('a sentence that must not be stored');
  };
  await work.platform((em) => enqueue(em, GREET, { name: 'Mei' }));
  const worker = await start();
  await eventually(() => failed(1));
  await sql('update graphile_worker._private_jobs set run_at = now()');
  await eventually(() => failed(2));
  await worker.stop();
  expect(greeted.map(({ job }) => job.lastAttempt)).toEqual([false, true]);
  const [job] = await jobs();
  expect(job.last_error).toMatch(/^Error\b/);
  expect(JSON.stringify(job)).not.toContain('a sentence that must not be stored');
  expect(lines.join('')).toContain('a job failed; it will be tried again');
});

test('a worker that is told to stop waits for a job as long as it may, and releases it then', async () => {
  const { promise: letGo, resolve } = Promise.withResolvers<void>();
  greet = () => letGo;
  const draining = new Draining({ drainMs: 0, finishMs: 300 });
  const stopping = await startWorker(database.url, handlers, createLogger('silent'), [], { draining });
  await work.platform((em) => enqueue(em, GREET, { name: 'long' }));
  await eventually(() => greeted.length === 1);

  await stopping.stop();

  expect(await failed(1)).toBe(true);
  resolve();
});

test('a job of the same key that still waits is replaced', async () => {
  const later = { runAt: new Date(Date.now() + 3_600_000), key: 'greeting' };
  await work.platform((em) => enqueue(em, GREET, { name: 'first' }, later));
  await work.platform((em) => enqueue(em, GREET, { name: 'second' }, { key: 'greeting' }));
  const worker = await start();
  await eventually(async () => (await jobs()).length === 0);
  await worker.stop();
  expect(greeted.map(({ name }) => name)).toEqual(['second']);
});

test('of the jobs of a queue one runs at a time, so that others run meanwhile, however many there are', async () => {
  const { promise: letGo, resolve } = Promise.withResolvers<void>();
  greet = (name) => (name.startsWith('letter') ? letGo : undefined);
  const letters = Array.from({ length: 20 }, (_, index) => `letter ${index}`);
  const ctx = systemContext(
    await withClient(database.superuserUrl, (client) => new Rows(client).installation()),
    'test',
    'request',
  );
  await work.write(ctx, 'post', async (tx) => {
    for (const name of letters) await tx.enqueue(POST, { name });
  });
  const workers = await Promise.all([start(), start()]);
  await eventually(() => greeted.length > 0);
  await work.platform((em) => enqueue(em, GREET, { name: 'Mei' }));
  await eventually(() => greeted.some(({ name }) => name === 'Mei'));
  const begun = greeted.filter(({ name }) => name.startsWith('letter'));
  expect(begun).toHaveLength(1);
  expect(begun[0]?.job.installationId).toBe(ctx.installationId);
  resolve();
  await Promise.all(workers.map((worker) => worker.stop()));
});

test('two workers share the jobs: each is done once', async () => {
  const names = Array.from({ length: 40 }, (_, index) => `guest ${index}`);
  await work.platform(async (em) => {
    for (const name of names) await enqueue(em, GREET, { name });
  });
  const workers = await Promise.all([start(), start()]);
  await eventually(async () => (await jobs()).length === 0);
  await Promise.all(workers.map((worker) => worker.stop()));
  expect(greeted.map(({ name }) => name).toSorted()).toEqual(names.toSorted());
});

test('a worker that stops lets the job it runs end', async () => {
  const running = Promise.withResolvers<void>();
  const leave = Promise.withResolvers<void>();
  greet = () => {
    running.resolve();
    return leave.promise;
  };
  await work.platform((em) => enqueue(em, GREET, { name: 'Mei' }));
  const worker = await start();
  await running.promise;
  const stopped = worker.stop();
  leave.resolve();
  await stopped;
  expect(await jobs()).toEqual([]);
});
