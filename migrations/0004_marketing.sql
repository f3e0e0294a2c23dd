-- Creates tables and adds columns to small ones: each statement locks its table for milliseconds. Old code survives.

create table "contact_field" ("installation_id" uuid not null, "id" text not null, "name" text not null, "internal_name" text not null, "data_type" text not null, "display_type" text not null, "read_only" boolean not null, "standard" boolean not null, "fit" text null, "as_of" timestamptz not null, "gone_at" timestamptz null, primary key ("installation_id", "id"));
create index "contact_field_name_index" on "contact_field" ("installation_id", "name", "id");
alter table "contact_field" add constraint "contact_field_fit_check" check ("fit" in ('TEXT', 'DATE'));

create table "marketing_user" ("installation_id" uuid not null, "id" text not null, "name" text not null, "login_name" text not null, "email_address" text null, "disabled" boolean not null, "as_of" timestamptz not null, "gone_at" timestamptz null, primary key ("installation_id", "id"));
create index "marketing_user_name_index" on "marketing_user" ("installation_id", "name", "id");

create table "campaign" ("installation_id" uuid not null, "id" text not null, "name" text not null, "status" text not null, "start_at" timestamptz null, "end_at" timestamptz null, "as_of" timestamptz not null, "gone_at" timestamptz null, primary key ("installation_id", "id"));
create index "campaign_name_index" on "campaign" ("installation_id", "name", "id");
alter table "campaign" add constraint "campaign_status_check" check ("status" in ('DRAFT', 'SCHEDULED', 'ACTIVE', 'COMPLETED'));

create table "catalogue_read" ("installation_id" uuid not null, "catalogue" text not null, "read_at" timestamptz null, "failed_at" timestamptz null, primary key ("installation_id", "catalogue"));
alter table "catalogue_read" add constraint "catalogue_read_catalogue_check" check ("catalogue" in ('CONTACT_FIELDS', 'USERS', 'CAMPAIGNS'));
alter table "catalogue_read" add constraint "catalogue_read_says_something" check (read_at is not null or failed_at is not null);

create table "marketing_connection" ("installation_id" uuid not null, "base_url" text not null, "access_token" text not null, "access_token_usable_until" timestamptz null, "refresh_token" text not null, "token_version" int not null default 1, "refresh_at" timestamptz not null, "refresh_lease" timestamptz null, "failing_since" timestamptz null, primary key ("installation_id"));

create table "oauth_state" ("digest" text not null, "installation_id" uuid not null, "callback_url" text null, "expires_at" timestamptz not null, primary key ("digest"));

create table "signed_call" ("nonce" text not null, "signed_at" timestamptz not null, primary key ("nonce", "signed_at"));

alter table "installation" drop constraint "installation_status_check";
alter table "installation" add constraint "installation_status_check" check ("status" in ('AVAILABLE', 'UNAVAILABLE', 'UNINSTALLED'));
alter table "installation" add column "connection_state" text not null default 'NOT_CONNECTED', add column "connected_at" timestamptz null, add column "connected_user_name" text null;
alter table "installation" add constraint "installation_connection_state_check" check ("connection_state" in ('CONNECTED', 'FAILING', 'LOST', 'NOT_CONNECTED'));

alter table "installation_site" add column "app_id" text null, add column "site_id" text null, add column "install_id" text null;
alter table "installation_site" add constraint "installation_site_app_id_site_id_unique" unique ("app_id", "site_id");
alter table "installation_site" add constraint "installation_site_is_known_whole" check ((app_id is null) = (site_id is null) and (app_id is null) = (install_id is null));

do $$
declare name text;
begin
  foreach name in array array['contact_field', 'marketing_user', 'campaign', 'catalogue_read'] loop
    execute format('alter table %I enable row level security', name);
    execute format('alter table %I force row level security', name);
    execute format('create policy tenant on %I using (installation_id = nullif(current_setting(''qiao.installation'', true), '''')::uuid) with check (installation_id = nullif(current_setting(''qiao.installation'', true), '''')::uuid)', name);
    -- Written by the system, which reads the marketing platform.
    execute format('grant select on %I to qiao_tenant', name);
  end loop;
end $$;
