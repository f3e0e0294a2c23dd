import type { EntityManager } from '@mikro-orm/postgresql';
import type { RequestContext } from '../../kernel/context.ts';
import { rowsIn, type Sql, sql } from '../../kernel/statement.ts';
import type { Partings } from '../followers/erasure/parting.port.ts';

/**
 * What bound followers did and what is on its way when they are erased still reaches their contact. From then on the delivery names
 * the contact, and nobody else.
 */
export const partingDeliveries: Partings = {
  async before(em, ctx, partings) {
    const { installationId } = ctx;
    const given = sql`json_to_recordset(${JSON.stringify(partings)}::json) given
      ("accountId" uuid, "openId" text, at timestamptz, "resultsUntil" timestamptz)`;
    const found = await rowsIn(em)<{ id: string; until: string; resultsUntil: string }>(
      sql`select f.id, given.at as until, given."resultsUntil" from ${given}
        join follower f on f.installation_id = ${installationId} and f.account_id = given."accountId" and f.open_id = given."openId"
        where f.contact_id is not null order by f.id for update of f`,
    );
    if (found.length === 0) return;
    await part(
      em,
      ctx,
      sql`json_to_recordset(${JSON.stringify(found)}::json) gone (id uuid, until timestamptz, "resultsUntil" timestamptz)`,
      sql`and t.occurred_at <= case when t.kind = 'TEMPLATE_RESULT' then gone."resultsUntil" else gone.until end`,
    );
  },

  async beforeWhole(em, ctx, followerIds) {
    const { installationId } = ctx;
    const found = await rowsIn(em)<{ id: string }>(
      sql`select id from follower where installation_id = ${installationId} and id = any(${followerIds}::uuid[])
        and contact_id is not null order by id for update`,
    );
    const ids = found.map(({ id }) => id);
    if (ids.length > 0) await part(em, ctx, sql`unnest(${ids}::uuid[]) gone (id)`, sql``);
  },
};

/** The followers are locked before, so that no binding changes meanwhile. */
const part = (
  em: EntityManager,
  { installationId }: RequestContext,
  gone: Sql,
  erased: Sql,
): Promise<unknown> =>
  rowsIn(em)(
    sql`update delivery d set follower_id = null, activity_id = null, contact_id = f.contact_id,
        activity_kind = t.kind, activity_at = t.occurred_at, activity_campaign_id = t.campaign_id
      from ${gone} join follower f on f.installation_id = ${installationId} and f.id = gone.id
      join activity t on t.installation_id = ${installationId} and t.follower_id = f.id ${erased}
      where d.installation_id = ${installationId} and d.activity_id = t.id and d.status in ('PENDING', 'SENDING')`,
  );
