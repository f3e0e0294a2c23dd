import { type EntityManager, LockMode } from '@mikro-orm/postgresql';
import type { RequestContext } from '../../kernel/context.ts';
import { Authorizer } from './authorizer.entity.ts';
import { Credential } from './credential.entity.ts';
import type { OfficialAccount } from './official-account.entity.ts';
import { lockAccount, lockInstallation } from './official-account.repository.ts';
import { slotGroupOf } from './official-account.rules.ts';
import type { WeChatAccount } from './wechat-account.rules.ts';
import { Withdrawal } from './withdrawal.entity.ts';

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
  if ((await lockInstallation(em, ctx)) === 'UNINSTALLED') return null;
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
 * Notes what WeChat told. Whoever connects the account holds the same lock: either they see this, or they have committed
 * and whoever notes it sees them.
 */
export async function noteWithdrawal(em: EntityManager, appId: string, at: Date): Promise<void> {
  await lockAppId(em, appId);
  await em.execute(
    `insert into withdrawal (app_id, withdrawn_at) values (?, ?)
     on conflict (app_id) do update set withdrawn_at = greatest(withdrawal.withdrawn_at, excluded.withdrawn_at)`,
    [appId, at],
  );
}

/**
 * Lets go of the WeChat account behind an account: tokens, slot, ownership. Callers may do it too, through a function that
 * knows no account but their own. The account must be written, and not be ACTIVE; it is read again, save for its
 * `credential`, which the ORM does not take back: who goes on with it sets it to null, unless they are a caller.
 */
export async function releaseWeChatAccount(em: EntityManager, account: OfficialAccount): Promise<void> {
  await em.execute('select release_wechat_account(?)', [account.id]);
  await em.refresh(account);
}

/**
 * The slot that the account holds on its open platform, or the lowest free one; both null where it needs none.
 *
 * @param authorizer the account's own, locked; null where it has none yet
 * @param leaving an account of WeChat's whose slot will be free, because this one takes its place
 */
export async function takeSlot(
  em: EntityManager,
  installationId: string,
  authorizer: Authorizer | null,
  { appId, openPlatformBinding, openAppId }: WeChatAccount,
  leaving: string | null = null,
): Promise<{ group: string | null; slot: number | null } | 'NONE_FREE'> {
  const group = slotGroupOf(installationId, openPlatformBinding, openAppId);
  if (group === null) return { group: null, slot: null };
  const held = authorizer?.slotGroup === group ? authorizer.slot : null;
  const slot = held ?? (await lowestFreeSlot(em, group, [appId, leaving ?? appId]));
  return slot === null ? 'NONE_FREE' : { group, slot };
}

/**
 * Makes two transactions that connect the same WeChat account for the first time wait for each other; there is no row to
 * lock yet.
 */
async function lockAppId(em: EntityManager, appId: string): Promise<void> {
  await em.execute('select pg_advisory_xact_lock(hashtextextended(?, 0))', [`authorizer:${appId}`]);
}

/**
 * The lowest free slot of a group, or null if all are taken. Makes or locks the group's row, so that of twenty accounts that
 * arrive at once exactly as many are served as there are slots; the unique key would refuse the others anyway.
 *
 * @param but the accounts whose own slots count as free
 */
async function lowestFreeSlot(
  em: EntityManager,
  group: string,
  but: readonly [string, string],
): Promise<number | null> {
  await em.execute(
    'insert into slot_group (name) values (?) on conflict (name) do update set name = excluded.name',
    [group],
  );
  const [free] = await em.execute<{ slot: number | null }[]>(
    `select min(n.slot) as slot from slot_number n
     where not exists (select from authorizer a where a.slot_group = ? and a.slot = n.slot and a.app_id not in (?, ?))`,
    [group, ...but],
  );
  return free?.slot ?? null;
}
