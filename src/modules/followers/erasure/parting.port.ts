import type { EntityManager } from '@mikro-orm/postgresql';
import type { RequestContext } from '../../../kernel/context.ts';
import type { Person } from '../follower.rules.ts';

/** Of whom everything until a time is about to be erased. */
export interface Parting extends Person {
  readonly at: Date;
  /** Results of messages until then, too. */
  readonly resultsUntil: Date;
}

/** What a higher module still has to do for people, without knowing who they were. */
export interface Partings {
  /** Called in the transaction that erases, before anything is deleted. */
  before(em: EntityManager, ctx: RequestContext, partings: readonly Parting[]): Promise<void>;
  /** The same, where everything of a follower is erased. */
  beforeWhole(em: EntityManager, ctx: RequestContext, followerIds: readonly string[]): Promise<void>;
}
