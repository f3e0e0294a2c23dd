import type { UserFault } from '../../../kernel/errors.ts';
import type { Transaction } from '../../../kernel/unit-of-work.ts';
import type { OfficialAccount } from '../account/official-account.entity.ts';
import type { AccountChange } from './account-change.rules.ts';

/** A change of an account, with the proof that the user has seen what it breaks. */
export interface BreakingChange {
  readonly account: Pick<OfficialAccount, 'installationId' | 'id'>;
  readonly change: AccountChange;
  /** From `changeImpact`; null if the user gave none. */
  readonly impactToken: string | null;
  /** For a token that was checked when a session began, and stored: only the session's own expiry counts. */
  readonly ignoreExpiry?: boolean;
}

/**
 * What relies on an account in modules of higher rank: message senders. Called before a breaking change, in its transaction,
 * with the account locked. The composition supplies the implementation.
 *
 * Both methods return faults instead of throwing, so that they are refused together with the other faults of an input.
 */
export interface AccountDependents {
  /** For a change that is made later. Changes nothing. */
  check(tx: Transaction, change: BreakingChange): Promise<UserFault[]>;

  /** Ends the trust in the account as it was. If there are faults nothing has changed, and the caller must refuse the change. */
  endTrust(tx: Transaction, change: BreakingChange): Promise<UserFault[]>;
}
