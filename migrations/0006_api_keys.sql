-- Adds two tables, and to audit_entry a check and three indexes, which stop writes to it for some seconds per million entries. Old code survives.

create table "api_key" ("installation_id" uuid not null, "id" uuid not null, "place" smallint null, "name" text not null, "prefix" text not null, "scopes" text[] not null, "created_by" text not null, "created_at" timestamptz not null default now(), "expires_at" timestamptz null, "last_used_at" timestamptz null, "revoked_at" timestamptz null, primary key ("installation_id", "id"));
alter table "api_key" add constraint "api_key_digest_target" unique ("installation_id", "id", "place");
alter table "api_key" add constraint "api_key_one_in_place" unique ("installation_id", "place");
alter table "api_key" add constraint "api_key_installation_id_foreign" foreign key ("installation_id") references "installation" ("id") on delete restrict;
alter table "api_key" add constraint "api_key_revoked_has_no_place" check ((place is null) = (revoked_at is not null));
alter table "api_key" add constraint "api_key_places" check (place >= 1 and place <= 100);
alter table "api_key" add constraint "api_key_scopes" check (cardinality(scopes) > 0 and scopes <@ array['ACCOUNTS_READ', 'ACCOUNTS_WRITE', 'SENDERS_WRITE', 'AUDIT_READ']);
alter table "api_key" add constraint "api_key_name" check (char_length(name) >= 1 and char_length(name) <= 100);
alter table "api_key" enable row level security;
alter table "api_key" force row level security;
create policy "tenant" on "api_key" using (installation_id = nullif(current_setting('qiao.installation', true), '')::uuid) with check (installation_id = nullif(current_setting('qiao.installation', true), '')::uuid);

create table "api_key_digest" ("prefix" text not null, "digest" text not null, "installation_id" uuid not null, "key_id" uuid not null, "place" smallint not null, "scopes" text[] not null, "expires_at" timestamptz null, primary key ("prefix"));
alter table "api_key_digest" add constraint "api_key_digest_one_per_key" unique ("installation_id", "key_id");
-- Only a key that is not revoked has a place, so a revoked one cannot keep its digest.
alter table "api_key_digest" add constraint "api_key_digest_installation_id_key_id_place_foreign" foreign key ("installation_id", "key_id", "place") references "api_key" ("installation_id", "id", "place") on update restrict on delete restrict;
alter table "api_key_digest" enable row level security;
create policy "tenant_adds_own" on "api_key_digest" for insert to "qiao_tenant" with check (installation_id = nullif(current_setting('qiao.installation', true), '')::uuid);

grant select, insert on api_key to qiao_tenant;
grant update (place, revoked_at) on api_key to qiao_tenant;
grant insert on api_key_digest to qiao_tenant;

-- A caller may forget the digest of a key of its own, and read none.

create function forget_api_key(key uuid) returns void
language sql security definer set search_path = ''
as $$
  delete from public.api_key_digest
  where key_id = key and installation_id = nullif(pg_catalog.current_setting('qiao.installation', true), '')::uuid
$$;

revoke execute on function forget_api_key from public;
grant execute on function forget_api_key to qiao_tenant;

-- API clients act too, and the trail is searched.

alter table "audit_entry" drop constraint "audit_entry_actor_kind_check";
alter table "audit_entry" add constraint "audit_entry_actor_kind_check" check ("actor_kind" in ('USER', 'API_CLIENT', 'SYSTEM'));
create index "audit_entry_action_index" on "audit_entry" ("installation_id", "action", "id");
create index "audit_entry_actor_index" on "audit_entry" ("installation_id", "actor", "id");
create index "audit_entry_at_index" on "audit_entry" ("installation_id", "at");
