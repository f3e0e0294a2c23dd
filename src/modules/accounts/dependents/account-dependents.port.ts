import type { UserFault } from '../../../kernel/errors.ts';
import type { Transaction } from '../../../kernel/unit-of-work.ts';
import type { OfficialAccount } from '../account/official-account.entity.ts';
import type { AccountChange } from './account-change.rules.ts';

/** A change of an account, and the proof that the caller has seen what it breaks. */
export interface BreakingChange {
  readonly account: Pick<OfficialAccount, 'installationId' | 'id'>;
  readonly change: AccountChange;
  /** From `changeImpact`; null: the caller gave none. */
  readonly impactToken: string | null;
  /** For a token that was checked when a session began, and kept: the session's own expiry counts. */
  readonly ignoreExpiry?: boolean;
}

/**
 * What higher modules keep that relies on an account: accounts ask it before they change, in the same transaction and with
 * the account locked. Composition supplies it (`message senders` today).
 *
 * Both methods return faults instead of throwing them, so that they are refused together with the other faults of an input.
 */
export interface AccountDependents {
  /** Says whether the change may be made later. Changes nothing. */
  check(tx: Transaction, change: BreakingChange): Promise<UserFault[]>;

  /** Breaks what the change breaks. With faults nothing was changed, and the caller must refuse. */
  endTrust(tx: Transaction, change: BreakingChange): Promise<UserFault[]>;
}
