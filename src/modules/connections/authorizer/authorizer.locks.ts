import type { EntityManager } from '@mikro-orm/postgresql';

/**
 * Makes two transactions that connect the same WeChat account for the first time wait for each other; there is no row to
 * lock yet.
 */
export async function lockAppId(em: EntityManager, appId: string): Promise<void> {
  await em.execute('select pg_advisory_xact_lock(hashtextextended(?, 0))', [`authorizer:${appId}`]);
}

/**
 * Notes what WeChat told. Whoever connects the account holds the same lock: either they see this, or they have committed
 * and whoever notes it sees them.
 */
export async function noteWithdrawal(em: EntityManager, appId: string, at: Date): Promise<void> {
  await lockAppId(em, appId);
  await em.execute(
    `insert into withdrawal (app_id, withdrawn_at) values (?, ?)
     on conflict (app_id) do update set withdrawn_at = greatest(withdrawal.withdrawn_at, excluded.withdrawn_at)`,
    [appId, at],
  );
}
