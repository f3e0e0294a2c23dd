-- Creates a table, and replaces a check of "activity", which takes as long as reading that table. Old code survives.

create table "follower_settings" (
  "installation_id" uuid not null,
  "account_id" uuid not null,
  "location" boolean not null default false,
  primary key ("installation_id", "account_id"));
alter table "follower_settings" add constraint "follower_settings_installation_id_foreign" foreign key ("installation_id") references "installation" ("id") on delete restrict;
alter table "follower_settings" add constraint "follower_settings_installation_id_account_id_foreign" foreign key ("installation_id", "account_id") references "official_account" ("installation_id", "id") on update cascade on delete restrict;
alter table "follower_settings" enable row level security;
alter table "follower_settings" force row level security;
create policy "tenant" on "follower_settings" using (installation_id = nullif(current_setting('qiao.installation', true), '')::uuid) with check (installation_id = nullif(current_setting('qiao.installation', true), '')::uuid);
grant select, insert on "follower_settings" to qiao_tenant;
grant update ("location") on "follower_settings" to qiao_tenant;

alter table "activity" drop constraint "activity_kind_check";
alter table "activity" add constraint "activity_kind_check" check ("kind" in ('FOLLOW', 'UNFOLLOW', 'SCAN', 'MENU_CLICK', 'MENU_VIEW', 'MESSAGE', 'LOCATION', 'TEMPLATE_RESULT', 'MASS_RESULT'));
