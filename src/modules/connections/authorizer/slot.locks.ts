import type { EntityManager } from '@mikro-orm/postgresql';
import type { WeChatAccount } from '../facts/wechat-account.rules.ts';
import type { Authorizer } from './authorizer.entity.ts';
import { slotGroupOf } from './slot.rules.ts';

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
