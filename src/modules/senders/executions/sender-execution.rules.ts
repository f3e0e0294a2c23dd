/** With an hour between most of them these take about three days. */
const LEAST_ATTEMPTS = 75;
const LEAST_AGE_MS = 3 * 86_400_000;

/**
 * Whether contacts have waited for long enough, and been tried often enough, to be given up. The age alone would give up
 * those who waited for a connection that was lost; the attempts alone, those who were tried in quick succession.
 */
export const isHopeless = (attempts: number, receivedAt: Date, now: Date): boolean =>
  attempts >= LEAST_ATTEMPTS && now.getTime() - receivedAt.getTime() >= LEAST_AGE_MS;
