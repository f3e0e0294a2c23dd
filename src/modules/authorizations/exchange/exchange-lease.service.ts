import type { Authorization } from '../../../integrations/wechat/component.types.ts';
import type { Clock } from '../../../kernel/clock.ts';
import type { RequestContext } from '../../../kernel/context.ts';
import type { KeyRing } from '../../../kernel/secrets.ts';
import type { Transaction, UnitOfWork } from '../../../kernel/unit-of-work.ts';
import { keepAnswer, lockSession, sessionsByIds } from '../session/authorization.repository.ts';
import { EXCHANGE } from '../session/authorization.service.ts';
import type { AuthorizationSession } from '../session/authorization-session.entity.ts';
import { lastLook, leaseEnd, nextAttempt } from './exchange.rules.ts';

/** A session that somebody works on, and what is left to do. */
export interface Claim {
  readonly sessionId: string;
  readonly accountId: string;
  /** When the lease ends: from then on somebody else may have taken over. */
  readonly leaseUntil: Date;
  /** Of the lease: another one means that somebody else has taken over. */
  readonly version: number;
  readonly code: string;
  readonly confirmedAt: Date;
  readonly openedAt: Date;
  /** WeChat's answer to the exchange, if it is known already: a code can be spent only once. */
  readonly answer: Authorization | null;
  /** Whether WeChat's signed event has just brought this code, so that a refusal of it is the last word. */
  readonly isSigned: boolean;
  /** Whether the exchange was begun before, and how it went is not known. */
  readonly begun: boolean;
}

/**
 * Who works on a confirmed session, and what of its exchange is known: each step committed by itself. One job watches the
 * lease: put off to its end by whoever takes it, and due again when the lease is given back.
 */
export class ExchangeLeaseService {
  constructor(
    private readonly work: UnitOfWork,
    private readonly keys: KeyRing,
    private readonly clock: Clock,
  ) {}

  /** Takes the session up. Null while another process holds the lease, or once the session has ended. */
  claim(ctx: RequestContext, sessionId: string, isSigned: boolean): Promise<Claim | null> {
    return this.work.write(ctx, 'exchangeAuthorization', async (tx) => {
      const session = await lockSession(tx.em, sessionId);
      if (session?.status !== 'PENDING') return null;
      const { leaseUntil } = session;
      if (leaseUntil && leaseUntil > this.clock.now()) {
        // The job that found it so may be the only one: clocks differ.
        await this.watch(tx, sessionId, leaseUntil);
        return null;
      }
      return this.take(tx, session, isSigned);
    });
  }

  /** The same, of a locked session that nobody works on. Null: no code has arrived. */
  async take(tx: Transaction, session: AuthorizationSession, isSigned: boolean): Promise<Claim | null> {
    const { id: sessionId, accountId, confirmedAt, createdAt: openedAt } = session;
    if (!session.code || !confirmedAt) return null;
    const begun = session.step !== 'CONFIRMED';
    const leaseUntil = leaseEnd(this.clock.now());
    const version = session.lease(leaseUntil);
    await this.watch(tx, sessionId, leaseUntil);
    const code = this.keys.open(session.code, boundTo(sessionId, 'code'));
    return {
      sessionId,
      accountId,
      leaseUntil,
      version,
      code,
      openedAt,
      confirmedAt,
      isSigned,
      begun,
      answer: this.answerIn(session),
    };
  }

  /** The job that goes on with the session should nobody else: if this process dies now, for example. */
  watch(tx: Transaction, sessionId: string, runAt: Date | null): Promise<void> {
    return tx.enqueue(EXCHANGE, { sessionId }, { key: `exchange:${sessionId}`, ...(runAt && { runAt }) });
  }

  /**
   * Keeps WeChat's answer, alone and at once. Who has lost the lease meanwhile leaves it for whoever holds it, but never
   * in the place of another: theirs is newer.
   *
   * @returns whether the lease is still held
   */
  async keep(ctx: RequestContext, { sessionId, version }: Claim, answer: Authorization): Promise<boolean> {
    const sealed = this.keys.seal(JSON.stringify(answer), boundTo(sessionId, 'answer'));
    const current = await this.work.write(ctx, 'exchangeAuthorization', (tx) =>
      keepAnswer(tx.em, { sessionId, version, sealed }),
    );
    return current === version;
  }

  /** The answer that somebody else has left meanwhile. */
  async leftAnswer(ctx: RequestContext, sessionId: string): Promise<Authorization | null> {
    const [session] = await this.work.read(ctx, (em) => sessionsByIds(em, [sessionId]));
    return session ? this.answerIn(session) : null;
  }

  /** Gives the lease back: others may take the session up, and the job does when it has waited as long again. */
  release(ctx: RequestContext, { sessionId, version, confirmedAt }: Claim): Promise<void> {
    return this.work.write(ctx, 'exchangeAuthorization', async (tx) => {
      const session = await lockSession(tx.em, sessionId);
      if (session?.status !== 'PENDING' || session.leaseVersion !== version) return;
      session.leaseUntil = null;
      await this.watch(tx, sessionId, nextAttempt(confirmedAt, this.clock.now()));
    });
  }

  /**
   * WeChat has refused a code that a browser brought, cut off perhaps. The session is confirmed as before, and the event
   * may bring another code, until it is asked for once more.
   */
  doubt(ctx: RequestContext, { sessionId, version, confirmedAt }: Claim): Promise<void> {
    return this.work.write(ctx, 'exchangeAuthorization', async (tx) => {
      const session = await lockSession(tx.em, sessionId);
      if (session?.status !== 'PENDING' || session.leaseVersion !== version) return;
      session.step = 'CONFIRMED';
      session.leaseUntil = null;
      await this.watch(tx, sessionId, lastLook(confirmedAt, this.clock.now()));
    });
  }

  /** Somebody else is to go on at once. */
  async handOver(tx: Transaction, session: AuthorizationSession): Promise<void> {
    session.leaseUntil = null;
    await this.watch(tx, session.id, null);
  }

  private answerIn({ id, answer }: AuthorizationSession): Authorization | null {
    return answer === null ? null : revive(this.keys.open(answer, boundTo(id, 'answer')));
  }
}

/** What a sealed column of a session is bound to. */
export const boundTo = (sessionId: string, column: 'code' | 'answer'): string =>
  `authorization_session:${sessionId}:${column}`;

/** The answer as it was before it was sealed as JSON. */
function revive(json: string): Authorization {
  const answer = JSON.parse(json) as Omit<Authorization, 'accessTokenExpiresAt'> & {
    accessTokenExpiresAt: string | null;
  };
  return {
    ...answer,
    accessTokenExpiresAt: answer.accessTokenExpiresAt ? new Date(answer.accessTokenExpiresAt) : null,
  };
}
