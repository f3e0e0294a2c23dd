import { EventType } from '../../kernel/events.ts';

/** An API key was revoked: everything that it has opened must be closed. */
export const apiKeyRevoked = new EventType<{ keyId: string }>('apiKeyRevoked');
