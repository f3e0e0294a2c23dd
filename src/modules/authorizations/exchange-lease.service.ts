import type { Authorization } from '../../integrations/wechat/component.types.ts';
import type { Clock } from '../../kernel/clock.ts';
import type { RequestContext } from '../../kernel/context.ts';
import type { KeyRing } from '../../kernel/secrets.ts';
import type { UnitOfWork } from '../../kernel/unit-of-work.ts';
import { lockSession } from './authorization.repository.ts';
import { EXCHANGE } from './authorization.service.ts';

/** Longer than the calls to WeChat may take together; after it somebody else may go on. */
const LEASE_MS = 60_000;

/** What is left to do when somebody takes a session up. */
export interface Claim {
  readonly accountId: string;
  readonly code: string;
  readonly confirmedAt: Date;
  readonly openedAt: Date;
  /** WeChat's answer to the exchange, if it is known already: a code can be spent only once. */
  readonly answer: Authorization | null;
  /** Whether the exchange was begun before, and how it went is not known. */
  readonly begun: boolean;
}

/** Who works on a confirmed session, and what of its exchange is known: each step committed by itself. */
export class ExchangeLeaseService {
  constructor(
    private readonly work: UnitOfWork,
    private readonly keys: KeyRing,
    private readonly clock: Clock,
  ) {}

  /** Takes the session up. Null while another process holds the lease, or once the session has ended. */
  claim(ctx: RequestContext, sessionId: string): Promise<Claim | null> {
    return this.work.write(ctx, 'exchangeAuthorization', async (tx) => {
      const session = await lockSession(tx.em, sessionId);
      const now = this.clock.now();
      if (session?.status !== 'PENDING' || !session.code || !session.confirmedAt) return null;
      if (session.leaseUntil && session.leaseUntil > now) return null;
      session.leaseUntil = new Date(now.getTime() + LEASE_MS);
      const begun = session.step !== 'CONFIRMED';
      if (!begun) session.step = 'EXCHANGING';
      // If this process dies now, the job that watches the lease goes on.
      await tx.enqueue(EXCHANGE, { sessionId }, { runAt: session.leaseUntil, key: `watch:${sessionId}` });
      const { accountId, confirmedAt, createdAt: openedAt, answer } = session;
      const code = this.keys.open(session.code, boundTo(sessionId, 'code'));
      const known = answer === null ? null : revive(this.keys.open(answer, boundTo(sessionId, 'answer')));
      return { accountId, code, openedAt, confirmedAt, begun, answer: known };
    });
  }

  /** Keeps WeChat's answer, alone and at once. */
  keep(ctx: RequestContext, sessionId: string, answer: Authorization): Promise<void> {
    return this.work.write(ctx, 'exchangeAuthorization', async (tx) => {
      const session = await lockSession(tx.em, sessionId);
      if (session?.status !== 'PENDING') return;
      session.answer = this.keys.seal(JSON.stringify(answer), boundTo(sessionId, 'answer'));
      session.step = 'READING_ACCOUNT';
    });
  }

  /** Others may take the session up; the job that watches it waits as long as the session has waited already. */
  release(ctx: RequestContext, sessionId: string, claim: Claim): Promise<void> {
    return this.work.write(ctx, 'exchangeAuthorization', async (tx) => {
      const session = await lockSession(tx.em, sessionId);
      if (!session) return;
      session.leaseUntil = null;
      const now = this.clock.now().getTime();
      const runAt = new Date(now + Math.max(LEASE_MS, now - claim.confirmedAt.getTime()));
      await tx.enqueue(EXCHANGE, { sessionId }, { runAt, key: `watch:${sessionId}` });
    });
  }
}

const boundTo = (sessionId: string, column: 'code' | 'answer'): string =>
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
