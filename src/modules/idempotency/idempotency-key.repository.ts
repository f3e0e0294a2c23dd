import { type EntityManager, LockMode } from '@mikro-orm/postgresql';
import type { IdempotencyKey as Row } from './idempotency-key.entity.ts';
import { IdempotencyKey } from './idempotency-key.entity.ts';

export type KeyId = Pick<Row, 'installationId' | 'caller' | 'mutation' | 'keyDigest'>;

/** A call whose effect is under way. */
export const NO_OUTCOME = { objectId: null, sealedSecret: null, intent: null, reservedUntil: null } as const;

export function findKey(em: EntityManager, id: KeyId): Promise<Row | null> {
  return em.findOne(IdempotencyKey, id);
}

/** The locked row, which is added if it is not there. Waits for transactions that add or hold it. */
export async function lockedKey(
  em: EntityManager,
  added: KeyId & Pick<Row, 'id' | 'inputDigest' | 'createdAt'>,
): Promise<Row> {
  const { installationId, caller, mutation, keyDigest } = added;
  const id = { installationId, caller, mutation, keyDigest };
  for (;;) {
    const insert = em.createQueryBuilder(IdempotencyKey).insert(added).onConflict().ignore();
    const { affectedRows } = await insert.execute('run');
    if (affectedRows === 1) return em.merge(IdempotencyKey, { ...NO_OUTCOME, ...added });
    const row = await em.findOne(IdempotencyKey, id, { lockMode: LockMode.PESSIMISTIC_WRITE });
    // The transaction that held the row may have deleted it.
    if (row) return row;
  }
}

export async function deleteKeysCreatedBefore(em: EntityManager, time: Date): Promise<void> {
  await em.nativeDelete(IdempotencyKey, { createdAt: { $lt: time } });
}
