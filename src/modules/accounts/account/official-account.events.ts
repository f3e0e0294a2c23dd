import { EventType } from '../../../kernel/events.ts';
import type { FollowerDataPolicy } from '../removal/removal.rules.ts';

export const ACCOUNT_EVENT_KINDS = ['ADDED', 'CHANGED', 'REMOVED', 'ACCESS_LOST'] as const;
export type AccountEventKind = (typeof ACCOUNT_EVENT_KINDS)[number];

/** An official account was added, or something that its readers see changed. `changedPaths` are fields of the schema's type. */
export const officialAccountChanged = new EventType<{
  accountId: string;
  kind: AccountEventKind;
  changedPaths: readonly string[];
  /** Of ACCESS_LOST, which marketers; left out: everybody who may not use the account now, since all might before. */
  userIds?: readonly string[];
}>('officialAccountChanged');

/** Told inside the transaction that removes an account: whatever waits for it is to end, and its followers' data goes or stays. */
export const accountRemoved = new EventType<{ accountId: string; followerData: FollowerDataPolicy }>(
  'accountRemoved',
  { inside: true },
);
