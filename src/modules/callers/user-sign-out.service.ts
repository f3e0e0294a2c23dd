import type { Clock } from '../../kernel/clock.ts';
import type { RequestContext } from '../../kernel/context.ts';
import type { UnitOfWork } from '../../kernel/unit-of-work.ts';
import { callerChanged } from './caller.events.ts';
import { recordSignOut } from './user-sign-out.repository.ts';

/** Signs users out: their tokens are refused before they expire. */
export class UserSignOutService {
  constructor(
    private readonly work: UnitOfWork,
    private readonly clock: Clock,
  ) {}

  /** Refuses the tokens that were issued to the user before now, on all servers, also on open sockets. */
  async signOut(ctx: RequestContext, userId: string): Promise<void> {
    const { installationId } = ctx;
    await this.work.write(ctx, 'signOutUser', async (tx) => {
      await recordSignOut(tx.em, { installationId, userId, signedOutAt: this.clock.now() });
      tx.audit({
        subjectType: 'Installation',
        subjectId: installationId,
        after: { signedOutUser: userId },
      });
      tx.emit(callerChanged.create(installationId, { id: userId }));
      return { id: userId };
    });
  }
}
