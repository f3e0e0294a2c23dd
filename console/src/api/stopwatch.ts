/**
 * Counts from the moment when it is made. Browsers may stop their counter while the computer sleeps, and the clock may be
 * set to another time: each says something that the other does not know.
 */
export class Stopwatch {
  private readonly counter = performance.now();
  private readonly clock = Date.now();

  /** At least so much time has passed, whatever happens to the clock. */
  get surely(): number {
    return performance.now() - this.counter;
  }

  /** So much time may have passed. Too much, if the clock was put forward. */
  get maybe(): number {
    return Math.max(this.surely, Date.now() - this.clock);
  }
}
