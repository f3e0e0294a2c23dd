import { EventType } from '../../../kernel/events.ts';

/** A session has ended, with any status. */
export const authorizationEnded = new EventType<{ sessionId: string; accountId: string }>(
  'authorizationEnded',
);
