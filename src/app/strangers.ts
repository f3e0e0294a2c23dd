/** What one address may try in a moment, and what comes back each second. */
const TRIES = 100;
const TRIES_PER_SECOND = 10;

/**
 * Counts requests that nobody could be recognized in, by address. An address with too many is refused before its token is
 * looked at, until some seconds have passed.
 */
export class Strangers {
  private readonly addresses = new Map<string, { tries: number; at: number }>();
  private readonly timer: NodeJS.Timeout;

  /** @param times more of everything, where nobody shall wait */
  constructor(private readonly times = 1) {
    this.timer = setInterval(() => this.forget(), 60_000);
    this.timer.unref();
  }

  /** Seconds until the address may try again; 0: now. */
  wait(address: string): number {
    const left = this.left(address);
    return left >= 1 ? 0 : Math.ceil((1 - left) / (TRIES_PER_SECOND * this.times));
  }

  failed(address: string): void {
    this.addresses.set(address, { tries: this.left(address) - 1, at: performance.now() });
  }

  close(): void {
    clearInterval(this.timer);
  }

  private left(address: string): number {
    const most = TRIES * this.times;
    const found = this.addresses.get(address);
    if (!found) return most;
    const seconds = (performance.now() - found.at) / 1000;
    return Math.min(most, found.tries + seconds * TRIES_PER_SECOND * this.times);
  }

  private forget(): void {
    for (const address of this.addresses.keys())
      if (this.left(address) >= TRIES * this.times) this.addresses.delete(address);
  }
}
