-- Creates a table, and an index of "follower", which takes as long as reading that table and stops the booking of messages
-- meanwhile. Old code survives.

create table "binding_link" (
  "installation_id" uuid not null,
  "id" uuid not null,
  "account_id" uuid not null,
  "kind" text not null,
  "contact_id" text null,
  "campaign_id" text null,
  "label" text null,
  "scene" text null,
  "code_url" text null,
  "expires_at" timestamptz null,
  "used_at" timestamptz null,
  "used_count" int not null default 0,
  "created_at" timestamptz not null,
  primary key ("installation_id", "id"));
alter table "binding_link" add constraint "binding_link_kind_check" check ("kind" in ('PERSONAL_QR_CODE', 'REGISTRATION_PAGE'));
alter table "binding_link" add constraint "binding_link_only_codes_are_personal" check ((kind = 'PERSONAL_QR_CODE') = (contact_id is not null) and (kind = 'PERSONAL_QR_CODE') = (scene is not null) and (kind = 'PERSONAL_QR_CODE') = (code_url is not null) and (kind = 'PERSONAL_QR_CODE') = (expires_at is not null));
alter table "binding_link" add constraint "binding_link_used_has_a_time" check ((used_count = 0) = (used_at is null) and (kind = 'REGISTRATION_PAGE' or used_count <= 1));
create index "binding_link_account_index" on "binding_link" ("installation_id", "account_id", "id");
create unique index "binding_link_scene_once" on "binding_link" ("installation_id", "account_id", "scene") where (scene is not null);
create index "binding_link_expiry_index" on "binding_link" ("installation_id", "expires_at") where expires_at is not null;
alter table "binding_link" add constraint "binding_link_installation_id_foreign" foreign key ("installation_id") references "installation" ("id") on delete restrict;
alter table "binding_link" add constraint "binding_link_installation_id_account_id_foreign" foreign key ("installation_id", "account_id") references "official_account" ("installation_id", "id") on update cascade on delete restrict;
alter table "binding_link" enable row level security;
alter table "binding_link" force row level security;
create policy "tenant" on "binding_link" using (installation_id = nullif(current_setting('qiao.installation', true), '')::uuid) with check (installation_id = nullif(current_setting('qiao.installation', true), '')::uuid);
grant select, insert, delete on "binding_link" to qiao_tenant;

create index "follower_union_id_index" on "follower" ("installation_id", "account_id", "union_id") where union_id is not null;
