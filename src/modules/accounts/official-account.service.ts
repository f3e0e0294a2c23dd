import { UniqueConstraintViolationException } from '@mikro-orm/postgresql';
import type { RequestContext } from '../../kernel/context.ts';
import { Refusal, refuseIfAny } from '../../kernel/errors.ts';
import { newId } from '../../kernel/ids.ts';
import type { Transaction, UnitOfWork } from '../../kernel/unit-of-work.ts';
import { AccountAccess } from './account-access.entity.ts';
import { OfficialAccount } from './official-account.entity.ts';
import { fieldTaken, tooManyDrafts } from './official-account.errors.ts';
import { officialAccountChanged } from './official-account.events.ts';
import {
  type AccountFilter,
  type AccountRow,
  accessUsers,
  accountsByIds,
  accountsInWindow,
  countAccounts,
  countDrafts,
  lockAccount,
  lockInstallation,
  type Window,
} from './official-account.repository.ts';
import { type AccountType, DRAFTS_PER_INSTALLATION } from './official-account.rules.ts';
import { type AccountSettings, FIELD_INPUTS, faultsOf } from './settings.rules.ts';

export interface NewAccount extends AccountSettings {
  /** Null: as WeChat says. */
  readonly accountType: AccountType | null;
}

/** Official accounts and their settings. */
export class OfficialAccountService {
  constructor(private readonly work: UnitOfWork) {}

  /** Adds a draft. Every setting may come later; the requirements tell what is missing. */
  async add(ctx: RequestContext, input: NewAccount): Promise<AccountRow> {
    refuseIfAny(faultsOf(input));
    try {
      return await this.work.write(ctx, 'addOfficialAccount', (tx) => this.insert(tx, ctx, input));
    } catch (error) {
      throw explained(error);
    }
  }

  /** In the order of `ids`; null for what does not exist for the caller. */
  async byIds(ctx: RequestContext, ids: readonly string[]): Promise<(AccountRow | null)[]> {
    const found = await this.work.read(ctx, (em) => accountsByIds(em, ctx, ids));
    const byId = new Map(found.map((account) => [account.id, account]));
    return ids.map((id) => byId.get(id) ?? null);
  }

  async byId(ctx: RequestContext, id: string): Promise<AccountRow | null> {
    const [account] = await this.byIds(ctx, [id]);
    return account ?? null;
  }

  list(ctx: RequestContext, filter: AccountFilter, window: Window): Promise<AccountRow[]> {
    return this.work.read(ctx, (em) => accountsInWindow(em, ctx, filter, window));
  }

  count(ctx: RequestContext, filter: AccountFilter): Promise<number> {
    return this.work.read(ctx, (em) => countAccounts(em, ctx, filter));
  }

  /** The marketing users whom each account lets in, in the order of `accountIds`. */
  async accessUsers(ctx: RequestContext, accountIds: readonly string[]): Promise<string[][]> {
    const users = await this.work.read(ctx, (em) => accessUsers(em, ctx, accountIds));
    return accountIds.map((id) => users.get(id) ?? []);
  }

  /** For a transaction that decides something about the account: nobody else changes it meanwhile. */
  lock(tx: Transaction, accountId: string): Promise<OfficialAccount | null> {
    return lockAccount(tx.em, accountId);
  }

  private async insert(tx: Transaction, ctx: RequestContext, input: NewAccount): Promise<AccountRow> {
    await lockInstallation(tx.em, ctx);
    if ((await countDrafts(tx.em)) >= DRAFTS_PER_INSTALLATION) throw new Refusal(tooManyDrafts());
    const { accessUserIds, ...settings } = input;
    const id = newId();
    const account = tx.em.create(OfficialAccount, {
      ...settings,
      installationId: ctx.installationId,
      id,
    } as OfficialAccount);
    tx.em.persist(account);
    for (const userId of new Set(accessUserIds)) {
      tx.em.create(
        AccountAccess,
        { installationId: ctx.installationId, accountId: id, userId, account },
        { persist: true },
      );
    }
    tx.audit({ subjectType: 'OfficialAccount', subjectId: id, after: { ...input } });
    tx.emit(
      officialAccountChanged.create(ctx.installationId, { accountId: id, kind: 'ADDED', changedPaths: [] }),
    );
    await tx.em.flush();
    const [row] = await accountsByIds(tx.em, ctx, [id]);
    if (!row) throw new Error('an administrator does not see the account just added');
    return row;
  }
}

/** A violated constraint of the database, in words: another caller was faster than the check. */
function explained(error: unknown): unknown {
  if (!(error instanceof UniqueConstraintViolationException)) return error;
  const constraint = 'constraint' in error ? error.constraint : undefined;
  if (constraint === 'official_account_open_id_field_unique')
    return new Refusal(fieldTaken(FIELD_INPUTS.openIdField));
  if (constraint === 'official_account_last_activity_field_unique') {
    return new Refusal(fieldTaken(FIELD_INPUTS.lastActivityField));
  }
  return error;
}
