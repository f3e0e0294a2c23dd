import { EventType } from '../../../kernel/events.ts';

/** A session has ended, with any status. */
export const authorizationEnded = new EventType<{ sessionId: string; accountId: string }>(
  'authorizationEnded',
);

/** The same with its result, for metrics only. */
export const authorizationCounted = new EventType<{ status: string; failure: string | null }>(
  'authorizationCounted',
  { inside: true },
);
