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

/** What a change of an account means for the senders that trust it. No other change breaks any. */
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

/** What a sender that is configured with the account now trusts; null: it cannot be, since it is not ACTIVE. */
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

/** How long after so many failures in a row the marketing platform is told again: at most an hour. */
export const secondsUntilRetry = (failures: number): number => PACE_SECONDS[failures - 1] ?? SLOWEST_SECONDS;
