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

/** Tells the marketing platform how a sender is. One job waits for each sender at most. */
export const SYNCHRONIZE_SENDER: JobType<{ senderId: string }> = {
  name: 'sender.synchronize',
  payload: z.object({ senderId: z.uuid() }),
  // A platform that is away costs none: those are counted by the sender itself.
  maxAttempts: 100,
  priority: BACKGROUND,
};

/** Longer than telling may take, a refreshed token and a moved site included. */
const LEASE_MS = 90_000;

export const synchronizeLater = (tx: Transaction, senderId: string, runAt?: Date): Promise<void> =>
  tx.enqueue(
    SYNCHRONIZE_SENDER,
    { senderId },
    { key: `sender.synchronize:${senderId}`, ...(runAt && { runAt }) },
  );

interface Telling {
  readonly version: number;
  readonly definition: PlatformSender;
}

type Outcome = { readonly told: boolean; readonly gone: boolean; readonly campaignId: string | null };
const FAILED: Outcome = { told: false, gone: false, campaignId: null };

/** Brings the marketing platform's copy of a sender in line with ours, and goes on until it is. */
export class SenderTellingService {
  constructor(
    private readonly marketing: MarketingConnectionService,
    private readonly work: UnitOfWork,
    private readonly clock: Clock,
    private readonly log: Logger,
  ) {}

  async tell(ctx: RequestContext, senderId: string): Promise<void> {
    const telling = await this.begin(ctx, senderId);
    if (telling) await this.end(ctx, senderId, telling, await this.save(ctx, telling));
  }

  /** Null: there is nothing to tell, or somebody else tells just now, after whom it is looked at again. */
  private begin(ctx: RequestContext, senderId: string): Promise<Telling | null> {
    return this.work.write(ctx, 'tellMessageSender', async (tx) => {
      // When it is again, everything that it does not know is told.
      if (!isReachable(await shareInstallation(tx.em, ctx))) return null;
      const sender = await lockSender(tx.em, senderId);
      if (!sender || sender.isTold) return null;
      const now = this.clock.now();
      if (sender.tellingLease && sender.tellingLease > now) {
        await synchronizeLater(tx, senderId, sender.tellingLease);
        return null;
      }
      sender.tellingLease = new Date(now.getTime() + LEASE_MS);
      return { version: sender.version, definition: await definitionOf(tx.em, sender) };
    });
  }

  /** Saved, and read again to be sure. */
  private async save(ctx: RequestContext, { definition }: Telling): Promise<Outcome> {
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
        const told = saved && placed?.requiresConfiguration === definition.requiresConfiguration;
        return { told, gone: !saved && !placed, campaignId: placed?.campaignId ?? null };
      });
    } catch (error) {
      if (!(error instanceof PlatformFault)) throw error;
      this.log.warn(
        { kind: error.kind, requestId: ctx.requestId },
        'the marketing platform could not be told of a message sender; it will be',
      );
      return FAILED;
    }
  }

  private end(ctx: RequestContext, senderId: string, telling: Telling, outcome: Outcome): Promise<void> {
    return this.work.write(ctx, 'tellMessageSender', async (tx) => {
      await shareInstallation(tx.em, ctx);
      const sender = await lockSender(tx.em, senderId);
      if (!sender) return;
      sender.tellingLease = null;
      if (outcome.campaignId) sender.place({ id: outcome.campaignId, name: null });
      if (outcome.gone && sender.status !== 'DELETED') {
        const before = sender.status;
        sender.delete();
        tx.audit(sender.changeFrom(before));
        return;
      }
      if (outcome.told) sender.toldVersion = Math.max(sender.toldVersion, telling.version);
      sender.tellingFailures = outcome.told ? 0 : sender.tellingFailures + 1;
      if (sender.isTold) return;
      // What changed meanwhile is told at once; it has waited for this telling to end.
      const seconds = outcome.told ? 0 : secondsUntilRetry(sender.tellingFailures);
      await synchronizeLater(tx, senderId, new Date(this.clock.now().getTime() + seconds * 1000));
    });
  }
}
