import { setTimeout as sleep } from 'node:timers/promises';

const FIRST_WAIT_MS = 5;
const LONGEST_WAIT_MS = 50;

/**
 * Waits for a condition; fails after `timeoutMs`. For what happens in another process or after an answer.
 *
 * @param everyMs how often it is looked at. Default: ever more rarely, because looking takes the time of those who are
 *   waited for
 */
export async function eventually(
  condition: () => Promise<boolean> | boolean,
  timeoutMs = 45_000,
  everyMs?: number,
): Promise<void> {
  const deadline = Date.now() + timeoutMs;
  for (let wait = FIRST_WAIT_MS; !(await condition()); wait = Math.min(wait * 1.3, LONGEST_WAIT_MS)) {
    if (Date.now() > deadline) throw new Error('the condition did not come true in time');
    await sleep(everyMs ?? wait);
  }
}
