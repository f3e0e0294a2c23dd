import { EventType } from '../../../kernel/events.ts';

/** A synchronization was started, has read a page, waits or has ended. */
export const synchronizationProgressed = new EventType<{ accountId: string; synchronizationId: string }>(
  'synchronizationProgressed',
);
