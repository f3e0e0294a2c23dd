import { type EntityManager, LockMode } from '@mikro-orm/postgresql';
import type { Clock } from '../../../kernel/clock.ts';
import type { RequestContext } from '../../../kernel/context.ts';
import type { Transaction } from '../../../kernel/unit-of-work.ts';
import { Authorizer } from '../../connections/authorizer/authorizer.entity.ts';
import { weighWithdrawal } from '../../connections/authorizer/withdrawal.rules.ts';
import { Credential } from '../../connections/credential/credential.entity.ts';
import {
  type FailingReason,
  failing,
  type HeldCredential,
  healthOf,
  heldRow,
  isHeld,
  retryTimeOf,
  VALID,
  type WithdrawnReason,
  withdrawn,
} from '../../connections/credential/credential.rules.ts';
import type { CredentialService, Tokens } from '../../connections/credential/credential.service.ts';
import { OfficialAccount } from '../account/official-account.entity.ts';
import { lockAccount } from '../account/official-account.repository.ts';
import type { AccountStatusService } from '../requirements/account-status.service.ts';
import { type Connected, lockConnected } from './connection.repository.ts';

/** The state of a connected account's tokens: refreshed, failing, withdrawn. */
export class CredentialHealthService {
  constructor(
    private readonly credentials: CredentialService,
    private readonly statuses: AccountStatusService,
    private readonly clock: Clock,
  ) {}

  /**
   * Stores refreshed tokens. Subscribers are notified only if the credential was FAILING.
   *
   * @returns false, and stores nothing, if other tokens were stored since `held` was read
   */
  async refreshed(tx: Transaction, held: HeldCredential, tokens: Tokens): Promise<boolean> {
    const account = await lockOwner(tx.em, held);
    const nextRefreshAt = account && (await this.credentials.replace(tx.em, held, tokens));
    if (!nextRefreshAt) return false;
    const recovered = account.credentialState === 'FAILING';
    const health = { nextRefreshAt, ...(recovered && VALID) };
    await tx.em.nativeUpdate(OfficialAccount, { id: account.id }, health);
    if (recovered) this.statuses.tell(tx, account, ['credential']);
    return true;
  }

  /**
   * The tokens could not be refreshed; retries become less and less frequent. Subscribers are notified of the first failure.
   *
   * @param reason REFRESH_TOKEN_UNKNOWN: WeChat does not know the refresh token and gives no current one
   */
  async failing(tx: Transaction, held: HeldCredential, reason: FailingReason | null): Promise<void> {
    const account = await lockOwner(tx.em, held);
    const locked = { lockMode: LockMode.PESSIMISTIC_WRITE } as const;
    const credential = account && (await tx.em.findOne(Credential, heldRow(held), locked));
    if (!credential) return;
    const now = this.clock.now();
    const failingSince = credential.failingSince ?? now;
    const refreshAt = retryTimeOf(now, failingSince);
    const unknownSince = credential.unknownSince ?? (reason === 'REFRESH_TOKEN_UNKNOWN' ? now : null);
    Object.assign(credential, { refreshLease: null, refreshAt, failingSince, unknownSince });
    const health = { nextRefreshAt: refreshAt, ...failing(reason) };
    await tx.em.nativeUpdate(OfficialAccount, { id: account.id }, health);
    if (account.credentialState !== 'FAILING') this.statuses.tell(tx, account, ['credential']);
  }

  /**
   * The merchant withdrew the authorization: it ends, unless the merchant has given a later one. Returns which of the two came
   * later; UNCLEAR, with nothing changed, if only WeChat can say. Null if the account is not connected here.
   */
  async withdraw(
    tx: Transaction,
    ctx: RequestContext,
    appId: string,
    at: Date,
  ): Promise<ReturnType<typeof weighWithdrawal> | null> {
    const own = await lockConnected(tx.em, ctx, appId);
    if (!own) return null;
    const weight = weighWithdrawal(at, own.authorizer.authorizedAt);
    if (weight === 'LATER') await this.drop(tx, own, 'MERCHANT_WITHDREW');
    return weight;
  }

  /**
   * WeChat no longer accepts our tokens, and they cannot be repaired.
   *
   * @param reason MERCHANT_WITHDREW: WeChat says that the account is not authorized (61003)
   * @returns false, and changes nothing, if other tokens were stored since `held` was read
   */
  async lose(
    tx: Transaction,
    ctx: RequestContext,
    held: HeldCredential,
    reason: 'MERCHANT_WITHDREW' | 'TOKENS_LOST',
  ): Promise<boolean> {
    const own = await lockConnected(tx.em, ctx, held.appId);
    if (!own) return true;
    if (!isHeld(held, own.account, own.credential)) return false;
    await this.drop(tx, own, reason);
    return true;
  }

  /** Deletes the tokens; slot and ownership stay. */
  private async drop(
    tx: Transaction,
    { account, authorizer, credential }: Connected,
    reason: WithdrawnReason,
  ): Promise<void> {
    const before = { status: account.status, ...healthOf(account) };
    const { installationId, appId, tokenVersion } = credential;
    authorizer.tokenVersion = tokenVersion;
    Object.assign(account, { credential: null, ...withdrawn(reason), nextRefreshAt: null });
    await this.statuses.changed(tx, account, ['credential', 'capabilities']);
    await tx.em.flush();
    await tx.em.nativeDelete(Credential, { installationId, appId });
    tx.audit({
      subjectType: 'OfficialAccount',
      subjectId: account.id,
      before,
      after: { status: account.status, ...healthOf(account) },
    });
  }
}

/**
 * The account, locked, if it still owns the WeChat account; the owner cannot change then. Locked before its credential, as
 * everywhere, to avoid deadlocks.
 */
async function lockOwner(
  em: EntityManager,
  { accountId, appId }: HeldCredential,
): Promise<OfficialAccount | null> {
  const account = await lockAccount(em, accountId);
  return account && (await em.count(Authorizer, { accountId, appId })) > 0 ? account : null;
}
