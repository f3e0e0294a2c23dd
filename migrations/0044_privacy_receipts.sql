-- Creates a table and a function, adds a column to "follower", and replaces a check of "follower" and of "activity": it reads both
-- tables, and stops the booking of messages meanwhile. Old code survives.

-- Until when what is known of a follower was erased. An unfollow after it was kept, because the account keeps those who unfollow.
alter table "follower" add column "erased_until" timestamptz null;
do $$
declare tenant uuid;
begin
  for tenant in select installation_id from installation_site loop
    perform set_config('qiao.installation', tenant::text, true);
    update follower set erased_until = unsubscribed_at where unsubscribed_at is not null;
  end loop;
  perform set_config('qiao.installation', '', true);
end $$;

alter table "follower" drop constraint "follower_subscribed_follows_from_the_latest_change";
alter table "follower" add constraint "follower_subscribed_follows_from_the_latest_change" check (case when subscribed then unsubscribed_at is null or greatest(subscribed_at, last_activity_at) is null or greatest(subscribed_at, last_activity_at) >= unsubscribed_at else unsubscribed_at is not null and unsubscribed_at >= coalesce(greatest(subscribed_at, last_activity_at), '-infinity'::timestamptz) end);
alter table "follower" add constraint "follower_erased_by_an_unfollow" check (erased_until is null or unsubscribed_at is not null and erased_until <= unsubscribed_at);
alter table "activity" drop constraint "activity_has_a_follower";
alter table "activity" add constraint "activity_has_a_follower" check (case kind when 'UNFOLLOW' then true when 'MASS_RESULT' then follower_id is null else follower_id is not null end);

create table "privacy_receipt" (
  "installation_id" uuid not null,
  "id" uuid not null,
  "account_id" uuid not null,
  "kind" text not null,
  "cause" text not null,
  "at" timestamptz not null,
  "rows" jsonb not null,
  "platform_import_id" text null,
  primary key ("installation_id", "id"));
create index "privacy_receipt_account_index" on "privacy_receipt" ("installation_id", "account_id", "id");
alter table "privacy_receipt" add constraint "privacy_receipt_installation_id_foreign" foreign key ("installation_id") references "installation" ("id") on delete restrict;
alter table "privacy_receipt" add constraint "privacy_receipt_installation_id_account_id_foreign" foreign key ("installation_id", "account_id") references "official_account" ("installation_id", "id") on update cascade on delete restrict;
alter table "privacy_receipt" add constraint "privacy_receipt_kind_check" check ("kind" in ('ERASURE', 'EXPORT'));
alter table "privacy_receipt" add constraint "privacy_receipt_cause_check" check ("cause" in ('UNFOLLOWED', 'LEFT_SILENTLY', 'CONSENT_WITHDRAWN', 'WECHAT_ACCOUNT_CLOSED', 'REQUESTED', 'ACCOUNT_REMOVED'));
alter table "privacy_receipt" add constraint "privacy_receipt_export_was_requested" check (kind = 'ERASURE' or cause = 'REQUESTED');
alter table "privacy_receipt" alter column "account_id" set (n_distinct = 1000);
alter table "privacy_receipt" enable row level security;
alter table "privacy_receipt" force row level security;
create policy "tenant" on "privacy_receipt" using (installation_id = nullif(current_setting('qiao.installation', true), '')::uuid) with check (installation_id = nullif(current_setting('qiao.installation', true), '')::uuid);

-- People erase followers, too. A receipt is never changed by them.
grant select, insert on "privacy_receipt" to qiao_tenant;
grant delete on "follower", "activity" to qiao_tenant;
grant insert on "erased_follower" to qiao_tenant;
grant update ("unfollowed_at", "erased_at") on "erased_follower" to qiao_tenant;

-- The sealed key of the own installation; `given` if it has none yet. Until the transaction ends, it is shared with others that
-- book, or taken `alone` by one that erases: so nobody books a follower who is being erased.
create function take_erasure_key(given text, alone boolean) returns text
language plpgsql security definer set search_path = ''
as $$
declare
  own constant uuid := nullif(pg_catalog.current_setting('qiao.installation', true), '')::uuid;
  found_key text;
begin
  if given is not null then
    insert into public.erasure_key (installation_id, key) values (own, given) on conflict do nothing;
  end if;
  if alone then
    select key into found_key from public.erasure_key where installation_id = own for update;
  else
    select key into found_key from public.erasure_key where installation_id = own for key share;
  end if;
  return found_key;
end
$$;
revoke execute on function take_erasure_key from public;
grant execute on function take_erasure_key to qiao_tenant;
