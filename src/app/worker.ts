import { parseCronItems, Logger as QueueLogger, run } from 'graphile-worker';
import { z } from 'zod';
import { newId } from '../kernel/ids.ts';
import type { AnyJobHandler } from '../kernel/jobs.ts';
import type { Logger } from '../kernel/logger.ts';
import { DELETE_OLD_RECEIPTS } from '../modules/callbacks/callback.jobs.ts';

/** What `enqueue_job` writes. Jobs of the timetable have no payload of ours. */
const Envelope = z.object({
  payload: z.unknown().optional(),
  installationId: z.string().nullable().default(null),
});

export interface RunningWorker {
  /** Lets running jobs end, for a moment. */
  stop(): Promise<void>;
}

/** Runs jobs until stopped. Any number of workers share one database. */
export async function startWorker(
  databaseUrl: string,
  handlers: readonly AnyJobHandler[],
  log: Logger,
): Promise<RunningWorker> {
  const runner = await run({
    connectionString: databaseUrl,
    concurrency: 8,
    pollInterval: 1000,
    noHandleSignals: true,
    gracefulShutdownAbortTimeout: 2000,
    logger: new QueueLogger(
      () => (level, message) => void (level === 'error' ? log.warn(message) : log.debug(message)),
    ),
    parsedCronItems: parseCronItems([{ task: DELETE_OLD_RECEIPTS.name, match: '17 3 * * *' }]),
    taskList: Object.fromEntries(handlers.map((handler) => [handler.type.name, taskOf(handler, log)])),
  });
  return { stop: () => runner.stop() };
}

interface Job {
  readonly attempts: number;
  readonly max_attempts: number;
}

const taskOf =
  (handler: AnyJobHandler, log: Logger) =>
  async (envelope: unknown, { job }: { job: Job }) => {
    const { payload, installationId } = Envelope.parse(envelope);
    const requestId = newId();
    try {
      await handler.run(payload, {
        requestId,
        installationId,
        lastAttempt: job.attempts >= job.max_attempts,
      });
    } catch (error) {
      log.warn(
        { err: error, job: handler.type.name, attempt: job.attempts, requestId },
        'a job failed; it will be tried again',
      );
      // The queue stores the message of what is thrown: it gets the name only, since drivers quote values.
      throw new Error(error instanceof Error ? error.name : 'unknown');
    }
  };
