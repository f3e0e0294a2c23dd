/**
 * Limits how much is done at once for each key, so that none takes everything: more waits for its turn, first come, first
 * served. A key that nobody uses takes no memory.
 */
export class Turns {
  private readonly lines = new Map<string, { running: number; readonly waiting: (() => void)[] }>();

  /**
   * @param atOnce how many run at once for one key
   * @param waiting how many more may wait for one key; default: any number
   */
  constructor(
    private readonly atOnce: number,
    private readonly waiting = Number.POSITIVE_INFINITY,
  ) {}

  /** Resolves with a function that ends the turn, when it is one's turn; null, at once, if too many wait already. */
  async take(key: string): Promise<(() => void) | null> {
    const line = this.lines.get(key) ?? { running: 0, waiting: [] };
    this.lines.set(key, line);
    if (line.running < this.atOnce) line.running += 1;
    else if (line.waiting.length >= this.waiting) return null;
    // The one that ends hands its place over, so nobody who comes in between can take it.
    else await new Promise<void>((resolve) => void line.waiting.push(resolve));
    let isOver = false;
    return () => {
      if (isOver) return;
      isOver = true;
      const next = line.waiting.shift();
      if (next) return next();
      line.running -= 1;
      if (line.running === 0) this.lines.delete(key);
    };
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
