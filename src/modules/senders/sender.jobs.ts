import { z } from 'zod';
import { type AnyJobHandler, contextOf, handle, type JobType } from '../../kernel/jobs.ts';
import type { SenderExecutionService } from './executions/sender-execution.service.ts';
import { REPORT_EXECUTION, type SenderReportService } from './executions/sender-report.service.ts';
import { type SenderSyncService, SYNC_SENDER } from './sync/sender-sync.service.ts';

/** Daily, by the timetable. */
export const TIDY_EXECUTIONS: JobType<unknown> = {
  name: 'sender.tidy-executions',
  payload: z.unknown(),
  maxAttempts: 3,
};

interface SenderServices {
  readonly senderSync: SenderSyncService;
  readonly senderExecutions: SenderExecutionService;
  readonly senderReports: SenderReportService;
}

export function senderJobs({ senderSync, senderExecutions, senderReports }: SenderServices): AnyJobHandler[] {
  return [
    handle(SYNC_SENDER, ({ senderId }, job) => senderSync.sync(contextOf(job), senderId)),
    handle(REPORT_EXECUTION, (report, job) => senderReports.report(contextOf(job), report)),
    handle(TIDY_EXECUTIONS, () => senderExecutions.tidy()),
  ];
}
