import { setTimeout as sleep } from 'node:timers/promises';

/**
 * Waits for a condition; fails after `timeoutMs`. For what happens in another process or after an answer.
 *
 * @param everyMs how often it is looked at: rarely, where looking takes the time of those who are waited for
 */
export async function eventually(
  condition: () => Promise<boolean> | boolean,
  timeoutMs = 45_000,
  everyMs = 10,
): Promise<void> {
  const deadline = Date.now() + timeoutMs;
  while (!(await condition())) {
    if (Date.now() > deadline) throw new Error('the condition did not come true in time');
    await sleep(everyMs);
  }
}
