import { type EntityManager, LockMode } from '@mikro-orm/postgresql';
import { arrayLiteral } from '../../../kernel/array-literal.ts';
import { SenderExecution } from './sender-execution.entity.ts';

type Arrival = Pick<
  SenderExecution,
  'installationId' | 'id' | 'senderId' | 'executionId' | 'contactCount' | 'contactsDigest'
> & { readonly contactIds: readonly string[] };

/** Returns false, and adds nothing, if these contacts of this execution have arrived before. */
export async function addExecution(em: EntityManager, arrival: Arrival): Promise<boolean> {
  const { installationId, id, senderId, executionId, contactIds, contactCount, contactsDigest } = arrival;
  const added = await em.execute<{ id: string }[]>(
    `insert into sender_execution (installation_id, id, sender_id, execution_id, contact_ids, contact_count, contacts_digest, status)
     values (?, ?, ?, ?, ?::text[], ?, ?, 'PENDING')
     on conflict (installation_id, sender_id, execution_id, contacts_digest) do nothing returning id`,
    [installationId, id, senderId, executionId, arrayLiteral(contactIds), contactCount, contactsDigest],
  );
  return added.length > 0;
}

export function findExecution(em: EntityManager, id: string): Promise<SenderExecution | null> {
  return em.findOne(SenderExecution, { id }, { populate: ['sender'] });
}

export function lockExecution(em: EntityManager, id: string): Promise<SenderExecution | null> {
  return em.findOne(SenderExecution, { id }, { lockMode: LockMode.PESSIMISTIC_WRITE });
}

/** For an uninstall: they will not be reported any more. */
export async function giveUpExecutions(em: EntityManager, at: Date): Promise<void> {
  const ended = { status: 'GIVEN_UP', endedAt: at, contactIds: null } as const;
  await em.nativeUpdate(SenderExecution, { status: 'PENDING' }, ended);
}

/** Executions whose contacts are still to be reported. */
export async function pendingExecutions(em: EntityManager): Promise<string[]> {
  const found = await em.find(
    SenderExecution,
    { status: 'PENDING' },
    { fields: ['id'], orderBy: { id: 'asc' } },
  );
  return found.map(({ id }) => id);
}

export async function deleteExecutionsEndedBefore(em: EntityManager, time: Date): Promise<void> {
  await em.nativeDelete(SenderExecution, { endedAt: { $lt: time } });
}
