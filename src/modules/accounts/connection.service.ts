import { type EntityManager, LockMode } from '@mikro-orm/postgresql';
import type { RequestContext } from '../../kernel/context.ts';
import type { KeyRing } from '../../kernel/secrets.ts';
import type { Transaction } from '../../kernel/unit-of-work.ts';
import { Authorizer } from './authorizer.entity.ts';
import { lockAppId, lockAuthorizer, lowestFreeSlot } from './connection.repository.ts';
import { Credential } from './credential.entity.ts';
import type { OfficialAccount } from './official-account.entity.ts';
import { officialAccountChanged } from './official-account.events.ts';
import { lockAccount } from './official-account.repository.ts';
import { type AccountType, type OpenPlatformBinding, slotGroupOf } from './official-account.rules.ts';
import { deriveStatus, lockInstallation } from './official-account.service.ts';

/** What WeChat says of an account, as Qiao keeps it. */
export interface WeChatAccount {
  readonly appId: string;
  readonly originalId: string;
  readonly name: string | null;
  readonly avatarUrl: string | null;
  readonly principalName: string | null;
  readonly accountType: AccountType;
  readonly verified: boolean;
  readonly openPlatformBinding: OpenPlatformBinding;
  readonly openAppId: string | null;
  readonly permissionSets: readonly number[];
}

export interface Tokens {
  readonly accessToken: string;
  readonly accessTokenExpiresAt: Date;
  readonly refreshToken: string;
}

/** What a later authorization of the same WeChat account brings. */
export interface Renewal {
  readonly tokens: Tokens;
  readonly permissionSets: readonly number[];
  readonly authorizedAt: Date;
}

/** An account and its authorizer, both locked, as a completing transaction finds them. */
export interface Connectable {
  readonly account: OfficialAccount;
  /** Who holds the scanned WeChat account today; null: nobody here. */
  readonly authorizer: Authorizer | null;
  readonly ownedByAnother: boolean;
}

/**
 * The link between an official account and WeChat: who owns an app id, its slot on the open platform, its sealed tokens.
 * Only the system calls it, inside the transaction that completes or ends an authorization.
 */
export class ConnectionService {
  constructor(private readonly keys: KeyRing) {}

  /** Locks everything that connecting decides about, always in the same order: installation, account, app id. */
  async lock(
    tx: Transaction,
    ctx: RequestContext,
    accountId: string,
    appId: string,
  ): Promise<Connectable | null> {
    await lockInstallation(tx.em, ctx);
    const account = await lockAccount(tx.em, accountId);
    if (!account || account.status === 'REMOVED') return null;
    await lockAppId(tx.em, appId);
    const authorizer = await lockAuthorizer(tx.em, appId);
    const own = authorizer?.accountId === accountId && authorizer.installationId === ctx.installationId;
    return { account, authorizer, ownedByAnother: authorizer !== null && !own };
  }

  /**
   * Connects the account, or connects it again with new tokens; the revision stays, since it is the same WeChat account.
   * False when its open platform has no free slot: then nothing was changed.
   */
  async connect(
    tx: Transaction,
    { account, authorizer }: Connectable,
    wechat: WeChatAccount,
    tokens: Tokens,
    authorizedAt: Date,
  ): Promise<boolean> {
    const slot = await this.takeSlot(tx.em, account.installationId, wechat);
    if (slot === 'NONE_FREE') return false;
    const held = authorizer ?? newAuthorizer(tx.em, account, wechat.appId);
    held.slotGroup = slot.group;
    held.slot = slot.slot;
    held.permissionSets = [...wechat.permissionSets];
    held.authorizedAt = authorizedAt;
    await tx.em.flush();
    account.credential = await this.saveCredential(tx.em, held, tokens);
    const { permissionSets: _sets, ...facts } = wechat;
    Object.assign(account, facts);
    await tx.em.flush();
    await this.changed(tx, account, [
      'displayName',
      'name',
      'avatarUrl',
      'appId',
      'originalId',
      'principalName',
      'accountType',
      'verified',
      'openPlatform',
    ]);
    tx.audit({
      subjectType: 'OfficialAccount',
      subjectId: account.id,
      after: { ...wechat, status: account.status },
    });
    return true;
  }

  /**
   * A later authorization of an account that is connected, whatever else becomes of it: its tokens are saved, since the
   * old ones may be dead. Nothing is saved for one whose authorization was withdrawn; it must be connected again.
   */
  async renew(tx: Transaction, { authorizer }: Connectable, authorization: Renewal): Promise<void> {
    if (!authorizer) return;
    const { installationId, appId } = authorizer;
    if ((await tx.em.count(Credential, { installationId, appId })) === 0) return;
    const { tokens, permissionSets, authorizedAt } = authorization;
    if (authorizedAt > authorizer.authorizedAt) {
      authorizer.permissionSets = [...permissionSets];
      authorizer.authorizedAt = authorizedAt;
    }
    await this.saveCredential(tx.em, authorizer, tokens);
  }

  /**
   * The merchant withdrew the authorization. Tokens go, slot and ownership stay. Ignored unless it is newer than the
   * latest authorization, because WeChat's events may arrive late.
   */
  async withdraw(tx: Transaction, ctx: RequestContext, appId: string, at: Date): Promise<void> {
    const owner = await tx.em.findOne(Authorizer, { appId, installationId: ctx.installationId });
    const connectable = owner && (await this.lock(tx, ctx, owner.accountId, appId));
    if (
      !connectable?.authorizer ||
      connectable.ownedByAnother ||
      at < wholeSecond(connectable.authorizer.authorizedAt)
    )
      return;
    const { account } = connectable;
    if (!account.credential) return;
    const before = account.status;
    account.credential = null;
    await this.changed(tx, account, []);
    await tx.em.flush();
    await tx.em.nativeDelete(Credential, { installationId: ctx.installationId, appId });
    tx.audit({
      subjectType: 'OfficialAccount',
      subjectId: account.id,
      before: { status: before },
      after: { status: account.status },
    });
  }

  /** `changedPaths` are those beside `status` and `requirements`, which follow from the facts. */
  private async changed(tx: Transaction, account: OfficialAccount, changedPaths: string[]): Promise<void> {
    await deriveStatus(tx.em, account);
    tx.emit(
      officialAccountChanged.create(account.installationId, {
        accountId: account.id,
        kind: 'CHANGED',
        changedPaths: [...changedPaths, 'status', 'requirements'],
      }),
    );
  }

  private async takeSlot(em: EntityManager, installationId: string, wechat: WeChatAccount) {
    const group = slotGroupOf(installationId, wechat.openPlatformBinding, wechat.openAppId);
    if (group === null) return { group: null, slot: null };
    const held = await em.findOne(Authorizer, { appId: wechat.appId, slotGroup: group });
    const slot = held?.slot ?? (await lowestFreeSlot(em, group, wechat.appId));
    return slot === null ? ('NONE_FREE' as const) : { group, slot };
  }

  private async saveCredential(
    em: EntityManager,
    authorizer: Authorizer,
    tokens: Tokens,
  ): Promise<Credential> {
    const key = { installationId: authorizer.installationId, appId: authorizer.appId };
    const found = await em.findOne(Credential, key, { lockMode: LockMode.PESSIMISTIC_WRITE });
    const credential =
      found ?? em.create(Credential, { ...key, authorizer, tokenVersion: 0, revision: 1 } as Credential);
    credential.accessToken = this.keys.seal(tokens.accessToken, `credential:${key.appId}:access_token`);
    credential.accessTokenExpiresAt = tokens.accessTokenExpiresAt;
    credential.refreshToken = this.keys.seal(tokens.refreshToken, `credential:${key.appId}:refresh_token`);
    credential.tokenVersion += 1;
    em.persist(credential);
    await em.flush();
    return credential;
  }
}

/** WeChat tells times to the second. */
const wholeSecond = (date: Date): Date => new Date(Math.floor(date.getTime() / 1000) * 1000);

const newAuthorizer = (em: EntityManager, account: OfficialAccount, appId: string): Authorizer => {
  const { installationId, id: accountId } = account;
  const authorizer = em.create(Authorizer, {
    installationId,
    appId,
    accountId,
    slotGroup: null,
    slot: null,
  } as Authorizer);
  em.persist(authorizer);
  return authorizer;
};
