/** Longer than the calls to WeChat may take together. After it another process may resume a session. */
const LEASE_MS = 60_000;
/** For how long a temporary error is retried; the administrator is long gone by then. */
const RETRY_PERIOD_MS = 30 * 60_000;
/** For how long WeChat is asked again for something that decides and that its answers lack. */
const UNDECIDED_PERIOD_MS = 60_000;
/** The life of an authorization code: after it, an exchange cannot succeed any more. */
const CODE_LIFE_MS = 3_600_000;
/** How long we wait for WeChat's signed event after a browser has brought a code. */
const EVENT_WAIT_MS = 60_000;
const SHORTEST_WAIT_MS = 2_000;
/**
 * WeChat's clock and ours are kept by NTP to well below a second, and its whole seconds only make a time earlier. Five
 * seconds allow for a badly kept clock. The narrower, the fewer strangers match.
 */
const CLOCK_SKEW_MS = 5_000;

const later = (date: Date, ms: number): Date => new Date(date.getTime() + ms);

export const leaseEnd = (now: Date): Date => later(now, LEASE_MS);

/** Whether a temporary error is not retried any more: nobody could cancel the session or open another. */
export const isRetryPeriodOver = (confirmedAt: Date, now: Date): boolean =>
  now >= later(confirmedAt, RETRY_PERIOD_MS);

/** Whether the code cannot be exchanged any more, whatever the reason it was not. */
export const isCodeExpired = (confirmedAt: Date, now: Date): boolean =>
  now >= later(confirmedAt, CODE_LIFE_MS);

/** Until when WeChat's signed event may still follow a code that a browser brought. */
export const eventDeadline = (confirmedAt: Date): Date => later(confirmedAt, EVENT_WAIT_MS);

/** When a refused code is tried a last time: after the event's deadline, and not at once, since clocks may differ. */
export const lastAttempt = (confirmedAt: Date, now: Date): Date =>
  new Date(Math.max(eventDeadline(confirmedAt).getTime(), now.getTime() + SHORTEST_WAIT_MS));

/** When a failed exchange is tried again: after as long as it has waited already, and when the retry period ends. */
export const nextAttempt = (confirmedAt: Date, now: Date): Date =>
  nextWithin(confirmedAt, now, RETRY_PERIOD_MS);

/** Whether what WeChat's answers have lacked since then is not asked for again. */
export const isUndecidedPeriodOver = (undecidedSince: Date, now: Date): boolean =>
  now >= later(undecidedSince, UNDECIDED_PERIOD_MS);

/** When it is asked for again. */
export const nextQuestion = (undecidedSince: Date, now: Date): Date =>
  nextWithin(undecidedSince, now, UNDECIDED_PERIOD_MS);

function nextWithin(since: Date, now: Date, periodMs: number): Date {
  const next = later(now, Math.max(SHORTEST_WAIT_MS, now.getTime() - since.getTime()));
  const last = later(since, periodMs);
  return now < last && last < next ? last : next;
}

/**
 * Whether an authorization of WeChat's list can be the one whose answer was lost: given after the session was opened and
 * before its code arrived here. WeChat gives whole seconds, so an authorization in the second in which the link was opened
 * may be older than the link.
 */
export const matchesLostExchange = (
  authorizedAt: Date,
  { openedAt, confirmedAt }: { openedAt: Date; confirmedAt: Date },
): boolean => authorizedAt >= openedAt && authorizedAt <= later(confirmedAt, CLOCK_SKEW_MS);
