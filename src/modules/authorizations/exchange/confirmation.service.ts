import type { Clock } from '../../../kernel/clock.ts';
import type { RequestContext } from '../../../kernel/context.ts';
import { newId } from '../../../kernel/ids.ts';
import type { Logger } from '../../../kernel/logger.ts';
import { digest, type KeyRing } from '../../../kernel/secrets.ts';
import type { UnitOfWork } from '../../../kernel/unit-of-work.ts';
import { claimCode, findLink, lockSession } from '../session/authorization.repository.ts';
import { type AuthorizationService, EXPIRE } from '../session/authorization.service.ts';
import { leaseEnd } from './exchange.rules.ts';
import type { ExchangeService } from './exchange.service.ts';
import { boundTo, type Claim, type ExchangeLeaseService } from './exchange-lease.service.ts';

/** A code as it arrived. An event is signed by WeChat and names the account; a redirect anybody can forge. */
export type CodeArrival = { readonly code: string; readonly at: Date } & (
  | { readonly source: 'EVENT'; readonly authorizerAppId: string }
  | { readonly source: 'REDIRECT' }
);

export interface Confirmation {
  /** Whether the session has this code now, or had it before. */
  readonly isTaken: boolean;
  /** Resolves when this process has done with the session what it could; never rejects. */
  readonly exchanged: Promise<void>;
}

interface Taken {
  readonly isTaken: boolean;
  /** Whether it was brought for the first time. */
  readonly isNew?: boolean;
  /** The exchange is begun already, in the same transaction. */
  readonly claim?: Claim | null;
}

const REFUSED: Taken = { isTaken: false };

/** The administrator has confirmed: a code arrives, by WeChat's event or with the browser, and is exchanged at once. */
export class ConfirmationService {
  private readonly running = new Set<Promise<unknown>>();

  constructor(
    private readonly authorizations: AuthorizationService,
    private readonly leases: ExchangeLeaseService,
    private readonly exchanges: ExchangeService,
    private readonly work: UnitOfWork,
    private readonly keys: KeyRing,
    private readonly clock: Clock,
    private readonly log: Logger,
  ) {}

  /**
   * The first code of a session counts; whatever comes later, or for an ended session, changes nothing. One code belongs
   * to one session. WeChat's signed event overrules a redirect until the exchange has begun, for its own session and another.
   *
   * Nothing is begun before the code is committed, and with it the job that goes on should this process die.
   */
  confirm(ctx: RequestContext, sessionId: string, arrival: CodeArrival): Promise<Confirmation> {
    const confirmation = this.begin(ctx, sessionId, arrival);
    const done = confirmation.then(({ exchanged }) => exchanged).catch(() => {});
    this.running.add(done);
    void done.then(() => this.running.delete(done));
    return confirmation;
  }

  /** Resolves when nothing that was begun here runs any more: a server that stops waits, since an answer comes once. */
  async settled(): Promise<void> {
    await Promise.all(this.running);
  }

  private async begin(ctx: RequestContext, sessionId: string, arrival: CodeArrival): Promise<Confirmation> {
    const { isTaken, isNew = false, claim } = await this.take(ctx, sessionId, arrival);
    // A page that waits brings its code again and again: then the job alone says when WeChat is asked again.
    if (!isTaken || (!isNew && arrival.source === 'REDIRECT'))
      return { isTaken, exchanged: Promise.resolve() };
    const exchanged = claim
      ? this.exchanges.proceed(ctx, claim)
      : this.exchanges.run(ctx, sessionId, arrival.source === 'EVENT');
    const log = (err: unknown) => this.log.warn({ err, sessionId }, 'an exchange is left to its job');
    return { isTaken, exchanged: exchanged.catch(log) };
  }

  private async take(ctx: RequestContext, sessionId: string, arrival: CodeArrival): Promise<Taken> {
    const codeDigest = digest(arrival.code);
    if (!(await this.isFree(sessionId, codeDigest, arrival.source))) return REFUSED;
    return this.work.write(ctx, 'confirmAuthorization', async (tx) => {
      const session = await lockSession(tx.em, sessionId);
      if (session?.status !== 'PENDING') {
        const link = await findLink(tx.em, { sessionId, codeDigest });
        return { isTaken: link !== null };
      }
      // Whoever changes a link of a session has locked the session.
      const authorizerAppId = arrival.source === 'EVENT' ? arrival.authorizerAppId : null;
      // Only a redirect leaves a code whose exchange has not begun, or that WeChat refused.
      const overrule = arrival.source === 'EVENT' && session.step === 'CONFIRMED';
      const claimed = await claimCode(tx.em, { sessionId, codeDigest, authorizerAppId, overrule });
      if (!claimed?.isNew) return { isTaken: claimed?.codeDigest === codeDigest };
      session.code = this.keys.seal(arrival.code, boundTo(sessionId, 'code'));
      session.confirmedAt = arrival.at;
      session.step = 'CONFIRMED';
      // A redirect's code may belong to another session: until its exchange is begun, an event can say so.
      if (arrival.source === 'EVENT')
        return { isTaken: true, isNew: true, claim: await this.leases.take(tx, session, true) };
      await this.leases.watch(tx, sessionId, leaseEnd(this.clock.now()));
      return { isTaken: true, isNew: true };
    });
  }

  /**
   * Whether the code is free for this session. Where a redirect brought it to another one first, which anybody can
   * forge, WeChat's event takes it away again, unless its exchange has begun.
   */
  private async isFree(
    sessionId: string,
    codeDigest: string,
    source: CodeArrival['source'],
  ): Promise<boolean> {
    const holder = await this.authorizations.locate({ codeDigest }, newId());
    if (!holder || holder.sessionId === sessionId) return true;
    if (source === 'REDIRECT') return false;
    return this.work.write(holder.ctx, 'releaseAuthorizationCode', async (tx) => {
      const session = await lockSession(tx.em, holder.sessionId);
      const link = await findLink(tx.em, { sessionId: holder.sessionId });
      if (!link || session?.status !== 'PENDING' || session.step !== 'CONFIRMED') return false;
      link.codeDigest = null;
      session.step = 'OPENED';
      session.code = null;
      session.confirmedAt = null;
      const { id, expiresAt: runAt } = session;
      await tx.enqueue(EXPIRE, { sessionId: id }, { runAt, key: `expire:${id}` });
      return true;
    });
  }
}
