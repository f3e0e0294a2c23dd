import type { RequestContext } from '../kernel/context.ts';

/**
 * What a resolver gets as `@Ctx()`: one for each operation, and for each event of a subscription, so that what loaders
 * have read is never older than what is being answered.
 */
export interface GraphContext {
  readonly request: RequestContext;
}
