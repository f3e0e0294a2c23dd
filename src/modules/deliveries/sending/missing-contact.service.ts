import type { EntityManager } from '@mikro-orm/postgresql';
import { z } from 'zod';
import type { RequestContext } from '../../../kernel/context.ts';
import { BACKGROUND, type JobType } from '../../../kernel/jobs.ts';
import { rowsIn, sql } from '../../../kernel/statement.ts';
import type { Transaction, UnitOfWork } from '../../../kernel/unit-of-work.ts';
import type { BindingService } from '../../followers/binding/binding.service.ts';

/** Ends the bindings of an account whose contacts do not exist any more. */
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
