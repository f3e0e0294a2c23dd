import { systemContext } from '../../kernel/context.ts';
import { type AnyJobHandler, handle, type JobRun } from '../../kernel/jobs.ts';
import { REPORT_EXECUTION, type SenderExecutionService } from './sender-execution.service.ts';
import { type SenderTellingService, SYNCHRONIZE_SENDER } from './sender-telling.service.ts';

interface SenderServices {
  readonly senderTelling: SenderTellingService;
  readonly senderExecutions: SenderExecutionService;
}

export function senderJobs({ senderTelling, senderExecutions }: SenderServices): AnyJobHandler[] {
  return [
    handle(SYNCHRONIZE_SENDER, ({ senderId }, job) => senderTelling.tell(contextOf(job), senderId)),
    handle(REPORT_EXECUTION, ({ id }, job) => senderExecutions.report(contextOf(job), id, job.lastAttempt)),
  ];
}

function contextOf(job: JobRun) {
  if (!job.installationId) throw new Error('a job of an installation was enqueued without one');
  return systemContext(job.installationId, 'job', job.requestId);
}
