import { type EntityManager, LockMode } from '@mikro-orm/postgresql';
import { arrayLiteral } from '../../../kernel/array-literal.ts';
import { NO_ID } from '../../../kernel/ids.ts';
import { rowsIn, sql } from '../../../kernel/statement.ts';
import { letsUserIn } from '../access/account-access.entity.ts';
import {
  MAPPED_FIELDS,
  type MappedField,
  type MappingChanges,
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

/** How other accounts of the installation use the wanted contact fields. One account for each use is enough to know. */
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
  const keys = Object.values(wanted).filter((key) => typeof key === 'string');
  const found = await em.execute<{ use: MappedField; key: string }[]>(
    `select use, key from unnest(?::text[]) key, lateral (
       (select 'openIdField' as use from official_account
        where installation_id = ? and open_id_field = key and id <> ? and status <> 'REMOVED' limit 1)
       union all
       (select 'unionIdField' from official_account
        where installation_id = ? and union_id_field = key and id <> ? and status <> 'REMOVED' limit 1)
       union all
       (select 'subscriptionStatusField' from official_account
        where installation_id = ? and subscription_status_field = key and id <> ? and status <> 'REMOVED' limit 1)
       union all
       (select 'lastActivityField' from official_account
        where installation_id = ? and last_activity_field = key and id <> ? and status <> 'REMOVED' limit 1)) other`,
    [arrayLiteral(keys), ...MAPPED_FIELDS.flatMap(() => [installationId, id])],
  );
  const others = found.map(({ use, key }) => ({ [use]: key }));
  return {
    connected: appId !== null,
    openAppId,
    taken: takenFields(wanted, others),
    unionIdPlatformDiffers: await differs(em, installationId, wanted.unionIdField, openAppId),
  };
}

/** Whether an account of another open platform maps the UnionID field: the lowest or the highest is then another one. */
async function differs(
  em: EntityManager,
  installationId: string,
  unionIdField: string | null | undefined,
  openAppId: string | null,
): Promise<boolean> {
  if (!unionIdField || openAppId === null) return false;
  const [found] = await rowsIn(em)<{ differs: boolean }>(
    sql`select coalesce(bool_or(lowest <> ${openAppId} or highest <> ${openAppId}), false) as differs
      from unnest(array['DRAFT', 'ACTIVE', 'ACTION_REQUIRED']) as sharing(status) cross join lateral (
        select min(open_app_id) as lowest, max(open_app_id) as highest from official_account
        where installation_id = ${installationId} and union_id_field = ${unionIdField} and status = sharing.status) platforms`,
  );
  return found?.differs ?? false;
}

/** IDs of the marketing platform. */
export interface CatalogueIds {
  readonly fieldIds: readonly string[];
  readonly campaignIds: readonly string[];
  readonly userIds: readonly string[];
}

/** The fields of the schema that show what an account refers to. */
const NAMING_PATHS = ['fieldMappings', 'defaultCampaign', 'access'] as const;

/** The accounts that refer to any of these, in locking order, with the fields of the schema that show them. */
export async function accountsNaming(
  em: EntityManager,
  installationId: string,
  { fieldIds, campaignIds, userIds }: CatalogueIds,
): Promise<{ id: string; paths: string[] }[]> {
  const found = await em.execute<{ id: string; paths: string[] }[]>(
    `select id, array_agg(path) as paths from (
       select id, 'fieldMappings' as path from official_account
       where installation_id = ? and open_id_field = any(?::text[]) and status <> 'REMOVED'
       union all
       select id, 'fieldMappings' from official_account
       where installation_id = ? and union_id_field = any(?::text[]) and status <> 'REMOVED'
       union all
       select id, 'fieldMappings' from official_account
       where installation_id = ? and subscription_status_field = any(?::text[]) and status <> 'REMOVED'
       union all
       select id, 'fieldMappings' from official_account
       where installation_id = ? and last_activity_field = any(?::text[]) and status <> 'REMOVED'
       union all
       select id, 'defaultCampaign' from official_account
       where installation_id = ? and default_campaign = any(?::text[]) and status <> 'REMOVED'
       union all
       select a.id, 'access' from account_access l
       join official_account a on a.installation_id = l.installation_id and a.id = l.account_id
       where l.installation_id = ? and l.user_id = any(?::text[]) and a.status <> 'REMOVED'
     ) named group by id order by id`,
    [
      ...MAPPED_FIELDS.flatMap(() => [installationId, arrayLiteral(fieldIds)]),
      ...[installationId, arrayLiteral(campaignIds), installationId, arrayLiteral(userIds)],
    ],
  );
  return found.map(({ id, paths }) => ({ id, paths: NAMING_PATHS.filter((path) => paths.includes(path)) }));
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
