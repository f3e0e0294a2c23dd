import { type TestDatabase, withClient } from './database.ts';

/** How many accounts the large installation has. */
export const LARGE = 100_000;

/** An account of the large installation, ACTIVE and open to all users, by its place. */
export const accountAt = (place: number): string => `00000000-0000-7000-8000-${hex(place)}`;

const hex = (place: number) => place.toString(16).padStart(12, '0');

/**
 * Adds 100,000 accounts, with all that belongs to them, to an installation, and a thousand other installations with one
 * account each. What is rare stands where a plan that walks meets it last: the accounts that a marketer may use come after 50,000
 * that others may; 1,000 accounts at the beginning are removed. The last account has 100,000 followers, who have done one thing
 * each.
 */
export async function enlarge(database: TestDatabase, installationId: string): Promise<void> {
  await withClient(database.superuserUrl, async (client) => {
    await client.query(`
      set session_replication_role = replica;
      create temp table place as
        select '${installationId}'::uuid as installation, '' as prefix, k,
          ('00000000-0000-7000-8000-' || lpad(to_hex(k), 12, '0'))::uuid as id,
          case when k <= 1000 then 'REMOVED' when k % 100 = 1 then 'ACTION_REQUIRED' else 'ACTIVE' end as status
        from generate_series(1, ${LARGE}) k
        union all
        select ('00000001-0000-7000-8000-' || lpad(to_hex(k), 12, '0'))::uuid, k || '-', k,
          ('00000001-0000-7000-8000-' || lpad(to_hex(k), 12, '0'))::uuid, 'ACTIVE'
        from generate_series(1, 1000) k;
      insert into installation (id, site, platform) select installation, 'other' || k, 'ELOQUA' from place where prefix <> '';
      insert into site_name (site, installation_id) select 'other' || k, installation from place where prefix <> '';
      insert into authorizer (installation_id, app_id, account_id, permission_sets, authorized_at)
        select installation, 'wx' || prefix || k, id, '[1]', now() from place where status <> 'REMOVED';
      insert into credential (installation_id, app_id, access_token, refresh_token, refresh_at)
        select installation, 'wx' || prefix || k, 'v1.x.y', 'v1.x.y', now() + interval '1 day' from place where status <> 'REMOVED';`);
    // Row by row, this index would take half a minute.
    const { rows } = await client.query<{ rule: string }>(
      `select pg_get_constraintdef(oid) as rule from pg_constraint where conname = 'official_account_union_id_one_open_platform'`,
    );
    await client.query(`
      alter table official_account drop constraint official_account_union_id_one_open_platform;
      insert into official_account (installation_id, id, status, was_active, account_type, open_id_field, union_id_field,
        subscription_status_field, last_activity_field, default_campaign, access_mode, terms_version, app_id, open_platform_binding,
        open_app_id, credential_app_id, credential_state, credential_state_reason, removed_at, follower_data)
      select installation, id, status, true, 'SERVICE', 'open' || k, 'union' || k % 20, 'status' || k % 20, 'last' || k,
        'campaign' || k % 1000, case when prefix = '' and k < 50000 then 'SELECTED_USERS' else 'ALL_USERS' end, '2026-11',
        'wx' || prefix || k, 'BOUND', 'wxopen' || k % 20, case when status <> 'REMOVED' then 'wx' || prefix || k end,
        case status when 'REMOVED' then 'WITHDRAWN' else 'VALID' end, case status when 'REMOVED' then 'REMOVED' end,
        case status when 'REMOVED' then now() end, case status when 'REMOVED' then 'ERASE' end
      from place;
      alter table official_account add constraint official_account_union_id_one_open_platform ${rows[0]?.rule};
      insert into contact_field_purpose select installation, 'open' || k, 'OPEN_ID' from place;
      insert into contact_field_purpose select installation, 'last' || k, 'LAST_ACTIVITY' from place;
      insert into contact_field_purpose select installation, 'union' || k % 20, 'UNION_ID' from place on conflict do nothing;
      insert into contact_field_purpose select installation, 'status' || k % 20, 'SUBSCRIPTION_STATUS' from place on conflict do nothing;
      insert into account_access select installation, id, 'user' || k % 1000 from place where prefix = '' and k < 50000;
      insert into terms_acceptance (installation_id, id, account_id, version, accepter_kind, accepted_by)
        select installation, id, id, '2026-11', 'USER', '17' from place;
      insert into authorization_session (installation_id, id, account_id, status, step, expires_at, ended_at)
        select installation, id, id, 'COMPLETED', 'DONE', now(), now() from place;
      insert into message_sender (installation_id, id, instance_id, status, account_id, credential_revision, open_id_field,
        configured_at, told_version) select installation, id, 'step' || k, 'CONFIGURED', id, 1, 'open' || k, now(), 1 from place;
      insert into audit_entry (installation_id, id, at, actor_kind, actor, action, subject_type, subject_id, request_id)
        select installation, (overlay(id::text placing substr(moment, 1, 8) || '-' || substr(moment, 9) from 1 for 13))::uuid, now(), 'USER', 'user' || k % 1000, 'updateOfficialAccount', 'OfficialAccount', id, ''
        from place, lpad(to_hex((extract(epoch from now()) * 1000)::bigint), 12, '0') moment;
      insert into contact_field (installation_id, id, name, internal_name, data_type, display_type, read_only, standard, fit, as_of)
        select installation, 'open' || k, 'Field ' || k, 'C_Field' || k, 'text', 'text', false, false, 'TEXT', now() from place;
      insert into campaign (installation_id, id, name, status, as_of)
        select installation, 'campaign' || k, 'Campaign ' || k, 'ACTIVE', now() from place where prefix = '';
      insert into follower (installation_id, id, account_id, open_id, subscribed, subscribed_at, unsubscribed_at)
        select installation, id, '${accountAt(LARGE)}', 'o' || k, k % 100 <> 0, now(), case when k % 100 = 0 then now() end
        from place where prefix = '';
      insert into activity (installation_id, id, account_id, follower_id, kind, occurred_at, source, detail)
        select installation, id, '${accountAt(LARGE)}', id, case when k < 1000 then 'SCAN' else 'FOLLOW' end, now(), 'PUSH', '{}'
        from place where prefix = '';`);
    await client.query('vacuum analyze');
  });
}
