import type { Clock } from '../../../kernel/clock.ts';
import type { RequestContext } from '../../../kernel/context.ts';
import { Refusal } from '../../../kernel/errors.ts';
import { rowsIn } from '../../../kernel/statement.ts';
import type { Transaction, UnitOfWork } from '../../../kernel/unit-of-work.ts';
import { healthOf } from '../../connections/credential/credential.rules.ts';
import { lockInstallation } from '../../installations/installation.locks.ts';
import { refuse } from '../account/account-edit.service.ts';
import { type AccountRow, ALL_PARTS, accountsByIds } from '../account/account-row.repository.ts';
import type { OfficialAccount } from '../account/official-account.entity.ts';
import { accountNotFound } from '../account/official-account.errors.ts';
import { accountRemoved, officialAccountChanged } from '../account/official-account.events.ts';
import { accountsInUse, lockAccount } from '../account/official-account.repository.ts';
import { releaseWeChatAccount } from '../connecting/connection.repository.ts';
import type { AccountDependents } from '../dependents/account-dependents.port.ts';
import type { AccountStatusService } from '../requirements/account-status.service.ts';
import { type FollowerDataDecision, removalFaults } from './removal.rules.ts';

/** Removes accounts (`removeOfficialAccount`), and disconnects all of them when Qiao is uninstalled. */
export class AccountRemovalService {
  constructor(
    private readonly statuses: AccountStatusService,
    private readonly dependents: AccountDependents,
    private readonly work: UnitOfWork,
    private readonly clock: Clock,
  ) {}

  /**
   * Removes an account with its tokens, its slot and its pending session, in one transaction. WeChat is not called: only the
   * merchant can end the authorization there. A removed account is returned as it is.
   *
   * @param impactToken the proof that the user has seen what the removal breaks
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
      if (account.status === 'REMOVED') return removedRow(tx, ctx, accountId);
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
      return removedRow(tx, ctx, accountId);
    });
  }

  /** Deletes the tokens and slots of all accounts. Their settings stay, for a later install. */
  async disconnectAll(tx: Transaction, ctx: RequestContext): Promise<void> {
    await lockInstallation(tx.em, ctx);
    for (const id of await accountsInUse(tx.em, ctx.installationId)) {
      const account = await lockAccount(tx.em, id);
      if (!account?.appId) continue;
      const before = { status: account.status, ...healthOf(account) };
      await this.release(tx, account, 'UNINSTALLED');
      // When the ORM reads it again, it ignores a key of two columns of which one is null, and keeps the old value.
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

async function removedRow(tx: Transaction, ctx: RequestContext, accountId: string): Promise<AccountRow> {
  await tx.em.flush();
  const [row] = await accountsByIds(rowsIn(tx.em), ctx, [accountId], ALL_PARTS, tx.now());
  if (!row) throw new Error('a caller who may remove an account does not see it');
  return row;
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
