import type { EntityManager } from '@mikro-orm/postgresql';

/**
 * Waits until no other transaction has the lock of this name, and has it until the transaction ends. For the system: unlike
 * an advisory lock, callers cannot take it.
 */
export async function lockUntilCommit(em: EntityManager, name: string): Promise<void> {
  await em.execute('select lock_until_commit(?)', [name]);
}
