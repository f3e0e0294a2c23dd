import type { ActivityKind } from '../activities/activity.rules.ts';

/** FOLLOWER: the contact of a follower gets the newest values · ACTIVITY: the contact gets an activity. */
export const DELIVERY_SUBJECTS = ['FOLLOWER', 'ACTIVITY'] as const;
export type DeliverySubject = (typeof DELIVERY_SUBJECTS)[number];

export const DELIVERY_DESTINATIONS = ['MARKETING_PLATFORM'] as const;
export type DeliveryDestination = (typeof DELIVERY_DESTINATIONS)[number];

export const DELIVERY_STATUSES = ['HELD', 'PENDING', 'SENDING', 'DELIVERED', 'FAILED'] as const;
export type DeliveryStatus = (typeof DELIVERY_STATUSES)[number];

export const DELIVERY_REASONS = [
  'NOT_BOUND',
  'WAITING_FOR_ACCOUNT',
  'PLATFORM_UNAVAILABLE',
  'CONNECTION_LOST',
  'FIELD_MISSING',
  'CAMPAIGN_NOT_ACTIVE',
  'CONTACT_MISSING',
  'VALUE_REFUSED',
  'REFUSED',
] as const;
export type DeliveryReason = (typeof DELIVERY_REASONS)[number];

/** What the marketing platform calls activities. Null: they are not delivered. */
export const PLATFORM_TYPES: Readonly<Record<ActivityKind, string | null>> = {
  FOLLOW: 'Follow',
  UNFOLLOW: 'Unfollow',
  SCAN: 'Scan QR code',
  MENU_CLICK: 'Click menu',
  MENU_VIEW: 'Open menu page',
  MESSAGE: 'Send message',
  LOCATION: null,
  TEMPLATE_RESULT: 'Receive template message',
  MASS_RESULT: null,
};

export const isDeliverable = (kind: ActivityKind): boolean => PLATFORM_TYPES[kind] !== null;

/** Whether it changes what the contact shows of the follower. */
export const changesFollower = (kind: ActivityKind): boolean => kind !== 'TEMPLATE_RESULT';

const HOUR_MS = 3_600_000;
/** The marketing platform asks for at most 2,000 imports an hour. */
const GAPS = [
  { above: 1500, ms: 60_000 },
  { above: 600, ms: 5_000 },
] as const;

export const paceSince = (now: Date): Date => new Date(now.getTime() - HOUR_MS);

/** The wait in milliseconds between two imports, after so many in the last hour. */
export const gapAfter = (imports: number): number => GAPS.find(({ above }) => imports > above)?.ms ?? 0;

const RETRY_SECONDS = [2, 10, 30, 120] as const;
const SLOWEST_SECONDS = 300;

/** The time after so many consecutive failures. */
export const retryAt = (now: Date, failures: number): Date =>
  new Date(now.getTime() + (RETRY_SECONDS[failures - 1] ?? SLOWEST_SECONDS) * 1000);

/** What is refused so often fails. */
export const MOST_REFUSALS = 6;

const SOONEST_LOOK_MS = 1_000;
const LATEST_LOOK_MS = 30_000;

/** When to look again at an import that began to run at `startedAt`: the longer it takes, the later. */
export function lookAt(now: Date, startedAt: Date): Date {
  const taken = (now.getTime() - startedAt.getTime()) / 4;
  return new Date(now.getTime() + Math.min(Math.max(taken, SOONEST_LOOK_MS), LATEST_LOOK_MS));
}
