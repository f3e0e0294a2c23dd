import { EventType } from '../../../kernel/events.ts';

/** A session reached its end, whichever. */
export const authorizationEnded = new EventType<{ sessionId: string; accountId: string }>(
  'authorizationEnded',
);
