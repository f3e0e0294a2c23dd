import { z } from 'zod';
import type { Clock } from '../../../kernel/clock.ts';
import { BACKGROUND, type JobType } from '../../../kernel/jobs.ts';
import type { Transaction } from '../../../kernel/unit-of-work.ts';
import { OfficialAccount } from '../account/official-account.entity.ts';
import { officialAccountChanged } from '../account/official-account.events.ts';
import type { AccountStatus } from '../account/official-account.rules.ts';
import { type AccountFacts, nextReview, requirementsOf, statusOf } from './requirement.rules.ts';
import { factsOf } from './requirement-facts.repository.ts';

/** Looks at an account again at the moment when its requirements change because time has passed. */
export const REVIEW: JobType<{ accountId: string; dueAt: string }> = {
  name: 'account.review',
  priority: BACKGROUND,
  payload: z.object({ accountId: z.string(), dueAt: z.iso.datetime() }),
  maxAttempts: 5,
};

/** Where an account stands, to be compared with where it stands later. */
export interface AccountStanding {
  readonly status: AccountStatus;
  readonly requirements: string;
}

/** Keeps an account's status in line with its facts, and tells of what changed. */
export class AccountStatusService {
  constructor(private readonly clock: Clock) {}

  /**
   * The constraints bind an ACTIVE account, never what WeChat says of one: before new facts are written it ceases to be
   * ACTIVE, until its status is derived from them.
   */
  suspend(account: OfficialAccount): void {
    if (account.status === 'ACTIVE') account.status = 'ACTION_REQUIRED';
  }

  /**
   * Every writer of a fact calls it before the transaction commits.
   *
   * @param changedPaths those beside `status`, `viewerCan` and `requirements`, which follow from the facts
   */
  async changed(tx: Transaction, account: OfficialAccount, changedPaths: readonly string[]): Promise<void> {
    await this.derive(tx, account);
    this.tell(tx, account, [...changedPaths, 'status', 'viewerCan', 'requirements']);
    await this.deriveSharers(tx, account, account.unionIdField);
  }

  /** @param at as the requirements are at that moment; left out: now */
  async standing(tx: Transaction, account: OfficialAccount, at = this.clock.now()): Promise<AccountStanding> {
    return standingOf(account.status, await factsOf(tx.em, account), at);
  }

  /** The same as `changed` where it is known how the account stood before. Returns what follows from the facts and is other now. */
  async follow(tx: Transaction, account: OfficialAccount, before: AccountStanding): Promise<string[]> {
    const after = await this.derive(tx, account);
    return [
      ...(after.status === before.status ? [] : ['status', 'viewerCan']),
      ...(after.requirements === before.requirements ? [] : ['requirements']),
    ];
  }

  /** Something changed that neither status nor requirements depend on. */
  tell(tx: Transaction, { installationId, id }: OfficialAccount, changedPaths: readonly string[]): void {
    tx.emit(officialAccountChanged.create(installationId, { accountId: id, kind: 'CHANGED', changedPaths }));
  }

  /** An account that was blocked because this one's open platform differs, or used its field, may be free now. */
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

  /** Alone; whoever calls it tells. */
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
