import type { EntityManager } from '@mikro-orm/postgresql';
import type { Transaction } from '../../kernel/unit-of-work.ts';
import { OfficialAccount } from './official-account.entity.ts';
import { officialAccountChanged } from './official-account.events.ts';
import { factsOf } from './official-account.repository.ts';
import { type AccountStatus, requirementsOf, statusOf } from './official-account.rules.ts';

/** Keeps an account's status in line with its facts, and tells of what changed. */
export class AccountStatusService {
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
   * @param changedPaths those beside `status` and `requirements`, which follow from the facts
   */
  async changed(tx: Transaction, account: OfficialAccount, changedPaths: readonly string[]): Promise<void> {
    await this.derive(tx.em, account);
    this.tell(tx, account, [...changedPaths, 'status', 'requirements']);
    if (account.unionIdField !== null) await this.rederiveSharers(tx, account, account.unionIdField);
  }

  /** Something changed that neither status nor requirements depend on. */
  tell(tx: Transaction, { installationId, id }: OfficialAccount, changedPaths: readonly string[]): void {
    tx.emit(officialAccountChanged.create(installationId, { accountId: id, kind: 'CHANGED', changedPaths }));
  }

  private async derive(em: EntityManager, account: OfficialAccount): Promise<void> {
    const status = statusOf(account, requirementsOf(await factsOf(em, account)));
    account.status = status;
    account.wasActive ||= status === 'ACTIVE';
  }

  /** An account that was blocked because this one's open platform differs may be free now. */
  private async rederiveSharers(
    tx: Transaction,
    account: OfficialAccount,
    unionIdField: string,
  ): Promise<void> {
    await tx.em.flush();
    const status = { $in: ['DRAFT', 'ACTION_REQUIRED'] as AccountStatus[] };
    const others = { unionIdField, status, id: { $ne: account.id } };
    for (const sharer of await tx.em.find(OfficialAccount, others)) {
      const before = sharer.status;
      await this.derive(tx.em, sharer);
      if (sharer.status === before) continue;
      this.tell(tx, sharer, ['status', 'requirements']);
      await tx.em.flush();
    }
  }
}
