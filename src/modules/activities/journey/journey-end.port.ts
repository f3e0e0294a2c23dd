import type { RequestContext } from '../../../kernel/context.ts';

/** Where journeys end: the module that delivers activities knows when they arrived. */
export interface JourneyEnd {
  /** In the order of `activityIds`: when each arrived in the marketing platform; null if it has not. */
  deliveredAt(ctx: RequestContext, activityIds: readonly string[]): Promise<(Date | null)[]>;
}
