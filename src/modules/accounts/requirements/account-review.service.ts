import { z } from 'zod';
import type { Clock } from '../../../kernel/clock.ts';
import { type RequestContext, systemContext } from '../../../kernel/context.ts';
import { NO_ID, newId } from '../../../kernel/ids.ts';
import { BACKGROUND, type JobType } from '../../../kernel/jobs.ts';
import type { Transaction, UnitOfWork } from '../../../kernel/unit-of-work.ts';
import { lockInstallation } from '../../installations/installation.locks.ts';
import type { InstallationService } from '../../installations/installation.service.ts';
import type { OfficialAccount } from '../account/official-account.entity.ts';
import {
  accountsInUse,
  accountsNaming,
  type CatalogueIds,
  lockAccount,
} from '../account/official-account.repository.ts';
import type { AccountStatusService } from './account-status.service.ts';

/** Reviews all accounts of one installation. */
export const REVIEW_INSTALLATION: JobType<Record<string, never>> = {
  name: 'account.review-installation',
  priority: BACKGROUND,
  payload: z.strictObject({}),
  maxAttempts: 3,
};

const PAGE = 50;

/** Updates accounts whose requirements changed without an API call: time has passed, or something changed in the marketing platform. */
export class AccountReviewService {
  constructor(
    private readonly installations: InstallationService,
    private readonly statuses: AccountStatusService,
    private readonly work: UnitOfWork,
    private readonly clock: Clock,
  ) {}

  /** Handles changes in the marketing platform, in the transaction that stores them. */
  async catalogueChanged(tx: Transaction, ctx: RequestContext, changed: CatalogueIds): Promise<void> {
    if (Object.values(changed).every((ids) => ids.length === 0)) return;
    // Before the search: a concurrent edit that names one of these would otherwise miss the change, and be missed here.
    await lockInstallation(tx.em, ctx);
    for (const { id, paths } of await accountsNaming(tx.em, ctx.installationId, changed)) {
      const account = await lockAccount(tx.em, id);
      if (account && account.status !== 'REMOVED') await this.statuses.changed(tx, account, paths);
    }
  }

  /** Runs when the requirements were expected to change. Notifies subscribers if they have. */
  async review(ctx: RequestContext, accountId: string, dueAt: Date): Promise<void> {
    await this.work.write(ctx, 'reviewAccount', async (tx) => {
      await lockInstallation(tx.em, ctx);
      const account = await lockAccount(tx.em, accountId);
      if (account && account.status !== 'REMOVED')
        await this.look(tx, account, new Date(Math.min(dueAt.getTime(), this.clock.now().getTime()) - 1));
    });
  }

  /** Daily, in case a review was missed. One job per installation, so that a failure affects no other. */
  async reviewAll(): Promise<void> {
    for (const installationId of await this.installations.ids()) {
      const ctx = systemContext(installationId, 'job', newId());
      const key = `${REVIEW_INSTALLATION.name}:${installationId}`;
      await this.work.write(ctx, 'reviewAccounts', (tx) => tx.enqueue(REVIEW_INSTALLATION, {}, { key }));
    }
  }

  /** One transaction per page, so that nobody waits long for the installation's lock. */
  async reviewInstallation(ctx: RequestContext): Promise<void> {
    for (let after: string | null = NO_ID; after !== null; ) after = await this.reviewPage(ctx, after);
  }

  /** Returns the last account of the page; null if there are no more. */
  private reviewPage(ctx: RequestContext, after: string): Promise<string | null> {
    return this.work.write(ctx, 'reviewAccounts', async (tx) => {
      if ((await lockInstallation(tx.em, ctx)).status === 'UNINSTALLED') return null;
      const ids = await accountsInUse(tx.em, ctx.installationId, { after, limit: PAGE });
      for (const id of ids) {
        const account = await lockAccount(tx.em, id);
        if (account) await this.look(tx, account, this.clock.now());
      }
      return ids.length < PAGE ? null : (ids.at(-1) ?? null);
    });
  }

  /** Notifies subscribers of what differs from that moment, or from what is stored. */
  private async look(tx: Transaction, account: OfficialAccount, since: Date): Promise<void> {
    const { status } = account;
    const before = await this.statuses.standing(tx, account, since);
    const paths = await this.statuses.follow(tx, account, before);
    if (paths.length === 0) return;
    this.statuses.tell(tx, account, paths);
    await this.statuses.deriveSharers(tx, account, account.unionIdField);
    if (account.status === status) return;
    const { id: subjectId, status: after } = account;
    tx.audit({ subjectType: 'OfficialAccount', subjectId, before: { status }, after: { status: after } });
  }
}
