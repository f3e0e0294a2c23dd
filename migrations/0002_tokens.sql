-- Adds columns to small tables: each statement locks its table for milliseconds. Old code does not survive the renames.

alter table component rename column access_token_expires_at to access_token_usable_until;
alter table component add column tickets_asked_at timestamptz null;
alter table component_ticket add column refused_at timestamptz null;

alter table credential rename column access_token_expires_at to access_token_usable_until;
alter table credential alter column access_token_usable_until drop not null;
alter table credential add column refresh_lease timestamptz null;
alter table credential add column refresh_at timestamptz not null default now();
alter table credential alter column refresh_at drop default;
alter table credential add column failing_since timestamptz null;
create index credential_refresh_at_index on credential (refresh_at);

alter table official_account add column permission_sets jsonb null;
alter table official_account add column limit_reached boolean not null default false;
alter table official_account add column credential_state text null;
alter table official_account add constraint official_account_credential_state_check check (credential_state in ('VALID', 'FAILING', 'WITHDRAWN'));
alter table official_account add column credential_revision int null;
alter table official_account add column authorized_at timestamptz null;
alter table official_account add column next_refresh_at timestamptz null;

-- What is known of accounts that were connected before. Row-level security binds the owner too, hence the setting.
do $$
declare tenant uuid;
begin
  for tenant in select installation_id from installation_site loop
    perform set_config('qiao.installation', tenant::text, true);
    update official_account a set permission_sets = z.permission_sets, authorized_at = z.authorized_at,
      credential_revision = coalesce(c.revision, 1), next_refresh_at = c.refresh_at,
      credential_state = case when c.app_id is null then 'WITHDRAWN' else 'VALID' end
    from authorizer z left join credential c on c.installation_id = z.installation_id and c.app_id = z.app_id
    where z.installation_id = a.installation_id and z.account_id = a.id;
  end loop;
end $$;

alter table authorization_link add column authorizer_app_id text null;

-- A caller changes settings, and the status that follows from them; what WeChat says, and whose credential an account has,
-- only the system does.
revoke update on official_account from qiao_tenant;
grant update (status, was_active, version, account_type, description, default_timezone, open_id_field, union_id_field,
  subscription_status_field, last_activity_field, default_campaign, access_mode, terms_version, updated_at)
  on official_account to qiao_tenant;

-- Jobs that nobody waits for run after those that somebody does.
drop function enqueue_job(text, json, timestamptz, text, int);
create function enqueue_job(task text, payload json, run_at timestamptz, job_key text, max_attempts int, priority int) returns void
language sql security definer set search_path = ''
as $$
  select graphile_worker.add_job(
    task,
    payload => json_build_object('payload', payload, 'installationId', nullif(pg_catalog.current_setting('qiao.installation', true), '')),
    run_at => run_at, job_key => job_key, max_attempts => max_attempts, priority => priority)
$$;
revoke execute on function enqueue_job from public;
grant execute on function enqueue_job to qiao_tenant;

-- Also platforms that a connected account is bound to without holding a slot there: the full ones.
create or replace function slots_taken() returns table (slot_group text, taken int)
language sql stable security definer set search_path = ''
as $$
  select a.slot_group, pg_catalog.count(*)::int
  from public.authorizer a
  where a.slot_group in (
    select mine.slot_group from public.authorizer mine
    where mine.installation_id = nullif(pg_catalog.current_setting('qiao.installation', true), '')::uuid
    union
    select bound.open_app_id from public.official_account bound
    where bound.installation_id = nullif(pg_catalog.current_setting('qiao.installation', true), '')::uuid and bound.app_id is not null)
  group by a.slot_group
$$;
