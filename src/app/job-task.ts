import { SpanKind } from '@opentelemetry/api';
import { z } from 'zod';
import { newId } from '../kernel/ids.ts';
import type { AnyJobHandler } from '../kernel/jobs.ts';
import type { Logger } from '../kernel/logger.ts';
import type { Metrics } from '../kernel/metrics.ts';
import { type Observation, observe } from '../kernel/observation.ts';

/** The payload as `enqueue_job` writes it. Scheduled jobs have no payload from us. */
const Envelope = z.object({
  payload: z.unknown().optional(),
  installationId: z.string().nullable().default(null),
});

/** What the queue knows of a job. */
interface Job {
  readonly attempts: number;
  readonly max_attempts: number;
}

/** Runs one type of job for the queue: one line of the log, one count and one span for each attempt. */
export const taskOf =
  (handler: AnyJobHandler, metrics: Metrics, log: Logger) =>
  (envelope: unknown, { job }: { job: Job }): Promise<void> =>
    observe(`job ${handler.type.name}`, (seen) => attempt(handler, envelope, job, seen, metrics, log), {
      kind: SpanKind.CONSUMER,
    });

async function attempt(
  handler: AnyJobHandler,
  envelope: unknown,
  { attempts, max_attempts }: Job,
  observation: Observation,
  metrics: Metrics,
  log: Logger,
): Promise<void> {
  const { payload, installationId } = Envelope.parse(envelope);
  const { name } = handler.type;
  const requestId = newId();
  const lastAttempt = attempts >= max_attempts;
  observation.span?.setAttribute('qiao.request_id', requestId);
  const ended = (outcome: 'OK' | 'FAILED') => {
    const ms = performance.now() - observation.begunAt;
    metrics.jobEnded(name, outcome, ms);
    const { statements } = observation;
    return { job: name, attempt: attempts, ms: Math.round(ms), statements, outcome, requestId };
  };
  try {
    await handler.run(payload, { requestId, installationId, lastAttempt });
    log.debug(ended('OK'), 'job');
  } catch (error) {
    const message = lastAttempt ? 'a job failed; it is given up' : 'a job failed; it will be tried again';
    log.warn({ err: error, ...ended('FAILED') }, message);
    // The queue stores the error message. It gets only the name, because drivers quote values in messages.
    throw new Error(error instanceof Error ? error.name : 'unknown');
  }
}
