/** Longer than the calls to WeChat may take together; after it somebody else may go on with a session. */
const LEASE_MS = 60_000;
/** How long what passes is waited for; the administrator is long gone by then. */
const PATIENCE_MS = 30 * 60_000;
/** The life of an authorization code: an exchange that has not succeeded by then for any reason never will. */
const CODE_LIFE_MS = 3_600_000;
/** How long the signed event is waited for after a browser has brought a code. */
const EVENT_PATIENCE_MS = 60_000;
const SHORTEST_WAIT_MS = 2_000;
/**
 * WeChat's clock and ours are kept by NTP to well below a second, and its whole seconds only make a time earlier; five
 * seconds forgive a badly kept clock. The narrower, the fewer strangers.
 */
const CLOCK_SKEW_MS = 5_000;

const later = (date: Date, ms: number): Date => new Date(date.getTime() + ms);

export const leaseEnd = (now: Date): Date => later(now, LEASE_MS);

/** Whether an error that may pass is waited for no longer: nobody could cancel the session or open another. */
export const isPatienceOver = (confirmedAt: Date, now: Date): boolean =>
  now >= later(confirmedAt, PATIENCE_MS);

/** Whether the code is dead, whatever stood in its way. */
export const isCodeOver = (confirmedAt: Date, now: Date): boolean => now >= later(confirmedAt, CODE_LIFE_MS);

/** Until when the signed event of a code that a browser brought may be expected. */
export const eventDue = (confirmedAt: Date): Date => later(confirmedAt, EVENT_PATIENCE_MS);

/** When a refused code is asked for once more, the event having had its time; by a clock that differs from ours, perhaps. */
export const lastLook = (confirmedAt: Date, now: Date): Date =>
  new Date(Math.max(eventDue(confirmedAt).getTime(), now.getTime() + SHORTEST_WAIT_MS));

/** When an exchange that failed is tried again: after as long as it has waited already, and when patience ends. */
export function nextAttempt(confirmedAt: Date, now: Date): Date {
  const next = later(now, Math.max(SHORTEST_WAIT_MS, now.getTime() - confirmedAt.getTime()));
  const last = later(confirmedAt, PATIENCE_MS);
  return now < last && last < next ? last : next;
}

/**
 * Whether an authorization of WeChat's list can be the one whose answer got lost: given after the session was opened and
 * before its code arrived here. WeChat tells whole seconds: who authorized in the second in which the link was opened may
 * have been faster.
 */
export const isWithin = (
  authorizedAt: Date,
  { openedAt, confirmedAt }: { openedAt: Date; confirmedAt: Date },
): boolean => authorizedAt >= openedAt && authorizedAt <= later(confirmedAt, CLOCK_SKEW_MS);
