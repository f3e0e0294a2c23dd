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

create table "marketing_connection" ("installation_id" uuid not null, "base_url" text not null, "access_token" text not null, "access_token_usable_until" timestamptz null, "refresh_token" text not null, "token_version" int not null default 1, "refresh_lease" timestamptz null, primary key ("installation_id"));

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
