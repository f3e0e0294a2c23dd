import { z } from 'zod';
import { type AnyJobHandler, contextOf, handle, type JobType } from '../../kernel/jobs.ts';
import type { SenderExecutionService } from './executions/sender-execution.service.ts';
import { REPORT_EXECUTION, type SenderReportService } from './executions/sender-report.service.ts';
import { type SenderTellingService, SYNCHRONIZE_SENDER } from './sync/sender-telling.service.ts';

/** Daily, by the timetable. */
export const TIDY_EXECUTIONS: JobType<unknown> = {
  name: 'sender.tidy-executions',
  payload: z.unknown(),
  maxAttempts: 3,
};

interface SenderServices {
  readonly senderTelling: SenderTellingService;
  readonly senderExecutions: SenderExecutionService;
  readonly senderReports: SenderReportService;
}

export function senderJobs({
  senderTelling,
  senderExecutions,
  senderReports,
}: SenderServices): AnyJobHandler[] {
  return [
    handle(SYNCHRONIZE_SENDER, ({ senderId }, job) => senderTelling.tell(contextOf(job), senderId)),
    handle(REPORT_EXECUTION, (report, job) => senderReports.report(contextOf(job), report)),
    handle(TIDY_EXECUTIONS, () => senderExecutions.tidy()),
  ];
}
