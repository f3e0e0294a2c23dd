import { z } from 'zod';
import type { Clock } from '../../kernel/clock.ts';
import type { RequestContext } from '../../kernel/context.ts';
import type { JobType } from '../../kernel/jobs.ts';
import type { Logger } from '../../kernel/logger.ts';
import type { Transaction, UnitOfWork } from '../../kernel/unit-of-work.ts';
import type { MarketingConnectionService } from '../marketing/marketing-connection.service.ts';
import { PlatformFault, type ReportResult } from '../marketing/marketing-platform.port.ts';
import { holdInstallation, isReachable } from './installation-hold.repository.ts';
import { secondsUntilRetry } from './message-sender.rules.ts';
import type { SenderExecution } from './sender-execution.entity.ts';
import { findExecution, lockExecution } from './sender-execution.repository.ts';

/** Reports contacts that wait in a step. */
export const REPORT_EXECUTION: JobType<{ id: string }> = {
  name: 'sender.report',
  payload: z.object({ id: z.uuid() }),
  // A platform that is away costs none: those are counted by the execution itself, whoever dies.
  maxAttempts: 100,
};

export const reportLater = (tx: Transaction, id: string, runAt?: Date): Promise<void> =>
  tx.enqueue(REPORT_EXECUTION, { id }, { key: `sender.report:${id}`, ...(runAt && { runAt }) });

/** With an hour between most of them these take three days. */
const MOST_ATTEMPTS = 75;

/**
 * What becomes of contacts that arrived. Qiao cannot send messages yet: it reports them as errored, so that they leave the
 * step by the path that the marketer gave it for that, instead of waiting for ever.
 */
export class SenderReportService {
  constructor(
    private readonly marketing: MarketingConnectionService,
    private readonly work: UnitOfWork,
    private readonly clock: Clock,
    private readonly log: Logger,
  ) {}

  async report(ctx: RequestContext, id: string): Promise<void> {
    const execution = await this.work.read(ctx, (em) => findExecution(em, id));
    if (execution?.status !== 'PENDING') return;
    // Asked again when it is.
    if (!(await this.isReachable(ctx))) return;
    await this.end(ctx, id, await this.send(ctx, execution));
  }

  private isReachable(ctx: RequestContext): Promise<boolean> {
    return this.work.write(ctx, 'reportContacts', async ({ em }) =>
      isReachable(await holdInstallation(em, ctx.installationId)),
    );
  }

  private async send(
    ctx: RequestContext,
    { executionId, sender, contactIds }: SenderExecution,
  ): Promise<ReportResult['outcome']> {
    try {
      const { outcome } = await this.marketing.call(ctx.installationId, (session) =>
        this.marketing.platform.reportErrored(session, sender.instanceId, executionId, contactIds ?? []),
      );
      return outcome;
    } catch (error) {
      if (!(error instanceof PlatformFault)) throw error;
      return 'FAILED';
    }
  }

  private end(ctx: RequestContext, id: string, outcome: ReportResult['outcome']): Promise<void> {
    const about = { execution: id, requestId: ctx.requestId };
    return this.work.write(ctx, 'reportContacts', async (tx) => {
      const installation = await holdInstallation(tx.em, ctx.installationId);
      const execution = await lockExecution(tx.em, id);
      if (execution?.status !== 'PENDING') return;
      const now = this.clock.now();
      if (outcome === 'REPORTED') return execution.end('REPORTED', now);
      if (outcome === 'PARTLY') {
        this.log.warn(about, 'the marketing platform refused some of the contacts that were reported');
        return execution.end('PARTLY_REPORTED', now);
      }
      if (!isReachable(installation)) return;
      execution.attempts += 1;
      if (execution.attempts >= MOST_ATTEMPTS) {
        this.log.error(about, 'contacts wait in a step: given up');
        return execution.end('GIVEN_UP', now);
      }
      await reportLater(tx, id, new Date(now.getTime() + secondsUntilRetry(execution.attempts) * 1000));
    });
  }
}
