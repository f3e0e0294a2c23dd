import { setTimeout as sleep } from 'node:timers/promises';
import type { Authorization, OpenPlatformBinding } from '../../../integrations/wechat/component.types.ts';
import { type Reaction, WeChatError } from '../../../integrations/wechat/errors.ts';
import type { Clock } from '../../../kernel/clock.ts';
import type { RequestContext } from '../../../kernel/context.ts';
import type { Logger } from '../../../kernel/logger.ts';
import type { WeChatComponent } from '../../connections/component/wechat-component.service.ts';
import { eventDue, isCodeOver, isPatienceOver } from './exchange.rules.ts';
import type { Claim, ExchangeLeaseService } from './exchange-lease.service.ts';
import type { ExchangeOutcomeService } from './exchange-outcome.service.ts';
import type { ExchangeRecoveryService } from './exchange-recovery.service.ts';

const BUSY_WAITS_MS = [100, 400] as const;
const KEEP_WAIT_MS = 500;
const PASSING: ReadonlySet<Reaction> = new Set<Reaction>([
  'RETRY',
  'REFRESH_TOKEN',
  'WAIT_FOR_TICKET',
  'QUOTA_DAY',
  'QUOTA_MINUTE',
]);

/** What has nothing to do with the code or the account that was scanned. */
export const isPassing = ({ reaction }: WeChatError): boolean => PASSING.has(reaction);

/**
 * From a code to the end of its session. Each step is committed before the next one begins, so that whoever continues
 * after a crash knows what was done:
 *
 * CONFIRMED → (commit) EXCHANGING → `api_query_auth` → (commit the answer, alone) READING_ACCOUNT → authorizer info, open
 * platform → (commit) slot, tokens, account, end, push.
 */
export class ExchangeService {
  constructor(
    private readonly wechat: WeChatComponent,
    private readonly leases: ExchangeLeaseService,
    private readonly recovery: ExchangeRecoveryService,
    private readonly outcomes: ExchangeOutcomeService,
    private readonly clock: Clock,
    private readonly log: Logger,
  ) {}

  /**
   * Does nothing while another process holds the lease, or once the session has ended.
   *
   * @param isSigned whether WeChat's event has just brought the session's code
   */
  async run(ctx: RequestContext, sessionId: string, isSigned = false): Promise<void> {
    const claim = await this.leases.claim(ctx, sessionId, isSigned).catch(async (error: unknown) => {
      // Not even taken up: its code cannot be read, say.
      if (!(await this.outcomes.abandon(ctx, sessionId))) throw error;
      this.log.error(
        { sessionId, err: error },
        'an authorization could not be taken up as long as its code lived',
      );
      return null;
    });
    if (claim) await this.proceed(ctx, claim);
  }

  /** Goes on from where a session stands. What fails is tried again by the job that watches the lease. */
  async proceed(ctx: RequestContext, claim: Claim): Promise<void> {
    const { sessionId } = claim;
    let { answer } = claim;
    try {
      if (!answer) {
        answer = await this.spend(ctx, claim);
        // Whoever took over goes on with it; where nobody did, we do.
        if (!(await this.keep(ctx, claim, answer))) return await this.run(ctx, sessionId);
      }
      const { accessToken, appId } = answer;
      const facts = await this.wechat.readFacts(appId, () =>
        this.wechat.openPlatform(accessToken, appId).catch(unknownIfDead),
      );
      await this.outcomes.complete(ctx, claim, answer, facts);
    } catch (error) {
      if (error instanceof WeChatError) {
        const { errcode, api, rid } = error;
        this.log.warn({ sessionId, errcode, api, rid }, 'an authorization met an error of WeChat');
      } else {
        this.log.warn({ sessionId, err: error }, 'an authorization met an error');
      }
      if (this.isDoubtful(error, claim)) return this.leases.doubt(ctx, claim);
      if (this.isFinal(error, claim)) return this.outcomes.giveUp(ctx, claim, answer);
      // If it is the database that is away, the job is due when the lease ends.
      await this.leases.release(ctx, claim).catch(() => {});
    }
  }

  /** A redirect is only a messenger: as long as the event may come, WeChat has not refused what it gave. */
  private isDoubtful(error: unknown, { isSigned, begun, confirmedAt }: Claim): boolean {
    if (!(error instanceof WeChatError) || error.reaction !== 'CODE_SPENT') return false;
    return !isSigned && !begun && this.clock.now() < eventDue(confirmedAt);
  }

  /** What passes is tried again, but not for ever: nobody could cancel the session or open another. */
  private isFinal(error: unknown, { confirmedAt }: Claim): boolean {
    const now = this.clock.now();
    if (!(error instanceof WeChatError)) return isCodeOver(confirmedAt, now);
    return !isPassing(error) || isPatienceOver(confirmedAt, now);
  }

  /** An answer comes once: where the database is away it is waited for, as long as nobody else has taken over. */
  private async keep(ctx: RequestContext, claim: Claim, answer: Authorization): Promise<boolean> {
    for (;;) {
      try {
        return await this.leases.keep(ctx, claim, answer);
      } catch (error) {
        if (this.clock.now().getTime() + KEEP_WAIT_MS >= claim.leaseUntil.getTime()) throw error;
        this.log.warn({ sessionId: claim.sessionId, err: error }, "WeChat's answer could not be kept yet");
        await sleep(KEEP_WAIT_MS);
      }
    }
  }

  /** A code that was spent by an attempt of ours whose answer got lost is no failure yet. */
  private async spend(ctx: RequestContext, claim: Claim): Promise<Authorization> {
    const { sessionId, code } = claim;
    let { begun } = claim;
    const exchange = () =>
      this.wechat.exchangeCode(code).catch((error: unknown) => {
        if (mayBeExchanged(error)) begun = true;
        throw error;
      });
    try {
      return await patiently(exchange);
    } catch (error) {
      const isSpent = error instanceof WeChatError && error.reaction === 'CODE_SPENT';
      if (!isSpent || !begun) throw error;
      const recovered =
        (await this.leases.leftAnswer(ctx, sessionId)) ?? (await this.recovery.recover(sessionId, claim));
      if (!recovered) throw error;
      this.log.warn({ sessionId }, 'the answer of an exchange was lost, and was recovered');
      return recovered;
    }
  }
}

/** An access token that died while nobody worked; the refresh token lives, and the facts are read again daily. */
function unknownIfDead(error: unknown): OpenPlatformBinding {
  if (error instanceof WeChatError && error.reaction === 'REFRESH_TOKEN') return { kind: 'UNKNOWN' };
  throw error;
}

/** Whether WeChat may have exchanged the code although it gave no answer. */
const mayBeExchanged = (error: unknown): boolean =>
  error instanceof WeChatError && error.reaction === 'RETRY' && error.api === 'component/api_query_auth';

/** WeChat is often busy for a moment. Repeated only where it says so itself; a lost answer is another matter. */
async function patiently<T>(call: () => Promise<T>): Promise<T> {
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
