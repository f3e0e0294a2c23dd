import { EventType } from '../../kernel/events.ts';

/** A follower was bound to a contact: what waits for them can be delivered. */
export const followerBound = new EventType<{ accountId: string; followerId: string; contactId: string }>(
  'followerBound',
  { inside: true },
);

/** A follower is not bound any more, to the contact that is given. */
export const followerUnbound = new EventType<{ accountId: string; followerId: string; contactId: string }>(
  'followerUnbound',
  { inside: true },
);

/**
 * Somebody who was bound has unfollowed, or was erased on request. They are erased in this transaction, unless the account keeps
 * those who unfollow: then there is no receipt, and they stay bound. Nothing in it names them but the contact.
 */
export const boundFollowerLeft = new EventType<{
  accountId: string;
  contactId: string;
  at: string;
  /** Of the erasure; null if the follower is kept. */
  receiptId: string | null;
}>('boundFollowerLeft', { inside: true });

/**
 * Users have unfollowed, and no push told of it: a synchronization found out. They are erased in this transaction, unless the
 * account keeps those who unfollow: then their ids are given.
 */
export const followersLeftSilently = new EventType<{
  accountId: string;
  /** One for each user; null: is erased. */
  followerIds: readonly (string | null)[];
  at: string;
}>('followersLeftSilently', { inside: true });

/** WeChat told the UnionID of a follower who is bound: their contact can have it. */
export const followerChanged = new EventType<{ accountId: string; followerId: string }>('followerChanged', {
  inside: true,
});
