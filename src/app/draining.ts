import { setTimeout as sleep } from 'node:timers/promises';

/** How a process stops. */
export interface StopTimes {
  /** How long a server that is told to stop goes on as before, so that load balancers notice and send nothing more. */
  readonly drainMs: number;
  /** How long what runs then may take to end. */
  readonly finishMs: number;
}

/** Whether this process is about to stop, and how much time is left. `/readyz` shows it; server and worker keep to it. */
export class Draining {
  private readonly stopping = new AbortController();
  private begunAt: number | null = null;

  /** Those of development, until the configuration is known. */
  constructor(public times: StopTimes = { drainMs: 0, finishMs: 3500 }) {}

  /** Aborted when the process is told to stop. */
  get signal(): AbortSignal {
    return this.stopping.signal;
  }

  get isOn(): boolean {
    return this.begunAt !== null;
  }

  /** How long what runs may still take. */
  get leftMs(): number {
    const { drainMs, finishMs } = this.times;
    return Math.max(0, drainMs + finishMs - this.passedMs);
  }

  /** From the signal on. May be called again. */
  begin(): void {
    this.begunAt ??= performance.now();
    this.stopping.abort();
  }

  /** Resolves when load balancers have had their time to notice. */
  async untilNoticed(): Promise<void> {
    const leftMs = this.times.drainMs - this.passedMs;
    if (leftMs > 0) await sleep(leftMs);
  }

  /**
   * Waits for it as long as there is time.
   *
   * @returns whether it has ended
   */
  waitFor(running: Promise<unknown>): Promise<boolean> {
    return Promise.race([running.then(() => true), sleep(this.leftMs, false, { ref: false })]);
  }

  private get passedMs(): number {
    return this.begunAt === null ? 0 : performance.now() - this.begunAt;
  }
}
