import type { EntityManager } from '@mikro-orm/postgresql';
import { z } from 'zod';
import type { RequestContext } from '../../../kernel/context.ts';
import { BACKGROUND, type JobType } from '../../../kernel/jobs.ts';
import { type Rows, rowsIn, sql } from '../../../kernel/statement.ts';
import type { Transaction } from '../../../kernel/unit-of-work.ts';
import type { FollowerRow } from '../follower.repository.ts';
import type { SubscribeScene } from '../follower.rules.ts';

/** Asks WeChat for what pushes do not tell of some followers of an account; adds the next until there are no more. */
export const READ_INFO: JobType<{ accountId: string }> = {
  name: 'follower.read-info',
  priority: BACKGROUND,
  payload: z.object({ accountId: z.string() }),
  maxAttempts: 8,
};

export const enqueueInfos = (
  tx: Pick<Transaction, 'enqueue'>,
  accountId: string,
  runAt?: Date | null,
): Promise<void> =>
  tx.enqueue(READ_INFO, { accountId }, { key: `${READ_INFO.name}:${accountId}`, ...(runAt && { runAt }) });

/**
 * Marks followers whose UnionID is not known, of accounts that map UnionID and are bound to an open platform: WeChat is to be
 * asked for them.
 *
 * @returns the accounts that have some
 */
export async function infosWanted(
  em: EntityManager,
  { installationId }: RequestContext,
  of: { readonly ids: readonly string[] } | { readonly accountIds: readonly string[] },
): Promise<string[]> {
  const which =
    'ids' in of
      ? sql`f.id = any(${of.ids}::uuid[])`
      : sql`f.account_id = any(${of.accountIds}::uuid[]) and not f.info_due`;
  const found = await rowsIn(em)<{ accountId: string }>(
    sql`with marked as (
        update follower f set info_due = true from official_account a
        where f.installation_id = ${installationId} and ${which} and f.union_id is null
          and a.installation_id = ${installationId} and a.id = f.account_id
          and a.union_id_field is not null and a.open_platform_binding = 'BOUND'
        returning f.account_id)
      select distinct account_id as "accountId" from marked`,
  );
  return found.map(({ accountId }) => accountId);
}

export type AskedFollower = Pick<FollowerRow, 'id' | 'openId'>;

/** Some followers of whom WeChat is to be asked. */
export const followersToAsk = (
  rows: Rows,
  { installationId }: RequestContext,
  accountId: string,
  limit: number,
): Promise<AskedFollower[]> =>
  rows<AskedFollower>(
    sql`select f.id, f.open_id as "openId" from follower f
      where f.installation_id = ${installationId} and f.account_id = ${accountId} and f.info_due
      order by f.id limit ${limit}`,
  );

/** What WeChat says of a follower; null: nothing. */
export interface Told {
  readonly id: string;
  readonly unionId: string | null;
  readonly subscribedAt: Date | null;
  readonly subscribeScene: SubscribeScene | null;
  readonly sceneKey: string | null;
}

/**
 * Saves what is new. What WeChat does not say stays as it is known, and so does what a later follow has brought.
 *
 * @returns the followers who are bound and whose UnionID is new
 */
export async function saveInfos(
  em: EntityManager,
  { installationId }: RequestContext,
  told: readonly Told[],
): Promise<string[]> {
  const found = await rowsIn(em)<{ id: string; isNew: boolean }>(
    sql`with before as materialized (
        select f.id, f.union_id, greatest(f.subscribed_at, f.unsubscribed_at) as changed_at from json_to_recordset(${JSON.stringify(told)}::json) t (id uuid)
        join follower f on f.installation_id = ${installationId} and f.id = t.id
        order by f.id for update of f
      )
      update follower f set info_due = false,
        union_id = coalesce(t."unionId", f.union_id),
        looked_up_at = case when t."unionId" is null or t."unionId" = f.union_id then f.looked_up_at end,
        subscribed_at = case when is_latest then t."subscribedAt" else f.subscribed_at end,
        subscribe_scene = case when is_latest then coalesce(t."subscribeScene", f.subscribe_scene) else f.subscribe_scene end,
        scene_key = case when is_latest then coalesce(t."sceneKey", f.scene_key) else f.scene_key end
      from before join json_to_recordset(${JSON.stringify(told)}::json) t (id uuid, "unionId" text,
          "subscribedAt" timestamptz, "subscribeScene" text, "sceneKey" text) on t.id = before.id
        cross join lateral (select t."subscribedAt" is not null
          and t."subscribedAt" >= coalesce(before.changed_at, '-infinity') as is_latest) latest
      where f.installation_id = ${installationId} and f.id = before.id
      returning f.id, f.binding_state = 'BOUND' and f.union_id is distinct from before.union_id as "isNew"`,
  );
  return found.flatMap(({ id, isNew }) => (isNew ? id : []));
}
