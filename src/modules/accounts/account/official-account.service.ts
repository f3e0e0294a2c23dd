import type { Clock } from '../../../kernel/clock.ts';
import type { Caller, RequestContext } from '../../../kernel/context.ts';
import type { Transaction, UnitOfWork } from '../../../kernel/unit-of-work.ts';
import { requireAvailable, shareInstallation } from '../../installations/installation.locks.ts';
import {
  type AccountFilter,
  type AccountPart,
  type AccountRow,
  ALL_PARTS,
  accountsByIds,
  accountsInWindow,
  countAccounts,
  type Window,
} from './account-row.repository.ts';
import type { OfficialAccount } from './official-account.entity.ts';
import { accountLetsIn, lockAccount } from './official-account.repository.ts';

/** Reads official accounts as the caller may see them. */
export class OfficialAccountService {
  constructor(
    private readonly work: UnitOfWork,
    private readonly clock: Clock,
  ) {}

  /**
   * In the order of `ids`; null for accounts that the caller may not see.
   *
   * @param parts what is read of each account besides its summary
   */
  async byIds(
    ctx: RequestContext,
    ids: readonly string[],
    parts: readonly AccountPart[] = ALL_PARTS,
  ): Promise<(AccountRow | null)[]> {
    const found = await accountsByIds(this.work.rows(ctx), ctx, ids, parts, this.clock.now());
    const byId = new Map(found.map((account) => [account.id, account]));
    return ids.map((id) => byId.get(id) ?? null);
  }

  async byId(ctx: RequestContext, id: string): Promise<AccountRow | null> {
    const [account] = await this.byIds(ctx, [id]);
    return account ?? null;
  }

  list(
    ctx: RequestContext,
    filter: AccountFilter,
    window: Window,
    parts: readonly AccountPart[] = ALL_PARTS,
  ): Promise<AccountRow[]> {
    return accountsInWindow(this.work.rows(ctx), ctx, filter, window, parts, this.clock.now());
  }

  count(ctx: RequestContext, filter: AccountFilter): Promise<number> {
    return countAccounts(this.work.rows(ctx), ctx, filter);
  }

  /**
   * Whether the caller may use the account; see {@link letsUserIn}. Inside a transaction that has locked the account, so that
   * its access cannot change.
   */
  async mayUse(
    { em }: Transaction,
    account: Pick<OfficialAccount, 'installationId' | 'id'>,
    caller: Caller,
  ): Promise<boolean> {
    if (caller.kind !== 'USER') return true;
    return accountLetsIn(em, account, caller.userId);
  }

  /** Locks the account, so that nobody else changes it until the transaction ends. */
  lock(tx: Transaction, accountId: string): Promise<OfficialAccount | null> {
    return lockAccount(tx.em, accountId);
  }

  /**
   * Locks the account, and keeps its installation as it is; null if the account was removed.
   *
   * @throws {RequestError} INSTALLATION_UNAVAILABLE if the installation became unavailable during the request
   */
  async lockAvailable(
    { em }: Transaction,
    ctx: RequestContext,
    accountId: string,
  ): Promise<OfficialAccount | null> {
    requireAvailable(await shareInstallation(em, ctx));
    const account = await lockAccount(em, accountId);
    return account?.status === 'REMOVED' ? null : account;
  }
}
