/**
 * How much later than WeChat we may have recorded an authorization. If only the browser reported it, this is its way back
 * after the confirmation on the phone, and the difference of the clocks.
 */
const NOTED_LATE_MS = 30_000;
/** How much earlier: only the difference of the clocks, since a redirect is recorded by our clock. */
const NOTED_EARLY_MS = 5_000;

/** WeChat gives times in whole seconds. */
const second = (date: Date): number => Math.floor(date.getTime() / 1000);

/** Whether an authorization is older than another, in whole seconds. */
export const isOlder = (authorizedAt: Date, than: Date): boolean => second(authorizedAt) < second(than);

/** Whether an authorization that WeChat lists is another, earlier one than the one that was recorded here, perhaps late. */
export const isEarlierOne = (listedAt: Date, recordedAt: Date): boolean =>
  recordedAt.getTime() - listedAt.getTime() > NOTED_LATE_MS;

/**
 * Compares a withdrawal with an authorization. LATER ends the authorization. EARLIER does not count: its event arrived late.
 * UNCLEAR: within seconds of each other, only WeChat knows which came last.
 */
export function weighWithdrawal(withdrawnAt: Date, authorizedAt: Date): 'LATER' | 'EARLIER' | 'UNCLEAR' {
  const laterByMs = withdrawnAt.getTime() - authorizedAt.getTime();
  if (laterByMs > NOTED_EARLY_MS) return 'LATER';
  return laterByMs < -NOTED_LATE_MS ? 'EARLIER' : 'UNCLEAR';
}
