import type { EntityManager } from '@mikro-orm/postgresql';
import type { Role } from '../../kernel/context.ts';
import type { Visitor } from './console-session.entity.ts';
import { CODE_SECONDS, SESSION_HOURS } from './console-session.rules.ts';

/** A session after its code or refresh token was used. */
export interface UsedSession extends Visitor {
  readonly startedAt: Date;
  readonly expiresAt: Date;
  /** The refresh token had been used before, and now the session is ended. */
  readonly reused: boolean;
}

interface Row {
  readonly user_id: string;
  readonly role: Role;
  readonly sender_id: string | null;
  readonly started_at: string;
  readonly expires_at: string;
  readonly reused: boolean;
}

const COLUMNS = 'user_id, role, sender_id, started_at, expires_at, ended_at is not null as reused';

export async function insertSession(
  em: EntityManager,
  { installationId, sessionId }: { readonly installationId: string; readonly sessionId: string },
  { userId, role, senderId }: Visitor,
  codeDigest: string,
): Promise<void> {
  await em.execute(
    `insert into console_session
       (installation_id, id, user_id, role, sender_id, code_digest, code_expires_at, started_at, expires_at)
     values (?, ?, ?, ?, ?, ?, now() + make_interval(secs => ?), now(), now() + make_interval(hours => ?))`,
    [installationId, sessionId, userId, role, senderId, codeDigest, CODE_SECONDS, SESSION_HOURS],
  );
}

/** Null if the code has expired, or was used before. */
export function useCode(
  em: EntityManager,
  sessionId: string,
  code: string,
  refresh: string,
): Promise<UsedSession | null> {
  return used(
    em,
    `update console_session set code_digest = null, code_expires_at = null, refresh_digest = ?
     where id = ? and code_digest = ? and code_expires_at > now() returning ${COLUMNS}`,
    [refresh, sessionId, code],
  );
}

/**
 * Replaces the refresh token, or ends the session if another token has replaced it before. Of those who bring the same
 * token at once one is first, because the others wait for its row and then see the token that it got. Null if the session
 * has ended.
 */
export function useRefreshToken(
  em: EntityManager,
  sessionId: string,
  current: string,
  next: string,
): Promise<UsedSession | null> {
  return used(
    em,
    `update console_session set
       refresh_digest = case when refresh_digest = ? then ? end,
       ended_at = case when refresh_digest = ? then null else now() end,
       end_reason = case when refresh_digest = ? then null else 'REUSED' end
     where id = ? and refresh_digest is not null and expires_at > now() returning ${COLUMNS}`,
    [current, next, current, current, sessionId],
  );
}

/** Does nothing if the session has ended. */
export async function endSession(em: EntityManager, sessionId: string): Promise<void> {
  await em.execute(
    `update console_session set refresh_digest = null, ended_at = now(), end_reason = 'SIGNED_OUT'
     where id = ? and refresh_digest is not null`,
    [sessionId],
  );
}

export async function deleteExpiredSessions(em: EntityManager): Promise<void> {
  await em.execute('delete from console_session where expires_at <= now()');
}

export async function deleteSessions(em: EntityManager): Promise<void> {
  await em.execute('delete from console_session');
}

async function used(em: EntityManager, statement: string, values: unknown[]): Promise<UsedSession | null> {
  const [row] = await em.execute<Row[]>(statement, values);
  if (!row) return null;
  return {
    ...{ userId: row.user_id, role: row.role, senderId: row.sender_id, reused: row.reused },
    ...{ startedAt: new Date(row.started_at), expiresAt: new Date(row.expires_at) },
  };
}
