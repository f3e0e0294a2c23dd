import type { RequestContext } from '../kernel/context.ts';

/**
 * What a resolver receives as `@Ctx()`. Each operation has its own, and each event of a subscription, so that loaders
 * never return data of an earlier event.
 */
export interface GraphContext {
  readonly request: RequestContext;
  /** From the header, for an operation with a single mutation. */
  readonly idempotencyKey: string | null;
}
