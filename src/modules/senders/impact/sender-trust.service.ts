import type { UserFault } from '../../../kernel/errors.ts';
import type { Transaction } from '../../../kernel/unit-of-work.ts';
import type { AccountDependents, BreakingChange } from '../../accounts/dependents/account-dependents.port.ts';
import type { MessageSender } from '../steps/message-sender.entity.ts';
import { impactChanged, impactTokenRequired } from '../steps/message-sender.errors.ts';
import { lockTrustingSenders, trustingSenders } from '../steps/message-sender.repository.ts';
import { CAUSE_OF } from '../steps/message-sender.rules.ts';
import { syncLater } from '../sync/sender-sync.service.ts';
import type { ImpactTokenService } from './impact-token.service.ts';

/** Message senders as dependents of accounts: a change that breaks some needs a token of exactly that impact. */
export class SenderTrustService implements AccountDependents {
  constructor(private readonly tokens: ImpactTokenService) {}

  async check(tx: Transaction, change: BreakingChange): Promise<UserFault[]> {
    return this.faultsOf(change, await trustingSenders(tx.em, change.account.id));
  }

  /** The affected senders need configuration, and are synced with the marketing platform. */
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
    // The token of a replacement must be valid even if no sender is affected: it is the consent to the replacement itself.
    if (senders.length === 0 && (impactToken === null || change !== 'REPLACE_WECHAT_ACCOUNT')) return [];
    if (impactToken === null) return [impactTokenRequired(senders.length)];
    const impact = { installationId: account.installationId, accountId: account.id, change, senders };
    return this.tokens.fits(impactToken, impact, ignoreExpiry) ? [] : [impactChanged()];
  }
}
