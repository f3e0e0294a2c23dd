import type { Clock } from '../../../kernel/clock.ts';
import type { Caller, RequestContext } from '../../../kernel/context.ts';
import { Refusal } from '../../../kernel/errors.ts';
import { isId } from '../../../kernel/ids.ts';
import { may } from '../../../kernel/permissions.ts';
import type { Transaction, UnitOfWork } from '../../../kernel/unit-of-work.ts';
import { accountNotFound } from '../../accounts/account/official-account.errors.ts';
import type { OfficialAccountService } from '../../accounts/account/official-account.service.ts';
import { requireAvailable, shareInstallation } from '../../installations/installation.locks.ts';
import type { MarketingConnectionService } from '../../marketing/connection/marketing-connection.service.ts';
import { ContactField } from '../../marketing/fields/contact-field.entity.ts';
import { syncLater } from '../sync/sender-sync.service.ts';
import {
  accountNotActive,
  accountNotUsable,
  noSenders,
  openIdFieldUnknown,
  senderDeleted,
  senderNotFound,
} from './message-sender.errors.ts';
import {
  countSenders,
  lockSender,
  type MessageSenderRow,
  type SendersQuery,
  sendersByIds,
  sendersOfAccounts,
  visibleSenderOfInstance,
} from './message-sender.repository.ts';
import { type MessageSenderStatus, type Trust, trustIn } from './message-sender.rules.ts';

/** Message senders as callers read and configure them. */
export class MessageSenderService {
  constructor(
    private readonly accounts: OfficialAccountService,
    private readonly marketing: Pick<MarketingConnectionService, 'idIn' | 'platform'>,
    private readonly work: UnitOfWork,
    private readonly clock: Clock,
  ) {}

  /** In the order of `ids`; null if a sender does not exist or the caller may not see it. */
  async byIds(ctx: RequestContext, ids: readonly string[]): Promise<(MessageSenderRow | null)[]> {
    const found = await this.work.read(ctx, (em) => sendersByIds(em, ctx, ids));
    const byId = new Map(found.map((sender) => [sender.id, sender]));
    return ids.map((id) => byId.get(id) ?? null);
  }

  /** One page of each account's senders, in the order of `accountIds`. The caller must be allowed to see the accounts. */
  async ofAccounts(
    ctx: RequestContext,
    accountIds: readonly string[],
    query: SendersQuery,
  ): Promise<MessageSenderRow[][]> {
    const pages = await this.work.read(ctx, (em) => sendersOfAccounts(em, ctx, accountIds, query));
    return accountIds.map((id) => pages.get(id) ?? []);
  }

  async countOfAccounts(
    ctx: RequestContext,
    accountIds: readonly string[],
    statuses: readonly MessageSenderStatus[],
  ): Promise<number[]> {
    const counts = await this.work.read(ctx, (em) => countSenders(em, ctx, accountIds, statuses));
    return accountIds.map((id) => counts.get(id) ?? 0);
  }

  /**
   * Lets the sender trust the account as it is now.
   *
   * @param sender the sender's id, or the step's id in the marketing platform
   */
  async configure(ctx: RequestContext, sender: string, accountId: string): Promise<MessageSenderRow> {
    if (!this.marketing.platform.hasSenders) throw new Refusal(noSenders());
    const instanceId = this.marketing.idIn('SENDER', sender);
    const found = await this.work.read(ctx, async (em) => {
      const [byId] = isId(sender) ? await sendersByIds(em, ctx, [sender]) : [];
      return byId ?? (instanceId === null ? undefined : await visibleSenderOfInstance(em, ctx, instanceId));
    });
    if (!found) throw new Refusal(senderNotFound());
    return this.work.write(ctx, 'configureMessageSender', async (tx) => {
      requireAvailable(await shareInstallation(tx.em, ctx));
      const trust = await this.trust(tx, ctx.caller, accountId);
      const sender = await lockSender(tx.em, found.id);
      if (!sender) throw new Refusal(senderNotFound());
      if (sender.status === 'DELETED') throw new Refusal(senderDeleted());
      const { status: before } = sender;
      sender.configure(trust, ctx.caller.kind === 'USER' ? ctx.caller.userId : null, this.clock.now());
      tx.audit(sender.changeFrom(before));
      await syncLater(tx, found.id);
      await tx.em.flush();
      return sender;
    });
  }

  /** Locks the account, so that the trust cannot end before the sender has it. */
  private async trust(tx: Transaction, caller: Caller, accountId: string): Promise<Trust> {
    const account = isId(accountId) ? await this.accounts.lock(tx, accountId) : null;
    const usable = account !== null && (await this.accounts.mayUse(tx, account, caller));
    if (!account || (!usable && !may(caller, 'ACCOUNTS_WRITE')))
      throw new Refusal(accountNotFound('accountId'));
    if (!usable) throw new Refusal(accountNotUsable());
    const trust = trustIn(account);
    if (!trust) throw new Refusal(accountNotActive());
    const field = await tx.em.count(ContactField, { id: trust.openIdField, goneAt: null });
    if (field === 0) throw new Refusal(openIdFieldUnknown());
    return trust;
  }
}
