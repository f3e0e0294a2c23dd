/** Remembers when something was last done, to refuse it when it is done again too soon. */
export class Throttle {
  readonly #last = new Map<string, number>();

  /** False when `key` was taken less than `seconds` ago; 0 seconds never refuse. `now` in milliseconds. */
  take(key: string, seconds: number, now: number): boolean {
    if (seconds === 0) return true;
    const last = this.#last.get(key);
    if (last !== undefined && now - last < seconds * 1000) return false;
    this.#last.set(key, now);
    return true;
  }
}
