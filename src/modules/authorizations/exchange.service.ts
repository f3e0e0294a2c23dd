import { setTimeout as sleep } from 'node:timers/promises';
import type { ComponentClient } from '../../integrations/wechat/component.client.ts';
import type { Authorization, OpenPlatformBinding } from '../../integrations/wechat/component.types.ts';
import { type Reaction, WeChatError } from '../../integrations/wechat/errors.ts';
import type { Clock } from '../../kernel/clock.ts';
import type { RequestContext } from '../../kernel/context.ts';
import type { Logger } from '../../kernel/logger.ts';
import type { ComponentService } from './component.service.ts';
import type { Claim, ExchangeLeaseService } from './exchange-lease.service.ts';
import type { ExchangeOutcomeService } from './exchange-outcome.service.ts';
import type { ExchangeRecoveryService } from './exchange-recovery.service.ts';
import type { WeChatFactsService } from './wechat-facts.service.ts';

/** The life of an authorization code: an exchange that has not succeeded by then for any reason never will. */
const CODE_LIFE_MS = 3_600_000;

const BUSY_WAITS_MS = [100, 400] as const;
/** How long what passes is waited for; the administrator is long gone by then. */
const PATIENCE_MS = 30 * 60_000;
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
    private readonly client: ComponentClient,
    private readonly component: ComponentService,
    private readonly leases: ExchangeLeaseService,
    private readonly recovery: ExchangeRecoveryService,
    private readonly facts: WeChatFactsService,
    private readonly outcomes: ExchangeOutcomeService,
    private readonly clock: Clock,
    private readonly log: Logger,
  ) {}

  /** Does nothing while another process holds the lease, or once the session has ended. */
  async run(ctx: RequestContext, sessionId: string, lastAttempt: boolean): Promise<void> {
    const claim = await this.leases.claim(ctx, sessionId);
    if (!claim) return;
    let { answer } = claim;
    try {
      answer ??= await this.exchange(ctx, sessionId, claim);
      const { accessToken, appId } = answer;
      const facts = await this.facts.read(appId, () =>
        this.client.openPlatform(accessToken, appId).catch(unknownIfDead),
      );
      await this.outcomes.complete(ctx, sessionId, claim, answer, facts);
    } catch (error) {
      if (error instanceof WeChatError) {
        const { errcode, api, rid } = error;
        this.log.warn({ sessionId, errcode, api, rid }, 'an authorization met an error of WeChat');
      }
      if (this.isFinal(error, claim, lastAttempt)) return this.outcomes.giveUp(ctx, sessionId, claim, answer);
      // If it is the database that is away, the job that watches the lease goes on.
      await this.leases.release(ctx, sessionId, claim).catch(() => {});
      throw error;
    }
  }

  /** What passes is tried again, but not for ever: nobody could cancel the session or open another. */
  private isFinal(error: unknown, claim: Claim, lastAttempt: boolean): boolean {
    const age = this.clock.now().getTime() - claim.confirmedAt.getTime();
    if (!(error instanceof WeChatError)) return age > CODE_LIFE_MS;
    return !isPassing(error) || lastAttempt || age > PATIENCE_MS;
  }

  private async exchange(ctx: RequestContext, sessionId: string, claim: Claim): Promise<Authorization> {
    const answer = await this.spend(sessionId, claim);
    await this.leases.keep(ctx, sessionId, answer);
    return answer;
  }

  /** A code that was spent by an attempt of ours whose answer got lost is no failure yet. */
  private async spend(sessionId: string, claim: Claim): Promise<Authorization> {
    try {
      return await patiently(() => this.component.call((token) => this.client.queryAuth(token, claim.code)));
    } catch (error) {
      const isSpent = error instanceof WeChatError && error.reaction === 'CODE_SPENT';
      const recovered = isSpent && claim.begun ? await this.recovery.recover(sessionId, claim) : null;
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
