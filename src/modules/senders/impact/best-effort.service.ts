import { setTimeout as sleep } from 'node:timers/promises';
import type { Clock } from '../../../kernel/clock.ts';

/** How long an administrator waits for what the marketing platform may add to an answer. */
const WAIT_MS = 2000;
/** How long the platform is not asked again after a failure. */
const PAUSE_MS = 30_000;

/** Work that an answer can do without: waits two seconds for it, and after a failure does not try again for a while. */
export class BestEffort {
  private readonly pausedUntil = new Map<string, number>();

  constructor(private readonly clock: Clock) {}

  /**
   * @param key what is paused after a failure; other keys are not
   * @param work returns whether it succeeded, and never rejects; continues in the background if it takes longer
   * @returns whether it succeeded in time
   */
  async run(key: string, work: () => Promise<boolean>): Promise<boolean> {
    if ((this.pausedUntil.get(key) ?? 0) > this.clock.now().getTime()) return false;
    this.pausedUntil.delete(key);
    const timer = new AbortController();
    const tooLate = sleep(WAIT_MS, false, { signal: timer.signal }).catch(() => false);
    const succeeded = await Promise.race([work(), tooLate]);
    timer.abort();
    if (!succeeded) this.pausedUntil.set(key, this.clock.now().getTime() + PAUSE_MS);
    return succeeded;
  }
}
