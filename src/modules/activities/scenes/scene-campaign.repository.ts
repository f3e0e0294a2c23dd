import type { EntityManager } from '@mikro-orm/postgresql';
import type { RequestContext } from '../../../kernel/context.ts';
import { rowsIn, sql } from '../../../kernel/statement.ts';

/** A scene of a QR code of an account. */
export interface Scene {
  readonly accountId: string;
  readonly sceneKey: string;
}

export interface CampaignOfScene extends Scene {
  readonly campaignId: string;
}

/** The campaigns of those of these scenes that have one: by `setSceneCampaign`, else by the binding link of a personal QR code. */
export const campaignsOf = (
  em: EntityManager,
  { installationId }: RequestContext,
  scenes: readonly Scene[],
): Promise<CampaignOfScene[]> =>
  rowsIn(em)<CampaignOfScene>(
    sql`select "accountId", "sceneKey", coalesce(s.campaign_id, l.campaign_id) as "campaignId"
      from json_to_recordset(${JSON.stringify(scenes)}::json) given ("accountId" uuid, "sceneKey" text)
      left join scene_campaign s on s.installation_id = ${installationId}
        and s.account_id = given."accountId" and s.scene_key = given."sceneKey"
      left join binding_link l on l.installation_id = ${installationId}
        and l.account_id = given."accountId" and l.scene = given."sceneKey"
      where coalesce(s.campaign_id, l.campaign_id) is not null`,
  );

export const saveSceneCampaign = (
  em: EntityManager,
  { installationId }: RequestContext,
  { accountId, sceneKey, campaignId }: CampaignOfScene,
): Promise<unknown> =>
  rowsIn(em)(
    sql`insert into scene_campaign (installation_id, account_id, scene_key, campaign_id)
      values (${installationId}, ${accountId}, ${sceneKey}, ${campaignId})
      on conflict (installation_id, account_id, scene_key) do update set campaign_id = excluded.campaign_id`,
  );

export const removeSceneCampaign = (
  em: EntityManager,
  { installationId }: RequestContext,
  { accountId, sceneKey }: Scene,
): Promise<unknown> =>
  rowsIn(em)(
    sql`delete from scene_campaign
      where installation_id = ${installationId} and account_id = ${accountId} and scene_key = ${sceneKey}`,
  );
