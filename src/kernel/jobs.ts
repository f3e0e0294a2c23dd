import type { z } from 'zod';
import { type RequestContext, systemContext } from './context.ts';

/** Priority of background jobs, which run only if no other job is due. */
export const BACKGROUND = 10;

/** A type of job. Its schema validates the payload when it is written and read. A payload never contains a secret. */
export interface JobType<P> {
  readonly name: string;
  readonly payload: z.ZodType<P>;
  /** Number of attempts before the job is given up. The waits between them grow exponentially from about 3 s. */
  readonly maxAttempts: number;
  /** Lower values run first; default 0. Use {@link BACKGROUND} for background jobs. */
  readonly priority?: number;
  /** Of the jobs of one queue, one runs at a time, whatever the number of workers. Only the system enqueues them. */
  readonly queue?: string;
}

/** Runs a job. Jobs are delivered at least once, so a handler must be idempotent. */
export interface JobHandler<P = never> {
  readonly type: JobType<P>;
  run(payload: P, job: JobRun): Promise<void>;
}

export interface JobRun {
  /** Correlates the log lines and audit entries of one run. */
  readonly requestId: string;
  /** Set when the job was enqueued for an installation. */
  readonly installationId: string | null;
  /** True on the last attempt, so that the handler can record that the job was given up. */
  readonly lastAttempt: boolean;
}

export interface EnqueueOptions {
  /** The job runs at or after this time. */
  readonly runAt?: Date;
  /** Replaces a waiting job with the same key. */
  readonly key?: string;
}

/** A handler in the worker's table, whose payload type only the handler knows. */
export type AnyJobHandler = {
  readonly type: JobType<unknown>;
  run(payload: unknown, job: JobRun): Promise<void>;
};

/** Binds a handler to its job type, so that the worker validates the payload before it runs. */
export function handle<P>(type: JobType<P>, run: JobHandler<P>['run']): AnyJobHandler {
  return { type: type as JobType<unknown>, run: (payload, job) => run(type.payload.parse(payload), job) };
}

/** The context of a job that was enqueued for an installation. */
export function contextOf({ installationId, requestId }: JobRun): RequestContext {
  if (!installationId) throw new Error('a job of an installation was enqueued without one');
  return systemContext(installationId, 'job', requestId);
}
