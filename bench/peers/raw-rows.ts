import pg from 'pg';
import {
  REQUIREMENTS,
  type RequirementCode,
} from '../../src/modules/accounts/requirements/requirement-catalogue.rules.ts';
import { globalId } from '../operations.ts';

/** Rows by prepared statements, as a superuser, and what the schema shows of them. */
const pool = new pg.Pool({ connectionString: process.env.DATABASE_URL, max: 10 });
const installation = process.env.INSTALLATION ?? '';

export interface Row {
  readonly id: string;
  readonly name: string | null;
  readonly description: string | null;
  readonly status: string;
  readonly version: number;
  readonly created_at: Date;
  readonly access_mode: string;
  readonly open_id_field: string | null;
  readonly union_id_field: string | null;
  readonly subscription_status_field: string | null;
  readonly last_activity_field: string | null;
  readonly default_campaign: string | null;
  readonly terms_version: string | null;
  readonly credential_app_id: string | null;
  readonly open_id_name: string | null;
  readonly union_id_name: string | null;
  readonly subscription_status_name: string | null;
  readonly last_activity_name: string | null;
  readonly campaign_name: string | null;
  readonly campaign_end: Date | null;
  readonly user_ids: readonly string[];
}

export const PURPOSES = ['open_id', 'union_id', 'subscription_status', 'last_activity'] as const;

const WHOLE = `select a.*, c.name as campaign_name, c.end_at as campaign_end,
    ${PURPOSES.map((purpose) => `${purpose}.name as ${purpose}_name`).join()},
    case when a.access_mode = 'SELECTED_USERS' then array(select l.user_id from account_access l
      where l.installation_id = a.installation_id and l.account_id = a.id order by l.user_id) else '{}' end as user_ids
  from (select id, installation_id, name, description, status, version, created_at, access_mode, open_id_field, union_id_field,
      subscription_status_field, last_activity_field, default_campaign, terms_version, credential_app_id
    from official_account where installation_id = $1 and status <> 'REMOVED' order by id limit $2) a
  left join campaign c on c.installation_id = a.installation_id and c.id = a.default_campaign
  ${PURPOSES.map((purpose) => `left join contact_field ${purpose} on ${purpose}.installation_id = a.installation_id and ${purpose}.id = a.${purpose}_field`).join(' ')}
  order by a.id`;
const FEW = `select id, name, description, status from official_account
  where installation_id = $1 and status <> 'REMOVED' order by id limit $2`;

/** @param whole whether with all that a list can show; otherwise for the name and the status */
export async function accounts(limit: number, whole: boolean): Promise<Row[]> {
  const { rows } = await pool.query<Row>({
    name: whole ? 'accounts-whole' : 'accounts',
    text: whole ? WHOLE : FEW,
    values: [installation, limit],
  });
  return rows;
}

export async function accountById(id: string): Promise<Row | undefined> {
  const { rows } = await pool.query<Row>({
    name: 'account',
    text: 'select id, name, description, status, version from official_account where installation_id = $1 and id = $2',
    values: [installation, id],
  });
  return rows[0];
}

/** A transaction of five statements: begin, update, audit entry, announcement, commit. */
export async function changeDescription(id: string, description: string): Promise<void> {
  const client = await pool.connect();
  try {
    await client.query('begin');
    await client.query({
      name: 'update',
      text: `update official_account set description = $3, version = version + 1, updated_at = now()
        where installation_id = $1 and id = $2 returning version`,
      values: [installation, id, description],
    });
    await client.query({
      name: 'audit',
      text: `insert into audit_entry (installation_id, id, actor_kind, actor, action, subject_type, subject_id, after, request_id)
        values ($1, uuidv7(), 'USER', '17', 'updateOfficialAccount', 'OfficialAccount', $2, $3, 'bench')`,
      values: [installation, id, { description }],
    });
    await client.query({ name: 'notify', text: 'select pg_notify($1, $2)', values: ['bench', id] });
    await client.query('commit');
  } catch (error) {
    await client.query('rollback');
    throw error;
  } finally {
    client.release();
  }
}

export const displayNameOf = ({ id, name, description }: Pick<Row, 'id' | 'name' | 'description'>): string =>
  [name, description].filter(Boolean).join(' ') || `Official account ${id.slice(-6)}`;

/** An account as the list shows it. */
export const toAccount = (row: Row) => ({
  id: globalId('OfficialAccount', row.id),
  displayName: displayNameOf(row),
  status: row.status,
  version: row.version,
  createdAt: row.created_at.toISOString(),
  fieldMappings: mappingsOf(row),
  defaultCampaign: row.campaign_name && {
    name: row.campaign_name,
    endAt: row.campaign_end?.toISOString() ?? null,
  },
  access: { mode: row.access_mode, userIds: row.user_ids },
  requirements: requirementsOf(row),
});

export const mappingsOf = (row: Pick<Row, `${(typeof PURPOSES)[number]}_${'field' | 'name'}`>) =>
  PURPOSES.flatMap((purpose) => {
    const name = row[`${purpose}_name`];
    if (row[`${purpose}_field`] === null) return [];
    return { purpose: purpose.toUpperCase(), contactField: name === null ? null : { name } };
  });

/** Those that these data can have. */
export function requirementsOf(row: {
  readonly credential_app_id: string | null;
  readonly default_campaign: string | null;
  readonly terms_version: string | null;
  readonly subscription_status_field: string | null;
  readonly last_activity_field: string | null;
}) {
  const codes: RequirementCode[] = [];
  if (row.credential_app_id === null) codes.push('AUTHORIZATION_REQUIRED');
  if (row.default_campaign === null) codes.push('DEFAULT_CAMPAIGN_REQUIRED');
  if (row.terms_version === null) codes.push('TERMS_REQUIRED');
  if (row.subscription_status_field === null) codes.push('SUBSCRIPTION_STATUS_ADVISED');
  if (row.last_activity_field === null) codes.push('LAST_ACTIVITY_ADVISED');
  return codes.map((code) => ({ code, message: REQUIREMENTS[code].message }));
}

/** An account in a list of few fields, or by its id. */
export const toShortAccount = (row: Row) => ({
  id: globalId('OfficialAccount', row.id),
  displayName: displayNameOf(row),
  status: row.status,
  version: row.version,
});

/** A page of the first accounts; `rows` has one more, if there is. */
export const pageOf = <T>(rows: readonly Row[], first: number, show: (row: Row) => T) => {
  const page = rows.slice(0, first);
  return {
    edges: page.map((row) => ({ node: show(row) })),
    pageInfo: {
      hasNextPage: rows.length > first,
      endCursor: cursorOf(page.at(-1)?.id),
    },
  };
};

export const cursorOf = (id?: string): string =>
  Buffer.from(`cursor:officialAccounts:${id}`).toString('base64url');

/** Our id of an account. */
export const localId = (id: string): string => Buffer.from(id, 'base64url').toString().split(':')[1] ?? '';
