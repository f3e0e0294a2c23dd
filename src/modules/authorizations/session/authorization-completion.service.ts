import type { RequestContext } from '../../../kernel/context.ts';
import { RequestError } from '../../../kernel/errors.ts';
import type { DomainEvent } from '../../../kernel/events.ts';
import type { PushChannel } from '../../../kernel/push.ts';
import { Stream } from '../../../kernel/stream.ts';
import { authorizationEnded } from './authorization.events.ts';
import type { AuthorizationService } from './authorization.service.ts';
import type { AuthorizationSession } from './authorization-session.entity.ts';

/** Waits until sessions end. */
export class AuthorizationCompletionService {
  constructor(
    private readonly authorizations: AuthorizationService,
    private readonly push: PushChannel,
  ) {}

  /**
   * Yields the session once, when it ends, or at once if it has ended. Subscribes before it reads, so that it misses no end;
   * reads again where events may be missing.
   *
   * @throws {RequestError} NOT_FOUND
   */
  async completed(
    ctx: RequestContext,
    sessionId: string,
  ): Promise<AsyncIterableIterator<AuthorizationSession>> {
    if (!(await this.authorizations.byId(ctx, sessionId))) {
      throw new RequestError('NOT_FOUND', 'There is no such authorization session.');
    }
    const isOurs = (event: DomainEvent) =>
      event.installationId === ctx.installationId &&
      authorizationEnded.matches(event) &&
      event.payload.sessionId === sessionId;
    const read = async () => {
      const session = await this.authorizations.byId(ctx, sessionId);
      return session && session.status !== 'PENDING' ? [session] : [];
    };
    return new Stream(this.push.subscribe(isOurs, true), read, 1);
  }
}
