import type { EntityManager } from '@mikro-orm/postgresql';
import type { RequestContext } from '../../../kernel/context.ts';

export interface OpenPlatformRow {
  readonly appId: string;
  readonly slotsTaken: number;
}

/** `slots_taken` counts accounts of all installations, on the open platforms where the caller's installation has one. */
export function openPlatforms(em: EntityManager, ctx: RequestContext): Promise<OpenPlatformRow[]> {
  return em.execute<OpenPlatformRow[]>(
    `select mine.open_app_id as "appId", coalesce(slots.taken, 0) as "slotsTaken"
     from (select distinct open_app_id from official_account
           where installation_id = ? and open_app_id is not null and status <> 'REMOVED') mine
     left join slots_taken() slots on slots.slot_group = mine.open_app_id
     order by mine.open_app_id`,
    [ctx.installationId],
  );
}
