import { EventType } from '../../kernel/events.ts';

/**
 * An API key was revoked, or a user was signed out, disabled, deleted or enabled: what is known of the caller must be read
 * again, and open sockets be checked. The id is the key's or the user's; a key is found by its prefix, too.
 */
export const callerChanged = new EventType<{ id: string; prefix?: string }>('callerChanged');
