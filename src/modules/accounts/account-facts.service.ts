import type { RequestContext } from '../../kernel/context.ts';
import type { Transaction } from '../../kernel/unit-of-work.ts';
import type { AccountStatusService } from './account-status.service.ts';
import { lockConnectable, takeSlot } from './connection.repository.ts';
import { FACT_PATHS, keptFacts, type WeChatAccount } from './wechat-account.rules.ts';

/** What WeChat says of accounts that are connected, and changes without asking. */
export class AccountFactsService {
  constructor(private readonly statuses: AccountStatusService) {}

  /**
   * Facts are recorded, never refused. One that breaks a rule becomes a requirement; an open platform without a free slot
   * leaves the account without one. An open platform that we may no longer ask for stays the one that was last known.
   */
  async update(
    tx: Transaction,
    ctx: RequestContext,
    accountId: string,
    wechat: WeChatAccount,
  ): Promise<void> {
    const connectable = await lockConnectable(tx.em, ctx, accountId, wechat.appId);
    if (!connectable?.authorizer || connectable.ownedByAnother || !connectable.account.credential) return;
    const { account, authorizer } = connectable;
    const before = keptFacts(account);
    const { openPlatformBinding, openAppId } = wechat.openPlatformBinding === 'UNKNOWN' ? account : wechat;
    const known = { ...wechat, openPlatformBinding, openAppId };
    const slot = await takeSlot(tx.em, ctx.installationId, authorizer, known);
    const limitReached = slot === 'NONE_FREE';
    authorizer.slotGroup = limitReached ? null : slot.group;
    authorizer.slot = limitReached ? null : slot.slot;
    authorizer.permissionSets = [...wechat.permissionSets];
    Object.assign(account, known, { limitReached });
    const after = keptFacts(account);
    if (JSON.stringify(before) === JSON.stringify(after)) return;
    this.statuses.suspend(account);
    await tx.em.flush();
    await this.statuses.changed(tx, account, [...FACT_PATHS, 'credential']);
    tx.audit({
      subjectType: 'OfficialAccount',
      subjectId: account.id,
      before,
      after: { ...after, status: account.status },
    });
  }
}
