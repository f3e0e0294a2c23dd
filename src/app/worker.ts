import { EventEmitter } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import {
  type CronItem,
  parseCronItems,
  Logger as QueueLogger,
  run,
  type WorkerEvents,
} from 'graphile-worker';
import pg from 'pg';
import type { AnyJobHandler } from '../kernel/jobs.ts';
import type { Logger } from '../kernel/logger.ts';
import { Metrics } from '../kernel/metrics.ts';
import { Draining } from './draining.ts';
import { taskOf } from './job-task.ts';
import { timetable } from './timetable.ts';
import { WorkerLifeline } from './worker-lifeline.ts';

/** What the parts of a process share. By default, the worker's own. */
interface OfProcess {
  readonly metrics: Metrics;
  readonly draining: Draining;
}

export interface RunningWorker {
  /** Whether it has the database, and so takes jobs. */
  isConnected(): boolean;
  /** Takes no more jobs, and waits for those that run as long as there is time. Other workers take what is left. */
  stop(): Promise<void>;
}

/** How long to wait before the queue is restarted if the database still does not answer. */
const RESTART_MS = 500;

/** Runs jobs until it is stopped. Any number of workers can share one database. */
export async function startWorker(
  databaseUrl: string,
  handlers: readonly AnyJobHandler[],
  log: Logger,
  entries: readonly CronItem[] = timetable,
  { metrics = new Metrics(), draining = new Draining() }: Partial<OfProcess> = {},
): Promise<RunningWorker> {
  let lose = (): void => {};
  const lifeline = new WorkerLifeline(databaseUrl, log, () => lose());
  await lifeline.start();
  const start = (): Promise<Queue> => {
    const { promise: lost, resolve } = Promise.withResolvers<void>();
    lose = resolve;
    return startQueue({ databaseUrl, handlers, entries, lifeline, lifelineLost: lost, metrics, log });
  };
  let queue = await start();
  let stopped = false;
  let connected = true;
  const supervise = async (): Promise<void> => {
    for (;;) {
      await queue.lost;
      connected = false;
      if (stopped) return;
      log.warn('the job queue lost the database; another one takes its place');
      await queue.abandon();
      for (let next: Queue | null = null; !next; ) {
        next = await start().catch(() => null);
        if (next) queue = next;
        else await sleep(RESTART_MS);
        if (stopped) return queue.stop();
      }
      connected = true;
    }
  };
  const supervised = supervise();
  return {
    isConnected: () => connected,
    async stop() {
      stopped = true;
      draining.begin();
      if (!(await draining.waitFor(queue.stop()))) {
        log.warn('jobs take too long to wait for; other workers begin them again');
        await queue.abandon();
      }
      lose();
      await supervised;
      await lifeline.close();
    },
  };
}

interface Queue {
  /** Resolves when the results of its last jobs may not have been stored. Then its jobs can be released. */
  readonly lost: Promise<void>;
  stop(): Promise<void>;
  /** Releases its jobs; other workers retry them. Handlers that still run notice this themselves. */
  abandon(): Promise<void>;
}

interface QueueParts {
  readonly databaseUrl: string;
  readonly handlers: readonly AnyJobHandler[];
  readonly entries: readonly CronItem[];
  readonly lifeline: WorkerLifeline;
  readonly lifelineLost: Promise<void>;
  readonly metrics: Metrics;
  readonly log: Logger;
}

async function startQueue(parts: QueueParts): Promise<Queue> {
  const { databaseUrl, handlers, entries, lifeline, lifelineLost, metrics, log } = parts;
  const { promise: failed, resolve: fail } = Promise.withResolvers<void>();
  const events = new EventEmitter() as WorkerEvents;
  // Jobs are locked with the id of the pool.
  const ids: string[] = [];
  let held: Promise<void> = Promise.resolve();
  events.on('pool:create', ({ workerPool }) => {
    ids.push(workerPool.id);
    held = lifeline.add(workerPool.id);
    held.catch(() => {});
  });
  events.on('pool:fatalError', () => fail());
  const pgPool = openPool(databaseUrl);
  const runner = await run({
    pgPool,
    concurrency: 8,
    pollInterval: 1000,
    noHandleSignals: true,
    gracefulShutdownAbortTimeout: 2000,
    preset: {
      // Otherwise a job whose end cannot be stored causes an unhandled rejection.
      worker: { completeJobBatchDelay: 0, failJobBatchDelay: 0 },
      // No job is taken before others can see that this pool is alive.
      plugins: [
        { name: 'Lifeline', version: '1.0.0', worker: { hooks: { startWorker: { callback: () => held } } } },
      ],
    },
    logger: new QueueLogger(
      () => (level, message) => void (level === 'error' ? log.warn(message) : log.debug(message)),
    ),
    parsedCronItems: parseCronItems([...entries]),
    events,
    taskList: Object.fromEntries(
      handlers.map((handler) => [handler.type.name, taskOf(handler, metrics, log)]),
    ),
  }).catch(async (error: unknown) => {
    await pgPool.end();
    throw error;
  });
  const ended = runner.promise.catch(() => {});
  // Rejects if it is already stopping.
  const stop = () => runner.stop().catch(() => {});
  await held.catch((error: unknown) => {
    void stop();
    void pgPool.end().catch(() => {});
    throw error;
  });
  return {
    lost: Promise.race([lifelineLost, failed, ended]),
    async stop() {
      await stop();
      await pgPool.end().catch(() => {});
    },
    async abandon() {
      // Not awaited, because it may wait for results that cannot be stored.
      void stop();
      void pgPool.end().catch(() => {});
      await lifeline.remove(ids);
    },
  };
}

function openPool(connectionString: string): pg.Pool {
  const pool = new pg.Pool({ connectionString, max: 10, keepAlive: true, connectionTimeoutMillis: 5000 });
  // The code that uses a connection gets its error.
  pool.on('error', () => {});
  pool.on('connect', (client) => void client.on('error', () => {}));
  return pool;
}
