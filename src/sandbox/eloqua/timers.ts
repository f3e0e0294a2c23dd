/** Work to be done later, dropped when the sandbox closes. */
export class Timers {
  readonly #timers = new Set<NodeJS.Timeout>();
  #closed = false;

  /** `work` must not throw. */
  after(ms: number, work: () => void): void {
    if (this.#closed) return;
    const timer = setTimeout(() => {
      this.#timers.delete(timer);
      work();
    }, ms);
    this.#timers.add(timer);
  }

  close(): void {
    this.#closed = true;
    for (const timer of this.#timers) clearTimeout(timer);
    this.#timers.clear();
  }
}
