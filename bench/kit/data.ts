import pg from 'pg';
import { CURRENT_TERMS } from '../../src/modules/accounts/terms/terms.rules.ts';

const SITE = 'acme';

/** An installation with accounts, as the superuser writes them. */
export interface Installation {
  readonly id: string;
  readonly site: string;
  /** Of all accounts, in the order of the list. */
  readonly accountIds: readonly string[];
}

/**
 * Adds an installation whose contact fields, campaigns and users were read from the marketing platform, and accounts that
 * were connected before: of each four one that lacks a campaign, one that lacks terms and has selected users, and one that
 * lacks advised mappings. Each has ten audit entries.
 */
export async function addInstallation(
  superuserUrl: string,
  { site = SITE, accounts = 20 }: { readonly site?: string; readonly accounts?: number } = {},
): Promise<Installation> {
  const client = new pg.Client({ connectionString: superuserUrl });
  await client.connect();
  try {
    const { rows } = await client.query<{ id: string }>(
      `insert into installation (id, site, platform, connection_state, connected_at) values (uuidv7(), $1, 'ELOQUA', 'CONNECTED', now()) returning id`,
      [site],
    );
    const id = rows[0]?.id ?? '';
    await client.query('insert into site_name (site, installation_id) values ($1, $2)', [site, id]);
    await client.query('insert into installation_site (site, installation_id) values ($1, $2)', [site, id]);
    for (const statement of CATALOGUES) await client.query(statement, [id]);
    await client.query(FIELDS_OF_ACCOUNTS, [id, accounts]);
    await client.query(ACCOUNTS, [id, accounts, CURRENT_TERMS.version]);
    await client.query(
      `insert into account_access (installation_id, account_id, user_id) select installation_id, id, unnest(array['17', '4'])
       from official_account where installation_id = $1 and access_mode = 'SELECTED_USERS'`,
      [id],
    );
    await client.query(
      `insert into terms_acceptance (installation_id, id, account_id, version, accepter_kind, accepted_by)
       select installation_id, uuidv7(), id, terms_version, 'USER', '17'
       from official_account where installation_id = $1 and terms_version is not null`,
      [id],
    );
    await client.query(AUDIT, [id]);
    await client.query('vacuum analyze');
    const ids = await client.query<{ id: string }>(
      'select id from official_account where installation_id = $1 order by id',
      [id],
    );
    return { id, site, accountIds: ids.rows.map((row) => row.id) };
  } finally {
    await client.end();
  }
}

/** Read tomorrow, so that they are not read again during the run. */
const CATALOGUES = [
  `insert into catalogue_read (installation_id, catalogue, read_at)
   select $1::uuid, unnest(array['CONTACT_FIELDS', 'USERS', 'CAMPAIGNS']), now() + interval '1 day'`,
  `insert into contact_field (installation_id, id, name, internal_name, data_type, display_type, read_only, standard, fit, as_of)
   values ($1, 'union', 'WeChat UnionID', 'C_WeChat_UnionID', 'text', 'text', false, false, 'TEXT', now()),
          ($1, 'status', 'WeChat subscription status', 'C_WeChat_Status', 'text', 'text', false, false, 'TEXT', now())`,
  `insert into campaign (installation_id, id, name, status, start_at, end_at, as_of)
   select $1, n::text, 'Campaign ' || n, 'ACTIVE', now(), now() + interval '5 years', now() from generate_series(1000, 1009) n`,
  `insert into marketing_user (installation_id, id, name, login_name, email_address, disabled, as_of)
   select $1, n::text, 'User ' || n, 'user.' || n, null, false, now() from generate_series(1, 30) n`,
];

const FIELDS_OF_ACCOUNTS = `insert into contact_field
    (installation_id, id, name, internal_name, data_type, display_type, read_only, standard, fit, as_of)
  select $1::uuid, kind || '-' || n, label || ' ' || n, internal || n, type, 'text', false, false, fit, now()
  from generate_series(1, $2::int) n, (values ('open', 'WeChat OpenID', 'C_WeChat_OpenID', 'text', 'TEXT'),
    ('activity', 'WeChat last activity', 'C_WeChat_Activity', 'date', 'DATE')) v (kind, label, internal, type, fit)`;

const ACCOUNTS = `insert into official_account
    (installation_id, id, status, was_active, app_id, open_platform_binding, open_app_id, description,
     open_id_field, union_id_field, subscription_status_field, last_activity_field,
     default_campaign, access_mode, terms_version)
  select $1::uuid, uuidv7(), 'ACTION_REQUIRED', true, 'wx' || to_hex(n), 'BOUND', 'wxopen' || n % 3, 'Store ' || n,
    'open-' || n, case when n % 2 = 0 then 'union' end,
    case when n % 4 <> 3 then 'status' end, case when n % 4 <> 3 then 'activity-' || n end,
    case when n % 4 <> 1 then (1000 + n % 10)::text end,
    case when n % 4 = 2 then 'SELECTED_USERS' else 'ALL_USERS' end, case when n % 4 <> 2 then $3::text end
  from generate_series(1, $2::int) n`;

/** The time of an entry is in its id, too. */
const AUDIT = `insert into audit_entry (installation_id, id, at, actor_kind, actor, action, subject_type, subject_id, request_id)
  select installation_id, uuidv7(- age), now() - age, 'USER', '17', 'updateOfficialAccount', 'OfficialAccount', id, 'bench'
  from (select installation_id, id, (n * 30 || ' days')::interval as age from official_account, generate_series(1, 10) n
    where installation_id = $1)`;
