import { EventType } from '../../kernel/events.ts';

/**
 * An API key was revoked, a user was signed out or disabled: sockets that the caller has opened must be checked. The id is
 * the key's or the user's.
 */
export const callerEnded = new EventType<{ id: string }>('callerEnded');
