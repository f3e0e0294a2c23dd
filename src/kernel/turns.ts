/** For how long the process is shared after two keys have taken turns. */
const SHARED_MS = 1000;

interface Line {
  running: number;
  readonly waiting: { readonly weight: number; readonly begin: () => void }[];
}

/**
 * Limits how much is done at once for each key, so that none takes everything: more waits for its turn, first come, first
 * served. A key that nobody uses takes no memory.
 */
export class Turns {
  private readonly lines = new Map<string, Line>();
  private lastKey: string | null = null;
  /** When a turn was taken for another key than the one before. */
  private changedAt = Number.NEGATIVE_INFINITY;

  /**
   * @param atOnce how much runs at once for one key, in the unit of weights
   * @param waiting how many more may wait for one key; default: any number
   * @param rests whether what runs alone is followed by a rest, as long as it took, while there are other keys
   */
  constructor(
    private readonly atOnce: number,
    private readonly waiting = Number.POSITIVE_INFINITY,
    private readonly rests = false,
  ) {}

  /**
   * Resolves with a function that ends the turn, when it is one's turn; null, at once, if too many wait already.
   *
   * @param weight what is heavier than all that runs at once, runs alone
   */
  async take(key: string, weight = 1): Promise<(() => void) | null> {
    const line = this.lines.get(key) ?? { running: 0, waiting: [] };
    this.lines.set(key, line);
    if (line.waiting.length === 0 && this.fits(line, weight)) line.running += weight;
    else if (line.waiting.length >= this.waiting) return null;
    // The one that ends begins the next ones, so nobody who comes in between can take their place.
    else await new Promise<void>((begin) => void line.waiting.push({ weight, begin }));
    const begun = performance.now();
    if (this.lastKey !== null && key !== this.lastKey) this.changedAt = begun;
    this.lastKey = key;
    let isOver = false;
    return () => {
      if (isOver) return;
      isOver = true;
      const rest = this.restAfter(weight, begun);
      if (rest > 0) setTimeout(() => this.free(key, line, weight), rest).unref();
      else this.free(key, line, weight);
    };
  }

  private free(key: string, line: Line, weight: number): void {
    line.running -= weight;
    for (let [next] = line.waiting; next && this.fits(line, next.weight); [next] = line.waiting) {
      line.waiting.shift();
      line.running += next.weight;
      next.begin();
    }
    if (line.running === 0) this.lines.delete(key);
  }

  private restAfter(weight: number, begun: number): number {
    const now = performance.now();
    const isShared = now - this.changedAt < SHARED_MS;
    return this.rests && isShared && weight >= this.atOnce ? now - begun : 0;
  }

  private fits({ running }: Line, weight: number): boolean {
    return running === 0 || running + weight <= this.atOnce;
  }

  /** How many wait, of all keys. */
  get waitingNow(): number {
    let count = 0;
    for (const { waiting } of this.lines.values()) count += waiting.length;
    return count;
  }

  async run<T>(key: string, work: () => Promise<T>): Promise<T> {
    const end = await this.take(key);
    try {
      return await work();
    } finally {
      end?.();
    }
  }
}
