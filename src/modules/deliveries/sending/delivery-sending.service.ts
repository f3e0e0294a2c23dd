import type { Clock } from '../../../kernel/clock.ts';
import type { RequestContext } from '../../../kernel/context.ts';
import type { Logger } from '../../../kernel/logger.ts';
import type { Transaction, UnitOfWork } from '../../../kernel/unit-of-work.ts';
import type { MarketingConnectionService } from '../../marketing/connection/marketing-connection.service.ts';
import { type ImportResult, PlatformFault } from '../../marketing/connection/marketing-platform.port.ts';
import { type DeliveryReason, lookAt, MOST_REFUSALS, retryAt } from '../delivery.rules.ts';
import { type Delivered, failAll, release, settleAccepted, settleRejected } from './claim.repository.ts';
import type { Claimed, ClaimService } from './claim.service.ts';
import { endImport, giveBack, noteProgress, type Progress } from './delivery-import.repository.ts';
import { type Line, sendLater } from './delivery-queue.ts';
import { unbindMissingLater } from './missing-contact.service.ts';
import { type RefusalService, reasonOf } from './refusal.service.ts';

/** How an attempt to continue an import failed. */
interface Failure {
  readonly reason: DeliveryReason;
  /** The records must be uploaded again. */
  readonly isLost: boolean;
  /** It may be the import itself: then it is not tried for ever. */
  readonly isRefusal: boolean;
}

/**
 * Delivers by imports of the marketing platform: upload, run, look. Each step is stored before the next one, so that no import
 * runs twice, whenever the process dies. No worker waits for the platform: a job looks again later.
 */
export class DeliverySendingService {
  constructor(
    private readonly claims: ClaimService,
    private readonly refusals: RefusalService,
    private readonly marketing: MarketingConnectionService,
    private readonly work: UnitOfWork,
    private readonly clock: Clock,
    private readonly log: Logger,
  ) {}

  async send(ctx: RequestContext, line: Line): Promise<void> {
    const claimed = await this.claims.take(ctx, line);
    if (!claimed) return;
    try {
      await this.goOn(ctx, line, claimed);
    } catch (error) {
      // The platform is not the cause. If this fails too, the lease ends by itself.
      await this.giveBack(ctx, claimed).catch(() => {});
      throw error;
    }
  }

  private async goOn(ctx: RequestContext, line: Line, claimed: Claimed): Promise<void> {
    let progress: Claimed = claimed;
    try {
      if (progress.platformImportId === null) {
        const platformImportId = await this.stage(ctx, claimed);
        progress = { ...progress, platformImportId };
        if (!(await this.note(ctx, progress, {}))) return;
      }
      if (progress.platformRunId === null) {
        const platformRunId = await this.run(ctx, progress, claimed.platformImportId !== null);
        progress = { ...progress, platformRunId };
        await this.lookLater(ctx, line, progress);
        return;
      }
      await this.end(ctx, line, progress, await this.result(ctx, progress.platformRunId));
    } catch (error) {
      if (!(error instanceof PlatformFault)) throw error;
      await this.failed(ctx, line, progress, await this.failureOf(ctx, line, progress, error));
    }
  }

  private stage(ctx: RequestContext, { records }: Claimed): Promise<string> {
    const { platform } = this.marketing;
    return this.marketing.call(ctx.installationId, (session) =>
      records.of === 'CONTACTS'
        ? platform.stageContacts(session, 'ID', records.writes)
        : platform.stageActivities(session, records.activities),
    );
  }

  /** @param mayHaveRun another worker had uploaded it: the answer to its run may be lost */
  private run(ctx: RequestContext, { platformImportId }: Claimed, mayHaveRun: boolean): Promise<string> {
    // A call is repeated with another token only if the first one was refused, so nothing has run.
    return this.marketing.call(ctx.installationId, (session) =>
      this.marketing.platform.runImport(session, platformImportId ?? '', mayHaveRun),
    );
  }

  private result(ctx: RequestContext, runId: string): Promise<ImportResult> {
    const { platform } = this.marketing;
    return this.marketing
      .call(ctx.installationId, (session) => platform.importResult(session, runId))
      .catch((error: unknown): ImportResult => {
        // It has run, and what became of it is not kept any more.
        if (error instanceof PlatformFault && error.kind === 'NOT_FOUND')
          return { outcome: 'DONE', rejected: [] };
        throw error;
      });
  }

  private note(ctx: RequestContext, claimed: Claimed, changes: Partial<Progress>): Promise<boolean> {
    return this.work.write(ctx, 'deliver', ({ em }) =>
      noteProgress(em, ctx, claimed, { ...claimed, reason: null, dueAt: null, ...changes }),
    );
  }

  private lookLater(ctx: RequestContext, line: Line, claimed: Claimed): Promise<void> {
    const dueAt = lookAt(this.clock.now(), claimed.startedAt);
    return this.work.write(ctx, 'deliver', async (tx) => {
      const changes = { ...claimed, failures: 0, reason: null, dueAt, lease: null };
      if (await noteProgress(tx.em, ctx, claimed, changes)) await sendLater(tx, line, dueAt);
    });
  }

  private giveBack(ctx: RequestContext, claimed: Claimed): Promise<unknown> {
    const failures = claimed.failures + 1;
    return this.work.write(ctx, 'deliver', (tx) =>
      giveBack(tx.em, ctx, claimed, failures, retryAt(tx.now(), failures)),
    );
  }

  private async end(ctx: RequestContext, line: Line, claimed: Claimed, result: ImportResult): Promise<void> {
    if (result.outcome === 'PENDING') return this.lookLater(ctx, line, claimed);
    if (result.outcome === 'FAILED') {
      const reason = result.retryable ? null : await this.refusals.reasonFor(ctx, line);
      const failure = {
        reason: reason ?? 'PLATFORM_UNAVAILABLE',
        isLost: true,
        isRefusal: !result.retryable,
      };
      return this.failed(ctx, line, claimed, failure);
    }
    const rejections = await this.refusals.judge(ctx, line, claimed.id, result.rejected);
    const delivered = await this.work.write(ctx, 'deliver', async (tx) => {
      if (!(await endImport(tx.em, ctx, claimed, rejections.length, tx.now()))) return null;
      const rejected = rejections.map(({ record }) => record);
      const accepted = await settleAccepted(tx.em, ctx, claimed, rejected, tx.now());
      if (rejections.length > 0) await settleRejected(tx.em, ctx, claimed.id, rejections);
      if (rejections.some(({ reason }) => reason === 'CONTACT_MISSING'))
        await unbindMissingLater(tx, line.accountId);
      await sendLater(tx, line);
      return accepted;
    });
    if (delivered) this.tell(ctx, line, claimed, delivered, rejections.length);
  }

  private async failureOf(
    ctx: RequestContext,
    line: Line,
    { platformImportId, platformRunId }: Claimed,
    { kind }: PlatformFault,
  ): Promise<Failure> {
    const isRefusal = kind === 'INVALID' || kind === 'NOT_FOUND';
    const reason = (isRefusal && (await this.refusals.reasonFor(ctx, line))) || reasonOf(kind);
    // What was uploaded is kept for a day only.
    return { reason, isLost: platformImportId === null || (isRefusal && platformRunId === null), isRefusal };
  }

  /** Waits longer each time, and gives nothing up, unless the marketing platform keeps refusing it. */
  private async failed(ctx: RequestContext, line: Line, claimed: Claimed, failure: Failure): Promise<void> {
    const { reason, isLost, isRefusal } = failure;
    const failures = claimed.failures + 1;
    await this.work.write(ctx, 'deliver', async (tx) => {
      const now = tx.now();
      if (isRefusal && reason === 'REFUSED' && failures >= MOST_REFUSALS)
        return this.giveUp(tx, ctx, line, claimed, reason);
      const dueAt = retryAt(now, failures);
      const gone = isLost ? { platformImportId: null, platformRunId: null } : {};
      const noted = { ...claimed, ...gone, failures, reason, dueAt, lease: null };
      if (!(await noteProgress(tx.em, ctx, claimed, noted))) return;
      if (isLost) await release(tx.em, ctx, claimed.id, { reason, nextAttemptAt: dueAt });
      await sendLater(tx, line, dueAt);
    });
    const about = { account: line.accountId, subject: line.subject, reason, failures };
    this.log.warn(about, 'an import of the marketing platform failed; it is tried again');
  }

  private async giveUp(
    tx: Transaction,
    ctx: RequestContext,
    line: Line,
    claimed: Claimed,
    reason: DeliveryReason,
  ): Promise<void> {
    if (!(await endImport(tx.em, ctx, claimed, claimed.records.length, tx.now()))) return;
    await failAll(tx.em, ctx, claimed.id, reason);
    await sendLater(tx, line);
  }

  private tell(
    { requestId }: RequestContext,
    { accountId: account, subject }: Line,
    { startedAt, records }: Claimed,
    delivered: readonly Delivered[],
    rejected: number,
  ): void {
    const ms = this.clock.now().getTime() - startedAt.getTime();
    this.log.info({ account, subject, records: records.length, rejected, ms, requestId }, 'delivered');
    for (const { id: delivery, activityId: activity, traceId } of delivered)
      this.log.debug({ account, delivery, ...(activity && { activity, traceId }) }, 'delivered');
  }
}
