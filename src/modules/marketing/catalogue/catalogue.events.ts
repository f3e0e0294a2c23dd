import { EventType } from '../../../kernel/events.ts';

/**
 * Facts of these changed, in the marketing platform, and are written in this transaction: whoever derives something from
 * them does so again. Ids are the marketing platform's own.
 */
export const catalogueChanged = new EventType<{
  fieldIds: readonly string[];
  userIds: readonly string[];
  campaignIds: readonly string[];
}>('catalogueChanged', { inside: true });
