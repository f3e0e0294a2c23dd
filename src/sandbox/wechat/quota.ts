const BEIJING_MS = 28_800_000;
const DAY_MS = 86_400_000;
const CLEARINGS_A_MONTH = 10;

/** Counts calls a day, which begins at 00:00 UTC+8; kept in memory only. */
export class Quota {
  readonly #now: () => number;
  #day = 0;
  readonly #used = new Map<string, number>();
  readonly #clearings = new Map<string, number>();

  constructor(now: () => number) {
    this.#now = now;
  }

  /** Counts one call; false when the day's `limit` was used up before. 0 = no limit. */
  take(key: string, limit: number): boolean {
    if (limit === 0) return true;
    const used = this.used(key);
    if (used >= limit) return false;
    this.#used.set(key, used + 1);
    return true;
  }

  /** Calls since the day began. */
  used(key: string): number {
    const day = Math.floor((this.#now() + BEIJING_MS) / DAY_MS);
    if (day !== this.#day) this.#used.clear();
    this.#day = day;
    return this.#used.get(key) ?? 0;
  }

  /** Forgets the calls of an account; false when it has done so ten times this month. */
  clear(appId: string): boolean {
    const month = new Date(this.#now() + BEIJING_MS).toISOString().slice(0, 7);
    const counter = `${month} ${appId}`;
    const times = this.#clearings.get(counter) ?? 0;
    if (times >= CLEARINGS_A_MONTH) return false;
    this.#clearings.set(counter, times + 1);
    for (const key of this.#used.keys()) if (key.startsWith(`${appId} `)) this.#used.delete(key);
    return true;
  }
}
