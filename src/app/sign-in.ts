import { RequestError } from '../kernel/errors.ts';
import type { Logger } from '../kernel/logger.ts';
import { isOutage } from '../kernel/outages.ts';
import { Seldom } from '../kernel/seldom.ts';
import type { CallerService } from '../modules/callers/caller.service.ts';
import type { Requester } from './operations/operation-context.ts';
import type { Strangers } from './strangers.ts';

/** Finds out who sends a request, the same way for all transports. */
export class SignIn {
  private readonly seldom: Seldom;

  constructor(
    private readonly callers: CallerService,
    private readonly strangers: Strangers,
    private readonly log: Logger,
  ) {
    this.seldom = new Seldom(log);
  }

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
      return { requestId, signedIn: null, refusal: this.refusalFor(error, requestId) };
    }
  }

  /** Of an outage the cause is logged once a minute: each request has a line of its own, with its outcome. */
  private refusalFor(error: unknown, requestId: string): RequestError {
    const isAway = isOutage(error);
    const message = 'a caller could not be signed in';
    if (isAway) this.seldom.error(String(error), { err: error }, message);
    else this.log.error({ err: error, requestId }, message);
    return new RequestError(isAway ? 'SERVICE_UNAVAILABLE' : 'INTERNAL_SERVER_ERROR');
  }
}
