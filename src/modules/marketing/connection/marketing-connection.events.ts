import { EventType } from '../../../kernel/events.ts';

/**
 * An administrator has allowed Qiao to use the marketing platform, for the first time or again, so it can be called.
 */
export const marketingConnected = new EventType<Record<string, never>>('marketingConnected', {
  inside: true,
});
