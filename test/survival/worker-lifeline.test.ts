import { afterAll, beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import { startWorker } from '../../src/app/worker.ts';
import { handle, type JobType } from '../../src/kernel/jobs.ts';
import { createLogger } from '../../src/kernel/logger.ts';
import { createDatabase, type TestDatabase, withClient } from '../kit/database.ts';
import { eventually } from '../kit/eventually.ts';

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

test('another worker that sweeps takes no job from one that lives, however long it works', async () => {
  const done: string[] = [];
  const { promise: held, resolve: letGo } = Promise.withResolvers<void>();
  const worker = (id: string) => {
    const named = handle(NAMED, async ({ name }) => {
      done.push(`${id}: ${name}`);
      if (name === 'long') await held;
    });
    return startWorker(database.url, [named], createLogger('silent'));
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
