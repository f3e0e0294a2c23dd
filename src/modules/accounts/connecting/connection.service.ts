import type { EntityManager } from '@mikro-orm/postgresql';
import type { RequestContext } from '../../../kernel/context.ts';
import { refuseIfAny } from '../../../kernel/errors.ts';
import type { Transaction } from '../../../kernel/unit-of-work.ts';
import { Authorizer } from '../../connections/authorizer/authorizer.entity.ts';
import { takeSlot } from '../../connections/authorizer/slot.locks.ts';
import { isOlder } from '../../connections/authorizer/withdrawal.rules.ts';
import { Credential } from '../../connections/credential/credential.entity.ts';
import { healthOf, VALID } from '../../connections/credential/credential.rules.ts';
import type { CredentialService, Tokens } from '../../connections/credential/credential.service.ts';
import {
  FACT_PATHS,
  isDoubtful,
  type WeChatAccount,
  withKnown,
} from '../../connections/facts/wechat-account.rules.ts';
import type { OfficialAccount } from '../account/official-account.entity.ts';
import type { AccountDependents } from '../dependents/account-dependents.port.ts';
import type { AccountStatusService } from '../requirements/account-status.service.ts';
import { type Connectable, lockConnectable, releaseWeChatAccount } from './connection.repository.ts';

export type { Connectable } from './connection.repository.ts';

/** What WeChat gives with an authorization. */
export interface Grant {
  readonly tokens: Tokens;
  /** Null: unknown. */
  readonly permissionSets: readonly number[] | null;
  readonly authorizedAt: Date;
}

/**
 * Connects official accounts with WeChat accounts: who owns an app id, its slot on the open platform, its sealed tokens.
 * Called by the system only, inside the transaction that completes or ends an authorization.
 */
export class ConnectionService {
  constructor(
    private readonly credentials: CredentialService,
    private readonly statuses: AccountStatusService,
    private readonly dependents: AccountDependents,
  ) {}

  /** Locks all that connecting depends on. Null if the account was removed or Qiao was uninstalled. */
  lock(tx: Transaction, ctx: RequestContext, accountId: string, appId: string): Promise<Connectable | null> {
    return lockConnectable(tx.em, ctx, accountId, appId);
  }

  /**
   * Connects the account, or connects it again. The facts about the WeChat account were just read and are stored in any case;
   * the tokens only if no later authorization has stored others. Of an account that is connected again, what WeChat does not
   * say stays as it was known.
   *
   * If a different WeChat account was connected, it is replaced: its tokens and its slot are deleted, and the revision
   * increments.
   *
   * @param impactToken for a replacement: the proof that the user who opened the session has seen what it breaks
   * @returns false, and changes nothing, if the open platform has no free slot
   * @throws {Refusal} if the replacement breaks anything that the token does not cover
   */
  async connect(
    tx: Transaction,
    connectable: Connectable,
    read: WeChatAccount,
    { tokens, authorizedAt }: Omit<Grant, 'permissionSets'>,
    impactToken: string | null = null,
  ): Promise<boolean> {
    const { account } = connectable;
    const wechat = account.appId === read.appId ? withKnown(read, account) : read;
    const replaced = account.appId === wechat.appId ? null : account.appId;
    const slot = await takeSlot(tx.em, account.installationId, connectable.authorizer, wechat, replaced);
    if (slot === 'NONE_FREE') return false;
    if (replaced) await this.releaseReplacedAccount(tx, account, impactToken);
    const authorizer = connectable.authorizer ?? newAuthorizer(tx.em, account, wechat.appId, authorizedAt);
    authorizer.slotGroup = slot.group;
    authorizer.slot = slot.slot;
    authorizer.permissionSets = [...(wechat.permissionSets ?? [])];
    const revision = (account.credentialRevision ?? 1) + (replaced ? 1 : 0);
    this.statuses.suspend(account);
    Object.assign(account, wechat, { credentialRevision: revision, limitReached: false });
    if (!account.credential || !isOlder(authorizedAt, authorizer.authorizedAt))
      await this.saveTokens(tx, account, authorizer, { tokens, authorizedAt }, revision);
    await this.statuses.changed(tx, account, [...FACT_PATHS, 'appId', 'credential']);
    tx.audit({
      subjectType: 'OfficialAccount',
      subjectId: account.id,
      ...(replaced && { before: { appId: replaced } }),
      after: { ...wechat, status: account.status },
    });
    return true;
  }

  private async releaseReplacedAccount(
    tx: Transaction,
    account: OfficialAccount,
    impactToken: string | null,
  ): Promise<void> {
    const change = { account, change: 'REPLACE_WECHAT_ACCOUNT', impactToken, ignoreExpiry: true } as const;
    refuseIfAny(await this.dependents.endTrust(tx, change));
    this.statuses.suspend(account);
    await tx.em.flush();
    const { id: subjectId, appId } = account;
    const before = { appId, ...healthOf(account) };
    await releaseWeChatAccount(tx.em, account, 'REPLACED');
    account.credential = null;
    const after = { appId, ...healthOf(account) };
    tx.audit({ subjectType: 'OfficialAccount', subjectId, before, after });
  }

  /**
   * Saves the tokens of a later authorization of a connected account, even if that authorization fails for another reason:
   * the old tokens may be dead. A doubtful list of permission sets is left to the next reading of facts. Saves nothing if the
   * authorization is older than the latest one, nor, without `revive`, if the account has no tokens any more; then it must be
   * connected again.
   */
  async renew(tx: Transaction, connectable: Connectable, grant: Grant, revive = false): Promise<void> {
    const { account, authorizer, ownedByAnother } = connectable;
    if (!authorizer || isOlder(grant.authorizedAt, authorizer.authorizedAt)) return;
    const { installationId, appId } = authorizer;
    if (!revive && (await tx.em.count(Credential, { installationId, appId })) === 0) return;
    const { permissionSets } = grant;
    if (permissionSets && !isDoubtful(permissionSets, authorizer.permissionSets))
      authorizer.permissionSets = [...permissionSets];
    // The account may be another installation's, whose rows this transaction cannot see.
    if (ownedByAnother) return void (await this.saveTokens(tx, null, authorizer, grant, 1));
    account.permissionSets = authorizer.permissionSets;
    await this.saveTokens(tx, account, authorizer, grant, account.credentialRevision ?? 1);
    await this.statuses.changed(tx, account, ['credential', ...(revive ? ['capabilities'] : [])]);
  }

  /** Stores the tokens as the latest, over any that are there. `revision` is for the first ones. */
  private async saveTokens(
    tx: Transaction,
    account: OfficialAccount | null,
    authorizer: Authorizer,
    { tokens, authorizedAt }: Omit<Grant, 'permissionSets'>,
    revision: number,
  ): Promise<void> {
    authorizer.authorizedAt = authorizedAt;
    const isFirst = account !== null && !account.credential;
    const credential = isFirst
      ? this.credentials.create(tx.em, authorizer, tokens, revision)
      : await this.credentials.save(tx.em, authorizer, tokens, revision);
    if (!account) return;
    Object.assign(account, { credential, ...VALID, authorizedAt, nextRefreshAt: credential.refreshAt });
  }
}

const newAuthorizer = (
  em: EntityManager,
  account: OfficialAccount,
  appId: string,
  authorizedAt: Date,
): Authorizer => {
  const { installationId, id: accountId } = account;
  const authorizer = em.create(Authorizer, {
    installationId,
    appId,
    accountId,
    authorizedAt,
    slotGroup: null,
    slot: null,
  } as Authorizer);
  em.persist(authorizer);
  return authorizer;
};
