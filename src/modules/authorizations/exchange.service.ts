import type { ComponentClient } from '../../integrations/wechat/component.client.ts';
import type {
  Authorization,
  AuthorizerInfo,
  OpenPlatformBinding,
} from '../../integrations/wechat/component.types.ts';
import { WeChatError } from '../../integrations/wechat/errors.ts';
import type { Clock } from '../../kernel/clock.ts';
import type { RequestContext } from '../../kernel/context.ts';
import type { Logger } from '../../kernel/logger.ts';
import type { KeyRing } from '../../kernel/secrets.ts';
import type { Transaction, UnitOfWork } from '../../kernel/unit-of-work.ts';
import type {
  Connectable,
  ConnectionService,
  Tokens,
  WeChatAccount,
} from '../accounts/connection.service.ts';
import { authorizationEnded } from './authorization.events.ts';
import { lockSession } from './authorization.repository.ts';
import { type FailureCode, isVerified, missingPermissionSets, refuseScanned } from './authorization.rules.ts';
import { EXCHANGE } from './authorization.service.ts';
import type { AuthorizationSession } from './authorization-session.entity.ts';
import type { ComponentService } from './component.service.ts';

/** Longer than the calls to WeChat may take together; after it somebody else may go on. */
const LEASE_MS = 45_000;

/** The life of an authorization code: an exchange that has not succeeded by then for any reason never will. */
const CODE_LIFE_MS = 3_600_000;

/** What is left to do when somebody takes a session up. */
interface Claim {
  readonly accountId: string;
  readonly code: string;
  readonly confirmedAt: Date;
  /** WeChat's answer to the exchange, if it is known already: a code can be spent only once. */
  readonly answer: Authorization | null;
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
    try {
      const answer = claim.answer ?? (await this.exchange(ctx, sessionId, claim.code));
      const facts = await this.read(answer);
      await this.finish(ctx, sessionId, claim, answer, facts);
    } catch (error) {
      if (!(error instanceof WeChatError)) {
        // A fault of ours is tried again, but not for ever: nobody could cancel the session or open another.
        const age = this.clock.now().getTime() - claim.confirmedAt.getTime();
        if (age > CODE_LIFE_MS) await this.giveUp(ctx, sessionId);
        throw error;
      }
      this.log.warn(
        { sessionId, errcode: error.errcode, api: error.api, rid: error.rid },
        'an authorization met an error of WeChat',
      );
      if (error.reaction !== 'RETRY' || lastAttempt) return this.giveUp(ctx, sessionId);
      await this.release(ctx, sessionId);
      throw error;
    }
  }

  /**
   * A code that no session waits for, of an account that is connected here: the merchant changed the permissions in
   * WeChat's own console. The new tokens are saved, since the old ones may be dead.
   */
  async adopt(ctx: RequestContext, accountId: string, code: string, authorizedAt: Date): Promise<void> {
    const answer = await this.component
      .call((token) => this.client.queryAuth(token, code))
      .catch((error: unknown) => {
        if (!(error instanceof WeChatError) || error.reaction === 'RETRY') throw error;
        this.log.warn(
          { accountId, errcode: error.errcode, rid: error.rid },
          'WeChat refused the code of an authorization that nobody waits for',
        );
        return null;
      });
    const tokens = answer && tokensOf(answer);
    if (!tokens) return;
    await this.work.write(ctx, 'adoptAuthorization', async (tx) => {
      const connectable = await this.connections.lock(tx, ctx, accountId, answer.appId);
      const { permissionSets } = answer;
      if (connectable)
        await this.connections.renew(tx, connectable, { tokens, permissionSets, authorizedAt });
    });
  }

  private claim(ctx: RequestContext, sessionId: string): Promise<Claim | null> {
    return this.work.write(ctx, 'exchangeAuthorization', async (tx) => {
      const session = await lockSession(tx.em, sessionId);
      const now = this.clock.now();
      if (session?.status !== 'PENDING' || !session.code || !session.confirmedAt) return null;
      if (session.leaseUntil && session.leaseUntil > now) return null;
      session.leaseUntil = new Date(now.getTime() + LEASE_MS);
      if (session.step === 'CONFIRMED') session.step = 'EXCHANGING';
      // If this process dies now, the job that watches the lease goes on.
      await tx.enqueue(EXCHANGE, { sessionId }, { runAt: session.leaseUntil, key: `watch:${sessionId}` });
      return {
        accountId: session.accountId,
        code: this.keys.open(session.code, `authorization_session:${sessionId}:code`),
        confirmedAt: session.confirmedAt,
        answer:
          session.answer === null
            ? null
            : revive(this.keys.open(session.answer, `authorization_session:${sessionId}:answer`)),
      };
    });
  }

  private async exchange(ctx: RequestContext, sessionId: string, code: string): Promise<Authorization> {
    const answer = await this.component.call((token) => this.client.queryAuth(token, code));
    await this.work.write(ctx, 'exchangeAuthorization', async (tx) => {
      const session = await lockSession(tx.em, sessionId);
      if (session?.status !== 'PENDING') return;
      session.answer = this.keys.seal(JSON.stringify(answer), `authorization_session:${sessionId}:answer`);
      session.step = 'READING_ACCOUNT';
    });
    return answer;
  }

  private async read(
    answer: Authorization,
  ): Promise<{ info: AuthorizerInfo; openPlatform: OpenPlatformBinding }> {
    const [info, openPlatform] = await Promise.all([
      this.component.call((token) => this.client.authorizerInfo(token, answer.appId)),
      this.client.openPlatform(answer.accessToken, answer.appId),
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

  private giveUp(ctx: RequestContext, sessionId: string): Promise<void> {
    return this.work.write(ctx, 'completeAuthorization', async (tx) => {
      const session = await lockSession(tx.em, sessionId);
      if (session?.status === 'PENDING') this.end(tx, session, 'UPSTREAM_FAILED');
    });
  }

  private release(ctx: RequestContext, sessionId: string): Promise<void> {
    return this.work.write(ctx, 'exchangeAuthorization', async (tx) => {
      const session = await lockSession(tx.em, sessionId);
      if (session) session.leaseUntil = null;
    });
  }
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
