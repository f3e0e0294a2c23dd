import { setTimeout as sleep } from 'node:timers/promises';

/** Waits for a condition; fails after `timeoutMs`. For what happens in another process or after an answer. */
export async function eventually(
  condition: () => Promise<boolean> | boolean,
  timeoutMs = 10_000,
): Promise<void> {
  const deadline = Date.now() + timeoutMs;
  while (!(await condition())) {
    if (Date.now() > deadline) throw new Error('the condition did not come true in time');
    await sleep(10);
  }
}
