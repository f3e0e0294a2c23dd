-- Creates a table and adds columns and checks to a small one: each statement locks its table for milliseconds. Old code survives, save that it cannot remove accounts, which it never could.

create table "terms_acceptance" ("installation_id" uuid not null, "id" uuid not null, "account_id" uuid not null, "version" text not null, "accepter_kind" text not null, "accepted_by" text not null, "accepted_at" timestamptz not null default now(), primary key ("installation_id", "id"));
create index "terms_acceptance_account_index" on "terms_acceptance" ("installation_id", "account_id", "id");
alter table "terms_acceptance" add constraint "terms_acceptance_accepter_kind_check" check ("accepter_kind" in ('USER', 'API_CLIENT', 'SYSTEM'));
alter table "terms_acceptance" add constraint "terms_acceptance_installation_id_foreign" foreign key ("installation_id") references "installation" ("id") on delete restrict;
alter table "terms_acceptance" add constraint "terms_acceptance_installation_id_account_id_foreign" foreign key ("installation_id", "account_id") references "official_account" ("installation_id", "id") on update cascade on delete restrict;
alter table "terms_acceptance" enable row level security;
alter table "terms_acceptance" force row level security;
create policy "tenant" on "terms_acceptance" using (installation_id = nullif(current_setting('qiao.installation', true), '')::uuid) with check (installation_id = nullif(current_setting('qiao.installation', true), '')::uuid);

-- A proof: added, and never changed.
grant select, insert on terms_acceptance to qiao_tenant;

alter table "official_account" add column "removed_at" timestamptz null, add column "follower_data" text null, add column "retention_basis" text null;
alter table "official_account" add constraint "official_account_follower_data_check" check ("follower_data" in ('ERASE', 'RETAIN_WITH_BASIS'));
alter table "official_account" add constraint "official_account_removed_keeps_nothing" check (status <> 'REMOVED' or (credential_app_id is null and removed_at is not null and follower_data is not null));
alter table "official_account" add constraint "official_account_retention_has_a_basis" check ((retention_basis is not null) = (follower_data is not null and follower_data = 'RETAIN_WITH_BASIS'));
grant update (removed_at, follower_data, retention_basis) on official_account to qiao_tenant;

-- A session in which another WeChat account may take the place of the connected one.
alter table "authorization_session" add column "impact_token" text null, add column "impact_changed" boolean not null default false;

-- What names a contact field, a campaign or a user is looked for when that one changes in the marketing platform.
create index "account_access_user_index" on "account_access" ("installation_id", "user_id");
create index "official_account_default_campaign_index" on "official_account" ("installation_id", "default_campaign");

-- Lets go of the WeChat account behind an account of the caller's own: its tokens, its slot, its owner. The account must
-- not be ACTIVE. A caller can neither read these tables nor change them otherwise.

create function release_wechat_account(account uuid) returns void
language sql security definer set search_path = ''
as $$
  select pg_catalog.pg_advisory_xact_lock(pg_catalog.hashtextextended('authorizer:' || held.app_id, 0))
  from public.authorizer held
  where held.account_id = account and held.installation_id = nullif(pg_catalog.current_setting('qiao.installation', true), '')::uuid;

  update public.official_account
  set credential_app_id = null, next_refresh_at = null, limit_reached = false,
    credential_state = case when credential_state is not null then 'WITHDRAWN' end
  where id = account and installation_id = nullif(pg_catalog.current_setting('qiao.installation', true), '')::uuid;

  delete from public.credential gone using public.authorizer held
  where gone.installation_id = held.installation_id and gone.app_id = held.app_id
    and held.account_id = account and held.installation_id = nullif(pg_catalog.current_setting('qiao.installation', true), '')::uuid;

  delete from public.authorizer
  where account_id = account and installation_id = nullif(pg_catalog.current_setting('qiao.installation', true), '')::uuid;
$$;

revoke execute on function release_wechat_account from public;
grant execute on function release_wechat_account to qiao_tenant;
