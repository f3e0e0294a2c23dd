import { RequestError } from '../kernel/errors.ts';
import type { Logger } from '../kernel/logger.ts';
import { isOutage } from '../kernel/outages.ts';
import type { CallerService } from '../modules/callers/caller.service.ts';
import type { Requester } from './operations/operation-context.ts';
import type { Strangers } from './strangers.ts';

/** Finds out who sends a request, the same way for all transports. */
export class SignIn {
  constructor(
    private readonly callers: CallerService,
    private readonly strangers: Strangers,
    private readonly log: Logger,
  ) {}

  /** @param address of the client, which may fail only so often */
  async of(authorization: string | undefined, address: string, requestId: string): Promise<Requester> {
    const wait = this.strangers.wait(address);
    if (wait > 0) {
      const message = `Too many requests without a valid token come from your address. Try again in ${wait} s.`;
      return { requestId, signedIn: null, refusal: new RequestError('THROTTLED', message) };
    }
    try {
      return { requestId, signedIn: await this.callers.signIn(authorization, requestId), refusal: null };
    } catch (error) {
      if (error instanceof RequestError) {
        this.strangers.failed(address);
        return { requestId, signedIn: null, refusal: error };
      }
      this.log.error({ err: error, requestId }, 'a caller could not be signed in');
      const code = isOutage(error) ? 'SERVICE_UNAVAILABLE' : 'INTERNAL_SERVER_ERROR';
      return { requestId, signedIn: null, refusal: new RequestError(code) };
    }
  }
}
