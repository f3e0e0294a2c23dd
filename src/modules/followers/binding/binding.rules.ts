/** BOUND: a contact is known · HELD: none is known yet · CONFLICT: several contacts, or one of another follower, claim them. */
export const BINDING_STATES = ['BOUND', 'HELD', 'CONFLICT'] as const;
export type BindingState = (typeof BINDING_STATES)[number];

/** How a follower and a contact came together. */
export const BINDING_WAYS = ['EXISTING_FIELD', 'LINK', 'QR_CODE', 'FORM', 'CREATED'] as const;
export type BindingWay = (typeof BINDING_WAYS)[number];

/** Ways that say more than a contact that Qiao created because it knew none: they take the follower away from it. */
const REPLACES: Readonly<Record<BindingWay, readonly BindingWay[]>> = {
  LINK: [...BINDING_WAYS],
  QR_CODE: ['CREATED'],
  FORM: ['CREATED'],
  EXISTING_FIELD: [],
  CREATED: [],
};

/** Whether a follower who is bound in one way may be bound to another contact in another way. */
export const mayReplace = (how: BindingWay, earlier: BindingWay | null): boolean =>
  earlier === null || REPLACES[how].includes(earlier);

/** A follower's binding, as far as it decides about another one. */
export interface Bound {
  readonly id: string;
  readonly bindingState: BindingState;
  readonly bindingHow: BindingWay | null;
  readonly contactId: string | null;
}

/** Who is to be bound to whom. */
export interface Match {
  readonly followerId: string;
  readonly contactId: string;
}

/**
 * BOUND: now · SAME: was before · TAKEN: the contact has another follower of the account · KEPT: the follower is bound to another
 * contact, for a better reason · GONE: there is no such follower, or somebody else changes them at this moment.
 */
export type BindingOutcome = 'BOUND' | 'SAME' | 'TAKEN' | 'KEPT' | 'GONE';

/**
 * What becomes of some matches, each with the match, in their order.
 *
 * @param followers those of the matches
 * @param holders those who have the contacts of the matches
 */
export function bindingOutcomes(
  matches: readonly Match[],
  how: BindingWay,
  followers: readonly Bound[],
  holders: readonly Bound[],
): (Match & { readonly outcome: BindingOutcome })[] {
  const byId = new Map(followers.map((follower) => [follower.id, follower]));
  const holderOf = new Map(holders.map(({ contactId, id }) => [contactId, id]));
  return matches.map((match) => {
    const outcome = outcomeOf(match, how, byId.get(match.followerId), holderOf.get(match.contactId));
    if (outcome === 'BOUND') holderOf.set(match.contactId, match.followerId);
    return { ...match, outcome };
  });
}

function outcomeOf(
  { followerId, contactId }: Match,
  how: BindingWay,
  follower: Bound | undefined,
  holder: string | undefined,
): BindingOutcome {
  if (!follower) return 'GONE';
  if (follower.contactId === contactId) return 'SAME';
  if (!mayReplace(how, follower.bindingHow)) return 'KEPT';
  return holder === undefined || holder === followerId ? 'BOUND' : 'TAKEN';
}

const EMAIL_LIMIT = 254;
const EMAIL =
  /^[^\s\p{Cc}@"(),:;<>[\\\]]+@(?:[\p{L}\p{N}](?:[\p{L}\p{N}-]*[\p{L}\p{N}])?\.)+[\p{L}\p{N}-]{2,}$/u;

/** The e-mail address in what somebody typed; null if it is none. */
export function emailAddressIn(text: string): string | null {
  const address = text.trim();
  return address.length <= EMAIL_LIMIT && EMAIL.test(address) ? address : null;
}
