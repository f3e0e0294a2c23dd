import type { EntityManager } from '@mikro-orm/postgresql';
import { z } from 'zod';
import type { RequestContext } from '../../../kernel/context.ts';
import { BACKGROUND, type JobType } from '../../../kernel/jobs.ts';
import { rowsIn, sql } from '../../../kernel/statement.ts';
import type { Transaction, UnitOfWork } from '../../../kernel/unit-of-work.ts';
import type { BindingService } from '../../followers/binding/binding.service.ts';
import { sendLater } from './delivery-queue.ts';

/** Ends the bindings of an account whose contacts do not exist any more, and lets what failed because of them wait. */
export const UNBIND_MISSING: JobType<{ accountId: string }> = {
  name: 'delivery.unbind-missing',
  payload: z.object({ accountId: z.uuid() }),
  maxAttempts: 25,
  priority: BACKGROUND,
};

export const unbindMissingLater = (tx: Transaction, accountId: string): Promise<void> =>
  tx.enqueue(UNBIND_MISSING, { accountId }, { key: `${UNBIND_MISSING.name}:${accountId}` });

/** In one transaction. */
const AT_ONCE = 500;

/** The marketing platform deletes and merges contacts. Their followers are HELD again, and nothing of them is lost. */
export class MissingContactService {
  constructor(
    private readonly bindings: BindingService,
    private readonly work: UnitOfWork,
  ) {}

  async unbind(ctx: RequestContext, accountId: string): Promise<void> {
    await this.work.write(ctx, 'unbindMissing', async (tx) => {
      // Nobody is bound meanwhile, so those whom it finds have no other contact.
      if (!(await this.bindings.lock(tx, ctx, accountId))) return;
      const ids = await withoutContact(tx.em, ctx, accountId);
      for (const id of ids) await this.bindings.unbind(tx, ctx, accountId, id);
      if (await takeBackFailed(tx.em, ctx, accountId, tx.now()))
        await sendLater(tx, { accountId, subject: 'ACTIVITY' });
      if (ids.length === AT_ONCE) await unbindMissingLater(tx, accountId);
    });
  }
}

/** A new binding sends the newest values again, so what has failed was for the contact of now. */
async function withoutContact(
  em: EntityManager,
  { installationId }: RequestContext,
  accountId: string,
): Promise<string[]> {
  const found = await rowsIn(em)<{ id: string }>(
    sql`select follower_id as id from delivery
      where installation_id = ${installationId} and account_id = ${accountId} and status = 'FAILED'
        and subject = 'FOLLOWER' and reason = 'CONTACT_MISSING' and follower_id is not null
      order by follower_id limit ${AT_ONCE}`,
  );
  return found.map(({ id }) => id);
}

/**
 * What was under way while a binding ended, and failed after that: it waits for the next contact, or is sent to the one that the
 * follower got meanwhile. That happens once, because the request is then later than the binding. These are few: only an import
 * that was under way can have left them.
 *
 * @returns whether anything is to be sent
 */
async function takeBackFailed(
  em: EntityManager,
  { installationId }: RequestContext,
  accountId: string,
  now: Date,
): Promise<boolean> {
  const found = await rowsIn(em)<{ status: string }>(
    sql`update delivery d set attempts = 0, next_attempt_at = null,
        status = case when f.contact_id is null then 'HELD' else 'PENDING' end,
        reason = case when f.contact_id is null then 'NOT_BOUND' end,
        requested_at = case when f.contact_id is null then d.requested_at else ${now} end
      from follower f
      where d.installation_id = ${installationId} and d.account_id = ${accountId} and d.status = 'FAILED'
        and d.reason = 'CONTACT_MISSING' and f.installation_id = d.installation_id and f.id = d.follower_id
        and (f.contact_id is null or d.subject = 'ACTIVITY' and f.bound_at > d.requested_at)
      returning d.status`,
  );
  return found.some(({ status }) => status === 'PENDING');
}
