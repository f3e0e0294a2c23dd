import { type AppKeys, verifyCall } from '../../../integrations/eloqua/signature.ts';
import type { Clock } from '../../../kernel/clock.ts';
import type { UnitOfWork } from '../../../kernel/unit-of-work.ts';
import { SignedCall } from './signed-call.entity.ts';
import { CallRefused } from './signed-call.errors.ts';

/** A call is good for five minutes before and after the moment that it names, so it is remembered for longer than ten. */
const REMEMBERED_MS = 15 * 60_000;

/** Recognizes the calls of the marketing platform. */
export class SignedCallService {
  constructor(
    private readonly publicUrl: string,
    private readonly keys: AppKeys,
    private readonly work: UnitOfWork,
    private readonly clock: Clock,
  ) {}

  /**
   * Takes a call, once.
   *
   * @param path with its query, as it arrived
   * @returns what it says, without what it is signed by
   * @throws {CallRefused}
   */
  async accept(method: string, path: string): Promise<URLSearchParams> {
    const verified = verifyCall(
      { method, url: `${this.publicUrl}${path}`, now: this.clock.now() },
      this.keys,
    );
    if (!verified.ok) throw new CallRefused(verified.reason);
    const { nonce, timestamp: signedAt, params } = verified;
    const call = { siteId: params.get('site_id') ?? '', nonce, signedAt };
    const isNew = await this.work.statement(async (em) => {
      const query = em.createQueryBuilder(SignedCall).insert(call).onConflict().ignore();
      return (await query.execute('run')).affectedRows > 0;
    });
    if (!isNew) throw new CallRefused('REPLAYED');
    return params;
  }

  /** Forgets calls that nobody could make again. */
  async deleteOld(): Promise<void> {
    const before = new Date(this.clock.now().getTime() - REMEMBERED_MS);
    await this.work.statement((em) => em.nativeDelete(SignedCall, { signedAt: { $lt: before } }));
  }
}
