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

/** An account and the authorizer of a WeChat account, both locked. */
export interface Connectable {
  readonly account: OfficialAccount;
  /** The current owner of the WeChat account; null if nobody has connected it. */
  readonly authorizer: Authorizer | null;
  readonly ownedByAnother: boolean;
  /** When the merchant last withdrew the authorization, as WeChat's event says; null if not within a day. */
  readonly withdrawnAt: Date | null;
}

/** The same for a connected account, with its tokens, locked as well. */
export interface Connected {
  readonly account: OfficialAccount;
  readonly authorizer: Authorizer;
  readonly credential: Credential;
}

/**
 * Locks all that connecting depends on, always in this order: installation, account, app id. Null if the account was removed
 * or Qiao was uninstalled.
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

/** The account that this installation has connected with an app id, with everything locked; null if it has none. */
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
 * Deletes the tokens, the slot and the ownership of the WeChat account behind an account. A credential becomes WITHDRAWN with
 * the given reason, whatever its state was. The SQL function lets tenants do this for their own accounts only.
 *
 * The account must be flushed and not ACTIVE. It is read again, except for `credential`, which the ORM does not set back:
 * system code that continues with the account must set that to null itself.
 */
export async function releaseWeChatAccount(
  em: EntityManager,
  account: OfficialAccount,
  reason: Extract<WithdrawnReason, 'REMOVED' | 'REPLACED' | 'UNINSTALLED'>,
): Promise<void> {
  await em.execute('select release_wechat_account(?, ?)', [account.id, reason]);
  await em.refresh(account);
}
