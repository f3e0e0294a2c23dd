import { keyOf, type Person, type Sighting } from '../follower.rules.ts';
import type { LeavingCause } from './erasure-cause.rules.ts';

/** What a receipt proves: that a person was erased, or that their data was given out. */
export const RECEIPT_KINDS = ['ERASURE', 'EXPORT'] as const;
export type ReceiptKind = (typeof RECEIPT_KINDS)[number];

/** How many rows of each table a receipt is about. */
export type ReceiptRows = Readonly<Record<string, number>>;

export const causeOf = ({ cause }: Pick<Sighting, 'cause'>): LeavingCause => cause ?? 'UNFOLLOWED';

/** No setting keeps somebody who withdraws their consent. */
const MAY_BE_KEPT: readonly LeavingCause[] = ['UNFOLLOWED', 'LEFT_SILENTLY'];

export const mayBeKept = (one: Sighting): boolean =>
  one.change === 'UNFOLLOWED' && MAY_BE_KEPT.includes(causeOf(one));

export interface Leaving extends Person {
  readonly at: Date;
  readonly cause: LeavingCause;
}

/** Of each person the latest of these unfollows; of one second, the first that arrived. */
export function latestOf(unfollows: readonly Sighting[]): Map<string, Leaving> {
  const found = new Map<string, Leaving>();
  for (const one of unfollows) {
    const { accountId, openId, at } = one;
    const known = found.get(keyOf(one));
    if (!known || at > known.at) found.set(keyOf(one), { accountId, openId, at, cause: causeOf(one) });
  }
  return found;
}
