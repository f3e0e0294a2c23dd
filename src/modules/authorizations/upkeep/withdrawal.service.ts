import type { Clock } from '../../../kernel/clock.ts';
import { type RequestContext, systemContext } from '../../../kernel/context.ts';
import type { Transaction, UnitOfWork } from '../../../kernel/unit-of-work.ts';
import type { CredentialHealthService } from '../../accounts/connecting/credential-health.service.ts';
import { Authorizer } from '../../connections/authorizer/authorizer.entity.ts';
import { noteWithdrawal } from '../../connections/authorizer/authorizer.locks.ts';
import { Withdrawal } from '../../connections/authorizer/withdrawal.entity.ts';
import { weighWithdrawal } from '../../connections/authorizer/withdrawal.rules.ts';
import { enqueueFactsRefresh } from './facts-refresh.service.ts';

/** A session whose code has arrived ends within the hour, and needs the notes of that time. */
const NOTE_LIFE_MS = 24 * 3_600_000;

/** Merchants withdraw their authorization, and WeChat's events about it come in any order. */
export class WithdrawalService {
  constructor(
    private readonly health: CredentialHealthService,
    private readonly work: UnitOfWork,
    private readonly clock: Clock,
  ) {}

  /**
   * WeChat's event: the authorization of an account was withdrawn. The withdrawal is noted first, in a transaction of its
   * own: a session that is being completed at this moment finds the note, or has committed before it and is found here.
   */
  async endAuthorization(appId: string, at: Date, requestId: string): Promise<void> {
    await this.work.platform((em) => noteWithdrawal(em, appId, at));
    const owner = await this.work.statement((em) => em.findOne(Authorizer, { appId }));
    if (!owner) return;
    const ctx = systemContext(owner.installationId, 'wechat', requestId);
    await this.work.write(ctx, 'withdrawAuthorization', (tx) => this.end(tx, ctx, appId, at));
  }

  /** An authorization is being saved: a withdrawal that was noted meanwhile ends it in the same transaction. */
  async applyNoted(
    tx: Transaction,
    ctx: RequestContext,
    appId: string,
    { authorizedAt, withdrawnAt }: { authorizedAt: Date; withdrawnAt: Date },
  ): Promise<void> {
    if (weighWithdrawal(withdrawnAt, authorizedAt) === 'EARLIER') return;
    await tx.em.flush();
    await this.end(tx, ctx, appId, withdrawnAt);
  }

  /** Whether WeChat has reported, within the last day, that the authorization of that time was withdrawn. */
  async isNoted(appId: string, authorizedAt: Date): Promise<boolean> {
    const noted = await this.work.statement((em) => em.findOne(Withdrawal, { appId }));
    return noted !== null && weighWithdrawal(noted.withdrawnAt, authorizedAt) === 'LATER';
  }

  async deleteOldNotes(): Promise<void> {
    const before = new Date(this.clock.now().getTime() - NOTE_LIFE_MS);
    await this.work.statement((em) => em.nativeDelete(Withdrawal, { withdrawnAt: { $lt: before } }));
  }

  /** If only WeChat knows whether the withdrawal or the authorization came later, a job asks it. */
  private async end(tx: Transaction, ctx: RequestContext, appId: string, at: Date): Promise<void> {
    const weight = await this.health.withdraw(tx, ctx, appId, at);
    if (weight === 'UNCLEAR') await enqueueFactsRefresh(tx, appId);
  }
}
