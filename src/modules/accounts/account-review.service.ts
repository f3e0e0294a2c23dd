import type { Clock } from '../../kernel/clock.ts';
import { type RequestContext, systemContext } from '../../kernel/context.ts';
import { newId } from '../../kernel/ids.ts';
import type { Transaction, UnitOfWork } from '../../kernel/unit-of-work.ts';
import { InstallationSite } from '../installations/installation-site.entity.ts';
import type { AccountStatusService } from './account-status.service.ts';
import type { OfficialAccount } from './official-account.entity.ts';
import {
  accountsInUse,
  accountsNaming,
  type CatalogueIds,
  lockAccount,
  lockInstallation,
} from './official-account.repository.ts';

/** Accounts that change though nobody changed them: time passed, or the marketing platform is other than it was. */
export class AccountReviewService {
  constructor(
    private readonly statuses: AccountStatusService,
    private readonly work: UnitOfWork,
    private readonly clock: Clock,
  ) {}

  /** Handles what the marketing platform tells, in the transaction that stores it. */
  async catalogueChanged(tx: Transaction, ctx: RequestContext, changed: CatalogueIds): Promise<void> {
    const found = await accountsNaming(tx.em, ctx.installationId, changed);
    if (found.length === 0) return;
    await lockInstallation(tx.em, ctx);
    for (const { id, paths } of found) {
      const account = await lockAccount(tx.em, id);
      if (account && account.status !== 'REMOVED') await this.statuses.changed(tx, account, paths);
    }
  }

  /** At the moment for which it was foreseen that the requirements change. Tells if they have. */
  async review(ctx: RequestContext, accountId: string, dueAt: Date): Promise<void> {
    await this.work.write(ctx, 'reviewAccount', async (tx) => {
      await lockInstallation(tx.em, ctx);
      const account = await lockAccount(tx.em, accountId);
      if (account && account.status !== 'REMOVED')
        await this.look(tx, account, new Date(Math.min(dueAt.getTime(), this.clock.now().getTime()) - 1));
    });
  }

  /** Daily, should a moment have been missed. */
  async reviewAll(): Promise<void> {
    const sites = await this.work.statement((em) => em.find(InstallationSite, {}));
    for (const { installationId } of sites) {
      const ctx = systemContext(installationId, 'job', newId());
      await this.work.write(ctx, 'reviewAccounts', async (tx) => {
        await lockInstallation(tx.em, ctx);
        for (const id of await accountsInUse(tx.em, installationId)) {
          const account = await lockAccount(tx.em, id);
          if (account) await this.look(tx, account, this.clock.now());
        }
      });
    }
  }

  /** Tells what is other than at that moment, or than is stored. */
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
