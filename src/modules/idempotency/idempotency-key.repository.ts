import { type EntityManager, LockMode } from '@mikro-orm/postgresql';
import type { IdempotencyKey as Row } from './idempotency-key.entity.ts';
import { IdempotencyKey } from './idempotency-key.entity.ts';

export type KeyId = Pick<Row, 'installationId' | 'caller' | 'mutation' | 'keyDigest'>;

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
    await em.createQueryBuilder(IdempotencyKey).insert(added).onConflict().ignore().execute('run');
    const row = await em.findOne(IdempotencyKey, id, { lockMode: LockMode.PESSIMISTIC_WRITE });
    // The transaction that held the row may have deleted it.
    if (row) return row;
  }
}

export async function deleteKeysCreatedBefore(em: EntityManager, time: Date): Promise<void> {
  await em.nativeDelete(IdempotencyKey, { createdAt: { $lt: time } });
}
