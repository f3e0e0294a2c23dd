import { z } from 'zod';
import type { Authorization } from '../../../integrations/wechat/component.types.ts';
import type { Clock } from '../../../kernel/clock.ts';
import type { JobType } from '../../../kernel/jobs.ts';
import { placeOf } from '../../../kernel/sealed.ts';
import type { KeyRing } from '../../../kernel/secrets.ts';
import type { Transaction } from '../../../kernel/unit-of-work.ts';
import { lockSession } from '../session/authorization.repository.ts';
import { AuthorizationSession } from '../session/authorization-session.entity.ts';
import { lastAttempt, leaseEnd, nextAttempt, nextQuestion } from './exchange.rules.ts';

/** Resumes a confirmed session whose lease has ended, or was given back. */
export const EXCHANGE: JobType<{ sessionId: string }> = {
  name: 'authorization.exchange',
  payload: z.object({ sessionId: z.string() }),
  maxAttempts: 8,
};

/** The lease of one process on a session, and what the session held when the lease was taken. */
export interface Lease {
  readonly sessionId: string;
  readonly accountId: string;
  /** After this time another process may take over. */
  readonly leaseUntil: Date;
  /** Rises with every lease: a session with another version has been taken over. */
  readonly version: number;
  readonly code: string;
  readonly confirmedAt: Date;
  readonly openedAt: Date;
  /** WeChat's answer to the exchange, if it was stored: a code can be exchanged once. */
  readonly answer: Authorization | null;
  /** Whether WeChat's signed event has just brought this code. If WeChat refuses it, the session ends. */
  readonly isSigned: boolean;
  /** Since when WeChat's answers lack something that decides. */
  readonly undecidedSince: Date | null;
  /** Whether an earlier lease began the exchange; how that ended is not known. */
  readonly begun: boolean;
}

/** Leases a locked PENDING session whose lease is free. Null: it has no code yet. */
export async function takeLease(
  tx: Transaction,
  session: AuthorizationSession,
  isSigned: boolean,
  keys: KeyRing,
  clock: Clock,
): Promise<Lease | null> {
  const { id: sessionId, accountId, confirmedAt, createdAt: openedAt, undecidedSince } = session;
  if (!session.code || !confirmedAt) return null;
  const begun = session.step !== 'CONFIRMED';
  const leaseUntil = leaseEnd(clock.now());
  const version = session.lease(leaseUntil);
  await scheduleResume(tx, sessionId, leaseUntil);
  const code = keys.open(session.code, placeOf(AuthorizationSession, 'code', sessionId));
  const answer = openAnswer(keys, session);
  const times = { openedAt, confirmedAt, undecidedSince };
  return { sessionId, accountId, leaseUntil, version, code, ...times, isSigned, begun, answer };
}

/** There is one EXCHANGE job for each session; this moves it. A process that dies is followed by this job. */
export function scheduleResume(tx: Transaction, sessionId: string, runAt: Date): Promise<void> {
  return tx.enqueue(EXCHANGE, { sessionId }, { key: keyOf(sessionId), runAt });
}

/** The session, locked; null if it has ended, or another process has leased it since. */
export async function lockLeased(
  tx: Transaction,
  { sessionId, version }: Lease,
): Promise<AuthorizationSession | null> {
  const session = await lockSession(tx.em, sessionId);
  return session?.status === 'PENDING' && session.leaseVersion === version ? session : null;
}

/** Gives the lease back. The job tries again after the session has waited as long again. */
export async function releaseLease(tx: Transaction, lease: Lease, clock: Clock): Promise<void> {
  const session = await lockLeased(tx, lease);
  if (!session) return;
  session.leaseUntil = null;
  await scheduleResume(tx, session.id, nextAttempt(lease.confirmedAt, clock.now()));
}

/** Gives the lease back because WeChat's answer lacks something that decides. The job asks again for a minute. */
export async function releaseUndecided(tx: Transaction, lease: Lease, clock: Clock): Promise<void> {
  const session = await lockLeased(tx, lease);
  if (!session) return;
  session.leaseUntil = null;
  session.undecidedSince ??= clock.now();
  await scheduleResume(tx, session.id, nextQuestion(session.undecidedSince, clock.now()));
}

/**
 * WeChat has refused a code that a browser brought, cut off perhaps. The session waits for WeChat's signed event, which may
 * bring another code; then the job asks for the same code a last time.
 */
export async function awaitSignedEvent(tx: Transaction, lease: Lease, clock: Clock): Promise<void> {
  const session = await lockLeased(tx, lease);
  if (!session) return;
  session.step = 'CONFIRMED';
  session.leaseUntil = null;
  await scheduleResume(tx, session.id, lastAttempt(lease.confirmedAt, clock.now()));
}

/** Gives the lease of a locked session back, for the job to resume it at once. */
export async function requeueNow(tx: Transaction, session: AuthorizationSession): Promise<void> {
  session.leaseUntil = null;
  await tx.enqueue(EXCHANGE, { sessionId: session.id }, { key: keyOf(session.id) });
}

/** WeChat's answer as it was before it was sealed as JSON; null: none was stored. */
export function openAnswer(keys: KeyRing, { id, answer }: AuthorizationSession): Authorization | null {
  if (answer === null) return null;
  const opened: Stored<Authorization> = JSON.parse(
    keys.open(answer, placeOf(AuthorizationSession, 'answer', id)),
  );
  const { accessTokenExpiresAt: expiresAt } = opened;
  return { ...opened, accessTokenExpiresAt: expiresAt ? new Date(expiresAt) : null };
}

type Stored<T> = Omit<T, 'accessTokenExpiresAt'> & { accessTokenExpiresAt: string | null };

const keyOf = (sessionId: string): string => `exchange:${sessionId}`;
