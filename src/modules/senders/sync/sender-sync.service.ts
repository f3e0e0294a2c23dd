import { z } from 'zod';
import type { Clock } from '../../../kernel/clock.ts';
import type { RequestContext } from '../../../kernel/context.ts';
import { BACKGROUND, type JobType } from '../../../kernel/jobs.ts';
import type { Logger } from '../../../kernel/logger.ts';
import type { Transaction, UnitOfWork } from '../../../kernel/unit-of-work.ts';
import { shareInstallation } from '../../installations/installation.locks.ts';
import { isReachable } from '../../installations/installation.rules.ts';
import type { MarketingConnectionService } from '../../marketing/connection/marketing-connection.service.ts';
import { PlatformFault, type PlatformSender } from '../../marketing/connection/marketing-platform.port.ts';
import { lockSender } from '../steps/message-sender.repository.ts';
import { secondsUntilRetry } from '../steps/message-sender.rules.ts';
import { definitionOf } from '../steps/sender-definition.repository.ts';

/** Sends the current state of a sender to the marketing platform. At most one job per sender is waiting. */
export const SYNC_SENDER: JobType<{ senderId: string }> = {
  name: 'sender.synchronize',
  payload: z.object({ senderId: z.uuid() }),
  // An unavailable platform uses up none of them: the sender itself counts such failures.
  maxAttempts: 100,
  priority: BACKGROUND,
};

/** More than a sync takes, including a token refresh and a site that has moved. */
const LEASE_MS = 90_000;

export const syncLater = (tx: Transaction, senderId: string, runAt?: Date): Promise<void> =>
  tx.enqueue(SYNC_SENDER, { senderId }, { key: `${SYNC_SENDER.name}:${senderId}`, ...(runAt && { runAt }) });

/** What one sync sends. */
interface Snapshot {
  readonly version: number;
  readonly definition: PlatformSender;
}

type Outcome = { readonly synced: boolean; readonly gone: boolean; readonly campaignId: string | null };
const FAILED: Outcome = { synced: false, gone: false, campaignId: null };

/** Brings the marketing platform's copy of a sender in line with ours, and retries until it is. */
export class SenderSyncService {
  constructor(
    private readonly marketing: MarketingConnectionService,
    private readonly work: UnitOfWork,
    private readonly clock: Clock,
    private readonly log: Logger,
  ) {}

  async sync(ctx: RequestContext, senderId: string): Promise<void> {
    const snapshot = await this.begin(ctx, senderId);
    if (snapshot) await this.end(ctx, senderId, snapshot, await this.send(ctx, snapshot));
  }

  /** Null if the sender is synced, or another process is syncing it; then a job looks again after its lease. */
  private begin(ctx: RequestContext, senderId: string): Promise<Snapshot | null> {
    return this.work.write(ctx, 'tellMessageSender', async (tx) => {
      // When an administrator connects again, every sender that is not synced gets a job.
      if (!isReachable(await shareInstallation(tx.em, ctx))) return null;
      const sender = await lockSender(tx.em, senderId);
      if (!sender || sender.isSynced) return null;
      const now = this.clock.now();
      if (sender.syncLease && sender.syncLease > now) {
        await syncLater(tx, senderId, sender.syncLease);
        return null;
      }
      sender.syncLease = new Date(now.getTime() + LEASE_MS);
      return { version: sender.version, definition: await definitionOf(tx.em, sender) };
    });
  }

  /** Writes the definition, and reads it back to be sure. */
  private async send(ctx: RequestContext, { definition }: Snapshot): Promise<Outcome> {
    const { platform } = this.marketing;
    try {
      return await this.marketing.call(ctx.installationId, async (session) => {
        const saved = await platform.saveSender(session, definition).then(
          () => true,
          (error: unknown) => {
            if (error instanceof PlatformFault && error.kind === 'NOT_FOUND') return false;
            throw error;
          },
        );
        const [placed] = await platform.senders(session, [definition.instanceId]);
        const synced = saved && placed?.requiresConfiguration === definition.requiresConfiguration;
        return { synced, gone: !saved && !placed, campaignId: placed?.campaignId ?? null };
      });
    } catch (error) {
      if (!(error instanceof PlatformFault)) throw error;
      const about = { kind: error.kind, requestId: ctx.requestId };
      this.log.warn(about, 'a message sender could not be synced with the marketing platform; retrying');
      return FAILED;
    }
  }

  private end(ctx: RequestContext, senderId: string, snapshot: Snapshot, outcome: Outcome): Promise<void> {
    return this.work.write(ctx, 'tellMessageSender', async (tx) => {
      await shareInstallation(tx.em, ctx);
      const sender = await lockSender(tx.em, senderId);
      if (!sender) return;
      sender.syncLease = null;
      if (outcome.campaignId) sender.place({ id: outcome.campaignId, name: null });
      if (outcome.gone && sender.status !== 'DELETED') {
        const before = sender.status;
        sender.delete();
        tx.audit(sender.changeFrom(before));
        return;
      }
      if (outcome.synced) sender.syncedVersion = Math.max(sender.syncedVersion, snapshot.version);
      sender.syncFailures = outcome.synced ? 0 : sender.syncFailures + 1;
      if (sender.isSynced) return;
      // A change that was made during this sync has waited for it, and is sent at once.
      const seconds = outcome.synced ? 0 : secondsUntilRetry(sender.syncFailures);
      await syncLater(tx, senderId, new Date(this.clock.now().getTime() + seconds * 1000));
    });
  }
}
