/** So many places for each key, for example for the sockets of a caller. */
export class Places {
  private readonly counts = new Map<string, number>();

  constructor(readonly most: number) {}

  /** Returns a function that gives the place back, once; null if all places are taken. */
  take(key: string): (() => void) | null {
    const count = this.counts.get(key) ?? 0;
    if (count >= this.most) return null;
    this.counts.set(key, count + 1);
    let isTaken = true;
    return () => {
      if (!isTaken) return;
      isTaken = false;
      const left = (this.counts.get(key) ?? 1) - 1;
      if (left > 0) this.counts.set(key, left);
      else this.counts.delete(key);
    };
  }
}
