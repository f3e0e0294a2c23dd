import type { ComponentEvent } from '../../../integrations/wechat/component.events.ts';
import type { Clock } from '../../../kernel/clock.ts';
import { systemContext } from '../../../kernel/context.ts';
import { newId } from '../../../kernel/ids.ts';
import type { Logger } from '../../../kernel/logger.ts';
import { placeOf } from '../../../kernel/sealed.ts';
import { digest, type KeyRing } from '../../../kernel/secrets.ts';
import type { UnitOfWork } from '../../../kernel/unit-of-work.ts';
import { Authorizer } from '../../connections/authorizer/authorizer.entity.ts';
import {
  claimCode,
  findLink,
  type LocatedSession,
  linksNaming,
  locateSession,
  lockSession,
  sessionsByIds,
} from '../session/authorization.repository.ts';
import { EXPIRE } from '../session/authorization.service.ts';
import { AuthorizationSession } from '../session/authorization-session.entity.ts';
import type { AdoptionService } from '../upkeep/adoption.service.ts';
import { leaseEnd } from './exchange.rules.ts';
import type { ExchangeService } from './exchange.service.ts';
import { type Lease, scheduleResume, takeLease } from './lease.ts';

/** WeChat's event that an account has authorized us, or has changed what it permits. */
type AuthorizedEvent = Extract<ComponentEvent, { authorizationCode: string }>;

/** A code as it arrived. An event is signed by WeChat and names the account; a redirect can be forged by anybody. */
type CodeArrival = { readonly code: string; readonly at: Date } & (
  | { readonly source: 'EVENT'; readonly authorizerAppId: string }
  | { readonly source: 'REDIRECT' }
);

interface Confirmation {
  /** Whether the session has this code, now or from an earlier arrival. */
  readonly isTaken: boolean;
  /** Resolves when this process has finished its attempt; never rejects. */
  readonly exchanged: Promise<void>;
}

interface Taken {
  readonly isTaken: boolean;
  /** Whether the session had not had this code before. */
  readonly isNew?: boolean;
  /** Set if the exchange has begun in the same transaction. */
  readonly lease?: Lease | null;
}

const REFUSED: Taken = { isTaken: false };

/** The session that is connecting the account of an event has not ended yet: the event is processed again later. */
class SessionAwaited extends Error {
  override readonly name = 'SessionAwaited';
}

/** The administrator has confirmed: a code arrives with WeChat's event or with the browser, and is exchanged at once. */
export class ConfirmationService {
  private readonly running = new Set<Promise<unknown>>();

  constructor(
    private readonly exchanges: ExchangeService,
    private readonly adoptions: AdoptionService,
    private readonly work: UnitOfWork,
    private readonly keys: KeyRing,
    private readonly clock: Clock,
    private readonly log: Logger,
  ) {}

  /**
   * WeChat's event: its code goes to the session whose link it names; otherwise to the account that is connected here,
   * even if that has lost its tokens.
   *
   * @throws {SessionAwaited} while a session is connecting the account with another code: the event's job tries again
   */
  async authorized(event: AuthorizedEvent, requestId: string): Promise<void> {
    const { authorizationCode: code, preAuthCode, createdAt: at, authorizerAppId } = event;
    const named = preAuthCode
      ? await locateSession(this.work, { preAuthCodeDigest: digest(preAuthCode) }, requestId)
      : null;
    if (named) {
      const { isTaken, exchanged } = await this.confirm(named, {
        code,
        at,
        source: 'EVENT',
        authorizerAppId,
      });
      if (isTaken) return exchanged;
    }
    if (await locateSession(this.work, { codeDigest: digest(code) }, requestId)) return;
    const owner = await this.work.statement((em) => em.findOne(Authorizer, { appId: authorizerAppId }));
    // The session that the event names may be exchanging another code, which WeChat is about to refuse.
    if ((!owner || named) && (await this.isBeingConnected(authorizerAppId, requestId)))
      throw new SessionAwaited();
    if (!owner) return;
    const ctx = systemContext(owner.installationId, 'wechat', requestId);
    await this.adoptions.adopt(ctx, owner, code, at);
  }

  /**
   * WeChat has sent the administrator's browser back.
   *
   * @param state names the session: 128 random bits that only its link contains
   * @returns null if the state is unknown; then nothing has changed
   */
  async browserReturned(
    state: string,
    code: string | null,
    requestId: string,
  ): Promise<LocatedSession | null> {
    const session = await locateSession(this.work, { stateDigest: digest(state) }, requestId);
    if (session && code) await this.confirm(session, { code, at: this.clock.now(), source: 'REDIRECT' });
    return session;
  }

  /** Resolves when no exchange that began here runs any more. A stopping server waits for it: an answer comes only once. */
  async settled(): Promise<void> {
    await Promise.all(this.running);
  }

  /**
   * The first code of a session counts. A later one, or one for an ended session, changes nothing. One code belongs to one
   * session. WeChat's signed event overrules a redirect until the exchange has begun, for its own session and for another.
   *
   * The exchange begins after the code has been committed, together with the job that resumes if this process dies.
   */
  private confirm(session: LocatedSession, arrival: CodeArrival): Promise<Confirmation> {
    const confirmation = this.begin(session, arrival);
    const done = confirmation.then(({ exchanged }) => exchanged).catch(() => {});
    this.running.add(done);
    void done.then(() => this.running.delete(done));
    return confirmation;
  }

  private async begin(session: LocatedSession, arrival: CodeArrival): Promise<Confirmation> {
    const { ctx, sessionId } = session;
    const { isTaken, isNew = false, lease } = await this.take(session, arrival);
    // A waiting page brings its code again and again; only the job decides when WeChat is asked again.
    if (!isTaken || (!isNew && arrival.source === 'REDIRECT'))
      return { isTaken, exchanged: Promise.resolve() };
    const exchanged = lease
      ? this.exchanges.resume(ctx, lease)
      : this.exchanges.run(ctx, sessionId, arrival.source === 'EVENT');
    const log = (err: unknown) => this.log.warn({ err, sessionId }, 'an exchange is left to its job');
    return { isTaken, exchanged: exchanged.catch(log) };
  }

  private async take({ ctx, sessionId }: LocatedSession, arrival: CodeArrival): Promise<Taken> {
    const codeDigest = digest(arrival.code);
    if (!(await this.isFree(sessionId, codeDigest, arrival.source))) return REFUSED;
    return this.work.write(ctx, 'confirmAuthorization', async (tx) => {
      const session = await lockSession(tx.em, sessionId);
      if (session?.status !== 'PENDING') {
        const link = await findLink(tx.em, { sessionId, codeDigest });
        return { isTaken: link !== null };
      }
      // The link needs no lock of its own: links are changed only while their session is locked.
      const authorizerAppId = arrival.source === 'EVENT' ? arrival.authorizerAppId : null;
      // In this step, a session has a code of a redirect whose exchange has not begun, or that WeChat refused.
      const overrule = arrival.source === 'EVENT' && session.step === 'CONFIRMED';
      const claimed = await claimCode(tx.em, { sessionId, codeDigest, authorizerAppId, overrule });
      if (!claimed?.isNew) return { isTaken: claimed?.codeDigest === codeDigest };
      session.code = this.keys.seal(arrival.code, placeOf(AuthorizationSession, 'code', sessionId));
      session.confirmedAt = arrival.at;
      session.step = 'CONFIRMED';
      // A redirect's code may belong to another session: an event can say so until the exchange has begun.
      if (arrival.source === 'EVENT') {
        const lease = await takeLease(tx, session, true, this.keys, this.clock);
        return { isTaken: true, isNew: true, lease };
      }
      await scheduleResume(tx, sessionId, leaseEnd(this.clock.now()));
      return { isTaken: true, isNew: true };
    });
  }

  /**
   * Whether the code is free for this session. A redirect, which can be forged, may have brought it to another session
   * first: WeChat's event takes it back, unless its exchange has begun.
   */
  private async isFree(
    sessionId: string,
    codeDigest: string,
    source: CodeArrival['source'],
  ): Promise<boolean> {
    const holder = await locateSession(this.work, { codeDigest }, newId());
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

  /** Whether a session for which WeChat's event named this account is PENDING: it may end with the account connected. */
  private async isBeingConnected(appId: string, requestId: string): Promise<boolean> {
    const links = await this.work.statement((em) => linksNaming(em, appId));
    for (const { installationId, sessionId } of links) {
      const ctx = systemContext(installationId, 'wechat', requestId);
      const [session] = await this.work.read(ctx, (em) => sessionsByIds(em, [sessionId]));
      if (session?.status === 'PENDING') return true;
    }
    return false;
  }
}
