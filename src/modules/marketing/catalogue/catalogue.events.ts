import { EventType } from '../../../kernel/events.ts';

/**
 * These objects changed in the marketing platform and are written in this transaction. Modules that derive data from
 * them must derive it again. Contains the marketing platform's ids.
 */
export const catalogueChanged = new EventType<{
  fieldIds: readonly string[];
  userIds: readonly string[];
  campaignIds: readonly string[];
}>('catalogueChanged', { inside: true });
