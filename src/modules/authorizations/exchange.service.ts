import { setTimeout as sleep } from 'node:timers/promises';
import type { ComponentClient } from '../../integrations/wechat/component.client.ts';
import type {
  Authorization,
  AuthorizerInfo,
  OpenPlatformBinding,
} from '../../integrations/wechat/component.types.ts';
import { type Reaction, WeChatError } from '../../integrations/wechat/errors.ts';
import type { Clock } from '../../kernel/clock.ts';
import type { RequestContext } from '../../kernel/context.ts';
import type { Logger } from '../../kernel/logger.ts';
import type { KeyRing } from '../../kernel/secrets.ts';
import type { Transaction, UnitOfWork } from '../../kernel/unit-of-work.ts';
import type { Connectable, ConnectionService, WeChatAccount } from '../accounts/connection.service.ts';
import type { Tokens } from '../accounts/credential.service.ts';
import { missingPermissionSets } from '../accounts/official-account.rules.ts';
import { authorizationEnded } from './authorization.events.ts';
import { lockSession } from './authorization.repository.ts';
import { type FailureCode, isVerified, refuseScanned } from './authorization.rules.ts';
import { EXCHANGE } from './authorization.service.ts';
import type { AuthorizationSession } from './authorization-session.entity.ts';
import type { ComponentService } from './component.service.ts';
import type { ExchangeRecoveryService } from './exchange-recovery.service.ts';
import { READ_FACTS } from './reconciliation.service.ts';

/** Longer than the calls to WeChat may take together; after it somebody else may go on. */
const LEASE_MS = 60_000;

/** The life of an authorization code: an exchange that has not succeeded by then for any reason never will. */
const CODE_LIFE_MS = 3_600_000;

const BUSY_WAITS_MS = [100, 400] as const;
/** How long what passes is waited for; the administrator is long gone by then. */
const PATIENCE_MS = 30 * 60_000;
/** What has nothing to do with the code or the account that was scanned. */
const PASSING: ReadonlySet<Reaction> = new Set<Reaction>([
  'RETRY',
  'REFRESH_TOKEN',
  'WAIT_FOR_TICKET',
  'QUOTA_DAY',
  'QUOTA_MINUTE',
]);

/** What is left to do when somebody takes a session up. */
interface Claim {
  readonly accountId: string;
  readonly code: string;
  readonly confirmedAt: Date;
  readonly openedAt: Date;
  /** WeChat's answer to the exchange, if it is known already: a code can be spent only once. */
  readonly answer: Authorization | null;
  /** Whether the exchange was begun before, and how it went is not known. */
  readonly begun: boolean;
}

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
    private readonly recovery: ExchangeRecoveryService,
    private readonly connections: ConnectionService,
    private readonly work: UnitOfWork,
    private readonly keys: KeyRing,
    private readonly clock: Clock,
    private readonly log: Logger,
  ) {}

  /** Does nothing while another process holds the lease, or once the session has ended. */
  async run(ctx: RequestContext, sessionId: string, lastAttempt: boolean): Promise<void> {
    const claim = await this.claim(ctx, sessionId);
    if (!claim) return;
    let { answer } = claim;
    try {
      answer ??= await this.exchange(ctx, sessionId, claim);
      const facts = await this.read(answer);
      await this.finish(ctx, sessionId, claim, answer, facts);
    } catch (error) {
      if (error instanceof WeChatError) {
        const { errcode, api, rid } = error;
        this.log.warn({ sessionId, errcode, api, rid }, 'an authorization met an error of WeChat');
      }
      if (this.isFinal(error, claim, lastAttempt)) return this.giveUp(ctx, sessionId, claim, answer);
      // If it is the database that is away, the job that watches the lease goes on.
      await this.release(ctx, sessionId, claim).catch(() => {});
      throw error;
    }
  }

  /** What passes is tried again, but not for ever: nobody could cancel the session or open another. */
  private isFinal(error: unknown, claim: Claim, lastAttempt: boolean): boolean {
    const age = this.clock.now().getTime() - claim.confirmedAt.getTime();
    if (!(error instanceof WeChatError)) return age > CODE_LIFE_MS;
    return !PASSING.has(error.reaction) || lastAttempt || age > PATIENCE_MS;
  }

  /**
   * A code that no session waits for, of an account that is connected here: the merchant changed the permissions in
   * WeChat's own console. The new tokens are saved, since the old ones may be dead; where the code is lost, they are
   * repaired when they are refreshed.
   */
  async adopt(
    ctx: RequestContext,
    { accountId, appId }: { accountId: string; appId: string },
    code: string,
    authorizedAt: Date,
  ): Promise<void> {
    const answer = await this.component
      .call((token) => this.client.queryAuth(token, code))
      .catch((error: unknown) => {
        if (!(error instanceof WeChatError) || PASSING.has(error.reaction)) throw error;
        this.log.warn(
          { accountId, errcode: error.errcode, rid: error.rid },
          'WeChat refused the code of an authorization that nobody waits for',
        );
        return null;
      });
    const tokens = answer && tokensOf(answer);
    await this.work.write(ctx, 'adoptAuthorization', async (tx) => {
      const connectable = tokens && (await this.connections.lock(tx, ctx, accountId, answer.appId));
      if (connectable) {
        const { permissionSets } = answer;
        await this.connections.renew(tx, connectable, { tokens, permissionSets, authorizedAt });
      }
      // The event tells that something changed, not what.
      await tx.enqueue(READ_FACTS, { appId }, { key: `facts:${appId}` });
    });
  }

  private claim(ctx: RequestContext, sessionId: string): Promise<Claim | null> {
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
      return {
        accountId: session.accountId,
        code: this.keys.open(session.code, `authorization_session:${sessionId}:code`),
        openedAt: session.createdAt,
        confirmedAt: session.confirmedAt,
        begun,
        answer:
          session.answer === null
            ? null
            : revive(this.keys.open(session.answer, `authorization_session:${sessionId}:answer`)),
      };
    });
  }

  private async exchange(ctx: RequestContext, sessionId: string, claim: Claim): Promise<Authorization> {
    const answer = await this.spend(sessionId, claim);
    await this.work.write(ctx, 'exchangeAuthorization', async (tx) => {
      const session = await lockSession(tx.em, sessionId);
      if (session?.status !== 'PENDING') return;
      session.answer = this.keys.seal(JSON.stringify(answer), `authorization_session:${sessionId}:answer`);
      session.step = 'READING_ACCOUNT';
    });
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

  private async read(
    answer: Authorization,
  ): Promise<{ info: AuthorizerInfo; openPlatform: OpenPlatformBinding }> {
    const [info, openPlatform] = await Promise.all([
      this.component.call((token) => this.client.authorizerInfo(token, answer.appId)),
      this.client.openPlatform(answer.accessToken, answer.appId).catch(unknownIfDead),
    ]);
    return { info, openPlatform };
  }

  private finish(
    ctx: RequestContext,
    sessionId: string,
    claim: Claim,
    answer: Authorization,
    facts: { info: AuthorizerInfo; openPlatform: OpenPlatformBinding },
  ): Promise<void> {
    return this.work.write(ctx, 'completeAuthorization', async (tx) => {
      const connectable = await this.connections.lock(tx, ctx, claim.accountId, answer.appId);
      const session = await lockSession(tx.em, sessionId);
      if (session?.status !== 'PENDING') return;
      if (!connectable) return this.end(tx, session, 'UPSTREAM_FAILED');
      const tokens = tokensOf(answer);
      const { permissionSets } = answer;
      const { confirmedAt: authorizedAt } = claim;
      let failure = this.refusalOf(connectable, answer, facts.info) ?? (tokens ? null : 'UPSTREAM_FAILED');
      if (tokens && !failure) {
        const account = wechatAccount(answer, facts.info, facts.openPlatform);
        const connected = await this.connections.connect(tx, connectable, account, tokens, authorizedAt);
        failure = connected ? null : 'ACCOUNT_LIMIT_REACHED';
      }
      if (tokens && failure)
        await this.connections.renew(tx, connectable, { tokens, permissionSets, authorizedAt });
      this.end(tx, session, failure, missingPermissionSets(permissionSets));
    });
  }

  private refusalOf(
    connectable: Connectable,
    answer: Authorization,
    info: AuthorizerInfo,
  ): FailureCode | null {
    const { account, ownedByAnother } = connectable;
    return refuseScanned({
      appId: answer.appId,
      isMiniProgram: info.isMiniProgram,
      accountType: info.serviceType,
      verifyType: info.verifyType,
      permissionSets: answer.permissionSets,
      ownedByAnother,
      connectedAppId: account.appId,
      // Once connected, the type is a fact that may change at WeChat, no longer a choice.
      expectedType: account.appId === null ? account.accountType : null,
    });
  }

  /** The one way into a terminal state from here. `null` is success. */
  private end(
    tx: Transaction,
    session: AuthorizationSession,
    failure: FailureCode | null,
    missing: number[] = [],
  ): void {
    if (failure === null) session.end('COMPLETED', this.clock.now());
    else session.fail(failure, this.clock.now(), failure === 'PERMISSION_MISSING' ? missing : null);
    const { id: sessionId, accountId, status } = session;
    tx.audit({
      subjectType: 'AuthorizationSession',
      subjectId: sessionId,
      after: { status, ...(failure && { failure }) },
    });
    tx.emit(authorizationEnded.create(session.installationId, { sessionId, accountId }));
  }

  /** What the exchange brought is kept all the same where the account is connected: its old tokens may be dead. */
  private giveUp(
    ctx: RequestContext,
    sessionId: string,
    claim: Claim,
    answer: Authorization | null,
  ): Promise<void> {
    return this.work.write(ctx, 'completeAuthorization', async (tx) => {
      const connectable = answer && (await this.connections.lock(tx, ctx, claim.accountId, answer.appId));
      const session = await lockSession(tx.em, sessionId);
      if (session?.status !== 'PENDING') return;
      const tokens = answer && tokensOf(answer);
      if (connectable && tokens) {
        const { permissionSets } = answer;
        await this.connections.renew(tx, connectable, {
          tokens,
          permissionSets,
          authorizedAt: claim.confirmedAt,
        });
      }
      this.end(tx, session, 'UPSTREAM_FAILED');
    });
  }

  /** Others may take the session up; the job that watches it waits as long as the session has waited already. */
  private release(ctx: RequestContext, sessionId: string, claim: Claim): Promise<void> {
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

function tokensOf({ accessToken, accessTokenExpiresAt, refreshToken }: Authorization): Tokens | null {
  if (!accessToken || !accessTokenExpiresAt || !refreshToken) return null;
  return { accessToken, accessTokenExpiresAt, refreshToken };
}

function wechatAccount(
  answer: Authorization,
  info: AuthorizerInfo,
  open: OpenPlatformBinding,
): WeChatAccount {
  return {
    appId: answer.appId,
    originalId: info.originalId,
    name: info.name,
    avatarUrl: info.avatarUrl,
    principalName: info.principalName,
    accountType: info.serviceType,
    verified: isVerified(info.verifyType),
    openPlatformBinding: open.kind,
    openAppId: open.kind === 'BOUND' ? open.openAppId : null,
    permissionSets: answer.permissionSets,
  };
}

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
