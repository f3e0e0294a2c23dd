/** Most attempts are an hour apart, so these take about three days. */
const LEAST_ATTEMPTS = 75;
const LEAST_AGE_MS = 3 * 86_400_000;

/**
 * Whether to give contacts up. Age alone would give up contacts that waited for a lost connection; the number of attempts
 * alone, contacts that were tried in quick succession.
 */
export const isHopeless = (attempts: number, receivedAt: Date, now: Date): boolean =>
  attempts >= LEAST_ATTEMPTS && now.getTime() - receivedAt.getTime() >= LEAST_AGE_MS;
