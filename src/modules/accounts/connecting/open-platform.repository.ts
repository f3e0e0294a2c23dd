import type { EntityManager } from '@mikro-orm/postgresql';
import { arrayLiteral } from '../../../kernel/array-literal.ts';

export interface OpenPlatformRow {
  readonly appId: string;
  readonly slotsTaken: number;
}

/**
 * The open platforms where the caller's installation has an account; of `appIds`, if they are given. Slots are counted over
 * all installations.
 */
export function openPlatforms(
  em: EntityManager,
  appIds: readonly string[] | null,
): Promise<OpenPlatformRow[]> {
  return em.execute<OpenPlatformRow[]>(
    'select slot_group as "appId", taken as "slotsTaken" from slots_taken(?::text[]) order by slot_group',
    [appIds && arrayLiteral(appIds)],
  );
}
