/** How somebody came to follow. WeChat's pushes tell only of QR codes with a scene. */
export const SUBSCRIBE_SCENES = ['QR_CODE'] as const;
export type SubscribeScene = (typeof SUBSCRIBE_SCENES)[number];

/** What one push tells of a follower. */
export interface Sighting {
  readonly accountId: string;
  readonly openId: string;
  /** WeChat's time. */
  readonly at: Date;
  readonly change: 'FOLLOWED' | 'UNFOLLOWED' | null;
  /** Of the QR code of a follow. */
  readonly sceneKey: string | null;
  /** Whether the follower did something themselves. */
  readonly isActivity: boolean;
}

/** What several pushes tell of one follower together. */
export interface Seen {
  readonly accountId: string;
  readonly openId: string;
  readonly subscribed: boolean;
  readonly subscribedAt: Date | null;
  readonly unsubscribedAt: Date | null;
  readonly sceneKey: string | null;
  readonly lastActivityAt: Date | null;
}

/**
 * Folds pushes into one row for each follower. The later push by WeChat's time counts; of the same second, the one that
 * arrived later. Somebody who is first seen otherwise than by a follow or an unfollow has followed before Qiao was connected.
 *
 * @param sightings in the order of arrival
 */
export function seenIn(sightings: readonly Sighting[]): Seen[] {
  const byFollower = new Map<string, Seen>();
  for (const sighting of sightings) {
    const { accountId, openId } = sighting;
    const key = `${accountId} ${openId}`;
    byFollower.set(key, merged(byFollower.get(key) ?? { ...UNKNOWN, accountId, openId }, sighting));
  }
  return [...byFollower.values()];
}

const UNKNOWN = {
  subscribed: true,
  subscribedAt: null,
  unsubscribedAt: null,
  sceneKey: null,
  lastActivityAt: null,
};

function merged(seen: Seen, { at, change, sceneKey, isActivity }: Sighting): Seen {
  const lastActivityAt = isActivity ? latest(seen.lastActivityAt, at) : seen.lastActivityAt;
  if (!change) return { ...seen, lastActivityAt };
  const isLatest = at >= (latest(seen.subscribedAt, seen.unsubscribedAt) ?? at);
  const isFollow = change === 'FOLLOWED';
  return {
    ...seen,
    lastActivityAt,
    subscribed: isLatest ? isFollow : seen.subscribed,
    subscribedAt: isFollow ? latest(seen.subscribedAt, at) : seen.subscribedAt,
    unsubscribedAt: isFollow ? seen.unsubscribedAt : latest(seen.unsubscribedAt, at),
    sceneKey: isFollow && at >= (seen.subscribedAt ?? at) ? sceneKey : seen.sceneKey,
  };
}

const latest = (one: Date | null, other: Date | null): Date | null =>
  one && other ? (one > other ? one : other) : (one ?? other);
