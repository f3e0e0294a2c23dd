/**
 * How much later than WeChat we may have noted an authorization: where only the browser told of it, its way back from
 * the phone's confirmation, and the difference of the clocks.
 */
const NOTED_LATE_MS = 30_000;
/** How much earlier: by the difference of the clocks alone, since a redirect is noted by ours. */
const NOTED_EARLY_MS = 5_000;

/** WeChat tells times to the second. */
const second = (date: Date): number => Math.floor(date.getTime() / 1000);

/** Whether the authorization is older than another, as far as whole seconds tell. */
export const isOlder = (authorizedAt: Date, than: Date): boolean => second(authorizedAt) < second(than);

/**
 * What a withdrawal of `withdrawnAt` means for an authorization of `authorizedAt`. LATER ends it, EARLIER does not count:
 * its event was under way for long. Between the two, within seconds, only WeChat knows.
 */
export function weighWithdrawal(withdrawnAt: Date, authorizedAt: Date): 'LATER' | 'EARLIER' | 'UNCLEAR' {
  const laterByMs = withdrawnAt.getTime() - authorizedAt.getTime();
  if (laterByMs > NOTED_EARLY_MS) return 'LATER';
  return laterByMs < -NOTED_LATE_MS ? 'EARLIER' : 'UNCLEAR';
}
