import type { Authorization } from '../../../integrations/wechat/component.types.ts';
import type { Clock } from '../../../kernel/clock.ts';
import { type RequestContext, systemContext } from '../../../kernel/context.ts';
import type { Transaction, UnitOfWork } from '../../../kernel/unit-of-work.ts';
import type { Connectable, ConnectionService } from '../../accounts/connecting/connection.service.ts';
import type { CredentialHealthService } from '../../accounts/connecting/credential-health.service.ts';
import { Authorizer } from '../../connections/authorizer/authorizer.entity.ts';
import { Withdrawal } from '../../connections/authorizer/withdrawal.entity.ts';
import { weighWithdrawal } from '../../connections/authorizer/withdrawal.rules.ts';
import { tokensOf } from '../exchange/grant.ts';
import { enqueueFactsRefresh } from './facts-refresh.service.ts';

/** A session whose code has arrived ends within the hour. */
const KEPT_MS = 24 * 3_600_000;

/** Merchants who take their authorization back, and the events of it, which come in any order. */
export class WithdrawalService {
  constructor(
    private readonly connections: ConnectionService,
    private readonly health: CredentialHealthService,
    private readonly work: UnitOfWork,
    private readonly clock: Clock,
  ) {}

  /**
   * WeChat told of a withdrawal. It is noted first, by itself: a session that is being completed at this moment finds the
   * note, or has committed before it, and then is found here.
   */
  async withdrawn(appId: string, at: Date, requestId: string): Promise<void> {
    await this.work.platform((em) => this.connections.noteWithdrawal(em, appId, at));
    const owner = await this.work.statement((em) => em.findOne(Authorizer, { appId }));
    if (!owner) return;
    const ctx = systemContext(owner.installationId, 'wechat', requestId);
    await this.work.write(ctx, 'withdrawAuthorization', (tx) => this.end(tx, ctx, appId, at));
  }

  /**
   * What an authorization brought that connects no account: its tokens are kept where the account is connected, since the
   * old ones may be dead; and its facts are read, since they may have changed.
   *
   * @param revive also where the account's tokens are gone
   */
  async keep(
    tx: Transaction,
    ctx: RequestContext,
    connectable: Connectable,
    answer: Authorization,
    authorizedAt: Date,
    revive = false,
  ): Promise<void> {
    const tokens = tokensOf(answer);
    const { authorizer, withdrawnAt } = connectable;
    if (!tokens || !authorizer) return;
    const { appId, permissionSets } = answer;
    await this.connections.renew(tx, connectable, { tokens, permissionSets, authorizedAt }, revive);
    await this.settle(tx, ctx, { appId, authorizedAt, withdrawnAt });
    await enqueueFactsRefresh(tx, appId);
  }

  /** An authorization is being saved: what was noted while it was under way ends it in the same transaction. */
  async settle(
    tx: Transaction,
    ctx: RequestContext,
    { appId, authorizedAt, withdrawnAt }: { appId: string; authorizedAt: Date; withdrawnAt: Date | null },
  ): Promise<void> {
    if (!withdrawnAt || weighWithdrawal(withdrawnAt, authorizedAt) === 'EARLIER') return;
    await tx.em.flush();
    await this.end(tx, ctx, appId, withdrawnAt);
  }

  /** Whether WeChat told, within the last day, that the authorization of that time was withdrawn. */
  async isNoted(appId: string, authorizedAt: Date): Promise<boolean> {
    const noted = await this.work.statement((em) => em.findOne(Withdrawal, { appId }));
    return noted !== null && weighWithdrawal(noted.withdrawnAt, authorizedAt) === 'LATER';
  }

  async forgetOld(): Promise<void> {
    const before = new Date(this.clock.now().getTime() - KEPT_MS);
    await this.work.statement((em) => em.nativeDelete(Withdrawal, { withdrawnAt: { $lt: before } }));
  }

  /** Where only WeChat knows which came later, it is asked: a job reads the facts, and finds out. */
  private async end(tx: Transaction, ctx: RequestContext, appId: string, at: Date): Promise<void> {
    const weight = await this.health.withdraw(tx, ctx, appId, at);
    if (weight === 'UNCLEAR') await enqueueFactsRefresh(tx, appId);
  }
}
