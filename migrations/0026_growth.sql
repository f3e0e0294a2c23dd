-- Builds thirteen indexes: nobody writes to accounts, access lists, sessions, senders and audit entries for seconds. Old code survives.

-- The purpose of each contact field that an account maps, or mapped last. It is found by a key, so the rule that a field has
-- one purpose in all accounts of an installation takes the same time however many there are.
create table "contact_field_purpose" (
  "installation_id" uuid not null,
  "field_id" text not null,
  "purpose" text not null,
  primary key ("installation_id", "field_id"));
alter table "contact_field_purpose" add constraint "contact_field_purpose_installation_id_foreign" foreign key ("installation_id") references "installation" ("id") on delete restrict;
alter table "contact_field_purpose" add constraint "contact_field_purpose_purpose_check" check ("purpose" in ('OPEN_ID', 'UNION_ID', 'SUBSCRIPTION_STATUS', 'LAST_ACTIVITY'));
alter table "contact_field_purpose" enable row level security;
alter table "contact_field_purpose" force row level security;
create policy "tenant" on "contact_field_purpose" using (installation_id = nullif(current_setting('qiao.installation', true), '')::uuid) with check (installation_id = nullif(current_setting('qiao.installation', true), '')::uuid);
-- Only the trigger writes to it.
grant select on "contact_field_purpose" to qiao_tenant;

do $$
declare
  one uuid;
begin
  for one in select distinct installation_id from site_name loop
    perform set_config('qiao.installation', one::text, true);
    insert into contact_field_purpose (installation_id, field_id, purpose)
    select distinct one, field, purpose
    from official_account, unnest(
      array[open_id_field, union_id_field, subscription_status_field, last_activity_field],
      array['OPEN_ID', 'UNION_ID', 'SUBSCRIPTION_STATUS', 'LAST_ACTIVITY']) mapped(field, purpose)
    where installation_id = one and status <> 'REMOVED' and field is not null
    on conflict do nothing;
  end loop;
  perform set_config('qiao.installation', '', true);
end $$;

-- Whoever maps a field for its purpose shares the row's lock until the end of the transaction, so that nobody gives the field
-- another purpose meanwhile. Whoever does has the row alone, and finds no account that uses the field. Fields are locked in
-- the order of their ids, so two transactions do not wait for each other.
create or replace function official_account_one_purpose() returns trigger
language plpgsql security definer set search_path = ''
as $$
declare
  mapped record;
begin
  -- A superuser may write without it, but this function runs as the owner, who would see no row.
  if coalesce(pg_catalog.current_setting('qiao.installation', true), '') = '' then
    perform pg_catalog.set_config('qiao.installation', new.installation_id::text, true);
  end if;
  -- In a snapshot of the whole transaction, the search below would not see what others have committed.
  if pg_catalog.current_setting('transaction_isolation') <> 'read committed' then
    raise feature_not_supported using message = 'contact fields are mapped in transactions that are read committed';
  end if;
  for mapped in
    select field, purpose, setting from (values
      (new.open_id_field, 'OPEN_ID', 'open_id_field'),
      (new.union_id_field, 'UNION_ID', 'union_id_field'),
      (new.subscription_status_field, 'SUBSCRIPTION_STATUS', 'subscription_status_field'),
      (new.last_activity_field, 'LAST_ACTIVITY', 'last_activity_field')) settings(field, purpose, setting)
    where field is not null order by field
  loop
    perform from public.contact_field_purpose
    where installation_id = new.installation_id and field_id = mapped.field and purpose = mapped.purpose for share;
    continue when found;
    insert into public.contact_field_purpose (installation_id, field_id, purpose)
    values (new.installation_id, mapped.field, mapped.purpose) on conflict do nothing;
    continue when found;
    update public.contact_field_purpose set purpose = mapped.purpose
    where installation_id = new.installation_id and field_id = mapped.field;
    if mapped.purpose <> 'OPEN_ID' and exists (select from public.official_account
        where installation_id = new.installation_id and open_id_field = mapped.field and status <> 'REMOVED')
      or mapped.purpose <> 'UNION_ID' and exists (select from public.official_account
        where installation_id = new.installation_id and union_id_field = mapped.field and status <> 'REMOVED')
      or mapped.purpose <> 'SUBSCRIPTION_STATUS' and exists (select from public.official_account
        where installation_id = new.installation_id and subscription_status_field = mapped.field and status <> 'REMOVED')
      or mapped.purpose <> 'LAST_ACTIVITY' and exists (select from public.official_account
        where installation_id = new.installation_id and last_activity_field = mapped.field and status <> 'REMOVED')
    then
      raise unique_violation using constraint = 'official_account_one_purpose', table = 'official_account', column = mapped.setting,
        message = 'a contact field has one purpose in all accounts of an installation';
    end if;
  end loop;
  return null;
end $$;

-- Lists of accounts: those that are not removed; and for each access mode and status, those of it, in order.
create index "official_account_in_use_index" on "official_account" ("installation_id", "id") where "status" <> 'REMOVED';
create index "official_account_status_index" on "official_account" ("installation_id", "access_mode", "status", "id");
create index "official_account_type_index" on "official_account" ("installation_id", "account_type", "access_mode", "status", "id");
drop index "account_access_user_index";
create index "account_access_user_index" on "account_access" ("installation_id", "user_id", "account_id");

-- Accounts by what they map, and the drafts that count against the limit.
create index "official_account_union_id_field_index" on "official_account" ("installation_id", "union_id_field", "status", "open_app_id") where "union_id_field" is not null;
create index "official_account_subscription_status_field_index" on "official_account" ("installation_id", "subscription_status_field") where "status" <> 'REMOVED';
create index "official_account_draft_index" on "official_account" ("installation_id") where "status" = 'DRAFT' and "app_id" is null;
drop index "official_account_default_campaign_index";
create index "official_account_default_campaign_index" on "official_account" ("installation_id", "default_campaign") where "status" <> 'REMOVED';
drop index "official_account_open_app_id_index";
create index "official_account_open_app_id_index" on "official_account" ("installation_id", "open_app_id") where "status" <> 'REMOVED';

create index "authorization_session_account_index" on "authorization_session" ("installation_id", "account_id", "id");

drop index "message_sender_account_index";
create index "message_sender_account_index" on "message_sender" ("installation_id", "account_id", "status", "id");
create index "message_sender_unsynced_index" on "message_sender" ("installation_id") where "told_version" < "version";

-- The time of an entry is in its id, and every other index of the table ends with that.
drop index "audit_entry_at_index";
create index "audit_entry_actor_kind_index" on "audit_entry" ("installation_id", "actor_kind", "id");

-- Of the given open platforms, or of all, those on which the installation has an account. Each is one step of an index,
-- however many accounts it has.
drop function slots_taken();
create function slots_taken(platforms text[] default null) returns table (slot_group text, taken integer)
language sql stable security definer set search_path = ''
as $$
  with recursive every (open_app_id) as (
    select pg_catalog.min(a.open_app_id) from public.official_account a
    where platforms is null and a.status <> 'REMOVED'
      and a.installation_id = nullif(pg_catalog.current_setting('qiao.installation', true), '')::uuid
    union all
    select (select pg_catalog.min(a.open_app_id) from public.official_account a
      where a.open_app_id > every.open_app_id and a.status <> 'REMOVED'
        and a.installation_id = nullif(pg_catalog.current_setting('qiao.installation', true), '')::uuid)
    from every where every.open_app_id is not null
  ), mine as (
    select open_app_id from every where open_app_id is not null
    union all
    select given from pg_catalog.unnest(platforms) given
    where exists (select from public.official_account a where a.open_app_id = given and a.status <> 'REMOVED'
      and a.installation_id = nullif(pg_catalog.current_setting('qiao.installation', true), '')::uuid)
  )
  select open_app_id, (select pg_catalog.count(*)::int from public.authorizer held where held.slot_group = open_app_id) from mine
$$;
revoke execute on function slots_taken(text[]) from public;
grant execute on function slots_taken(text[]) to qiao_tenant;
