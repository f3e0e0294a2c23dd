import type { AccountChange } from '../../accounts/dependents/account-change.rules.ts';

export const MESSAGE_SENDER_STATUSES = ['NEEDS_CONFIGURATION', 'CONFIGURED', 'DELETED'] as const;
export type MessageSenderStatus = (typeof MESSAGE_SENDER_STATUSES)[number];

export const MESSAGE_SENDER_CAUSES = [
  'NEVER_CONFIGURED',
  'COPIED',
  'ACCOUNT_REMOVED',
  'WECHAT_ACCOUNT_REPLACED',
  'OPEN_ID_FIELD_CHANGED',
  'UNINSTALLED',
] as const;
export type MessageSenderCause = (typeof MESSAGE_SENDER_CAUSES)[number];

/** The cause that a change of an account gives the senders that trust it. No other change breaks a sender. */
export const CAUSE_OF: Readonly<Record<AccountChange, MessageSenderCause>> = {
  REMOVE: 'ACCOUNT_REMOVED',
  REPLACE_WECHAT_ACCOUNT: 'WECHAT_ACCOUNT_REPLACED',
  CHANGE_OPEN_ID_FIELD: 'OPEN_ID_FIELD_CHANGED',
};

/** What a sender trusts: a revision of the account's credential, and the field in which it finds the OpenID. */
export interface Trust {
  readonly accountId: string;
  readonly credentialRevision: number;
  readonly openIdField: string;
}

interface AccountFacts {
  readonly id: string;
  readonly status: string;
  readonly credentialRevision: number | null;
  readonly openIdField: string | null;
}

/** What a sender trusts if it is configured with the account now; null if the account is not ACTIVE. */
export function trustIn(account: AccountFacts): Trust | null {
  const { id: accountId, status, credentialRevision, openIdField } = account;
  if (status !== 'ACTIVE' || credentialRevision === null || openIdField === null) return null;
  return { accountId, credentialRevision, openIdField };
}

export const isSameTrust = (one: Trust, other: Trust): boolean =>
  one.accountId === other.accountId &&
  one.credentialRevision === other.credentialRevision &&
  one.openIdField === other.openIdField;

const PACE_SECONDS = [2, 10, 30, 120, 600] as const;
const SLOWEST_SECONDS = 3600;

/** The wait after so many consecutive failures; at most an hour. */
export const secondsUntilRetry = (failures: number): number => PACE_SECONDS[failures - 1] ?? SLOWEST_SECONDS;
