import { type EntityManager, LockMode } from '@mikro-orm/postgresql';
import { Authorizer } from './authorizer.entity.ts';

/** Who owns a WeChat account here, locked for the rest of the transaction. A platform table: the system only. */
export function lockAuthorizer(em: EntityManager, appId: string): Promise<Authorizer | null> {
  return em.findOne(Authorizer, { appId }, { lockMode: LockMode.PESSIMISTIC_WRITE });
}

/**
 * Makes two transactions that connect the same WeChat account for the first time wait for each other; there is no row to
 * lock yet.
 */
export async function lockAppId(em: EntityManager, appId: string): Promise<void> {
  await em.execute('select pg_advisory_xact_lock(hashtextextended(?, 0))', [`authorizer:${appId}`]);
}

/**
 * The lowest free slot of a group, or null if all are taken. Locks the group's row, so that of twenty accounts that
 * arrive at once exactly as many are served as there are slots; the unique key would refuse the others anyway.
 */
export async function lowestFreeSlot(
  em: EntityManager,
  group: string,
  appId: string,
): Promise<number | null> {
  await em.execute('insert into slot_group (name) values (?) on conflict do nothing', [group]);
  await em.execute('select from slot_group where name = ? for update', [group]);
  const [free] = await em.execute<{ slot: number | null }[]>(
    `select min(n.slot) as slot from slot_number n
     where not exists (select from authorizer a where a.slot_group = ? and a.slot = n.slot and a.app_id <> ?)`,
    [group, appId],
  );
  return free?.slot ?? null;
}
