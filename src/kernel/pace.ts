/** Lets others have their turn while many wait for the same: so many go on, then whatever else the process has to do. */
export class Pace {
  private readonly waiting: (() => void)[] = [];

  constructor(private readonly atOnce: number) {}

  turn(): Promise<void> {
    return new Promise((goOn) => {
      this.waiting.push(goOn);
      if (this.waiting.length === 1) setImmediate(() => this.next());
    });
  }

  private next(): void {
    for (const goOn of this.waiting.splice(0, this.atOnce)) goOn();
    if (this.waiting.length > 0) setImmediate(() => this.next());
  }
}
