import { type EntityManager, LockMode } from '@mikro-orm/postgresql';
import { arrayLiteral } from '../../../kernel/array-literal.ts';
import type { Caller, RequestContext } from '../../../kernel/context.ts';
import { NO_ID } from '../../../kernel/ids.ts';
import { limitedTo } from '../../../kernel/permissions.ts';
import { letsUserIn } from '../../accounts/access/account-access.entity.ts';
import { MessageSender } from './message-sender.entity.ts';
import type { MessageSenderStatus, Trust } from './message-sender.rules.ts';

/** A message sender as a plain row. */
export type MessageSenderRow = Pick<
  MessageSender,
  | 'id'
  | 'instanceId'
  | 'status'
  | 'cause'
  | 'accountId'
  | 'credentialRevision'
  | 'openIdField'
  | 'campaignId'
  | 'campaignName'
  | 'configuredBy'
  | 'configuredAt'
  | 'version'
  | 'syncedVersion'
  | 'createdAt'
>;

/** A page of each account's senders, in the order of their creation. */
export interface SendersQuery {
  readonly after: string | null;
  readonly limit: number;
  readonly statuses: readonly MessageSenderStatus[];
}

const inOrder = { orderBy: { id: 'asc' } } as const;

/** A marketer sees the senders of accounts that they may use, those that trust no account, and the one that they opened. */
function visible(em: EntityManager, ctx: RequestContext) {
  const query = em.createQueryBuilder(MessageSender, 's').where({ installationId: ctx.installationId });
  const userId = limitedTo(ctx.caller);
  if (userId !== null) {
    const letsIn = letsUserIn(userId);
    query.andWhere(
      `(s.status <> 'CONFIGURED' or s.id = ? or exists (
        select from official_account a where a.installation_id = s.installation_id and a.id = s.account_id and ${letsIn.sql}))`,
      [openedBy(ctx.caller) ?? NO_ID, ...letsIn.values],
    );
  }
  return query;
}

const openedBy = (caller: Caller) => (caller.kind === 'USER' ? caller.openedSenderId : undefined);

export function sendersByIds(
  em: EntityManager,
  ctx: RequestContext,
  ids: readonly string[],
): Promise<MessageSenderRow[]> {
  return visible(em, ctx)
    .andWhere({ id: { $in: [...ids] } })
    .execute('all');
}

/** The sender with this ID in the marketing platform; undefined if the caller may not see it. */
export async function visibleSenderOfInstance(
  em: EntityManager,
  ctx: RequestContext,
  instanceId: string,
): Promise<MessageSenderRow | undefined> {
  const [found] = await visible(em, ctx).andWhere({ instanceId }).execute<MessageSenderRow[]>('all');
  return found;
}

/** One page of each account's senders, by account id. Two statements, for any number of accounts. */
export async function sendersOfAccounts(
  em: EntityManager,
  ctx: RequestContext,
  accountIds: readonly string[],
  { after, limit, statuses }: SendersQuery,
): Promise<Map<string, MessageSenderRow[]>> {
  const places = await em.execute<{ id: string }[]>(
    `select id from (
       select sender.id, row_number() over (partition by account order by sender.id) as place
       from unnest(?::uuid[]) account, unnest(?::text[]) wanted, lateral (
         select id from message_sender
         where installation_id = ? and account_id = account and status = wanted and id > ? order by id limit ?) sender
     ) placed where place <= ?`,
    [
      ...[arrayLiteral(accountIds), arrayLiteral([...new Set(statuses)])],
      ...[ctx.installationId, after ?? NO_ID, limit, limit],
    ],
  );
  const rows: MessageSenderRow[] = await em
    .createQueryBuilder(MessageSender, 's')
    .where({ installationId: ctx.installationId, id: { $in: places.map(({ id }) => id) } })
    .orderBy({ id: 'asc' })
    .execute('all');
  return Map.groupBy(rows, ({ accountId }) => accountId ?? '');
}

/** How many senders each account has, by account id; accounts without senders are absent. */
export async function countSenders(
  em: EntityManager,
  ctx: RequestContext,
  accountIds: readonly string[],
  statuses: readonly MessageSenderStatus[],
): Promise<Map<string, number>> {
  const counts = await em.execute<{ account: string; senders: number }[]>(
    `select account_id as account, count(*)::int as senders from message_sender
     where installation_id = ? and account_id = any(?::uuid[]) and status = any(?::text[]) group by account_id`,
    [ctx.installationId, arrayLiteral(accountIds), arrayLiteral(statuses)],
  );
  return new Map(counts.map(({ account, senders }) => [account, senders]));
}

/** The senders that a breaking change of the account affects. */
export function trustingSenders(em: EntityManager, accountId: string): Promise<MessageSender[]> {
  return em.find(MessageSender, { accountId, status: 'CONFIGURED' }, inOrder);
}

/**
 * The same, locked. No sender is added meanwhile, because the caller holds the account's lock, which configuring a sender
 * takes as well.
 */
export function lockTrustingSenders(em: EntityManager, accountId: string): Promise<MessageSender[]> {
  return em.find(
    MessageSender,
    { accountId, status: 'CONFIGURED' },
    { ...inOrder, lockMode: LockMode.PESSIMISTIC_WRITE, refresh: true },
  );
}

export function lockSender(em: EntityManager, id: string): Promise<MessageSender | null> {
  return em.findOne(MessageSender, { id }, { lockMode: LockMode.PESSIMISTIC_WRITE, refresh: true });
}

export function lockSenderOfInstance(em: EntityManager, instanceId: string): Promise<MessageSender | null> {
  return em.findOne(MessageSender, { instanceId }, { lockMode: LockMode.PESSIMISTIC_WRITE, refresh: true });
}

/** Whether the step is on a canvas, as far as Qiao knows. */
export async function isKnownStep(em: EntityManager, instanceId: string): Promise<boolean> {
  return (await em.count(MessageSender, { instanceId, status: { $ne: 'DELETED' } })) > 0;
}

/** What the step trusts now, without a lock; null unless it is configured. */
export async function trustOfInstance(em: EntityManager, instanceId: string): Promise<Trust | null> {
  const found = await em.findOne(MessageSender, { instanceId }, { refresh: true });
  return found?.trust ?? null;
}

/** All senders that are on a canvas, locked. */
export function lockAllSenders(em: EntityManager): Promise<MessageSender[]> {
  return em.find(
    MessageSender,
    { status: { $ne: 'DELETED' } },
    { ...inOrder, lockMode: LockMode.PESSIMISTIC_WRITE },
  );
}

/** Senders whose current version the marketing platform does not have. */
export async function unsyncedSenders(
  em: EntityManager,
  { installationId }: RequestContext,
): Promise<string[]> {
  const found = await em.execute<{ id: string }[]>(
    'select id from message_sender where installation_id = ? and told_version < version order by id',
    [installationId],
  );
  return found.map(({ id }) => id);
}

/** Adds an unknown step. If two calls bring it at once, the second adds nothing. */
export async function addSender(
  em: EntityManager,
  {
    installationId,
    id,
    instanceId,
    cause,
  }: Pick<MessageSender, 'installationId' | 'id' | 'instanceId' | 'cause'>,
): Promise<void> {
  await em.execute(
    `insert into message_sender (installation_id, id, instance_id, status, cause)
     values (?, ?, ?, 'NEEDS_CONFIGURATION', ?) on conflict (installation_id, instance_id) do nothing`,
    [installationId, id, instanceId, cause],
  );
}
