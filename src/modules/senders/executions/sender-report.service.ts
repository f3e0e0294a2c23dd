import { z } from 'zod';
import type { Clock } from '../../../kernel/clock.ts';
import type { RequestContext } from '../../../kernel/context.ts';
import { BACKGROUND, type JobType } from '../../../kernel/jobs.ts';
import type { Logger } from '../../../kernel/logger.ts';
import type { Transaction, UnitOfWork } from '../../../kernel/unit-of-work.ts';
import { shareInstallation } from '../../installations/installation.locks.ts';
import { isReachable } from '../../installations/installation.rules.ts';
import type { MarketingConnectionService } from '../../marketing/connection/marketing-connection.service.ts';
import { PlatformFault, type ReportResult } from '../../marketing/connection/marketing-platform.port.ts';
import { secondsUntilRetry } from '../steps/message-sender.rules.ts';
import type { SenderExecution } from './sender-execution.entity.ts';
import { findExecution, lockExecution } from './sender-execution.repository.ts';
import { isHopeless } from './sender-execution.rules.ts';

const ReportJob = z.object({
  id: z.uuid(),
  /** A report that the platform is still processing, and how often it was checked. */
  begun: z.object({ report: z.string(), looks: z.int().positive() }).optional(),
});
type ReportJob = z.infer<typeof ReportJob>;

/** Reports contacts, or checks a report that the platform is still processing. No worker waits for the platform. */
export const REPORT_EXECUTION: JobType<ReportJob> = {
  name: 'sender.report',
  payload: ReportJob,
  // An unavailable platform uses up none of them: the execution itself counts failed attempts.
  maxAttempts: 100,
  priority: BACKGROUND,
};

const enqueue = (tx: Transaction, job: ReportJob, runAt?: Date): Promise<void> =>
  tx.enqueue(REPORT_EXECUTION, job, { key: `sender.report:${job.id}`, ...(runAt && { runAt }) });

export const reportLater = (tx: Transaction, id: string): Promise<void> => enqueue(tx, { id });

/** They take a quarter of an hour. A report that is not done by then is repeated. */
const MOST_LOOKS = 5;

/**
 * Qiao cannot send messages yet. It reports the contacts as errored, so that they leave the step on the path that the
 * marketer chose for errors.
 */
export class SenderReportService {
  constructor(
    private readonly marketing: MarketingConnectionService,
    private readonly work: UnitOfWork,
    private readonly clock: Clock,
    private readonly log: Logger,
  ) {}

  async report(ctx: RequestContext, job: ReportJob): Promise<void> {
    const execution = await this.work.read(ctx, (em) => findExecution(em, job.id));
    if (execution?.status !== 'PENDING') return;
    // When an administrator connects again, every pending execution gets a job.
    if (!(await this.isReachable(ctx))) return;
    await this.end(ctx, job, await this.send(ctx, execution, job.begun?.report));
  }

  private isReachable(ctx: RequestContext): Promise<boolean> {
    return this.work.write(ctx, 'reportContacts', async ({ em }) =>
      isReachable(await shareInstallation(em, ctx)),
    );
  }

  private async send(
    ctx: RequestContext,
    { executionId, sender, contactIds }: SenderExecution,
    begun: string | undefined,
  ): Promise<ReportResult> {
    const { platform } = this.marketing;
    try {
      return await this.marketing.call(ctx.installationId, (session) =>
        begun === undefined
          ? platform.reportErrored(session, sender.instanceId, executionId, contactIds ?? [])
          : platform.reportResult(session, begun),
      );
    } catch (error) {
      if (!(error instanceof PlatformFault)) throw error;
      return { outcome: 'FAILED' };
    }
  }

  private end(ctx: RequestContext, { id, begun }: ReportJob, result: ReportResult): Promise<void> {
    const about = { execution: id, requestId: ctx.requestId };
    return this.work.write(ctx, 'reportContacts', async (tx) => {
      const installation = await shareInstallation(tx.em, ctx);
      const execution = await lockExecution(tx.em, id);
      if (execution?.status !== 'PENDING') return;
      const now = this.clock.now();
      const { outcome } = result;
      if (outcome === 'REPORTED') return execution.end('REPORTED', now);
      if (outcome === 'PARTLY') {
        this.log.warn(about, 'the marketing platform refused some of the contacts that were reported');
        return execution.end('PARTLY_REPORTED', now);
      }
      if (!isReachable(installation)) return;
      const looks = (begun?.looks ?? 0) + 1;
      if (outcome === 'PENDING' && looks <= MOST_LOOKS) {
        return enqueue(tx, { id, begun: { report: result.report, looks } }, retryAt(now, looks));
      }
      execution.attempts += 1;
      if (isHopeless(execution.attempts, execution.receivedAt, now)) {
        this.log.error(about, 'contacts wait in a step: given up');
        return execution.end('GIVEN_UP', now);
      }
      await enqueue(tx, { id }, retryAt(now, execution.attempts));
    });
  }
}

const retryAt = (now: Date, times: number): Date => new Date(now.getTime() + secondsUntilRetry(times) * 1000);
