import { type EntityManager, LockMode } from '@mikro-orm/postgresql';
import type { RequestContext } from '../../../kernel/context.ts';
import { Authorizer } from '../../connections/authorizer/authorizer.entity.ts';
import { lockAppId } from '../../connections/authorizer/authorizer.locks.ts';
import { Withdrawal } from '../../connections/authorizer/withdrawal.entity.ts';
import { Credential } from '../../connections/credential/credential.entity.ts';
import type { WithdrawnReason } from '../../connections/credential/credential.rules.ts';
import { lockInstallation } from '../../installations/installation.locks.ts';
import type { OfficialAccount } from '../account/official-account.entity.ts';
import { lockAccount } from '../account/official-account.repository.ts';

/** An account and its authorizer, both locked, as a transaction about their connection finds them. */
export interface Connectable {
  readonly account: OfficialAccount;
  /** Who holds the WeChat account today; null: nobody here. */
  readonly authorizer: Authorizer | null;
  readonly ownedByAnother: boolean;
  /** When WeChat last told that the account withdrew its authorization; null: not lately. */
  readonly withdrawnAt: Date | null;
}

/** A connectable pair whose tokens are there, locked as well. */
export interface Connected {
  readonly account: OfficialAccount;
  readonly authorizer: Authorizer;
  readonly credential: Credential;
}

/**
 * Locks everything that connecting decides about, always in the same order: installation, account, app id. Null: nothing
 * can be connected any more, since the account was removed or Qiao was uninstalled.
 */
export async function lockConnectable(
  em: EntityManager,
  ctx: RequestContext,
  accountId: string,
  appId: string,
): Promise<Connectable | null> {
  if ((await lockInstallation(em, ctx)).status === 'UNINSTALLED') return null;
  const account = await lockAccount(em, accountId);
  if (!account || account.status === 'REMOVED') return null;
  await lockAppId(em, appId);
  const authorizer = await em.findOne(Authorizer, { appId }, { lockMode: LockMode.PESSIMISTIC_WRITE });
  const own = authorizer?.accountId === accountId && authorizer.installationId === ctx.installationId;
  const withdrawal = await em.findOne(Withdrawal, { appId });
  return {
    account,
    authorizer,
    ownedByAnother: authorizer !== null && !own,
    withdrawnAt: withdrawal?.withdrawnAt ?? null,
  };
}

/** The installation's own connected account behind an app id, with everything locked. */
export async function lockConnected(
  em: EntityManager,
  ctx: RequestContext,
  appId: string,
): Promise<Connected | null> {
  const key = { appId, installationId: ctx.installationId };
  const owner = await em.findOne(Authorizer, key);
  const found = owner && (await lockConnectable(em, ctx, owner.accountId, appId));
  if (!found?.authorizer || found.ownedByAnother || !found.account.credential) return null;
  const locked = { lockMode: LockMode.PESSIMISTIC_WRITE, refresh: true } as const;
  const credential = await em.findOneOrFail(Credential, key, locked);
  return { account: found.account, authorizer: found.authorizer, credential };
}

/**
 * Lets go of the WeChat account behind an account: tokens, slot, ownership. The credential, if there ever was one, is
 * WITHDRAWN for the given reason, whatever it was before. Callers may do it too, through a function that
 * knows no account but their own. The account must be written, and not be ACTIVE; it is read again, save for its
 * `credential`, which the ORM does not take back: who goes on with it sets it to null, unless they are a caller.
 */
export async function releaseWeChatAccount(
  em: EntityManager,
  account: OfficialAccount,
  reason: Extract<WithdrawnReason, 'REMOVED' | 'REPLACED' | 'UNINSTALLED'>,
): Promise<void> {
  await em.execute('select release_wechat_account(?, ?)', [account.id, reason]);
  await em.refresh(account);
}
