import type { Clock } from '../../../kernel/clock.ts';
import type { RequestContext } from '../../../kernel/context.ts';
import { Refusal } from '../../../kernel/errors.ts';
import type { Transaction, UnitOfWork } from '../../../kernel/unit-of-work.ts';
import { healthOf } from '../../connections/credential/credential.rules.ts';
import { lockInstallation } from '../../installations/installation.locks.ts';
import { refuse, rowOf } from '../account/account-edit.service.ts';
import type { OfficialAccount } from '../account/official-account.entity.ts';
import { accountNotFound } from '../account/official-account.errors.ts';
import { accountRemoved, officialAccountChanged } from '../account/official-account.events.ts';
import { type AccountRow, accountsInUse, lockAccount } from '../account/official-account.repository.ts';
import { releaseWeChatAccount } from '../connecting/connection.repository.ts';
import type { AccountDependents } from '../dependents/account-dependents.port.ts';
import type { AccountStatusService } from '../requirements/account-status.service.ts';
import { type FollowerDataDecision, removalFaults } from './removal.rules.ts';

/** The end of accounts: `removeOfficialAccount`, and of all connections with the installation itself. */
export class AccountRemovalService {
  constructor(
    private readonly statuses: AccountStatusService,
    private readonly dependents: AccountDependents,
    private readonly work: UnitOfWork,
    private readonly clock: Clock,
  ) {}

  /**
   * Removes an account with its tokens, its slot and whatever waits for it, in one transaction. Nothing is asked of
   * WeChat, whose own record of the authorization only the merchant can end. One that was removed already stays as it is.
   *
   * @param impactToken what the removal breaks, as it was shown to the caller
   */
  async remove(
    ctx: RequestContext,
    accountId: string,
    decision: FollowerDataDecision,
    impactToken: string | null,
  ): Promise<AccountRow> {
    return this.work.write(ctx, 'removeOfficialAccount', async (tx) => {
      await lockInstallation(tx.em, ctx);
      const account = await lockAccount(tx.em, accountId);
      if (!account) throw new Refusal(accountNotFound('accountId'));
      if (account.status === 'REMOVED') return rowOf(tx, ctx, accountId);
      refuse([
        ...removalFaults(decision),
        ...(await this.dependents.endTrust(tx, { account, change: 'REMOVE', impactToken })),
      ]);
      const { status, installationId } = account;
      const before = { status, ...healthOf(account) };
      await this.release(tx, account, 'REMOVED');
      account.remove(decision, this.clock.now());
      account.version += 1;
      await this.statuses.deriveSharers(tx, account, account.unionIdField);
      tx.emit(accountRemoved.create(installationId, { accountId, followerData: decision.followerData }));
      const removed = { accountId, kind: 'REMOVED', changedPaths: REMOVED_PATHS } as const;
      tx.emit(officialAccountChanged.create(installationId, removed));
      tx.audit({
        subjectType: 'OfficialAccount',
        subjectId: accountId,
        before,
        after: { status: 'REMOVED', ...decision, ...healthOf(account) },
      });
      return rowOf(tx, ctx, accountId);
    });
  }

  /** The installation ends: no token and no slot of its accounts is kept. Their settings stay, should it come back. */
  async disconnectAll(tx: Transaction, ctx: RequestContext): Promise<void> {
    await lockInstallation(tx.em, ctx);
    for (const id of await accountsInUse(tx.em, ctx.installationId)) {
      const account = await lockAccount(tx.em, id);
      if (!account?.appId) continue;
      const before = { status: account.status, ...healthOf(account) };
      await this.release(tx, account, 'UNINSTALLED');
      // Of a key of two columns one of which is null now, the ORM makes nothing when it reads again, and leaves what was there.
      account.credential = null;
      await this.statuses.changed(tx, account, ['credential', 'openPlatform', 'capabilities']);
      tx.audit({
        subjectType: 'OfficialAccount',
        subjectId: id,
        before,
        after: { status: account.status, ...healthOf(account) },
      });
    }
  }

  private async release(
    tx: Transaction,
    account: OfficialAccount,
    reason: 'REMOVED' | 'UNINSTALLED',
  ): Promise<void> {
    this.statuses.suspend(account);
    await tx.em.flush();
    await releaseWeChatAccount(tx.em, account, reason);
  }
}

const REMOVED_PATHS = [
  'status',
  'removal',
  'requirements',
  'credential',
  'viewerCan',
  'capabilities',
  'authorizationSession',
];
