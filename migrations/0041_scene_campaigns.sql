-- Creates a table, and adds a column without a value to "activity", both at once. Old code survives.

create table "scene_campaign" (
  "installation_id" uuid not null,
  "account_id" uuid not null,
  "scene_key" text not null,
  "campaign_id" text not null,
  primary key ("installation_id", "account_id", "scene_key"));
alter table "scene_campaign" add constraint "scene_campaign_installation_id_foreign" foreign key ("installation_id") references "installation" ("id") on delete restrict;
alter table "scene_campaign" add constraint "scene_campaign_installation_id_account_id_foreign" foreign key ("installation_id", "account_id") references "official_account" ("installation_id", "id") on update cascade on delete restrict;
alter table "scene_campaign" enable row level security;
alter table "scene_campaign" force row level security;
create policy "tenant" on "scene_campaign" using (installation_id = nullif(current_setting('qiao.installation', true), '')::uuid) with check (installation_id = nullif(current_setting('qiao.installation', true), '')::uuid);
grant select, insert, delete on "scene_campaign" to qiao_tenant;
grant update ("campaign_id") on "scene_campaign" to qiao_tenant;

-- Of the scene of the QR code; null: the default campaign of the account.
alter table "activity" add column "campaign_id" text null;
