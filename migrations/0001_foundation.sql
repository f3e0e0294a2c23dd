-- Creates the first tables of an empty database; locks nothing that anybody uses. Old code: there is none.
-- The tables are generated from the entities (see docs/architecture.md, "Database"); the rest is what entities cannot say.

create extension if not exists btree_gist;


create table "audit_entry" ("installation_id" uuid not null, "id" uuid not null, "at" timestamptz not null default now(), "actor_kind" text not null, "actor" text not null, "action" text not null, "subject_type" text not null, "subject_id" uuid not null, "before" jsonb null, "after" jsonb null, "request_id" text not null, primary key ("installation_id", "id"));
create index "audit_entry_subject_index" on "audit_entry" ("installation_id", "subject_id", "id");
alter table "audit_entry" add constraint "audit_entry_actor_kind_check" check ("actor_kind" in ('USER', 'SYSTEM'));

create table "callback_receipt" ("id" uuid not null, "dedup_key" text not null, "query" jsonb not null, "body" text not null, "received_at" timestamptz not null default now(), "processed_at" timestamptz null, primary key ("id"));
create index "callback_receipt_processed_index" on "callback_receipt" ("processed_at");
alter table "callback_receipt" add constraint "callback_receipt_once" unique ("dedup_key");

create table "component" ("app_id" text not null, "access_token" text null, "access_token_expires_at" timestamptz null, "token_version" int not null default 0, "refresh_lease" timestamptz null, primary key ("app_id"));

create table "component_ticket" ("app_id" text not null, "created_at" timestamptz not null, "ticket" text not null, "received_at" timestamptz not null default now(), primary key ("app_id", "created_at"));

create table "installation" ("id" uuid not null, "site" text not null, "status" text not null default 'AVAILABLE', "created_at" timestamptz not null default now(), primary key ("id"));
alter table "installation" add constraint "installation_site_unique" unique ("site");
alter table "installation" add constraint "installation_status_check" check ("status" in ('AVAILABLE', 'UNAVAILABLE'));

create table "installation_site" ("site" text not null, "installation_id" uuid not null, primary key ("site"));

create table "slot_group" ("name" text not null, primary key ("name"));

create table "slot_number" ("slot" smallint not null, primary key ("slot"));

create table "authorizer" ("installation_id" uuid not null, "app_id" text not null, "account_id" uuid not null, "slot_group" text null, "slot" smallint null, "permission_sets" jsonb not null, "authorized_at" timestamptz not null, primary key ("installation_id", "app_id"));
alter table "authorizer" add constraint "authorizer_slot_unique" unique ("slot_group", "slot");
alter table "authorizer" add constraint "authorizer_one_per_account" unique ("installation_id", "account_id");
alter table "authorizer" add constraint "authorizer_one_owner" unique ("app_id");
alter table "authorizer" add constraint "authorizer_slot_in_group" check ((slot_group is null) = (slot is null));

create table "credential" ("installation_id" uuid not null, "app_id" text not null, "access_token" text not null, "access_token_expires_at" timestamptz not null, "refresh_token" text not null, "token_version" int not null default 1, "revision" int not null default 1, primary key ("installation_id", "app_id"));

create table "official_account" ("installation_id" uuid not null, "id" uuid not null, "status" text not null default 'DRAFT', "was_active" boolean not null default false, "version" int not null default 1, "account_type" text null, "description" text null, "default_timezone" text null, "open_id_field" text null, "union_id_field" text null, "subscription_status_field" text null, "last_activity_field" text null, "default_campaign" text null, "access_mode" text not null default 'ALL_USERS', "terms_version" text null, "app_id" text null, "original_id" text null, "name" text null, "avatar_url" text null, "principal_name" text null, "verified" boolean null, "open_platform_binding" text not null default 'UNKNOWN', "open_app_id" text null, "credential_app_id" text null, "created_at" timestamptz not null default now(), "updated_at" timestamptz not null default now(), primary key ("installation_id", "id"));
alter table "official_account" add constraint "official_account_installation_id_credential_app_id_unique" unique ("installation_id", "credential_app_id");
create index "official_account_open_app_id_index" on "official_account" ("installation_id", "open_app_id");
create unique index "official_account_last_activity_field_unique" on "official_account" ("installation_id", "last_activity_field") where status <> 'REMOVED';
create unique index "official_account_open_id_field_unique" on "official_account" ("installation_id", "open_id_field") where status <> 'REMOVED';
alter table "official_account" add constraint "official_account_bound_has_open_platform" check ((open_platform_binding = 'BOUND') = (open_app_id is not null));
alter table "official_account" add constraint "official_account_union_id_one_open_platform" exclude using gist (installation_id with =, union_id_field with =, open_app_id with <>) where (status = 'ACTIVE' and union_id_field is not null);
alter table "official_account" add constraint "official_account_field_used_once" check (open_id_field <> union_id_field and open_id_field <> subscription_status_field and open_id_field <> last_activity_field and union_id_field <> subscription_status_field and union_id_field <> last_activity_field and subscription_status_field <> last_activity_field);
alter table "official_account" add constraint "official_account_union_id_needs_open_platform" check (status <> 'ACTIVE' or union_id_field is null or open_app_id is not null);
alter table "official_account" add constraint "official_account_active_is_complete" check (status <> 'ACTIVE' or (open_id_field is not null and default_campaign is not null and terms_version is not null and credential_app_id is not null));
alter table "official_account" add constraint "official_account_status_check" check ("status" in ('DRAFT', 'ACTIVE', 'ACTION_REQUIRED', 'REMOVED'));
alter table "official_account" add constraint "official_account_account_type_check" check ("account_type" in ('SUBSCRIPTION', 'SERVICE'));
alter table "official_account" add constraint "official_account_access_mode_check" check ("access_mode" in ('ALL_USERS', 'SELECTED_USERS'));
alter table "official_account" add constraint "official_account_open_platform_binding_check" check ("open_platform_binding" in ('BOUND', 'NOT_BOUND', 'UNKNOWN'));

create table "authorization_session" ("installation_id" uuid not null, "id" uuid not null, "account_id" uuid not null, "status" text not null default 'PENDING', "step" text not null default 'CREATED', "link_secret" text null, "code" text null, "answer" text null, "lease_until" timestamptz null, "confirmed_at" timestamptz null, "failure_code" text null, "missing_permissions" jsonb null, "expires_at" timestamptz not null, "created_at" timestamptz not null default now(), "ended_at" timestamptz null, primary key ("installation_id", "id"));
create unique index "authorization_session_one_pending" on "authorization_session" ("installation_id", "account_id") where status = 'PENDING';
alter table "authorization_session" add constraint "authorization_session_ended_keeps_no_secret" check (status = 'PENDING' or (link_secret is null and code is null and answer is null));
alter table "authorization_session" add constraint "authorization_session_failure" check ((status = 'FAILED') = (failure_code is not null));
alter table "authorization_session" add constraint "authorization_session_ended" check ((status = 'PENDING') = (ended_at is null));
alter table "authorization_session" add constraint "authorization_session_status_check" check ("status" in ('PENDING', 'COMPLETED', 'FAILED', 'EXPIRED', 'CANCELLED'));
alter table "authorization_session" add constraint "authorization_session_step_check" check ("step" in ('CREATED', 'OPENED', 'CONFIRMED', 'EXCHANGING', 'READING_ACCOUNT', 'DONE'));
alter table "authorization_session" add constraint "authorization_session_failure_code_check" check ("failure_code" in ('ACCOUNT_LIMIT_REACHED', 'ACCOUNT_NOT_VERIFIED', 'ACCOUNT_ALREADY_CONNECTED', 'ACCOUNT_TYPE_MISMATCH', 'DIFFERENT_ACCOUNT', 'NOT_AN_OFFICIAL_ACCOUNT', 'PERMISSION_MISSING', 'UPSTREAM_FAILED'));

create table "authorization_link" ("session_id" uuid not null, "installation_id" uuid not null, "state_digest" text not null, "pre_auth_code_digest" text not null, "code_digest" text null, primary key ("session_id"));
alter table "authorization_link" add constraint "authorization_link_code_unique" unique ("code_digest");
alter table "authorization_link" add constraint "authorization_link_pre_auth_code_unique" unique ("pre_auth_code_digest");
alter table "authorization_link" add constraint "authorization_link_state_unique" unique ("state_digest");

create table "account_access" ("installation_id" uuid not null, "account_id" uuid not null, "user_id" text not null, primary key ("installation_id", "account_id", "user_id"));

alter table "component_ticket" add constraint "component_ticket_app_id_foreign" foreign key ("app_id") references "component" ("app_id") on delete restrict;

alter table "installation_site" add constraint "installation_site_installation_id_foreign" foreign key ("installation_id") references "installation" ("id") on delete restrict;

alter table "authorizer" add constraint "authorizer_slot_group_foreign" foreign key ("slot_group") references "slot_group" ("name") on delete restrict;
alter table "authorizer" add constraint "authorizer_slot_foreign" foreign key ("slot") references "slot_number" ("slot") on delete restrict;

alter table "credential" add constraint "credential_installation_id_app_id_foreign" foreign key ("installation_id", "app_id") references "authorizer" ("installation_id", "app_id") on update cascade on delete restrict;

alter table "official_account" add constraint "official_account_installation_id_foreign" foreign key ("installation_id") references "installation" ("id") on delete restrict;
alter table "official_account" add constraint "official_account_installation_id_credential_app_id_foreign" foreign key ("installation_id", "credential_app_id") references "credential" ("installation_id", "app_id") on update cascade on delete restrict;

alter table "authorization_session" add constraint "authorization_session_installation_id_foreign" foreign key ("installation_id") references "installation" ("id") on delete restrict;
alter table "authorization_session" add constraint "authorization_session_installation_id_account_id_foreign" foreign key ("installation_id", "account_id") references "official_account" ("installation_id", "id") on update cascade on delete restrict;

alter table "authorization_link" add constraint "authorization_link_installation_id_session_id_foreign" foreign key ("installation_id", "session_id") references "authorization_session" ("installation_id", "id") on update cascade on delete cascade;

alter table "account_access" add constraint "account_access_installation_id_foreign" foreign key ("installation_id") references "installation" ("id") on delete restrict;
alter table "account_access" add constraint "account_access_installation_id_account_id_foreign" foreign key ("installation_id", "account_id") references "official_account" ("installation_id", "id") on update cascade on delete restrict;

alter table "audit_entry" enable row level security;
alter table "audit_entry" force row level security;
create policy "tenant" on "audit_entry" using (installation_id = nullif(current_setting('qiao.installation', true), '')::uuid) with check (installation_id = nullif(current_setting('qiao.installation', true), '')::uuid);
alter table "installation" enable row level security;
alter table "installation" force row level security;
create policy "tenant" on "installation" using (id = nullif(current_setting('qiao.installation', true), '')::uuid) with check (id = nullif(current_setting('qiao.installation', true), '')::uuid);
alter table "official_account" enable row level security;
alter table "official_account" force row level security;
create policy "tenant" on "official_account" using (installation_id = nullif(current_setting('qiao.installation', true), '')::uuid) with check (installation_id = nullif(current_setting('qiao.installation', true), '')::uuid);
alter table "authorization_session" enable row level security;
alter table "authorization_session" force row level security;
create policy "tenant" on "authorization_session" using (installation_id = nullif(current_setting('qiao.installation', true), '')::uuid) with check (installation_id = nullif(current_setting('qiao.installation', true), '')::uuid);
alter table "authorization_link" enable row level security;
create policy "tenant_adds_own" on "authorization_link" for insert to "qiao_tenant" with check (installation_id = nullif(current_setting('qiao.installation', true), '')::uuid);
alter table "account_access" enable row level security;
alter table "account_access" force row level security;
create policy "tenant" on "account_access" using (installation_id = nullif(current_setting('qiao.installation', true), '')::uuid) with check (installation_id = nullif(current_setting('qiao.installation', true), '')::uuid);


-- What a tenant may do. Platform tables are not granted, save that a session's link is written with the session.

grant usage on schema public to qiao_tenant;
grant select, update on installation to qiao_tenant;
grant select, insert, update on official_account, authorization_session to qiao_tenant;
grant select, insert, delete on account_access to qiao_tenant;
grant select, insert on audit_entry to qiao_tenant;
grant insert on authorization_link to qiao_tenant;

-- Enqueues a job for the installation of the transaction. The queue's own tables refuse the tenant role.

create function enqueue_job(task text, payload json, run_at timestamptz, job_key text, max_attempts int) returns void
language sql security definer set search_path = ''
as $$
  select graphile_worker.add_job(
    task,
    payload => json_build_object('payload', payload, 'installationId', nullif(pg_catalog.current_setting('qiao.installation', true), '')),
    run_at => run_at, job_key => job_key, max_attempts => max_attempts)
$$;

revoke execute on function enqueue_job from public;
grant execute on function enqueue_job to qiao_tenant;

-- How many slots of the caller's own open platforms are taken, whoever took them: what a person must know to understand
-- ACCOUNT_LIMIT_REACHED. It tells nothing of platforms on which the caller has no account.

create function slots_taken() returns table (slot_group text, taken int)
language sql stable security definer set search_path = ''
as $$
  select a.slot_group, pg_catalog.count(*)::int
  from public.authorizer a
  where a.slot_group in (
    select mine.slot_group from public.authorizer mine
    where mine.installation_id = nullif(pg_catalog.current_setting('qiao.installation', true), '')::uuid)
  group by a.slot_group
$$;

revoke execute on function slots_taken from public;
grant execute on function slots_taken to qiao_tenant;
