import type { RequestContext } from '../../../kernel/context.ts';
import type { Transaction } from '../../../kernel/unit-of-work.ts';
import { takeSlot } from '../../connections/authorizer/slot.locks.ts';
import { type HeldCredential, isHeld } from '../../connections/credential/credential.rules.ts';
import { FACT_PATHS, keptFacts, type WeChatAccount } from '../../connections/facts/wechat-account.rules.ts';
import type { AccountStatusService } from '../requirements/account-status.service.ts';
import { lockConnected } from './connection.repository.ts';

/** Stores what WeChat says about connected accounts, which may change at any time. */
export class AccountWeChatFactsService {
  constructor(private readonly statuses: AccountStatusService) {}

  /**
   * Facts are stored, never refused. A fact that breaks a rule becomes a requirement; without a free slot on its open platform
   * the account has none. If WeChat no longer says which open platform it is, the last known one stays.
   *
   * @param held the credential before WeChat was asked
   * @returns false, and stores nothing, if new tokens were stored since: what came with them may be newer than these facts
   */
  async update(
    tx: Transaction,
    ctx: RequestContext,
    held: HeldCredential,
    wechat: WeChatAccount,
  ): Promise<boolean> {
    const own = await lockConnected(tx.em, ctx, wechat.appId);
    if (!own) return true;
    const { account, authorizer, credential } = own;
    if (!isHeld(held, account, credential)) return false;
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
    if (JSON.stringify(before) === JSON.stringify(after)) return true;
    this.statuses.suspend(account);
    await tx.em.flush();
    await this.statuses.changed(tx, account, [...FACT_PATHS, 'credential']);
    tx.audit({
      subjectType: 'OfficialAccount',
      subjectId: account.id,
      before,
      after: { ...after, status: account.status },
    });
    return true;
  }
}
