import { isOutage } from './outages.ts';

interface Waiting<I> {
  readonly item: I;
  readonly done: () => void;
  readonly fail: (error: unknown) => void;
}

/**
 * Does for many at once what each asks for: while it works for some, others gather for the next time. Who asks alone does not
 * wait.
 */
export class Gathered<I> {
  private waiting: Waiting<I>[] = [];
  private isBusy = false;

  /**
   * @param work where it fails for several items, it is tried for each alone, so that a faulty one costs no other; not
   *   while the database is away, when each would wait
   * @param most items at once
   */
  constructor(
    private readonly work: (items: readonly I[]) => Promise<void>,
    private readonly most: number,
  ) {}

  do(item: I): Promise<void> {
    return new Promise((done, fail) => {
      this.waiting.push({ item, done, fail });
      if (!this.isBusy) void this.run();
    });
  }

  private async run(): Promise<void> {
    this.isBusy = true;
    while (this.waiting.length > 0) await this.together(this.waiting.splice(0, this.most));
    this.isBusy = false;
  }

  private async together(asked: readonly Waiting<I>[]): Promise<void> {
    try {
      await this.work(asked.map(({ item }) => item));
      for (const { done } of asked) done();
    } catch (error) {
      if (asked.length > 1 && !isOutage(error)) for (const one of asked) await this.together([one]);
      else for (const { fail } of asked) fail(error);
    }
  }
}
