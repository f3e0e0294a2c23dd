/**
 * Spreads work over turns of the event loop, so that the process does other things in between: in one turn begins so much
 * of it, first come, first served.
 */
export class LoopTurns {
  private begun = 0;
  private readonly waiting: { readonly share: number; readonly begin: () => void }[] = [];

  /** @param most how much begins in one turn, in the unit of shares */
  constructor(readonly most: number) {}

  /** Resolves when work may begin. A share of `most`, or more, has a turn of its own. */
  async take(share: number): Promise<void> {
    if (this.waiting.length === 0 && this.fits(share)) this.count(share);
    else await new Promise<void>((begin) => void this.waiting.push({ share, begin }));
  }

  private count(share: number): void {
    if (this.begun === 0) setImmediate(() => this.next());
    this.begun += share;
  }

  private next(): void {
    this.begun = 0;
    for (let [first] = this.waiting; first && this.fits(first.share); [first] = this.waiting) {
      this.waiting.shift();
      this.count(first.share);
      first.begin();
    }
  }

  private fits(share: number): boolean {
    return this.begun === 0 || this.begun + share <= this.most;
  }
}
