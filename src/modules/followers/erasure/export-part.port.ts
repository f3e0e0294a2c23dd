import type { EntityManager } from '@mikro-orm/postgresql';
import type { RequestContext } from '../../../kernel/context.ts';

/** What a higher module knows of a follower. */
export interface ExportPart {
  /**
   * Called in the transaction of `exportFollower`.
   *
   * @returns what to add to the export, and of how many rows of which table it is
   */
  of(
    em: EntityManager,
    ctx: RequestContext,
    followerId: string,
  ): Promise<{
    readonly data: Readonly<Record<string, unknown>>;
    readonly rows: Readonly<Record<string, number>>;
  }>;
}
