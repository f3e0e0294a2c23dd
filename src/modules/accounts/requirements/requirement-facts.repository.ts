import type { EntityManager } from '@mikro-orm/postgresql';
import { type Columns, inMs, rowsIn, selectList, sql, withDates } from '../../../kernel/statement.ts';
import type { OfficialAccount } from '../account/official-account.entity.ts';
import type { AccountFacts, OutsideFacts } from './requirement.rules.ts';

const fitOf = (column: string) => `(select f.fit from contact_field f
  where f.installation_id = a.installation_id and f.id = a.${column} and f.gone_at is null)`;

const ofCampaign = (sql: string) => `(select ${sql} from campaign c
  where c.installation_id = a.installation_id and c.id = a.default_campaign and c.gone_at is null)`;

/** The lowest and the highest are one step each in an index; a different one would be a look at each account that shares the field. */
const platformOfSharers = (
  which: 'min' | 'max',
) => `(select ${which}(other.open_app_id) from official_account other
  where other.installation_id = a.installation_id and other.id <> a.id and other.status = 'ACTIVE'
    and other.union_id_field = a.union_id_field)`;

/** SQL for each fact about the account `a` that is stored in other tables. Each uses a primary key or an index with few rows. */
export const OUTSIDE_FACTS: Readonly<Record<keyof OutsideFacts, string>> = {
  unionIdFieldUsedElsewhere: `coalesce(a.open_app_id <> ${platformOfSharers('min')} or a.open_app_id <> ${platformOfSharers('max')}, false)`,
  openIdFieldFit: fitOf('open_id_field'),
  unionIdFieldFit: fitOf('union_id_field'),
  subscriptionStatusFieldFit: fitOf('subscription_status_field'),
  lastActivityFieldFit: fitOf('last_activity_field'),
  defaultCampaignStatus: ofCampaign('c.status'),
  defaultCampaignEndAt: ofCampaign(inMs('c.end_at')),
  accessUserDisabled: `exists (select from account_access l
    left join marketing_user m on m.installation_id = l.installation_id and m.id = l.user_id
    where l.installation_id = a.installation_id and l.account_id = a.id and (m.id is null or m.disabled or m.gone_at is not null))`,
};

/** Selects what other tables say about an account as it is in memory, flushed or not. Its alias is `a`. */
export async function selectBeside<T extends object>(
  em: EntityManager,
  account: OfficialAccount,
  ...columns: readonly Columns[]
): Promise<T> {
  const [row] = await rowsIn(em)<T>(
    sql`select ${selectList(...columns)} from (select ${account.installationId}::uuid as installation_id,
      ${account.id}::uuid as id, ${account.openIdField}::text as open_id_field,
      ${account.unionIdField}::text as union_id_field,
      ${account.subscriptionStatusField}::text as subscription_status_field,
      ${account.lastActivityField}::text as last_activity_field,
      ${account.defaultCampaign}::text as default_campaign, ${account.openAppId}::text as open_app_id,
      ${account.termsVersion}::text as terms_version) a`,
  );
  if (!row) throw new Error('a select without a table gives one row');
  return row;
}

/** The facts of an account as it is in memory, flushed or not. */
export async function factsOf(em: EntityManager, account: OfficialAccount): Promise<AccountFacts> {
  const outside = withDates(
    await selectBeside<OutsideFacts>(em, account, OUTSIDE_FACTS),
    'defaultCampaignEndAt',
  );
  // The ORM leaves it undefined if one column of its key is null.
  return { ...account, ...outside, authorized: Boolean(account.credential) };
}
