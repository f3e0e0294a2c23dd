import { setTimeout as sleep } from 'node:timers/promises';
import type { Clock } from '../../../kernel/clock.ts';

/** How long an administrator waits for what the marketing platform may add. */
const PATIENCE_MS = 2000;
/** How long it is left alone once it did not. */
const PAUSE_MS = 30_000;

/** Asks for what an answer can do without: for a moment only, and not again for a while where nothing came of it. */
export class Patience {
  private readonly rests = new Map<string, number>();

  constructor(private readonly clock: Clock) {}

  /**
   * Resolves when the work has ended, or patience has.
   *
   * @param about what rests by itself
   * @param work goes on by itself where it takes longer; gives whether it came to something, and never fails
   */
  async inTime(about: string, work: () => Promise<boolean>): Promise<void> {
    if ((this.rests.get(about) ?? 0) > this.clock.now().getTime()) return;
    this.rests.delete(about);
    const timer = new AbortController();
    const tooLate = sleep(PATIENCE_MS, false, { signal: timer.signal }).catch(() => false);
    const done = await Promise.race([work(), tooLate]);
    timer.abort();
    if (!done) this.rests.set(about, this.clock.now().getTime() + PAUSE_MS);
  }
}
