import type { Clock } from '../../../kernel/clock.ts';
import { type RequestContext, systemContext } from '../../../kernel/context.ts';
import { newId } from '../../../kernel/ids.ts';
import { digest } from '../../../kernel/secrets.ts';
import type { UnitOfWork } from '../../../kernel/unit-of-work.ts';
import { shareInstallation } from '../../installations/installation.locks.ts';
import { isReachable } from '../../installations/installation.rules.ts';
import type { InstallationService } from '../../installations/installation.service.ts';
import { type CalledStep, obtainSender, requireAlive } from '../steps/sender-step.service.ts';
import { syncLater } from '../sync/sender-sync.service.ts';
import {
  addExecution,
  deleteExecutionsEndedBefore,
  pendingExecutions,
} from './sender-execution.repository.ts';
import { reportLater } from './sender-report.service.ts';

/** Contacts that have arrived at a step, as the marketing platform says. */
export interface Arrival {
  readonly executionId: string;
  readonly contactIds: readonly string[];
}

/** How long ended executions are kept, so that support can look them up. */
const KEPT_DAYS = 7;

/** Stores which contacts arrived at senders. */
export class SenderExecutionService {
  constructor(
    private readonly installations: InstallationService,
    private readonly work: UnitOfWork,
    private readonly clock: Clock,
  ) {}

  /**
   * Called by the system. A repeated notification changes nothing.
   *
   * @throws {StepIsDead}
   */
  async arrived(ctx: RequestContext, step: CalledStep, { executionId, ...arrived }: Arrival): Promise<void> {
    // Without duplicates and sorted, so that a repeated notification gives the same digest.
    const contactIds = [...new Set(arrived.contactIds)].sort();
    if (contactIds.length === 0) return;
    await this.work.write(ctx, 'notifyMessageSender', async (tx) => {
      await requireAlive(tx, ctx, step);
      const { sender, added } = await obtainSender(tx, ctx, step, 'NEVER_CONFIGURED', 'LEAVE_DELETED');
      if (added) await syncLater(tx, sender.id);
      await tx.em.flush();
      const arrival = {
        installationId: ctx.installationId,
        id: newId(),
        senderId: sender.id,
        executionId,
        contactIds,
        contactCount: contactIds.length,
        contactsDigest: digest(contactIds.map(encodeURIComponent).join()),
      };
      if (await addExecution(tx.em, arrival)) await reportLater(tx, arrival.id);
    });
  }

  /** Daily: deletes old ended executions, and retries those that wait without a job. */
  async tidy(): Promise<void> {
    const old = new Date(this.clock.now().getTime() - KEPT_DAYS * 86_400_000);
    for (const installationId of await this.installations.ids()) {
      const ctx = systemContext(installationId, 'job', newId());
      await this.work.write(ctx, 'tidyExecutions', async (tx) => {
        const installation = await shareInstallation(tx.em, { installationId });
        await deleteExecutionsEndedBefore(tx.em, old);
        if (!isReachable(installation)) return;
        for (const id of await pendingExecutions(tx.em)) await reportLater(tx, id);
      });
    }
  }
}
