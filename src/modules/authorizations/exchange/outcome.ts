import type { Authorization } from '../../../integrations/wechat/component.types.ts';
import type { Clock } from '../../../kernel/clock.ts';
import type { RequestContext } from '../../../kernel/context.ts';
import type { Transaction } from '../../../kernel/unit-of-work.ts';
import type { Connectable, ConnectionService } from '../../accounts/connecting/connection.service.ts';
import { tokensOf, type WeChatFacts } from '../../connections/component/wechat-component.service.ts';
import { missingPermissionSets } from '../../connections/facts/wechat-account.rules.ts';
import { lockSession } from '../session/authorization.repository.ts';
import { type FailureCode, refuseScanned } from '../session/authorization.rules.ts';
import type { AuthorizationSession } from '../session/authorization-session.entity.ts';
import type { WithdrawalService } from '../upkeep/withdrawal.service.ts';
import { isCodeExpired } from './exchange.rules.ts';
import { saveGrantWithoutConnecting } from './grant.ts';
import { type Lease, lockLeased, requeueNow } from './lease.ts';

/** What the end of a session takes. */
export interface EndServices {
  readonly connections: ConnectionService;
  readonly withdrawals: WithdrawalService;
  readonly clock: Clock;
}

/**
 * Ends the session: connects the scanned account, or says why not.
 *
 * @throws {Refusal} if the account would replace another, and that breaks something else than the user agreed to
 */
export async function connectOrRefuse(
  tx: Transaction,
  ctx: RequestContext,
  services: EndServices,
  lease: Lease,
  answer: Authorization,
  facts: WeChatFacts,
): Promise<void> {
  const { connections, withdrawals, clock } = services;
  const { accountId, confirmedAt: authorizedAt } = lease;
  const { appId, permissionSets } = answer;
  const connectable = await connections.lock(tx, ctx, accountId, appId);
  const session = await lockLeased(tx, lease);
  if (!session) return;
  if (!connectable) return fail(tx, session, 'UPSTREAM_FAILED', clock);
  const tokens = tokensOf(answer);
  let failure = refusalOf(session, connectable, answer, facts) ?? (tokens ? null : 'UPSTREAM_FAILED');
  if (tokens && !failure) {
    const account = { ...facts.account, permissionSets };
    const grant = { tokens, authorizedAt };
    const connected = await connections.connect(tx, connectable, account, grant, session.impactToken);
    failure = connected ? null : 'ACCOUNT_LIMIT_REACHED';
  }
  if (failure) {
    await saveGrantWithoutConnecting(tx, ctx, services, connectable, { answer, authorizedAt });
    return fail(tx, session, failure, clock, missingPermissionSets(permissionSets));
  }
  const { withdrawnAt } = connectable;
  if (withdrawnAt) await withdrawals.applyNoted(tx, ctx, appId, { authorizedAt, withdrawnAt });
  session.end(tx, { status: 'COMPLETED' }, clock.now());
}

/** Ends the session because the replacement of the connected account breaks something else than the user agreed to. */
export async function refuseReplacement(tx: Transaction, lease: Lease, clock: Clock): Promise<void> {
  const session = await lockLeased(tx, lease);
  if (!session) return;
  session.impactChanged = true;
  fail(tx, session, 'DIFFERENT_ACCOUNT', clock);
}

/** Ends the session after a final error. */
export async function giveUp(
  tx: Transaction,
  ctx: RequestContext,
  services: EndServices,
  lease: Lease,
  answer: Authorization | null,
): Promise<void> {
  const connectable = answer && (await services.connections.lock(tx, ctx, lease.accountId, answer.appId));
  const session = await lockLeased(tx, lease);
  if (!session) return;
  // A slow process has stored an answer after all.
  if (!answer && session.answer) return requeueNow(tx, session);
  const authorizedAt = lease.confirmedAt;
  if (connectable) await saveGrantWithoutConnecting(tx, ctx, services, connectable, { answer, authorizedAt });
  fail(tx, session, 'UPSTREAM_FAILED', services.clock);
}

/**
 * Ends a session that no process could lease before its code expired.
 *
 * @returns whether it has ended
 */
export async function endIfCodeExpired(tx: Transaction, sessionId: string, clock: Clock): Promise<boolean> {
  const session = await lockSession(tx.em, sessionId);
  if (session?.status !== 'PENDING') return true;
  const { confirmedAt, leaseUntil } = session;
  const now = clock.now();
  if (!confirmedAt || !isCodeExpired(confirmedAt, now) || (leaseUntil && leaseUntil > now)) return false;
  fail(tx, session, 'UPSTREAM_FAILED', clock);
  return true;
}

function fail(
  tx: Transaction,
  session: AuthorizationSession,
  failure: FailureCode,
  clock: Clock,
  missingPermissions: number[] = [],
): void {
  const missing = failure === 'PERMISSION_MISSING' && { missingPermissions };
  session.end(tx, { status: 'FAILED', failure, ...missing }, clock.now());
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
