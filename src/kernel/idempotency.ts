import type { EntityManager } from '@mikro-orm/postgresql';
import type { IdempotentCall, RequestContext } from './context.ts';

/** What a mutation has done: enough to answer it again. Its transaction returns it. */
export interface Outcome {
  /** Of the changed object, without its type. */
  readonly id: string;
  /** A value that only this result shows. */
  readonly secret?: string;
}

/** Ends a mutation that has taken effect before. */
export class AlreadyDone extends Error {
  constructor(readonly outcome: Outcome) {
    super('the mutation has taken effect before');
  }
}

/** The right of one transaction to let a call take effect. */
export interface Claim {
  /** Null: nothing was done. */
  keep(outcome: Outcome | null): Promise<void>;
}

/** Writes the outcome of idempotent calls in the transaction of their effect. */
export interface Idempotency {
  /**
   * Waits for a transaction of the same call.
   *
   * @throws {AlreadyDone}
   * @throws {RequestError} IDEMPOTENCY_CONFLICT
   */
  claim(em: EntityManager, ctx: RequestContext, call: IdempotentCall): Promise<Claim>;
}
