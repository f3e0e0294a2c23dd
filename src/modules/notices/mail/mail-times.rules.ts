const MINUTE_MS = 60_000;

/** How long a notice waits before it is mailed: a fault that heals is not mailed, and several faults make one mail. */
export const GATHER_MS = 5 * MINUTE_MS;
/** Of the operator's notices: WeChat pushes a ticket every ten minutes, so a new component has none before. */
export const OPERATOR_GATHER_MS = 15 * MINUTE_MS;
/** Nobody gets more than one mail of an installation in this time. */
export const MAIL_GAP_MS = 60 * MINUTE_MS;
/** A notice that is still open is mailed once more. */
export const REMIND_MS = 7 * 24 * 60 * MINUTE_MS;
/** Of one mail, within about ten hours. */
export const MOST_ATTEMPTS = 12;
const LONGEST_WAIT_MINUTES = 90;

export const after = (now: Date, ms: number): Date => new Date(now.getTime() + ms);

/**
 * When a mail is tried next if this attempt fails; null after the last attempt. Nobody else sends the mail before that time:
 * even the first wait is longer than an attempt can take.
 */
export function retryAt(attempt: number, now: Date): Date | null {
  if (attempt >= MOST_ATTEMPTS) return null;
  return after(now, Math.min(2 ** attempt, LONGEST_WAIT_MINUTES) * MINUTE_MS);
}

/** When a notice is mailed again, if it is still open; null: never more. */
export const remindAt = (mails: number, now: Date): Date | null =>
  mails === 1 ? after(now, REMIND_MS) : null;
