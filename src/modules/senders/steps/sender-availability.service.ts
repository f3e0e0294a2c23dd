import type { Clock } from '../../../kernel/clock.ts';
import type { RequestContext } from '../../../kernel/context.ts';
import type { Transaction } from '../../../kernel/unit-of-work.ts';
import { giveUpExecutions, pendingExecutions } from '../executions/sender-execution.repository.ts';
import { reportLater } from '../executions/sender-report.service.ts';
import { syncLater } from '../sync/sender-sync.service.ts';
import { lockAllSenders, unsyncedSenders } from './message-sender.repository.ts';

/** Senders when Qiao is uninstalled, and when it is available again. */
export class SenderAvailabilityService {
  constructor(private readonly clock: Clock) {}

  /** Nothing is synced: the steps do not work in the marketing platform either. */
  async uninstalled(tx: Transaction): Promise<void> {
    for (const sender of await lockAllSenders(tx.em)) {
      const { status: before } = sender;
      sender.needConfiguration('UNINSTALLED');
      tx.audit(sender.changeFrom(before));
    }
    await giveUpExecutions(tx.em, this.clock.now());
  }

  /**
   * An administrator has connected again: syncs and reports what waited for that. Not called when calls succeed again after
   * a while of failures: then each sender and execution still has its own job.
   */
  async connected(tx: Transaction, ctx: RequestContext): Promise<void> {
    for (const id of await unsyncedSenders(tx.em, ctx)) await syncLater(tx, id);
    for (const id of await pendingExecutions(tx.em)) await reportLater(tx, id);
  }
}
