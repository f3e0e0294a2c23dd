import { z } from 'zod';
import type { Clock } from '../../../kernel/clock.ts';
import { BACKGROUND, type JobType } from '../../../kernel/jobs.ts';
import type { Transaction } from '../../../kernel/unit-of-work.ts';
import { OfficialAccount } from '../account/official-account.entity.ts';
import { officialAccountChanged } from '../account/official-account.events.ts';
import type { AccountStatus } from '../account/official-account.rules.ts';
import { type AccountFacts, nextReview, requirementsOf, statusOf } from './requirement.rules.ts';
import { factsOf } from './requirement-facts.repository.ts';

/** Reviews an account when its requirements are expected to change because time has passed. */
export const REVIEW: JobType<{ accountId: string; dueAt: string }> = {
  name: 'account.review',
  priority: BACKGROUND,
  payload: z.object({ accountId: z.string(), dueAt: z.iso.datetime() }),
  maxAttempts: 5,
};

/** An account's status and requirements at one moment, for comparison. */
export interface AccountStanding {
  readonly status: AccountStatus;
  readonly requirements: string;
}

/** Derives an account's status from its facts, and notifies subscribers of changes. */
export class AccountStatusService {
  constructor(private readonly clock: Clock) {}

  /**
   * Call before new facts from WeChat are written. Constraints bind ACTIVE accounts, and a new fact may break one, so the
   * account must not be ACTIVE until its status has been derived again.
   */
  suspend(account: OfficialAccount): void {
    if (account.status === 'ACTIVE') account.status = 'ACTION_REQUIRED';
  }

  /**
   * Derives the status again and notifies subscribers. Call after any fact was written, in the same transaction.
   *
   * @param changedPaths without `status`, `viewerCan` and `requirements`, which are added
   */
  async changed(tx: Transaction, account: OfficialAccount, changedPaths: readonly string[]): Promise<void> {
    await this.derive(tx, account);
    this.tell(tx, account, [...changedPaths, 'status', 'viewerCan', 'requirements']);
    await this.deriveSharers(tx, account, account.unionIdField);
  }

  /** @param at the moment for which the requirements are computed; by default now */
  async standing(tx: Transaction, account: OfficialAccount, at = this.clock.now()): Promise<AccountStanding> {
    return standingOf(account.status, await factsOf(tx.em, account), at);
  }

  /** Derives the status again. Returns which of the derived fields differ from `before`; does not notify. */
  async follow(tx: Transaction, account: OfficialAccount, before: AccountStanding): Promise<string[]> {
    const after = await this.derive(tx, account);
    return [
      ...(after.status === before.status ? [] : ['status', 'viewerCan']),
      ...(after.requirements === before.requirements ? [] : ['requirements']),
    ];
  }

  /** Notifies subscribers; does not derive anything. */
  tell(tx: Transaction, { installationId, id }: OfficialAccount, changedPaths: readonly string[]): void {
    tx.emit(officialAccountChanged.create(installationId, { accountId: id, kind: 'CHANGED', changedPaths }));
  }

  /** Derives accounts with the same UnionID field again: this account may no longer block them. */
  async deriveSharers(tx: Transaction, account: OfficialAccount, unionIdField: string | null): Promise<void> {
    if (unionIdField === null) return;
    await tx.em.flush();
    const status = { $in: ['DRAFT', 'ACTION_REQUIRED'] as AccountStatus[] };
    const others = { unionIdField, status, id: { $ne: account.id } };
    for (const sharer of await tx.em.find(OfficialAccount, others)) {
      const before = sharer.status;
      await this.derive(tx, sharer);
      if (sharer.status === before) continue;
      this.tell(tx, sharer, ['status', 'viewerCan', 'requirements']);
      await tx.em.flush();
    }
  }

  /** Derives the status, without notifying. */
  async derive(tx: Transaction, account: OfficialAccount): Promise<AccountStanding> {
    const facts = await factsOf(tx.em, account);
    const now = this.clock.now();
    account.status = statusOf(account, requirementsOf(facts, now));
    account.wasActive ||= account.status === 'ACTIVE';
    await this.reviewLater(tx, account, facts, now);
    return standingOf(account.status, facts, now);
  }

  private async reviewLater(
    tx: Transaction,
    { id, status }: OfficialAccount,
    facts: AccountFacts,
    now: Date,
  ): Promise<void> {
    const runAt = status === 'REMOVED' ? null : nextReview(facts, now);
    if (!runAt) return;
    const payload = { accountId: id, dueAt: runAt.toISOString() };
    await tx.enqueue(REVIEW, payload, { runAt, key: `review:${id}` });
  }
}

function standingOf(status: AccountStatus, facts: AccountFacts, now: Date): AccountStanding {
  return { status, requirements: JSON.stringify(requirementsOf(facts, now)) };
}
