import { type AppKeys, verifyCall } from '../../integrations/eloqua/signature.ts';
import type { Clock } from '../../kernel/clock.ts';
import type { SignedCallService } from '../../modules/marketing/connection/signed-call.service.ts';
import { CallRefused } from './signed-call.errors.ts';

/** Recognizes Eloqua's calls. */
export class CallVerificationService {
  constructor(
    private readonly publicUrl: string,
    private readonly keys: AppKeys,
    private readonly signedCalls: SignedCallService,
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
    const siteId = params.get('site_id') ?? '';
    if (!(await this.signedCalls.acceptOnce({ siteId, nonce, signedAt }))) throw new CallRefused('REPLAYED');
    return params;
  }
}
