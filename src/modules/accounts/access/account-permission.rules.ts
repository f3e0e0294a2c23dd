import type { AccountStatus } from '../account/official-account.rules.ts';
import type { AccessMode } from './access.rules.ts';

/** What a viewer may do with one account. */
export interface AccountPermissions {
  readonly configure: boolean;
  readonly authorize: boolean;
  readonly remove: boolean;
  readonly use: boolean;
  readonly configureSenders: boolean;
}

/** What the permissions of a viewer depend on. */
export interface Standing {
  readonly status: AccountStatus;
  /** Whether the account's access lets them use it. */
  readonly mayUse: boolean;
  /** Whether their role or API key permits the configuration of accounts, and of senders. */
  readonly configuresAccounts: boolean;
  readonly configuresSenders: boolean;
}

/** Whether the account's access lets the user use it. It does not limit who is no user: null. */
export const isLetIn = (
  {
    accessMode,
    accessUserIds,
  }: { readonly accessMode: AccessMode; readonly accessUserIds: readonly string[] },
  userId: string | null,
): boolean => accessMode === 'ALL_USERS' || userId === null || accessUserIds.includes(userId);

/** Configuring an account does not require access to it; using it does, and the account must be ACTIVE. */
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
