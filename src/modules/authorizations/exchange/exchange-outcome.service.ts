import type { Authorization } from '../../../integrations/wechat/component.types.ts';
import type { Clock } from '../../../kernel/clock.ts';
import type { RequestContext } from '../../../kernel/context.ts';
import { Refusal } from '../../../kernel/errors.ts';
import type { Transaction, UnitOfWork } from '../../../kernel/unit-of-work.ts';
import type { Connectable, ConnectionService } from '../../accounts/connecting/connection.service.ts';
import type { WeChatFacts } from '../../connections/component/wechat-component.service.ts';
import { missingPermissionSets } from '../../connections/facts/wechat-account.rules.ts';
import { authorizationEnded } from '../session/authorization.events.ts';
import { lockSession } from '../session/authorization.repository.ts';
import { type FailureCode, refuseScanned } from '../session/authorization.rules.ts';
import type { AuthorizationSession } from '../session/authorization-session.entity.ts';
import type { WithdrawalService } from '../upkeep/withdrawal.service.ts';
import { isCodeOver } from './exchange.rules.ts';
import type { Claim, ExchangeLeaseService } from './exchange-lease.service.ts';
import { tokensOf } from './grant.ts';

/** How a session whose code was exchanged ends: one transaction, whatever comes of it. */
export class ExchangeOutcomeService {
  constructor(
    private readonly leases: ExchangeLeaseService,
    private readonly connections: ConnectionService,
    private readonly withdrawals: WithdrawalService,
    private readonly work: UnitOfWork,
    private readonly clock: Clock,
  ) {}

  /** Connects the account, or says why not. */
  async complete(
    ctx: RequestContext,
    claim: Claim,
    answer: Authorization,
    facts: WeChatFacts,
  ): Promise<void> {
    try {
      await this.connect(ctx, claim, answer, facts);
    } catch (error) {
      // What breaks when this WeChat account takes the place of another is not what was agreed to.
      if (!(error instanceof Refusal)) throw error;
      await this.work.write(ctx, 'completeAuthorization', async (tx) => {
        const session = await this.lockHeld(tx, claim);
        if (!session) return;
        session.impactChanged = true;
        this.end(tx, session, 'DIFFERENT_ACCOUNT');
      });
    }
  }

  private connect(
    ctx: RequestContext,
    claim: Claim,
    answer: Authorization,
    facts: WeChatFacts,
  ): Promise<void> {
    return this.work.write(ctx, 'completeAuthorization', async (tx) => {
      const connectable = await this.connections.lock(tx, ctx, claim.accountId, answer.appId);
      const session = await this.lockHeld(tx, claim);
      if (!session) return;
      if (!connectable) return this.end(tx, session, 'UPSTREAM_FAILED');
      const tokens = tokensOf(answer);
      const { permissionSets } = answer;
      const { confirmedAt: authorizedAt } = claim;
      let failure = refusalOf(session, connectable, answer, facts) ?? (tokens ? null : 'UPSTREAM_FAILED');
      if (tokens && !failure) {
        const account = { ...facts.account, permissionSets };
        const grant = { tokens, authorizedAt };
        const { impactToken } = session;
        const connected = await this.connections.connect(tx, connectable, account, grant, impactToken);
        failure = connected ? null : 'ACCOUNT_LIMIT_REACHED';
      }
      const { withdrawnAt } = connectable;
      const { appId } = answer;
      if (!failure) await this.withdrawals.settle(tx, ctx, { appId, authorizedAt, withdrawnAt });
      else await this.withdrawals.keep(tx, ctx, connectable, answer, authorizedAt);
      this.end(tx, session, failure, missingPermissionSets(permissionSets));
    });
  }

  /** What the exchange brought is kept all the same where the account is connected: its old tokens may be dead. */
  giveUp(ctx: RequestContext, claim: Claim, answer: Authorization | null): Promise<void> {
    return this.work.write(ctx, 'completeAuthorization', async (tx) => {
      const connectable = answer && (await this.connections.lock(tx, ctx, claim.accountId, answer.appId));
      const session = await this.lockHeld(tx, claim);
      if (!session) return;
      // Somebody slow has left an answer after all.
      if (!answer && session.answer) return this.leases.handOver(tx, session);
      if (connectable) await this.withdrawals.keep(tx, ctx, connectable, answer, claim.confirmedAt);
      this.end(tx, session, 'UPSTREAM_FAILED');
    });
  }

  /**
   * Ends a session that nobody could take up as long as its code lived.
   *
   * @returns whether it has ended
   */
  abandon(ctx: RequestContext, sessionId: string): Promise<boolean> {
    return this.work.write(ctx, 'completeAuthorization', async (tx) => {
      const session = await lockSession(tx.em, sessionId);
      if (session?.status !== 'PENDING') return true;
      const { confirmedAt, leaseUntil } = session;
      const now = this.clock.now();
      if (!confirmedAt || !isCodeOver(confirmedAt, now) || (leaseUntil && leaseUntil > now)) return false;
      this.end(tx, session, 'UPSTREAM_FAILED');
      return true;
    });
  }

  /** The session, unless it has ended or somebody else works on it by now. */
  private async lockHeld(
    tx: Transaction,
    { sessionId, version }: Claim,
  ): Promise<AuthorizationSession | null> {
    const session = await lockSession(tx.em, sessionId);
    return session?.status === 'PENDING' && session.leaseVersion === version ? session : null;
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
}

function refusalOf(
  { impactToken }: AuthorizationSession,
  { account, ownedByAnother }: Connectable,
  { appId, permissionSets }: Authorization,
  facts: WeChatFacts,
): FailureCode | null {
  return refuseScanned({
    appId,
    isMiniProgram: facts.isMiniProgram,
    accountType: facts.account.accountType,
    verifyType: facts.verifyType,
    permissionSets,
    ownedByAnother,
    connectedAppId: account.appId,
    mayReplace: impactToken !== null,
    // Once connected, the type is a fact that may change at WeChat, no longer a choice.
    expectedType: account.appId === null ? account.accountType : null,
  });
}
