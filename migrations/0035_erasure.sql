-- Creates two tables, erases followers who have unfollowed, and replaces a check of "activity": it reads that table. Old code
-- survives, but its unfollows are given up.

alter table "activity" drop constraint "activity_has_a_follower";
do $$
declare tenant uuid;
begin
  for tenant in select installation_id from installation_site loop
    perform set_config('qiao.installation', tenant::text, true);
    update activity set follower_id = null where kind = 'UNFOLLOW';
    delete from follower where not subscribed;
  end loop;
  perform set_config('qiao.installation', '', true);
end $$;
alter table "activity" add constraint "activity_has_a_follower" check ((follower_id is null) = (kind in ('UNFOLLOW', 'MASS_RESULT')));

-- With what the digests of an installation are made. A platform table.
create table "erasure_key" (
  "installation_id" uuid not null,
  "key" text not null,
  primary key ("installation_id"));

create table "erased_follower" (
  "installation_id" uuid not null,
  "account_id" uuid not null,
  "digest" text not null,
  "unfollowed_at" timestamptz not null,
  "erased_at" timestamptz not null,
  primary key ("installation_id", "account_id", "digest"));
create index "erased_follower_age_index" on "erased_follower" ("installation_id", "erased_at");
alter table "erased_follower" add constraint "erased_follower_installation_id_foreign" foreign key ("installation_id") references "installation" ("id") on delete restrict;
alter table "erased_follower" add constraint "erased_follower_installation_id_account_id_foreign" foreign key ("installation_id", "account_id") references "official_account" ("installation_id", "id") on update cascade on delete restrict;
alter table "erased_follower" enable row level security;
alter table "erased_follower" force row level security;
create policy "tenant" on "erased_follower" using (installation_id = nullif(current_setting('qiao.installation', true), '')::uuid) with check (installation_id = nullif(current_setting('qiao.installation', true), '')::uuid);
grant select on "erased_follower" to qiao_tenant;
