import { EventType } from '../../../kernel/events.ts';

/** A session has ended. */
export const authorizationEnded = new EventType<{
  sessionId: string;
  accountId: string;
  status: string;
  failure: string | null;
}>('authorizationEnded');
