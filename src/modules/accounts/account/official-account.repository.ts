import { type EntityManager, LockMode } from '@mikro-orm/postgresql';
import { arrayLiteral } from '../../../kernel/array-literal.ts';
import { NO_ID } from '../../../kernel/ids.ts';
import { rowsIn, sql } from '../../../kernel/statement.ts';
import { letsUserIn } from '../access/account-access.entity.ts';
import {
  type MappingChanges,
  type Mappings,
  type SharingFacts,
  takenFields,
} from '../settings/mapping.rules.ts';
import { OfficialAccount } from './official-account.entity.ts';

/** Drafts that were never authorized. */
export async function countDrafts(em: EntityManager): Promise<number> {
  return em.count(OfficialAccount, { status: 'DRAFT', appId: null });
}

/** Locks one account until the transaction ends. */
export async function lockAccount(em: EntityManager, accountId: string): Promise<OfficialAccount | null> {
  return em.findOne(OfficialAccount, { id: accountId }, { lockMode: LockMode.PESSIMISTIC_WRITE });
}

/** How other accounts of the installation use the wanted contact fields. */
export async function sharingFacts(
  em: EntityManager,
  {
    installationId,
    id,
    appId,
    openAppId,
  }: Pick<OfficialAccount, 'installationId' | 'id' | 'appId' | 'openAppId'>,
  wanted: MappingChanges,
): Promise<SharingFacts> {
  const keys = arrayLiteral(Object.values(wanted).filter((key) => typeof key === 'string'));
  const others = await em.execute<(Mappings & { openAppId: string | null })[]>(
    `select open_id_field as "openIdField", union_id_field as "unionIdField", open_app_id as "openAppId",
       subscription_status_field as "subscriptionStatusField", last_activity_field as "lastActivityField"
     from official_account where installation_id = ? and id <> ? and status <> 'REMOVED'
       and array[open_id_field, union_id_field, subscription_status_field, last_activity_field] && ?::text[]`,
    [installationId, id, keys],
  );
  const sharers = others.filter(
    ({ unionIdField }) => unionIdField !== null && unionIdField === wanted.unionIdField,
  );
  const unionIdPlatforms = sharers.flatMap((other) => other.openAppId ?? []);
  return { connected: appId !== null, openAppId, taken: takenFields(wanted, others), unionIdPlatforms };
}

/** IDs of the marketing platform. */
export interface CatalogueIds {
  readonly fieldIds: readonly string[];
  readonly campaignIds: readonly string[];
  readonly userIds: readonly string[];
}

/** The accounts that refer to any of these, in locking order, with the fields of the schema that show them. */
export async function accountsNaming(
  em: EntityManager,
  installationId: string,
  { fieldIds, campaignIds, userIds }: CatalogueIds,
): Promise<{ id: string; paths: string[] }[]> {
  const found = await em.execute<
    { id: string; fields: boolean | null; campaign: boolean | null; users: boolean }[]
  >(
    `select * from (
       select id, default_campaign = any(?::text[]) as campaign,
         array[open_id_field, union_id_field, subscription_status_field, last_activity_field] && ?::text[] as fields,
         exists (select from account_access l where l.installation_id = a.installation_id and l.account_id = a.id
           and l.user_id = any(?::text[])) as users
       from official_account a where installation_id = ? and status <> 'REMOVED') named
     where fields or campaign or users order by id`,
    [arrayLiteral(campaignIds), arrayLiteral(fieldIds), arrayLiteral(userIds), installationId],
  );
  return found.map(({ id, fields, campaign, users }) => ({
    id,
    paths: [
      ...(fields ? ['fieldMappings'] : []),
      ...(campaign ? ['defaultCampaign'] : []),
      ...(users ? ['access'] : []),
    ],
  }));
}

/** Whether the account lets the user use it. */
export async function accountLetsIn(
  em: EntityManager,
  { installationId, id }: Pick<OfficialAccount, 'installationId' | 'id'>,
  userId: string,
): Promise<boolean> {
  const found = await rowsIn(em)(
    sql`select a.id from official_account a
      where a.installation_id = ${installationId} and a.id = ${id} and ${letsUserIn(userId)}`,
  );
  return found.length > 0;
}

/** All except removed accounts, in locking order. */
export async function accountsInUse(
  em: EntityManager,
  installationId: string,
  { after = NO_ID, limit = null }: { after?: string; limit?: number | null } = {},
): Promise<string[]> {
  const found = await em.execute<{ id: string }[]>(
    `select id from official_account where installation_id = ? and status <> 'REMOVED' and id > ? order by id limit ?`,
    [installationId, after, limit],
  );
  return found.map(({ id }) => id);
}
