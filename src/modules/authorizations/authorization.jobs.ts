import { systemContext } from '../../kernel/context.ts';
import { type AnyJobHandler, handle, type JobRun } from '../../kernel/jobs.ts';
import { type AuthorizationService, EXCHANGE, EXPIRE } from './authorization.service.ts';
import type { ExchangeService } from './exchange.service.ts';

export function authorizationJobs(
  authorizations: AuthorizationService,
  exchanges: ExchangeService,
): AnyJobHandler[] {
  return [
    handle(EXCHANGE, ({ sessionId }, job) => exchanges.run(contextOf(job), sessionId, job.lastAttempt)),
    handle(EXPIRE, ({ sessionId }, job) => authorizations.expire(contextOf(job), sessionId)),
  ];
}

function contextOf(job: JobRun) {
  if (!job.installationId) throw new Error('a job of an installation was enqueued without one');
  return systemContext(job.installationId, 'job', job.requestId);
}
