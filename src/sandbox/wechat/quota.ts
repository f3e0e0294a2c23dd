const BEIJING_MS = 28_800_000;
const DAY_MS = 86_400_000;

/** Counts calls a day (UTC+8); kept in memory only. */
export class Quota {
  readonly #used = new Map<string, number>();

  /** Counts one call; false when the day's `limit` was used up before. 0 = no limit. */
  take(key: string, limit: number): boolean {
    if (limit === 0) return true;
    const day = Math.floor((Date.now() + BEIJING_MS) / DAY_MS);
    const counter = `${day} ${key}`;
    const used = this.#used.get(counter) ?? 0;
    this.#used.set(counter, used + 1);
    return used < limit;
  }
}
