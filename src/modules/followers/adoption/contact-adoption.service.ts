import { z } from 'zod';
import type { RequestContext } from '../../../kernel/context.ts';
import { Refusal } from '../../../kernel/errors.ts';
import { newId } from '../../../kernel/ids.ts';
import type { JobType } from '../../../kernel/jobs.ts';
import type { Transaction, UnitOfWork } from '../../../kernel/unit-of-work.ts';
import { accountNotFound } from '../../accounts/account/official-account.errors.ts';
import type { OfficialAccountService } from '../../accounts/account/official-account.service.ts';
import { ContactAdoption } from './contact-adoption.entity.ts';
import { noOpenIdField, otherAdoptionRuns } from './contact-adoption.errors.ts';
import { type AdoptionRow, adoptionsBy, deleteClaims } from './contact-adoption.repository.ts';
import { NO_COUNTS } from './contact-adoption.rules.ts';

/** Reads all contacts that have an OpenID, page by page, and binds the followers whose they are. */
export const ADOPT: JobType<{ adoptionId: string }> = {
  name: 'follower.adopt',
  payload: z.object({ adoptionId: z.string() }),
  maxAttempts: 15,
};

export const adoptLater = (tx: Transaction, adoptionId: string, runAt = tx.now()): Promise<void> =>
  tx.enqueue(ADOPT, { adoptionId }, { key: `${ADOPT.name}:${adoptionId}`, runAt });

/** Adoptions as callers start and read them. */
export class ContactAdoptionService {
  constructor(
    private readonly accounts: OfficialAccountService,
    private readonly work: UnitOfWork,
  ) {}

  /** In the order of `ids`; null for adoptions of accounts that the caller may not use. */
  async byIds(ctx: RequestContext, ids: readonly string[]): Promise<(AdoptionRow | null)[]> {
    const found = await adoptionsBy(this.work.rows(ctx), ctx, 'id', ids);
    const byId = new Map(found.map((adoption) => [adoption.id, adoption]));
    return ids.map((id) => byId.get(id) ?? null);
  }

  /** The latest adoption of each account, in the order of `accountIds`. */
  async ofAccounts(ctx: RequestContext, accountIds: readonly string[]): Promise<(AdoptionRow | null)[]> {
    const found = await adoptionsBy(this.work.rows(ctx), ctx, 'account_id', accountIds);
    const byAccount = new Map(found.map((adoption) => [adoption.accountId, adoption]));
    return accountIds.map((id) => byAccount.get(id) ?? null);
  }

  /**
   * Starts an adoption, unless the same one runs already.
   *
   * @throws {Refusal} NOT_FOUND; REQUIRED without an OpenID field; CONFLICT if another one runs
   */
  async start(ctx: RequestContext, accountId: string, dryRun: boolean): Promise<AdoptionRow> {
    const visible = await this.accounts.byId(ctx, accountId);
    if (!visible) throw new Refusal(accountNotFound('accountId'));
    return this.work.write(ctx, 'adoptExistingContacts', async (tx) => {
      const account = await this.accounts.lockAvailable(tx, ctx, accountId);
      if (!account) throw new Refusal(accountNotFound('accountId'));
      const { installationId } = ctx;
      const latest = await tx.em.findOne(ContactAdoption, { installationId, accountId });
      if (latest?.status === 'RUNNING') {
        if (latest.dryRun === dryRun) return latest;
        throw new Refusal(otherAdoptionRuns());
      }
      const { openIdField, unionIdField } = account;
      if (openIdField === null) throw new Refusal(noOpenIdField());
      await this.forget(tx, ctx, accountId);
      const adoption = tx.em.create(ContactAdoption, {
        ...{ installationId, id: newId(), accountId, account, status: 'RUNNING', failure: null, dryRun },
        ...{ openIdField, unionIdField, exportId: null, pageOffset: 0, doneInPage: 0, ...NO_COUNTS },
        ...{ startedAt: tx.now(), endedAt: null },
      } as ContactAdoption);
      tx.em.persist(adoption);
      await tx.em.flush();
      await adoptLater(tx, adoption.id);
      tx.audit({ subjectType: 'ContactAdoption', subjectId: adoption.id, after: { accountId, dryRun } });
      return adoption;
    });
  }

  /** An account was removed, or another adoption begins. */
  async forget(tx: Transaction, ctx: RequestContext, accountId: string): Promise<void> {
    await tx.em.nativeDelete(ContactAdoption, { accountId });
    await deleteClaims(tx.em, ctx, accountId);
  }
}
