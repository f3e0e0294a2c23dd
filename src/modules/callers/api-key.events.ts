import { EventType } from '../../kernel/events.ts';

/** An API key is no longer one: whatever it has opened must be closed. */
export const apiKeyRevoked = new EventType<{ keyId: string }>('apiKeyRevoked');
