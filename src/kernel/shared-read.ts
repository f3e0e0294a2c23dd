import type { EntityManager } from '@mikro-orm/postgresql';

/** A read transaction that has begun. */
export interface BegunRead {
  readonly em: EntityManager;
  /** Commits or rolls back, and gives everything back. */
  end(how: 'commit' | 'rollback'): Promise<void>;
}

/**
 * The reads of one operation, one after the other in one transaction. It begins with the first read, and ends as soon as
 * none follows at once, so it is never open while the operation waits for anything else. A read that fails ends it, and the
 * next one begins another.
 */
export class SharedRead {
  private last: Promise<unknown> = Promise.resolve();
  private waiting = 0;
  private begun: BegunRead | null = null;

  constructor(private readonly begin: () => Promise<BegunRead>) {}

  /** `work` gets an entity manager of its own. */
  run<T>(work: (em: EntityManager) => Promise<T>): Promise<T> {
    this.waiting += 1;
    const result = this.last.then(() => this.read(work));
    this.last = result.then(
      () => this.done(),
      () => this.done(),
    );
    return result;
  }

  private async read<T>(work: (em: EntityManager) => Promise<T>): Promise<T> {
    this.begun ??= await this.begin();
    try {
      return await work(this.begun.em.fork({ keepTransactionContext: true }));
    } catch (error) {
      await this.end('rollback');
      throw error;
    }
  }

  private done(): void {
    this.waiting -= 1;
    // What this read lets the operation ask for next, it asks for before this.
    setImmediate(() => {
      if (this.waiting === 0) void this.end('commit');
    });
  }

  /** Nobody waits for it: a read whose commit fails has read all the same. */
  private async end(how: 'commit' | 'rollback'): Promise<void> {
    const { begun } = this;
    this.begun = null;
    await begun?.end(how).catch(() => {});
  }
}
