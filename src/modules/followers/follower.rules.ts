import type { LeavingCause } from './erasure/erasure-cause.rules.ts';

/** How somebody came to follow. Pushes tell only of QR codes with a scene; WeChat tells the others when it is asked. */
export const SUBSCRIBE_SCENES = [
  ...['QR_CODE', 'SEARCH', 'ACCOUNT_MIGRATION', 'PROFILE_CARD', 'PROFILE_LINK', 'PROFILE_ITEM', 'PAID'],
  ...['WECHAT_ADVERTISEMENT', 'REPRINT', 'LIVESTREAM', 'CHANNELS', 'WXA', 'OTHERS'],
] as const;
export type SubscribeScene = (typeof SUBSCRIBE_SCENES)[number];

/** What WeChat may add one day is OTHERS. */
export const subscribeSceneOf = (scene: string | null): SubscribeScene | null =>
  scene === null ? null : (SUBSCRIBE_SCENES.find((known) => known === scene) ?? 'OTHERS');

/** MESSAGE: the follower wrote · INTERACTION: they followed, scanned or used the menu. */
export type WindowOpener = 'MESSAGE' | 'INTERACTION';

/** A WeChat user as one account sees them. */
export interface Person {
  readonly accountId: string;
  readonly openId: string;
}

export const keyOf = ({ accountId, openId }: Person): string => `${accountId} ${openId}`;

/** LISTED: they follow, but WeChat does not say since when. */
export type Change = 'FOLLOWED' | 'UNFOLLOWED' | 'LISTED';

/** What one push, or WeChat's list of followers, tells of a follower. */
export interface Sighting extends Person {
  /** WeChat's time. */
  readonly at: Date;
  readonly change: Change | null;
  /** Of the QR code of a follow. */
  readonly sceneKey: string | null;
  /** Of the QR code of a follow or a scan; default: there was none. */
  readonly scanned?: string | null;
  /** Whether the follower did something themselves. */
  readonly isActivity: boolean;
  /** Of an unfollow; default: UNFOLLOWED. */
  readonly cause?: LeavingCause;
  /** For what it opens a window; see `reach.rules.ts`. */
  readonly opens?: WindowOpener | null;
}

/** What several pushes tell of one follower together. */
export interface Seen extends Person {
  readonly subscribedAt: Date | null;
  readonly unsubscribedAt: Date | null;
  readonly erasedUntil: Date | null;
  readonly sceneKey: string | null;
  readonly lastActivityAt: Date | null;
  readonly messagedAt: Date | null;
  readonly interactedAt: Date | null;
  /** Whether only WeChat's list tells of them. */
  readonly isListed: boolean;
}

/** So long after an unfollow, WeChat may tell the result of a message that was sent before. */
export const RESULT_MS = 3_600_000;

/**
 * Whether a sighting is of somebody who is a follower then. What is as old as their latest erasure, or older, is erased; so of
 * one second the unfollow counts, in whatever order the two arrive.
 */
export const isAfter = ({ at, change, isActivity }: Sighting, erasedUntil: Date | undefined): boolean =>
  !erasedUntil || at.getTime() > erasedUntil.getTime() + (isActivity || change ? 0 : RESULT_MS);

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

const UNKNOWN = {
  ...{ subscribedAt: null, sceneKey: null, lastActivityAt: null },
  ...{ messagedAt: null, interactedAt: null, isListed: true },
};

function merged(seen: Seen, { at, change, sceneKey, isActivity, opens }: Sighting): Seen {
  if (change === 'UNFOLLOWED') return { ...seen, unsubscribedAt: latest(seen.unsubscribedAt, at) };
  const after = {
    ...seen,
    lastActivityAt: isActivity ? latest(seen.lastActivityAt, at) : seen.lastActivityAt,
    messagedAt: opens === 'MESSAGE' ? latest(seen.messagedAt, at) : seen.messagedAt,
    interactedAt: opens === 'INTERACTION' ? latest(seen.interactedAt, at) : seen.interactedAt,
    isListed: seen.isListed && change === 'LISTED',
  };
  // Who is listed after an unfollow follows again.
  if (change === 'LISTED' && seen.unsubscribedAt)
    return { ...after, subscribedAt: latest(seen.subscribedAt, at) };
  if (change !== 'FOLLOWED') return after;
  return {
    ...after,
    subscribedAt: latest(seen.subscribedAt, at),
    sceneKey: at >= (seen.subscribedAt ?? at) ? sceneKey : seen.sceneKey,
  };
}

const latest = (one: Date | null, other: Date | null): Date | null =>
  one && other ? (one > other ? one : other) : (one ?? other);
