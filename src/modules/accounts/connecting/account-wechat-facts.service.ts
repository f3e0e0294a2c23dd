import type { RequestContext } from '../../../kernel/context.ts';
import type { Transaction } from '../../../kernel/unit-of-work.ts';
import { takeSlot } from '../../connections/authorizer/slot.locks.ts';
import { type HeldCredential, isHeld } from '../../connections/credential/credential.rules.ts';
import {
  anyGranted,
  FACT_PATHS,
  isDoubtful,
  keptFacts,
  type WeChatAccount,
  withKnown,
} from '../../connections/facts/wechat-account.rules.ts';
import type { OfficialAccount } from '../account/official-account.entity.ts';
import type { AccountStatusService } from '../requirements/account-status.service.ts';
import { lockConnected } from './connection.repository.ts';

/** Stores what WeChat says about connected accounts, which may change at any time. */
export class AccountWeChatFactsService {
  constructor(private readonly statuses: AccountStatusService) {}

  /**
   * Facts are stored, never refused. A fact that breaks a rule becomes a requirement; without a free slot on its open platform
   * the account has none. What WeChat does not say stays as it was last known.
   *
   * @param held the credential before WeChat was asked
   * @param again whether this is a second reading: a doubtful list of permission sets is believed
   * @param setsAreWhole false: no set is believed to be gone
   * @returns SUPERSEDED, and stores nothing, if new tokens were stored since: what came with them may be newer than these
   *   facts. DOUBTFUL if the permission sets are to be read again before they are believed; the rest is stored
   */
  async update(
    tx: Transaction,
    ctx: RequestContext,
    held: HeldCredential,
    read: WeChatAccount,
    { again, setsAreWhole }: { readonly again: boolean; readonly setsAreWhole: boolean },
  ): Promise<'STORED' | 'DOUBTFUL' | 'SUPERSEDED'> {
    const own = await lockConnected(tx.em, ctx, read.appId);
    if (!own) return 'STORED';
    const { account, authorizer, credential } = own;
    if (!isHeld(held, account, credential)) return 'SUPERSEDED';
    const before = keptFacts(account);
    const sets = setsAreWhole ? read.permissionSets : anyGranted(read.permissionSets, account.permissionSets);
    const doubtful = !again && sets !== null && isDoubtful(sets, account.permissionSets);
    const wechat = withKnown(
      doubtful ? { ...read, permissionSets: null, unconfirmedSets: null } : { ...read, permissionSets: sets },
      account,
    );
    const slot = await takeSlot(tx.em, ctx.installationId, authorizer, wechat);
    const limitReached = slot === 'NONE_FREE';
    authorizer.slotGroup = limitReached ? null : slot.group;
    authorizer.slot = limitReached ? null : slot.slot;
    authorizer.permissionSets = [...(wechat.permissionSets ?? [])];
    Object.assign(account, wechat, { limitReached });
    await this.follow(tx, account, before);
    return doubtful ? 'DOUBTFUL' : 'STORED';
  }

  private async follow(
    tx: Transaction,
    account: OfficialAccount,
    before: ReturnType<typeof keptFacts<OfficialAccount>>,
  ): Promise<void> {
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
