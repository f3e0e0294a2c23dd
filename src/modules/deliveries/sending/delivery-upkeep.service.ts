import { z } from 'zod';
import type { Clock } from '../../../kernel/clock.ts';
import type { RequestContext } from '../../../kernel/context.ts';
import { BACKGROUND, type JobType } from '../../../kernel/jobs.ts';
import type { Transaction, UnitOfWork } from '../../../kernel/unit-of-work.ts';
import type { InstallationService } from '../../installations/installation.service.ts';
import { sendLater, wakeLater } from './delivery-queue.ts';
import {
  accountsWaiting,
  deleteOldDeliveries,
  deleteOldImports,
  endWaits,
  linesDue,
} from './delivery-upkeep.repository.ts';

/** Every minute, by the timetable. */
export const TEND_DELIVERIES: JobType<unknown> = {
  name: 'delivery.tend',
  payload: z.unknown(),
  maxAttempts: 3,
  priority: BACKGROUND,
};

/** Daily, by the timetable. */
export const DELETE_OLD_DELIVERIES: JobType<unknown> = {
  name: 'delivery.delete-old',
  payload: z.unknown(),
  maxAttempts: 3,
  priority: BACKGROUND,
};

/** How long a delivery is kept after it was delivered, and an import after it has ended. */
const DELIVERIES_KEPT_DAYS = 30;
const IMPORTS_KEPT_DAYS = 7;
/** In one transaction. */
const DELETED_AT_ONCE = 5_000;

/** Wakes deliveries that wait, and deletes old ones. */
export class DeliveryUpkeepService {
  constructor(
    private readonly installations: InstallationService,
    private readonly work: UnitOfWork,
    private readonly clock: Clock,
  ) {}

  /** Everything of an account that waits for another attempt is tried now. */
  async wake(ctx: RequestContext, accountId: string): Promise<void> {
    await this.work.write(ctx, 'wakeDeliveries', async (tx) => {
      await endWaits(tx.em, ctx, accountId);
      await sendLater(tx, { accountId, subject: 'FOLLOWER' });
      await sendLater(tx, { accountId, subject: 'ACTIVITY' });
    });
  }

  /** An administrator has connected the marketing platform: all accounts are woken. */
  async connected(tx: Transaction, ctx: RequestContext): Promise<void> {
    for (const accountId of await accountsWaiting(tx.em, ctx)) await wakeLater(tx, accountId);
  }

  /** An account may be ACTIVE again. */
  async accountChanged(
    tx: Transaction,
    ctx: RequestContext,
    { accountId, changedPaths }: { readonly accountId: string; readonly changedPaths: readonly string[] },
  ): Promise<void> {
    if (!changedPaths.includes('status')) return;
    const waiting = await accountsWaiting(tx.em, ctx, accountId);
    if (waiting.length > 0) await wakeLater(tx, accountId);
  }

  /** Sends what is due and has no job, because a worker died or a row was changed by hand. */
  async tend(): Promise<void> {
    for (const ctx of await this.installations.jobContexts()) {
      const lines = await this.work.read(ctx, (em) => linesDue(em, ctx, this.clock.now()));
      if (lines.length === 0) continue;
      await this.work.write(ctx, 'tendDeliveries', async (tx) => {
        for (const line of lines) await sendLater(tx, line);
      });
    }
  }

  async deleteOld(): Promise<void> {
    const now = this.clock.now().getTime();
    const deliveredBefore = new Date(now - DELIVERIES_KEPT_DAYS * 86_400_000);
    const endedBefore = new Date(now - IMPORTS_KEPT_DAYS * 86_400_000);
    for (const ctx of await this.installations.jobContexts()) {
      const step = () =>
        this.work.write(ctx, 'deleteOldDeliveries', ({ em }) =>
          deleteOldDeliveries(em, ctx, deliveredBefore, DELETED_AT_ONCE),
        );
      while ((await step()) === DELETED_AT_ONCE);
      await this.work.write(ctx, 'deleteOldDeliveries', ({ em }) => deleteOldImports(em, ctx, endedBefore));
    }
  }
}
