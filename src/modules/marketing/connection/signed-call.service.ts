import type { Clock } from '../../../kernel/clock.ts';
import type { UnitOfWork } from '../../../kernel/unit-of-work.ts';
import { SignedCall } from './signed-call.entity.ts';

/** A platform package accepts a call up to five minutes before and after its time, so it is remembered for longer than ten. */
const REMEMBERED_MS = 15 * 60_000;

/** Remembers the signed calls of the marketing platform, so that each is accepted once. */
export class SignedCallService {
  constructor(
    private readonly work: UnitOfWork,
    private readonly clock: Clock,
  ) {}

  /**
   * Called when the platform's own code has verified the signature and the time of the call.
   *
   * @returns false for a call that was accepted before
   */
  async acceptOnce(call: SignedCall): Promise<boolean> {
    return this.work.statement(async (em) => {
      const query = em.createQueryBuilder(SignedCall).insert(call).onConflict().ignore();
      return (await query.execute('run')).affectedRows > 0;
    });
  }

  /** Forgets calls that are too old to be repeated. */
  async deleteOld(): Promise<void> {
    const before = new Date(this.clock.now().getTime() - REMEMBERED_MS);
    await this.work.statement((em) => em.nativeDelete(SignedCall, { signedAt: { $lt: before } }));
  }
}
