-- Creates tables: each statement takes milliseconds. Old code survives.

create table "message_sender" ("installation_id" uuid not null, "id" uuid not null, "instance_id" uuid not null, "status" text not null, "cause" text null, "account_id" uuid null, "credential_revision" int null, "open_id_field" text null, "campaign_id" text null, "campaign_name" text null, "configured_by" text null, "configured_at" timestamptz null, "version" int not null default 1, "told_version" int not null default 0, "telling_failures" int not null default 0, "telling_lease" timestamptz null, "created_at" timestamptz not null default now(), primary key ("installation_id", "id"));
create index "message_sender_account_index" on "message_sender" ("installation_id", "account_id", "id");
alter table "message_sender" add constraint "message_sender_instance_unique" unique ("installation_id", "instance_id");
alter table "message_sender" add constraint "message_sender_installation_id_foreign" foreign key ("installation_id") references "installation" ("id") on delete restrict;
alter table "message_sender" add constraint "message_sender_installation_id_account_id_foreign" foreign key ("installation_id", "account_id") references "official_account" ("installation_id", "id") on update cascade on delete restrict;
alter table "message_sender" add constraint "message_sender_told_what_is_known" check (told_version >= 0 and told_version <= version);
alter table "message_sender" add constraint "message_sender_has_a_cause" check ((status = 'NEEDS_CONFIGURATION') = (cause is not null));
alter table "message_sender" add constraint "message_sender_configured_is_complete" check (status <> 'CONFIGURED' or (account_id is not null and credential_revision is not null and open_id_field is not null and configured_at is not null));
alter table "message_sender" add constraint "message_sender_status_check" check ("status" in ('NEEDS_CONFIGURATION', 'CONFIGURED', 'DELETED'));
alter table "message_sender" add constraint "message_sender_cause_check" check ("cause" in ('NEVER_CONFIGURED', 'COPIED', 'ACCOUNT_REMOVED', 'WECHAT_ACCOUNT_REPLACED', 'OPEN_ID_FIELD_CHANGED', 'UNINSTALLED'));

create table "sender_execution" ("installation_id" uuid not null, "id" uuid not null, "sender_id" uuid not null, "execution_id" text not null, "contact_ids" text[] null, "contact_count" int not null, "contacts_digest" text not null, "status" text not null default 'PENDING', "attempts" int not null default 0, "received_at" timestamptz not null default now(), "ended_at" timestamptz null, primary key ("installation_id", "id"));
alter table "sender_execution" add constraint "sender_execution_once" unique ("installation_id", "sender_id", "execution_id", "contacts_digest");
alter table "sender_execution" add constraint "sender_execution_installation_id_foreign" foreign key ("installation_id") references "installation" ("id") on delete restrict;
alter table "sender_execution" add constraint "sender_execution_installation_id_sender_id_foreign" foreign key ("installation_id", "sender_id") references "message_sender" ("installation_id", "id") on update cascade on delete restrict;
alter table "sender_execution" add constraint "sender_execution_ended" check ((status = 'PENDING') = (ended_at is null));
alter table "sender_execution" add constraint "sender_execution_keeps_contacts_that_wait" check ((status = 'PENDING') = (contact_ids is not null));
alter table "sender_execution" add constraint "sender_execution_status_check" check ("status" in ('PENDING', 'REPORTED', 'PARTLY_REPORTED', 'GIVEN_UP'));

do $$
declare name text;
begin
  foreach name in array array['message_sender', 'sender_execution'] loop
    execute format('alter table %I enable row level security', name);
    execute format('alter table %I force row level security', name);
    execute format('create policy tenant on %I using (installation_id = nullif(current_setting(''qiao.installation'', true), '''')::uuid) with check (installation_id = nullif(current_setting(''qiao.installation'', true), '''')::uuid)', name);
    execute format('grant select on %I to qiao_tenant', name);
  end loop;
end $$;

-- Callers configure senders, and end their trust with a change of an account; the rest is what the marketing platform tells.
grant update (status, cause, account_id, credential_revision, open_id_field, configured_by, configured_at, version)
  on message_sender to qiao_tenant;
