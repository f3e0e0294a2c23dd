import { globalId } from '../graphql/global-id.ts';
import type { ConsoleSessionService } from '../modules/callers/console-session.service.ts';
import type { PlatformHost } from '../platforms/platform-package.ts';

/** The id of a message sender as the API and the address of its page have it. */
export const senderIdOf = (id: string): string => globalId('MessageSender', id);

/**
 * Begins a session of the console. The code is in the fragment of the URL, which browsers send to no server, and which is in
 * no log and no Referer.
 */
export const consoleEntrance =
  (sessions: ConsoleSessionService, publicUrl: string): PlatformHost['enterConsole'] =>
  async (ctx, visitor) => {
    const code = await sessions.begin(ctx, visitor);
    const page = visitor.senderId === null ? '' : `message-senders/${senderIdOf(visitor.senderId)}`;
    return `${publicUrl}/console/${page}#code=${code}`;
  };
