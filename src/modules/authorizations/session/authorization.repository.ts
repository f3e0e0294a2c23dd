import { type EntityManager, LockMode } from '@mikro-orm/postgresql';
import { type RequestContext, systemContext } from '../../../kernel/context.ts';
import type { UnitOfWork } from '../../../kernel/unit-of-work.ts';
import { AuthorizationLink } from './authorization-link.entity.ts';
import { AuthorizationSession } from './authorization-session.entity.ts';

/** How WeChat, a browser or an event names a session, before its installation is known. */
export type LinkKey =
  | { sessionId: string }
  | { stateDigest: string }
  | { preAuthCodeDigest: string }
  | { codeDigest: string };

/** A session that was found by its link, and a system context for its installation. */
export interface LocatedSession {
  readonly ctx: RequestContext;
  readonly sessionId: string;
}

/** Null: no session has this link. It may be forged. */
export async function locateSession(
  work: UnitOfWork,
  key: LinkKey,
  requestId: string,
): Promise<LocatedSession | null> {
  const link = await work.statement((em) => findLink(em, key));
  return link && { ctx: systemContext(link.installationId, 'wechat', requestId), sessionId: link.sessionId };
}

/** A platform table: the system only. */
export function findLink(em: EntityManager, key: LinkKey): Promise<AuthorizationLink | null> {
  return em.findOne(AuthorizationLink, key);
}

/** Written by callers, who may add a link but not read one: no `returning`, no entity that the ORM would read back. */
export async function insertLink(
  em: EntityManager,
  link: { sessionId: string; installationId: string; stateDigest: string; preAuthCodeDigest: string },
): Promise<void> {
  await em.execute(
    'insert into authorization_link (session_id, installation_id, state_digest, pre_auth_code_digest) values (?, ?, ?, ?)',
    [link.sessionId, link.installationId, link.stateDigest, link.preAuthCodeDigest],
  );
}

/**
 * Gives a session its code. A code that it has already stays, unless `overrule` is set; an `authorizerAppId` always stays.
 *
 * @returns the digest of the code that the session has now, and whether it is new; null: there is no such session
 */
export async function claimCode(
  em: EntityManager,
  {
    sessionId,
    codeDigest,
    authorizerAppId,
    overrule,
  }: { sessionId: string; codeDigest: string; authorizerAppId: string | null; overrule: boolean },
): Promise<{ codeDigest: string; isNew: boolean } | null> {
  const [link] = await em.execute<{ code_digest: string; was: string | null }[]>(
    `update authorization_link l set code_digest = case when ? then ? else coalesce(l.code_digest, ?) end,
       authorizer_app_id = coalesce(l.authorizer_app_id, ?)
     from authorization_link old where l.session_id = ? and old.session_id = l.session_id
     returning l.code_digest, old.code_digest as was`,
    [overrule, codeDigest, codeDigest, authorizerAppId, sessionId],
  );
  return link ? { codeDigest: link.code_digest, isNew: link.was !== link.code_digest } : null;
}

/** One session, locked for the rest of the transaction. */
export function lockSession(em: EntityManager, id: string): Promise<AuthorizationSession | null> {
  return em.findOne(AuthorizationSession, { id }, { lockMode: LockMode.PESSIMISTIC_WRITE, refresh: true });
}

/**
 * Stores the sealed answer of an exchange. The holder of the lease overwrites any other answer; a process that has lost its
 * lease stores its answer only if the session has none.
 *
 * @returns the version of the latest lease; null: the session has ended
 */
export async function storeAnswer(
  em: EntityManager,
  { sessionId, version, sealed }: { sessionId: string; version: number; sealed: string },
): Promise<number | null> {
  const [stored] = await em.execute<{ lease_version: number }[]>(
    `update authorization_session set step = 'READING_ACCOUNT',
       answer = case when lease_version = ? then ? else coalesce(answer, ?) end
     where id = ? and status = 'PENDING' returning lease_version`,
    [version, sealed, sealed, sessionId],
  );
  return stored?.lease_version ?? null;
}

/** Makes jobs that were given up due again, with all their attempts. */
export async function reviveJobs(em: EntityManager, task: string): Promise<void> {
  await em.execute(
    `select graphile_worker.reschedule_jobs(array_agg(id), run_at => now(), attempts => 0) from graphile_worker.jobs
     where task_identifier = ? and attempts >= max_attempts and locked_at is null having count(*) > 0`,
    [task],
  );
}

export function pendingSession(em: EntityManager, accountId: string): Promise<AuthorizationSession | null> {
  return em.findOne(AuthorizationSession, { accountId, status: 'PENDING' });
}

/** The same, locked; null also if it has ended while this waited for the lock. */
export async function lockPendingSession(
  em: EntityManager,
  accountId: string,
): Promise<AuthorizationSession | null> {
  const waiting = await pendingSession(em, accountId);
  const locked = waiting && (await lockSession(em, waiting.id));
  return locked?.status === 'PENDING' ? locked : null;
}

export function pendingSessions(em: EntityManager): Promise<AuthorizationSession[]> {
  return em.find(AuthorizationSession, { status: 'PENDING' }, { orderBy: { id: 'asc' } });
}

export function sessionsByIds(em: EntityManager, ids: readonly string[]): Promise<AuthorizationSession[]> {
  return em.find(AuthorizationSession, { id: { $in: [...ids] } });
}

/** The latest session of each account, by account id. */
export async function latestSessions(
  em: EntityManager,
  accountIds: readonly string[],
): Promise<Map<string, AuthorizationSession>> {
  const latest = await em.execute<{ id: string }[]>(
    `select latest.id from unnest(?::uuid[]) account, lateral (
       select id from authorization_session where account_id = account order by id desc limit 1) latest`,
    [`{${accountIds.join(',')}}`],
  );
  const sessions = await sessionsByIds(
    em,
    latest.map((row) => row.id),
  );
  return new Map(sessions.map((session) => [session.accountId, session]));
}

/** The sessions for which an event of WeChat named this account, ended ones too. */
export function linksNaming(em: EntityManager, authorizerAppId: string): Promise<AuthorizationLink[]> {
  return em.find(AuthorizationLink, { authorizerAppId });
}

/** Whether an event of WeChat named this account for another session. */
export async function isClaimedByAnother(
  em: EntityManager,
  appId: string,
  sessionId: string,
): Promise<boolean> {
  return (await em.count(AuthorizationLink, { authorizerAppId: appId, sessionId: { $ne: sessionId } })) > 0;
}
