import type { Authorization } from '../../../integrations/wechat/component.types.ts';
import { WeChatError } from '../../../integrations/wechat/errors.ts';
import type { Clock } from '../../../kernel/clock.ts';
import type { RequestContext } from '../../../kernel/context.ts';
import type { Transaction } from '../../../kernel/unit-of-work.ts';
import type { Connectable, ConnectionService } from '../../accounts/connecting/connection.service.ts';
import { operatorTask } from '../../connections/component/operator-task.rules.ts';
import { tokensOf, type WeChatFacts } from '../../connections/component/wechat-component.service.ts';
import { anyGranted, missingPermissionSets } from '../../connections/facts/wechat-account.rules.ts';
import { lockSession } from '../session/authorization.repository.ts';
import {
  type FailureCode,
  refuseScanned,
  type ScannedAccount,
  type Undecided,
} from '../session/authorization.rules.ts';
import type { AuthorizationSession } from '../session/authorization-session.entity.ts';
import { enqueueFactsRefresh } from '../upkeep/facts-refresh.service.ts';
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

/** WeChat's answers lack something that decides whether the account can be connected. */
export class UndecidedError extends Error {
  override readonly name = 'UndecidedError';

  constructor(readonly field: string) {
    super(`WeChat's answers lack ${field || 'all'}`);
  }
}

/**
 * Ends the session: connects the scanned account, or says why not.
 *
 * @throws {UndecidedError} and changes nothing, if WeChat's answers do not say whether it can be connected
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
  const { appId } = answer;
  const { permissionSets, isWhole } = setsOf(answer, facts);
  const connectable = await connections.lock(tx, ctx, accountId, appId);
  const session = await lockLeased(tx, lease);
  if (!session) return;
  if (!connectable) return fail(tx, session, 'UPSTREAM_FAILED', clock);
  const tokens = tokensOf(answer);
  const scanned = { appId, permissionSets };
  const refusal = refusalOf(session, connectable, scanned, facts);
  if (refusal === 'PERMISSION_MISSING' && !isWhole) throw new UndecidedError('func_info');
  let failure = refusal ?? (tokens ? null : 'UPSTREAM_FAILED');
  if (tokens && !failure) {
    const account = { ...facts.account, permissionSets };
    const grant = { tokens, authorizedAt };
    const connected = await connections.connect(tx, connectable, account, grant, session.impactToken);
    failure = connected ? null : 'ACCOUNT_LIMIT_REACHED';
  }
  if (failure) {
    await saveGrantWithoutConnecting(tx, ctx, services, connectable, { answer, authorizedAt });
    return fail(tx, session, failure, clock, {
      missingPermissions: missingPermissionSets(permissionSets ?? []),
    });
  }
  const { withdrawnAt } = connectable;
  if (withdrawnAt) await withdrawals.applyNoted(tx, ctx, appId, { authorizedAt, withdrawnAt });
  if (!facts.isWhole || facts.confirmableSets.length > 0) await enqueueFactsRefresh(tx, appId);
  session.end(tx, { status: 'COMPLETED' }, clock.now());
}

/** What is granted. Each answer alone may lack what the other one has. */
function setsOf(
  answer: Authorization,
  { account, setsAreWhole }: WeChatFacts,
): { permissionSets: readonly number[] | null; isWhole: boolean } {
  const { permissionSets } = answer;
  // Answers that were stored before a new version of Qiao do not say it.
  if (permissionSets !== null && answer.setsAreWhole !== false) return { permissionSets, isWhole: true };
  return { permissionSets: anyGranted(permissionSets, account.permissionSets), isWhole: setsAreWhole };
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
  error: unknown,
): Promise<void> {
  const connectable = answer && (await services.connections.lock(tx, ctx, lease.accountId, answer.appId));
  const session = await lockLeased(tx, lease);
  if (!session) return;
  // A slow process has stored an answer after all.
  if (!answer && session.answer) return requeueNow(tx, session);
  const authorizedAt = lease.confirmedAt;
  if (connectable) await saveGrantWithoutConnecting(tx, ctx, services, connectable, { answer, authorizedAt });
  const { failure, message } = failureOf(error, services.clock.now());
  fail(tx, session, failure, services.clock, { message });
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
  {
    missingPermissions = [],
    message = null,
  }: { missingPermissions?: number[]; message?: string | null } = {},
): void {
  const missing = failure === 'PERMISSION_MISSING' && { missingPermissions };
  session.end(tx, { status: 'FAILED', failure, message, ...missing }, clock.now());
}

/** What users are told of an error. */
function failureOf(error: unknown, now: Date): { failure: FailureCode; message: string | null } {
  const task = error instanceof WeChatError ? operatorTask(error, now) : null;
  if (task !== null) return { failure: 'OPERATOR_REQUIRED', message: task };
  const field = error instanceof UndecidedError || error instanceof WeChatError ? error.field : null;
  if (field === null) return { failure: 'UPSTREAM_FAILED', message: null };
  const what = field === '' ? "WeChat's answer" : `\`${field}\` in WeChat's answer`;
  const message = `WeChat did not say what decides about this account: ${what} is missing or cannot be read. If it happens again, pass this message on to the operator of Qiao.`;
  return { failure: 'UPSTREAM_FAILED', message };
}

function refusalOf(
  { impactToken }: AuthorizationSession,
  { account, ownedByAnother }: Connectable,
  { appId, permissionSets }: Pick<ScannedAccount, 'appId' | 'permissionSets'>,
  facts: WeChatFacts,
): FailureCode | null {
  const verdict = refuseScanned({
    appId,
    isOfficialAccount: facts.isOfficialAccount,
    accountType: facts.account.accountType,
    verifyType: facts.verifyType,
    permissionSets,
    ownedByAnother,
    connectedAppId: account.appId,
    mayReplace: impactToken !== null,
    // Once connected, the type is a fact that may change at WeChat, no longer a choice.
    expectedType: account.appId === null ? account.accountType : null,
  });
  if (isUndecided(verdict)) throw new UndecidedError(verdict.field);
  return verdict;
}

const isUndecided = (verdict: FailureCode | Undecided | null): verdict is Undecided =>
  typeof verdict === 'object' && verdict !== null;
