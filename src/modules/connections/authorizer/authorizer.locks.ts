import type { EntityManager } from '@mikro-orm/postgresql';
import { lockUntilCommit } from '../../../kernel/locks.ts';

/**
 * Serializes the transactions that connect one WeChat account. A lock by name, because a first connection has no row to
 * lock.
 */
export async function lockAppId(em: EntityManager, appId: string): Promise<void> {
  await lockUntilCommit(em, `authorizer:${appId}`);
}

/**
 * Notes a withdrawal that WeChat reported. A transaction that connects the account holds the same lock: either it sees this
 * note, or it has committed and the caller sees the connection.
 */
export async function noteWithdrawal(em: EntityManager, appId: string, at: Date): Promise<void> {
  await lockAppId(em, appId);
  await em.execute(
    `insert into withdrawal (app_id, withdrawn_at) values (?, ?)
     on conflict (app_id) do update set withdrawn_at = greatest(withdrawal.withdrawn_at, excluded.withdrawn_at)`,
    [appId, at],
  );
}
