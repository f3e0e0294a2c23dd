import type { z } from 'zod';
import { type RequestContext, systemContext } from './context.ts';

/** For jobs that nobody waits for: taken when no other job is due. */
export const BACKGROUND = 10;

/** A kind of job. The payload is parsed by its schema on both ends; it never holds a secret. */
export interface JobType<P> {
  readonly name: string;
  readonly payload: z.ZodType<P>;
  /** Attempts in all before the job is given up; the waits between them grow exponentially from about 3 s. */
  readonly maxAttempts: number;
  /** Lower runs first; default 0. Work that nobody waits for is {@link BACKGROUND}. */
  readonly priority?: number;
}

/** What runs a job. Delivered at least once, therefore idempotent. */
export interface JobHandler<P = never> {
  readonly type: JobType<P>;
  run(payload: P, job: JobRun): Promise<void>;
}

export interface JobRun {
  /** Correlates the log lines and audit entries of one run. */
  readonly requestId: string;
  /** Set when the job was enqueued for an installation. */
  readonly installationId: string | null;
  /** Whether no further attempt follows: the moment to record that it was given up. */
  readonly lastAttempt: boolean;
}

export interface EnqueueOptions {
  /** Not before this moment. */
  readonly runAt?: Date;
  /** A job of the same key that still waits is replaced. */
  readonly key?: string;
}

/** A handler whose payload type is known only to itself, as the worker's table holds it. */
export type AnyJobHandler = {
  readonly type: JobType<unknown>;
  run(payload: unknown, job: JobRun): Promise<void>;
};

/** Binds a handler to its type, so that the worker parses before it runs. */
export function handle<P>(type: JobType<P>, run: JobHandler<P>['run']): AnyJobHandler {
  return { type: type as JobType<unknown>, run: (payload, job) => run(type.payload.parse(payload), job) };
}

/** Of a job that was enqueued for an installation. */
export function contextOf({ installationId, requestId }: JobRun): RequestContext {
  if (!installationId) throw new Error('a job of an installation was enqueued without one');
  return systemContext(installationId, 'job', requestId);
}
