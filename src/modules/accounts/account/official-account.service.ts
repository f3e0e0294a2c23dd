import type { Clock } from '../../../kernel/clock.ts';
import type { Caller, RequestContext } from '../../../kernel/context.ts';
import type { Transaction, UnitOfWork } from '../../../kernel/unit-of-work.ts';
import { requireAvailable, shareInstallation } from '../../installations/installation.locks.ts';
import { accessUsers } from '../access/account-access.repository.ts';
import type { OfficialAccount } from './official-account.entity.ts';
import {
  type AccountFilter,
  type AccountRow,
  accountsByIds,
  accountsInWindow,
  accountsLettingIn,
  countAccounts,
  lockAccount,
  type Window,
} from './official-account.repository.ts';

/** Reads official accounts as the caller may see them. */
export class OfficialAccountService {
  constructor(
    private readonly work: UnitOfWork,
    private readonly clock: Clock,
  ) {}

  /** In the order of `ids`; null for accounts that the caller may not see. */
  async byIds(ctx: RequestContext, ids: readonly string[]): Promise<(AccountRow | null)[]> {
    const found = await this.work.read(ctx, (em) => accountsByIds(em, ctx, ids, this.clock.now()));
    const byId = new Map(found.map((account) => [account.id, account]));
    return ids.map((id) => byId.get(id) ?? null);
  }

  async byId(ctx: RequestContext, id: string): Promise<AccountRow | null> {
    const [account] = await this.byIds(ctx, [id]);
    return account ?? null;
  }

  list(ctx: RequestContext, filter: AccountFilter, window: Window): Promise<AccountRow[]> {
    return this.work.read(ctx, (em) => accountsInWindow(em, ctx, filter, window, this.clock.now()));
  }

  count(ctx: RequestContext, filter: AccountFilter): Promise<number> {
    return this.work.read(ctx, (em) => countAccounts(em, ctx, filter));
  }

  /** The selected users of each account, in the order of `accountIds`. */
  async accessUsers(ctx: RequestContext, accountIds: readonly string[]): Promise<string[][]> {
    const users = await this.work.read(ctx, (em) => accessUsers(em, ctx.installationId, accountIds));
    return accountIds.map((id) => users.get(id) ?? []);
  }

  /** Whether the caller may use each account, in the order of `accountIds`; see {@link LETS_USER_IN}. */
  async mayUseEach(ctx: RequestContext, accountIds: readonly string[]): Promise<boolean[]> {
    const { caller, installationId } = ctx;
    if (caller.kind !== 'USER') return accountIds.map(() => true);
    const { userId } = caller;
    const found = await this.work.read(ctx, (em) =>
      accountsLettingIn(em, installationId, userId, accountIds),
    );
    return accountIds.map((id) => found.has(id));
  }

  /** The same, inside a transaction that has locked the account, so that its access cannot change. */
  async mayUse(
    { em }: Transaction,
    { installationId, id }: Pick<OfficialAccount, 'installationId' | 'id'>,
    caller: Caller,
  ): Promise<boolean> {
    if (caller.kind !== 'USER') return true;
    return (await accountsLettingIn(em, installationId, caller.userId, [id])).has(id);
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
