export const ADOPTION_STATUSES = ['RUNNING', 'COMPLETED', 'FAILED'] as const;
export type AdoptionStatus = (typeof ADOPTION_STATUSES)[number];

export const ADOPTION_FAILURES = [
  'FIELD_GONE',
  'CONNECTION_LOST',
  'REFUSED',
  'PLATFORM_UNAVAILABLE',
] as const;
export type AdoptionFailure = (typeof ADOPTION_FAILURES)[number];

/** What the contacts of the marketing platform are that have an OpenID or UnionID. Each contact counts once. */
export interface AdoptionCounts {
  /** One contact for a follower of the account. */
  readonly matched: number;
  /** The ID of nobody who follows. */
  readonly stale: number;
  /** One of several that claim a follower, or its contact has another follower. */
  readonly duplicate: number;
  /** No OpenID. */
  readonly malformed: number;
  /** The OpenID of a follower of another account. */
  readonly ofAnotherAccount: number;
}

export const NO_COUNTS: AdoptionCounts = {
  ...{ matched: 0, stale: 0, duplicate: 0, malformed: 0, ofAnotherAccount: 0 },
};

export const COUNTS = Object.keys(NO_COUNTS) as (keyof AdoptionCounts)[];

export const sumOf = (one: AdoptionCounts, other: Partial<AdoptionCounts>): AdoptionCounts => ({
  matched: one.matched + (other.matched ?? 0),
  stale: one.stale + (other.stale ?? 0),
  duplicate: one.duplicate + (other.duplicate ?? 0),
  malformed: one.malformed + (other.malformed ?? 0),
  ofAnotherAccount: one.ofAnotherAccount + (other.ofAnotherAccount ?? 0),
});

/** A contact with what its fields say, and whom of the followers they mean. */
export interface ReadContact {
  readonly contactId: string;
  readonly openId: string | null;
  /** Null: no follower of the account has one of its ids. */
  readonly followerId: string | null;
  /** The contact to which that follower is bound. */
  readonly boundTo: string | null;
  /** Whether the contact has another follower of the account. */
  readonly isTaken: boolean;
  /** Whether the OpenID is that of a follower of another account. */
  readonly isOfAnother: boolean;
}

export type Verdict = 'SAME' | 'MATCH' | 'TAKEN' | 'BOUND_ELSEWHERE' | 'STALE' | 'MALFORMED' | 'OF_ANOTHER';

/** All that WeChat makes. */
const OPEN_ID = /^[A-Za-z0-9_-]{28}$/;

export function verdictOn(contact: ReadContact): Verdict {
  const { contactId, openId, followerId, boundTo, isTaken, isOfAnother } = contact;
  if (followerId !== null) {
    if (boundTo === contactId) return 'SAME';
    if (boundTo !== null) return 'BOUND_ELSEWHERE';
    return isTaken ? 'TAKEN' : 'MATCH';
  }
  if (isOfAnother) return 'OF_ANOTHER';
  // A contact may have nothing but a UnionID.
  return openId === null || OPEN_ID.test(openId) ? 'STALE' : 'MALFORMED';
}

/** What contacts count for that claim nobody, or somebody who is bound. */
export const countsOf = (verdicts: readonly Verdict[]): AdoptionCounts => {
  const many = (...wanted: Verdict[]) => verdicts.filter((verdict) => wanted.includes(verdict)).length;
  return {
    matched: many('SAME'),
    stale: many('STALE'),
    duplicate: many('TAKEN', 'BOUND_ELSEWHERE'),
    malformed: many('MALFORMED'),
    ofAnotherAccount: many('OF_ANOTHER'),
  };
};

/** What more contacts for one follower change, who had `before` until now. */
export function claimed(before: number, more: number): Partial<AdoptionCounts> {
  if (before > 1) return { duplicate: more };
  if (before === 1) return { matched: -1, duplicate: more + 1 };
  return more === 1 ? { matched: 1 } : { duplicate: more };
}
