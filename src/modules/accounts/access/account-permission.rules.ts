import type { AccountStatus } from '../account/official-account.rules.ts';

/** What a viewer may do with one account. */
export interface AccountPermissions {
  readonly configure: boolean;
  readonly authorize: boolean;
  readonly remove: boolean;
  readonly use: boolean;
  readonly configureSenders: boolean;
}

/** Who the viewer is to the account. */
export interface Standing {
  readonly status: AccountStatus;
  /** Whether the account's access lets them use it. */
  readonly mayUse: boolean;
  /** Whether their role or key lets them configure accounts, and senders. */
  readonly configuresAccounts: boolean;
  readonly configuresSenders: boolean;
}

/** Who configures need not be let in by the access; who uses must be, and the account must be complete. */
export function permissionsOf({
  status,
  mayUse,
  configuresAccounts,
  configuresSenders,
}: Standing): AccountPermissions {
  const configure = configuresAccounts && status !== 'REMOVED';
  const use = mayUse && status === 'ACTIVE';
  return {
    configure,
    authorize: configure,
    remove: configure,
    use,
    configureSenders: use && configuresSenders,
  };
}
