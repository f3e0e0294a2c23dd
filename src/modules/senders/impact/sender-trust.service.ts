import type { UserFault } from '../../../kernel/errors.ts';
import type { Transaction } from '../../../kernel/unit-of-work.ts';
import type { AccountDependents, BreakingChange } from '../../accounts/dependents/account-dependents.port.ts';
import type { MessageSender } from '../steps/message-sender.entity.ts';
import { impactChanged, impactTokenRequired } from '../steps/message-sender.errors.ts';
import { lockTrustingSenders, trustingSenders } from '../steps/message-sender.repository.ts';
import { CAUSE_OF } from '../steps/message-sender.rules.ts';
import { syncLater } from '../sync/sender-sync.service.ts';
import type { ImpactTokenService } from './impact-token.service.ts';

/** Message senders as dependents of accounts: a change that breaks some needs the token of exactly that impact. */
export class SenderTrustService implements AccountDependents {
  constructor(private readonly tokens: ImpactTokenService) {}

  async check(tx: Transaction, change: BreakingChange): Promise<UserFault[]> {
    return this.faultsOf(change, await trustingSenders(tx.em, change.account.id));
  }

  /** Exactly the senders that the change breaks need configuration, and the marketing platform is told. */
  async endTrust(tx: Transaction, change: BreakingChange): Promise<UserFault[]> {
    const senders = await lockTrustingSenders(tx.em, change.account.id);
    const faults = this.faultsOf(change, senders);
    if (faults.length > 0) return faults;
    for (const sender of senders) {
      sender.needConfiguration(CAUSE_OF[change.change]);
      tx.audit(sender.changeFrom('CONFIGURED'));
      await syncLater(tx, sender.id);
    }
    return [];
  }

  private faultsOf(
    { account, change, impactToken, ignoreExpiry = false }: BreakingChange,
    senders: readonly MessageSender[],
  ): UserFault[] {
    // To another WeChat account somebody must have agreed even where it breaks nothing.
    if (senders.length === 0 && (impactToken === null || change !== 'REPLACE_WECHAT_ACCOUNT')) return [];
    if (impactToken === null) return [impactTokenRequired(senders.length)];
    const impact = { installationId: account.installationId, accountId: account.id, change, senders };
    return this.tokens.fits(impactToken, impact, ignoreExpiry) ? [] : [impactChanged()];
  }
}
