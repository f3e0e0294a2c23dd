import { setTimeout as sleep } from 'node:timers/promises';
import type { Authorization, OpenPlatformBinding } from '../../../integrations/wechat/component.types.ts';
import { type Reaction, WeChatError } from '../../../integrations/wechat/errors.ts';
import type { Clock } from '../../../kernel/clock.ts';
import type { RequestContext } from '../../../kernel/context.ts';
import { Refusal } from '../../../kernel/errors.ts';
import type { Logger } from '../../../kernel/logger.ts';
import { placeOf } from '../../../kernel/sealed.ts';
import type { KeyRing } from '../../../kernel/secrets.ts';
import type { Transaction, UnitOfWork } from '../../../kernel/unit-of-work.ts';
import type { ConnectionService } from '../../accounts/connecting/connection.service.ts';
import type { WeChatComponent, WeChatFacts } from '../../connections/component/wechat-component.service.ts';
import { lockSession, sessionsByIds, storeAnswer } from '../session/authorization.repository.ts';
import { AuthorizationSession } from '../session/authorization-session.entity.ts';
import type { WithdrawalService } from '../upkeep/withdrawal.service.ts';
import { eventDeadline, isCodeExpired, isRetryPeriodOver, isUndecidedPeriodOver } from './exchange.rules.ts';
import {
  awaitSignedEvent,
  type Lease,
  openAnswer,
  releaseLease,
  releaseUndecided,
  scheduleResume,
  takeLease,
} from './lease.ts';
import { recoverAnswer } from './lost-answer.ts';
import {
  connectOrRefuse,
  type EndServices,
  endIfCodeExpired,
  giveUp,
  refuseReplacement,
  UndecidedError,
} from './outcome.ts';

const BUSY_WAITS_MS = [100, 400] as const;
const STORE_WAIT_MS = 500;
const SIDE_QUESTION_MS = 2_000;
const TEMPORARY: ReadonlySet<Reaction> = new Set<Reaction>([
  'RETRY',
  'REFRESH_TOKEN',
  'WAIT_FOR_TICKET',
  'QUOTA_DAY',
  'QUOTA_MINUTE',
]);

/** Whether an error has to do with neither the code nor the scanned account, and may be gone at the next attempt. */
export const isTemporary = ({ reaction }: WeChatError): boolean => TEMPORARY.has(reaction);

/**
 * From a code to the end of its session. Each step is committed before the next begins, so that the process that resumes
 * after a crash knows what was done:
 *
 * CONFIRMED → (commit the lease) EXCHANGING → `api_query_auth` → (commit the answer, alone) READING_ACCOUNT → authorizer
 * info, open platform → (commit) slot, tokens, account, end of the session.
 */
export class ExchangeService {
  private readonly services: EndServices;

  constructor(
    private readonly wechat: WeChatComponent,
    connections: ConnectionService,
    withdrawals: WithdrawalService,
    private readonly work: UnitOfWork,
    private readonly keys: KeyRing,
    private readonly clock: Clock,
    private readonly log: Logger,
  ) {
    this.services = { connections, withdrawals, clock };
  }

  /**
   * Does nothing while another process holds the lease, or after the session has ended.
   *
   * @param isSigned whether WeChat's event has just brought the session's code
   */
  async run(ctx: RequestContext, sessionId: string, isSigned = false): Promise<void> {
    const lease = await this.lease(ctx, sessionId, isSigned).catch(async (error: unknown) => {
      // The session cannot even be leased: its code cannot be opened, for example.
      const ended = await this.commitEnd(ctx, (tx) => endIfCodeExpired(tx, sessionId, this.clock));
      if (!ended) throw error;
      this.log.error({ sessionId, err: error }, 'an authorization could not begin before its code expired');
      return null;
    });
    if (lease) await this.resume(ctx, lease);
  }

  /** Continues after the last step that was committed. If that fails, the EXCHANGE job tries again. */
  async resume(ctx: RequestContext, lease: Lease): Promise<void> {
    const { sessionId } = lease;
    let { answer } = lease;
    try {
      if (!answer) {
        answer = await this.exchangeCode(ctx, lease);
        // If another process has taken over, it continues with this answer; if not, we do.
        if (!(await this.store(ctx, lease, answer))) return await this.run(ctx, sessionId);
      }
      const { accessToken, appId } = answer;
      const facts = await this.wechat
        .readFacts(appId, () => this.openPlatform(accessToken, appId))
        .catch(undecidedIfUnreadable);
      await this.complete(ctx, lease, answer, facts);
    } catch (error) {
      this.logError(sessionId, error);
      if (this.isEventAwaited(error, lease))
        return this.commitStep(ctx, (tx) => awaitSignedEvent(tx, lease, this.clock));
      if (this.isFinal(error, lease))
        return this.commitEnd(ctx, (tx) => giveUp(tx, ctx, this.services, lease, answer, error));
      if (error instanceof UndecidedError)
        return this.commitStep(ctx, (tx) => releaseUndecided(tx, lease, this.clock));
      // If the database is away, the job is due when the lease ends.
      await this.commitStep(ctx, (tx) => releaseLease(tx, lease, this.clock)).catch(() => {});
    }
  }

  /** Null while another process holds the lease, or after the session has ended. */
  private lease(ctx: RequestContext, sessionId: string, isSigned: boolean): Promise<Lease | null> {
    return this.commitStep(ctx, async (tx) => {
      const session = await lockSession(tx.em, sessionId);
      if (session?.status !== 'PENDING') return null;
      const { leaseUntil } = session;
      if (leaseUntil && leaseUntil > this.clock.now()) {
        // The job that runs now may be the session's only one: clocks differ.
        await scheduleResume(tx, sessionId, leaseUntil);
        return null;
      }
      return takeLease(tx, session, isSigned, this.keys, this.clock);
    });
  }

  /** A code that an attempt of ours has exchanged without receiving the answer is no failure yet. */
  private async exchangeCode(ctx: RequestContext, lease: Lease): Promise<Authorization> {
    let { begun } = lease;
    const exchange = () =>
      this.wechat.exchangeCode(lease.code).catch((error: unknown) => {
        if (mayBeExchanged(error)) begun = true;
        throw error;
      });
    try {
      return await retryWhileBusy(exchange);
    } catch (error) {
      if (!isCodeRefused(error) || !begun) throw error;
      const recovered =
        (await this.storedAnswer(ctx, lease)) ??
        (await recoverAnswer(this.wechat, this.work, this.clock, lease));
      if (!recovered) throw error;
      this.log.warn(
        { sessionId: lease.sessionId },
        'the answer of an exchange was lost and has been recovered',
      );
      return recovered;
    }
  }

  /** The answer that another process has stored meanwhile. */
  private async storedAnswer(ctx: RequestContext, { sessionId }: Lease): Promise<Authorization | null> {
    const [session] = await this.work.read(ctx, (em) => sessionsByIds(em, [sessionId]));
    return session ? openAnswer(this.keys, session) : null;
  }

  /**
   * Stores WeChat's answer, alone and at once, since it comes only once. While the database is away this waits, until the
   * lease ends. A process that has lost its lease stores its answer only if there is none: the other process's is newer.
   *
   * @returns whether we still hold the lease
   */
  private async store(ctx: RequestContext, lease: Lease, answer: Authorization): Promise<boolean> {
    const { sessionId, version, leaseUntil } = lease;
    for (;;) {
      try {
        const sealed = this.keys.seal(
          JSON.stringify(answer),
          placeOf(AuthorizationSession, 'answer', sessionId),
        );
        const current = await this.commitStep(ctx, (tx) =>
          storeAnswer(tx.em, { sessionId, version, sealed }),
        );
        return current === version;
      } catch (error) {
        if (this.clock.now().getTime() + STORE_WAIT_MS >= leaseUntil.getTime()) throw error;
        this.log.warn({ sessionId, err: error }, "WeChat's answer could not be stored yet");
        await sleep(STORE_WAIT_MS);
      }
    }
  }

  private async complete(
    ctx: RequestContext,
    lease: Lease,
    answer: Authorization,
    facts: WeChatFacts,
  ): Promise<void> {
    try {
      await this.commitEnd(ctx, (tx) => connectOrRefuse(tx, ctx, this.services, lease, answer, facts));
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      await this.commitEnd(ctx, (tx) => refuseReplacement(tx, lease, this.clock));
    }
  }

  /** A browser may bring a wrong code. As long as WeChat's event may come, its code has not been refused. */
  private isEventAwaited(error: unknown, { isSigned, begun, confirmedAt }: Lease): boolean {
    return isCodeRefused(error) && !isSigned && !begun && this.clock.now() < eventDeadline(confirmedAt);
  }

  /** Temporary errors are retried, but not for ever: nobody could cancel the session or open another. */
  private isFinal(error: unknown, { confirmedAt, undecidedSince }: Lease): boolean {
    const now = this.clock.now();
    if (error instanceof UndecidedError)
      return undecidedSince !== null && isUndecidedPeriodOver(undecidedSince, now);
    if (!(error instanceof WeChatError)) return isCodeExpired(confirmedAt, now);
    return !isTemporary(error) || isRetryPeriodOver(confirmedAt, now);
  }

  private logError(sessionId: string, error: unknown): void {
    if (error instanceof WeChatError) {
      const { errcode, api, rid, field } = error;
      this.log.warn(
        { sessionId, errcode, api, rid, ...(field !== null && { field }) },
        'an authorization met an error of WeChat',
      );
    } else {
      this.log.warn({ sessionId, err: error }, 'an authorization met an error');
    }
  }

  /** A side question, which the next reading of facts asks again: it neither fails a session nor lets it wait long. */
  private async openPlatform(accessToken: string | null, appId: string): Promise<OpenPlatformBinding | null> {
    const signal = AbortSignal.timeout(SIDE_QUESTION_MS);
    try {
      return await this.wechat.openPlatform(accessToken, appId, signal);
    } catch (error) {
      this.log.warn({ appId, err: error }, 'the open platform of a scanned account is not known yet');
      return null;
    }
  }

  private commitStep<T>(ctx: RequestContext, change: (tx: Transaction) => Promise<T>): Promise<T> {
    return this.work.write(ctx, 'exchangeAuthorization', change);
  }

  private commitEnd<T>(ctx: RequestContext, change: (tx: Transaction) => Promise<T>): Promise<T> {
    return this.work.write(ctx, 'completeAuthorization', change);
  }
}

const isCodeRefused = (error: unknown): boolean =>
  error instanceof WeChatError && error.reaction === 'CODE_SPENT';

/** Whether WeChat may have exchanged the code although it gave no usable answer. */
const mayBeExchanged = (error: unknown): boolean =>
  error instanceof WeChatError && error.reaction === 'RETRY' && error.api === 'component/api_query_auth';

/** An answer about the account that cannot be read lacks everything that decides. */
function undecidedIfUnreadable(error: unknown): never {
  const isUnreadable =
    error instanceof WeChatError && error.api === 'component/api_get_authorizer_info' && error.field !== null;
  throw isUnreadable ? new UndecidedError(error.field ?? '') : error;
}

/** WeChat is often busy for a moment. The call is repeated only if WeChat says so, not if its answer was lost. */
async function retryWhileBusy<T>(call: () => Promise<T>): Promise<T> {
  for (const waitMs of BUSY_WAITS_MS) {
    try {
      return await call();
    } catch (error) {
      if (!(error instanceof WeChatError) || error.reaction !== 'RETRY' || error.outcomeUnknown) throw error;
      await sleep(waitMs);
    }
  }
  return call();
}
