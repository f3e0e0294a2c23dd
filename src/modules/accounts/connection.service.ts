import { type EntityManager, LockMode } from '@mikro-orm/postgresql';
import type { Clock } from '../../kernel/clock.ts';
import type { RequestContext } from '../../kernel/context.ts';
import type { Transaction } from '../../kernel/unit-of-work.ts';
import { Authorizer } from './authorizer.entity.ts';
import { lockAppId, lockAuthorizer, lowestFreeSlot } from './connection.repository.ts';
import { Credential } from './credential.entity.ts';
import { retryTimeOf } from './credential.rules.ts';
import type { CredentialService, Tokens } from './credential.service.ts';
import { OfficialAccount } from './official-account.entity.ts';
import { officialAccountChanged } from './official-account.events.ts';
import { lockAccount, lockInstallation } from './official-account.repository.ts';
import {
  type AccountStatus,
  type AccountType,
  type OpenPlatformBinding,
  slotGroupOf,
} from './official-account.rules.ts';
import { deriveStatus } from './official-account.service.ts';

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

/** Which pair somebody worked with. */
export interface HeldCredential {
  readonly accountId: string;
  readonly appId: string;
  readonly version: number;
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
  constructor(
    private readonly credentials: CredentialService,
    private readonly clock: Clock,
  ) {}

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
    const revision = account.credentialRevision ?? 1;
    const credential = await this.credentials.save(tx.em, held, tokens, revision);
    suspend(account);
    Object.assign(account, wechat, {
      credential,
      credentialState: 'VALID',
      credentialRevision: revision,
      authorizedAt,
      nextRefreshAt: credential.refreshAt,
      limitReached: false,
    });
    await tx.em.flush();
    await this.changed(tx, account, [...FACT_PATHS, 'appId', 'credential']);
    tx.audit({
      subjectType: 'OfficialAccount',
      subjectId: account.id,
      after: { ...wechat, status: account.status },
    });
    return true;
  }

  /**
   * A later authorization of an account that is connected, whatever else becomes of it: its tokens are saved, since the
   * old ones may be dead. Nothing is saved of an older one than the latest, nor for one whose authorization was withdrawn; it must be connected again.
   */
  async renew(tx: Transaction, connectable: Connectable, authorization: Renewal): Promise<void> {
    const { account, authorizer, ownedByAnother } = connectable;
    if (!authorizer) return;
    const { installationId, appId } = authorizer;
    if ((await tx.em.count(Credential, { installationId, appId })) === 0) return;
    const { tokens, permissionSets, authorizedAt } = authorization;
    if (authorizedAt < wholeSecond(authorizer.authorizedAt)) return;
    Object.assign(authorizer, { permissionSets: [...permissionSets], authorizedAt });
    const { refreshAt } = await this.credentials.save(tx.em, authorizer, tokens, 1);
    // The owner's own row may be another installation's, which this transaction cannot see.
    if (ownedByAnother) return;
    Object.assign(account, {
      credentialState: 'VALID',
      nextRefreshAt: refreshAt,
      permissionSets: authorizer.permissionSets,
      authorizedAt: authorizer.authorizedAt,
    });
    await this.changed(tx, account, ['credential']);
  }

  /**
   * The merchant withdrew the authorization. Ignored unless it is newer than the latest authorization, because WeChat's
   * events may arrive late.
   */
  async withdraw(tx: Transaction, ctx: RequestContext, appId: string, at: Date): Promise<void> {
    const own = await this.lockOwn(tx, ctx, appId);
    if (own && at >= wholeSecond(own.authorizer.authorizedAt)) await this.drop(tx, own.account, appId);
  }

  /** WeChat no longer takes our tokens, and nothing repairs them: unless a newer pair has been stored since `version`. */
  async lose(tx: Transaction, ctx: RequestContext, appId: string, version: number): Promise<void> {
    const own = await this.lockOwn(tx, ctx, appId);
    if (own?.account.credential?.tokenVersion === version) await this.drop(tx, own.account, appId);
  }

  /** A refreshed pair: stored unless another has been since. Only a recovery is told to anybody. */
  async refreshed(
    tx: Transaction,
    { accountId, appId, version }: HeldCredential,
    tokens: Tokens,
  ): Promise<void> {
    // The account before its credential, as everywhere, so that nobody waits for each other.
    const account = await lockAccount(tx.em, accountId);
    const nextRefreshAt = await this.credentials.replace(tx.em, appId, version, tokens);
    if (!account || !nextRefreshAt) return;
    const recovered = account.credentialState === 'FAILING';
    const health = { nextRefreshAt, ...(recovered && { credentialState: 'VALID' as const }) };
    await tx.em.nativeUpdate(OfficialAccount, { id: accountId }, health);
    if (recovered) await this.told(tx, accountId);
  }

  /** The tokens could not be refreshed; it is tried again, ever less often. Told once, when it begins. */
  async failing(tx: Transaction, { accountId, appId, version }: HeldCredential): Promise<void> {
    const account = await lockAccount(tx.em, accountId);
    const key = { appId, tokenVersion: version };
    const credential = await tx.em.findOne(Credential, key, { lockMode: LockMode.PESSIMISTIC_WRITE });
    if (!account || !credential) return;
    const now = this.clock.now();
    const failingSince = credential.failingSince ?? now;
    const refreshAt = retryTimeOf(now, failingSince);
    Object.assign(credential, { refreshLease: null, refreshAt, failingSince });
    const health = { nextRefreshAt: refreshAt, credentialState: 'FAILING' as const };
    await tx.em.nativeUpdate(OfficialAccount, { id: accountId }, health);
    if (account.credentialState !== 'FAILING') await this.told(tx, accountId);
  }

  /**
   * What WeChat says now of an account that is connected: facts are recorded, never refused. One that breaks a rule
   * becomes a requirement; an open platform without a free slot leaves the account without one. An open platform that
   * we may no longer ask for stays the one that was last known.
   */
  async updateFacts(
    tx: Transaction,
    ctx: RequestContext,
    accountId: string,
    wechat: WeChatAccount,
  ): Promise<void> {
    const connectable = await this.lock(tx, ctx, accountId, wechat.appId);
    if (!connectable?.authorizer || connectable.ownedByAnother || !connectable.account.credential) return;
    const { account, authorizer } = connectable;
    const before = factsOf(account);
    const { openPlatformBinding, openAppId } = wechat.openPlatformBinding === 'UNKNOWN' ? account : wechat;
    const known = { ...wechat, openPlatformBinding, openAppId };
    const slot = await this.takeSlot(tx.em, ctx.installationId, known);
    const limitReached = slot === 'NONE_FREE';
    authorizer.slotGroup = limitReached ? null : slot.group;
    authorizer.slot = limitReached ? null : slot.slot;
    authorizer.permissionSets = [...wechat.permissionSets];
    Object.assign(account, known, { limitReached });
    const after = factsOf(account);
    if (JSON.stringify(before) === JSON.stringify(after)) return;
    suspend(account);
    await tx.em.flush();
    await this.changed(tx, account, [...FACT_PATHS, 'credential']);
    tx.audit({
      subjectType: 'OfficialAccount',
      subjectId: account.id,
      before,
      after: { ...after, status: account.status },
    });
  }

  /** The caller's own connected account behind an app id, with everything locked. */
  private async lockOwn(tx: Transaction, ctx: RequestContext, appId: string) {
    const owner = await tx.em.findOne(Authorizer, { appId, installationId: ctx.installationId });
    const found = owner && (await this.lock(tx, ctx, owner.accountId, appId));
    if (!found?.authorizer || found.ownedByAnother || !found.account.credential) return null;
    const key = { appId, installationId: ctx.installationId };
    await tx.em.findOneOrFail(Credential, key, { lockMode: LockMode.PESSIMISTIC_WRITE, refresh: true });
    return { account: found.account, authorizer: found.authorizer };
  }

  /** Tokens go, slot and ownership stay. */
  private async drop(tx: Transaction, account: OfficialAccount, appId: string): Promise<void> {
    const before = account.status;
    Object.assign(account, { credential: null, credentialState: 'WITHDRAWN', nextRefreshAt: null });
    await this.changed(tx, account, ['credential']);
    await tx.em.flush();
    await tx.em.nativeDelete(Credential, { installationId: account.installationId, appId });
    tx.audit({
      subjectType: 'OfficialAccount',
      subjectId: account.id,
      before: { status: before },
      after: { status: account.status },
    });
  }

  private async told(tx: Transaction, accountId: string): Promise<void> {
    const account = await tx.em.findOneOrFail(OfficialAccount, { id: accountId }, { refresh: true });
    tx.emit(changedEvent(account, ['credential']));
  }

  /** `changedPaths` are those beside `status` and `requirements`, which follow from the facts. */
  private async changed(tx: Transaction, account: OfficialAccount, changedPaths: string[]): Promise<void> {
    await deriveStatus(tx.em, account);
    tx.emit(changedEvent(account, [...changedPaths, 'status', 'requirements']));
    if (account.unionIdField !== null) await this.rederiveSharers(tx, account, account.unionIdField);
  }

  /** An account that was blocked because this one's open platform differs may be free now. */
  private async rederiveSharers(
    tx: Transaction,
    account: OfficialAccount,
    unionIdField: string,
  ): Promise<void> {
    await tx.em.flush();
    const status = { $in: ['DRAFT', 'ACTION_REQUIRED'] as AccountStatus[] };
    for (const sharer of await tx.em.find(OfficialAccount, {
      unionIdField,
      status,
      id: { $ne: account.id },
    })) {
      const before = sharer.status;
      await deriveStatus(tx.em, sharer);
      if (sharer.status === before) continue;
      tx.emit(changedEvent(sharer, ['status', 'requirements']));
      await tx.em.flush();
    }
  }

  private async takeSlot(em: EntityManager, installationId: string, wechat: WeChatAccount) {
    const group = slotGroupOf(installationId, wechat.openPlatformBinding, wechat.openAppId);
    if (group === null) return { group: null, slot: null };
    const held = await em.findOne(Authorizer, { appId: wechat.appId, slotGroup: group });
    const slot = held?.slot ?? (await lowestFreeSlot(em, group, wechat.appId));
    return slot === null ? ('NONE_FREE' as const) : { group, slot };
  }
}

const changedEvent = ({ installationId, id }: OfficialAccount, changedPaths: readonly string[]) =>
  officialAccountChanged.create(installationId, { accountId: id, kind: 'CHANGED', changedPaths });

/** The fields of the schema that say what WeChat says. */
const FACT_PATHS = [
  'displayName',
  'name',
  'avatarUrl',
  'originalId',
  'principalName',
  'accountType',
  'verified',
  'openPlatform',
];

const factsOf = (account: OfficialAccount) => {
  const { name, avatarUrl, originalId, principalName, accountType, verified } = account;
  const { openPlatformBinding, openAppId, permissionSets, limitReached } = account;
  return {
    name,
    avatarUrl,
    originalId,
    principalName,
    accountType,
    verified,
    openPlatformBinding,
    openAppId,
    permissionSets,
    limitReached,
  };
};

/**
 * The constraints bind an ACTIVE account, never what WeChat says of one: before new facts are written it ceases to be
 * ACTIVE, until its status is derived from them.
 */
const suspend = (account: OfficialAccount): void => {
  if (account.status === 'ACTIVE') account.status = 'ACTION_REQUIRED';
};

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
