import type { RequestContext } from '../../../kernel/context.ts';
import { Refusal } from '../../../kernel/errors.ts';
import type { Transaction } from '../../../kernel/unit-of-work.ts';
import type { AccountChange } from '../../accounts/removal/sender-trust.rules.ts';
import type { MessageSender } from '../steps/message-sender.entity.ts';
import { impactChanged, impactTokenRequired } from '../steps/message-sender.errors.ts';
import { lockTrustingSenders, trustingSenders } from '../steps/message-sender.repository.ts';
import { CAUSE_OF } from '../steps/message-sender.rules.ts';
import { synchronizeLater } from '../sync/sender-telling.service.ts';
import type { ImpactTokenService } from './impact-token.service.ts';

interface Ending {
  readonly accountId: string;
  readonly change: AccountChange;
  readonly impactToken: string | null;
  readonly ignoreExpiry?: boolean;
}

/** Ends the trust of senders in the transaction that changes their account, whose lock that transaction holds. */
export class SenderTrustService {
  constructor(private readonly tokens: ImpactTokenService) {}

  /** Throws a refusal where nobody has agreed to what the change breaks. */
  async check(tx: Transaction, ctx: RequestContext, ending: Ending): Promise<void> {
    const senders = await trustingSenders(tx.em, ending.accountId);
    this.requireAgreement(ctx, ending, senders);
  }

  /** The same, which rolls the change back; else exactly the senders that it breaks need configuration. */
  async end(tx: Transaction, ctx: RequestContext, ending: Ending): Promise<void> {
    const senders = await lockTrustingSenders(tx.em, ending.accountId);
    this.requireAgreement(ctx, ending, senders);
    for (const sender of senders) {
      sender.needConfiguration(CAUSE_OF[ending.change]);
      tx.audit(sender.changeFrom('CONFIGURED'));
      await synchronizeLater(tx, sender.id);
    }
  }

  private requireAgreement(
    { installationId }: RequestContext,
    { accountId, change, impactToken, ignoreExpiry = false }: Ending,
    senders: readonly MessageSender[],
  ): void {
    // To another WeChat account somebody must have agreed even where it breaks nothing.
    if (senders.length === 0 && (impactToken === null || change !== 'REPLACE_WECHAT_ACCOUNT')) return;
    if (impactToken === null) throw new Refusal(impactTokenRequired(senders.length));
    const impact = { installationId, accountId, change, senders };
    if (!this.tokens.fits(impactToken, impact, ignoreExpiry)) throw new Refusal(impactChanged());
  }
}
