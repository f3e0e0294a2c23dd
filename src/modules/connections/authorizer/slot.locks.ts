import type { EntityManager } from '@mikro-orm/postgresql';
import type { WeChatAccount } from '../facts/wechat-account.rules.ts';
import type { Authorizer } from './authorizer.entity.ts';
import { slotGroupOf } from './slot.rules.ts';

/**
 * The slot that the account has on its open platform, or the lowest free one; both null if it needs none.
 *
 * @param authorizer the account's own, locked; null if it has none yet
 * @param replaced app id of a WeChat account that this one replaces: its slot counts as free
 */
export async function takeSlot(
  em: EntityManager,
  installationId: string,
  authorizer: Authorizer | null,
  { appId, openPlatformBinding, openAppId }: WeChatAccount,
  replaced: string | null = null,
): Promise<{ group: string | null; slot: number | null } | 'NONE_FREE'> {
  const group = slotGroupOf(installationId, openPlatformBinding, openAppId);
  if (group === null) return { group: null, slot: null };
  const held = authorizer?.slotGroup === group ? authorizer.slot : null;
  const slot = held ?? (await lowestFreeSlot(em, group, [appId, replaced ?? appId]));
  return slot === null ? 'NONE_FREE' : { group, slot };
}

/**
 * The lowest free slot of a group; null if all are taken. Creates or locks the group's row, so that concurrent accounts take
 * different slots. If twenty arrive at once, exactly as many get a slot as there are; the unique key is the second guard.
 *
 * @param ignoring app ids whose own slots count as free
 */
async function lowestFreeSlot(
  em: EntityManager,
  group: string,
  ignoring: readonly [string, string],
): Promise<number | null> {
  await em.execute(
    'insert into slot_group (name) values (?) on conflict (name) do update set name = excluded.name',
    [group],
  );
  const [free] = await em.execute<{ slot: number | null }[]>(
    `select min(n.slot) as slot from slot_number n
     where not exists (select from authorizer a where a.slot_group = ? and a.slot = n.slot and a.app_id not in (?, ?))`,
    [group, ...ignoring],
  );
  return free?.slot ?? null;
}
