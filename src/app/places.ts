/** So many places for each key, for example for the sockets of a caller. */
export class Places {
  private readonly counts = new Map<string, number>();

  constructor(readonly most: number) {}

  /** Returns a function that gives the places back, once; null if there are not so many left. */
  take(key: string, places = 1): (() => void) | null {
    const count = this.counts.get(key) ?? 0;
    if (count + places > this.most) return null;
    this.counts.set(key, count + places);
    let isTaken = true;
    return () => {
      if (!isTaken) return;
      isTaken = false;
      const left = (this.counts.get(key) ?? places) - places;
      if (left > 0) this.counts.set(key, left);
      else this.counts.delete(key);
    };
  }
}
