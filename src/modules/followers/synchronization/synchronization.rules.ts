/** RUNNING: is read · WAITING: goes on at a time · COMPLETED · FAILED: ended without an answer on who has left. */
export const SYNCHRONIZATION_STATUSES = ['RUNNING', 'WAITING', 'COMPLETED', 'FAILED'] as const;
export type SynchronizationStatus = (typeof SYNCHRONIZATION_STATUSES)[number];

/** READING: WeChat's list is read, page by page · COMPARING: who is not in it is looked at. */
export const SYNCHRONIZATION_STEPS = ['READING', 'COMPARING'] as const;
export type SynchronizationStep = (typeof SYNCHRONIZATION_STEPS)[number];

/** Why a synchronization waits, or has failed. */
export const SYNCHRONIZATION_REASONS = [
  'QUOTA_USED_UP',
  'TOO_MANY_CALLS',
  'WECHAT_UNAVAILABLE',
  'LIST_INCOMPLETE',
  'NOT_AUTHORIZED',
  'NOT_ALLOWED',
  'REFUSED',
] as const;
export type SynchronizationReason = (typeof SYNCHRONIZATION_REASONS)[number];

/** How often the list is read before it is given up. */
export const MOST_READINGS = 3;

export const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;
const BEIJING_MS = 8 * 3_600_000;
/** WeChat's clock and ours may differ by so much around midnight. */
const MIDNIGHT_MS = 10 * MINUTE_MS;

/**
 * WeChat's list and what it tells of single users may be so much behind its pushes, and its clock so much before or behind
 * ours. So a list says who followed a minute before it was asked for.
 */
const LIST_LAG_MS = MINUTE_MS;

/** As of when a list that is asked for now is true. */
export const listedAsOf = (asked: Date): Date => new Date(asked.getTime() - LIST_LAG_MS);

/** When WeChat counts the calls of a day anew: at midnight in Beijing. */
export function nextQuota(now: Date): Date {
  const intoDay = (now.getTime() + BEIJING_MS) % DAY_MS;
  return new Date(now.getTime() + (intoDay < MIDNIGHT_MS ? MIDNIGHT_MS : DAY_MS) - intoDay);
}

export interface ListRead {
  /** How many different users were in the pages. */
  readonly done: number;
  /** How many follow, as the last page says. */
  readonly total: number | null;
  /** The largest number that a page has said. */
  readonly largestTotal: number;
}

/**
 * Whether the pages add up to the whole list. Each page says how many follow. Those who leave meanwhile were read, or are not
 * counted any more; those who come are at the end of the list. So in the end at least as many were read as follow. One in a
 * hundred may be missing, because WeChat may count users whom it does not list. The number itself may fall by a tenth while
 * the list is read. Those who are missing are asked for by name before anybody is erased.
 */
export function isWhole({ done, total, largestTotal }: ListRead): boolean {
  if (total === null) return false;
  return done >= total - Math.floor(total / 100) && total >= largestTotal - Math.max(10, largestTotal / 10);
}

/** How long the rest takes at this speed, in seconds; null if that is not known. */
export function secondsLeft(of: {
  readonly status: SynchronizationStatus;
  readonly step: SynchronizationStep;
  readonly done: number;
  readonly total: number | null;
  readonly perSecond: number | null;
}): number | null {
  const { status, step, done, total, perSecond } = of;
  if (status !== 'RUNNING') return status === 'WAITING' ? null : 0;
  if (step !== 'READING' || total === null || !perSecond) return null;
  return Math.ceil(Math.max(0, total - done) / perSecond);
}
