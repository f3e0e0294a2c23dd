import { EventType } from '../../../kernel/events.ts';
import type { FollowerDataPolicy } from '../removal/removal.rules.ts';

export const ACCOUNT_EVENT_KINDS = ['ADDED', 'CHANGED', 'REMOVED', 'ACCESS_LOST'] as const;
export type AccountEventKind = (typeof ACCOUNT_EVENT_KINDS)[number];

/** An official account was added, changed or removed. `changedPaths` are fields of the schema's `OfficialAccount`. */
export const officialAccountChanged = new EventType<{
  accountId: string;
  kind: AccountEventKind;
  changedPaths: readonly string[];
  /** With ACCESS_LOST: the users who lost access. Omitted: all users who may not use the account now. */
  userIds?: readonly string[];
}>('officialAccountChanged');

/** Emitted inside the transaction that removes an account, so that other modules end what depends on it. */
export const accountRemoved = new EventType<{ accountId: string; followerData: FollowerDataPolicy }>(
  'accountRemoved',
  { inside: true },
);
