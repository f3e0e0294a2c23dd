import type { LeavingCause } from './erasure/erasure-cause.rules.ts';

/** How somebody came to follow. WeChat's pushes tell only of QR codes with a scene. */
export const SUBSCRIBE_SCENES = ['QR_CODE'] as const;
export type SubscribeScene = (typeof SUBSCRIBE_SCENES)[number];

/** A WeChat user as one account sees them. */
export interface Person {
  readonly accountId: string;
  readonly openId: string;
}

export const keyOf = ({ accountId, openId }: Person): string => `${accountId} ${openId}`;

/** What one push tells of a follower. */
export interface Sighting extends Person {
  /** WeChat's time. */
  readonly at: Date;
  readonly change: 'FOLLOWED' | 'UNFOLLOWED' | null;
  /** Of the QR code of a follow. */
  readonly sceneKey: string | null;
  /** Of the QR code of a follow or a scan; default: there was none. */
  readonly scanned?: string | null;
  /** Whether the follower did something themselves. */
  readonly isActivity: boolean;
  /** Of an unfollow; default: UNFOLLOWED. */
  readonly cause?: LeavingCause;
}

/** What several pushes tell of one follower together. */
export interface Seen extends Person {
  readonly subscribedAt: Date | null;
  readonly unsubscribedAt: Date | null;
  readonly erasedUntil: Date | null;
  readonly sceneKey: string | null;
  readonly lastActivityAt: Date | null;
}

/** So long after an unfollow, WeChat may tell the result of a message that was sent before. */
export const RESULT_MS = 3_600_000;

/**
 * Whether a sighting is of somebody who is a follower then. What is as old as their latest erasure, or older, is erased; so of
 * one second the unfollow counts, in whatever order the two arrive.
 */
export const isAfter = ({ at, isActivity }: Sighting, erasedUntil: Date | undefined): boolean =>
  !erasedUntil || at.getTime() > erasedUntil.getTime() + (isActivity ? 0 : RESULT_MS);

/**
 * Folds pushes into one row for each follower. Of two follows in the same second, the one that arrived later counts. Somebody
 * who is first seen otherwise than by a follow has followed before Qiao was connected, or WeChat's push of it was lost.
 *
 * @param sightings in the order of arrival, all after the latest erasure; an unfollow among them is of somebody who is kept
 */
export function seenIn(sightings: readonly Sighting[], erased: ReadonlyMap<string, Date>): Seen[] {
  const byFollower = new Map<string, Seen>();
  for (const sighting of sightings) {
    const { accountId, openId } = sighting;
    const key = keyOf(sighting);
    const erasedUntil = erased.get(key) ?? null;
    const first = { ...UNKNOWN, accountId, openId, erasedUntil, unsubscribedAt: erasedUntil };
    byFollower.set(key, merged(byFollower.get(key) ?? first, sighting));
  }
  return [...byFollower.values()];
}

const UNKNOWN = { subscribedAt: null, sceneKey: null, lastActivityAt: null };

function merged(seen: Seen, { at, change, sceneKey, isActivity }: Sighting): Seen {
  if (change === 'UNFOLLOWED') return { ...seen, unsubscribedAt: latest(seen.unsubscribedAt, at) };
  const lastActivityAt = isActivity ? latest(seen.lastActivityAt, at) : seen.lastActivityAt;
  if (change !== 'FOLLOWED') return { ...seen, lastActivityAt };
  return {
    ...seen,
    lastActivityAt,
    subscribedAt: latest(seen.subscribedAt, at),
    sceneKey: at >= (seen.subscribedAt ?? at) ? sceneKey : seen.sceneKey,
  };
}

const latest = (one: Date | null, other: Date | null): Date | null =>
  one && other ? (one > other ? one : other) : (one ?? other);
