-- Creates tables and a function: each statement takes milliseconds. Old code survives: it stores no messages.

create sequence inbox_number;

-- What WeChat pushes to accounts, as it was received. A platform table: it is written before the installation is known.
-- A partition is a day of WeChat's time, which a repeated push has too, so that the key finds repetitions at midnight as well.
create table inbox_message (
  dedup_key text not null,
  sent_at timestamptz not null,
  -- The order of arrival.
  number bigint not null default nextval('inbox_number'),
  -- Of the follower: one worker at a time processes the messages of a shard.
  shard smallint not null,
  -- From the address, which is not signed.
  app_id text not null,
  query jsonb not null,
  body text not null,
  received_at timestamptz not null default clock_timestamp(),
  processed_at timestamptz,
  -- Null until it is processed.
  outcome text,
  primary key (dedup_key, sent_at),
  constraint inbox_message_shard_check check (shard between 0 and 15),
  constraint inbox_message_outcome_check check (outcome in ('BOOKED', 'NOT_USED', 'UNKNOWN_ACCOUNT', 'GIVEN_UP')),
  constraint inbox_message_processed_has_an_outcome check ((outcome is null) = (processed_at is null))
) partition by range (sent_at);
create index inbox_message_open_index on inbox_message (shard, number) where outcome is null;
create index inbox_message_unknown_account_index on inbox_message (app_id) where outcome = 'UNKNOWN_ACCOUNT';

-- Pushes without a time, or with an odd one, and those of days that have no partition.
create table inbox_message_default partition of inbox_message default;

-- Makes the partitions of today and the next three days, and drops messages after seven days, but none that is open. What
-- waits too long for a lock is left to the next time, so that nobody waits for it.
create function rotate_inbox(today timestamptz default now()) returns void
language plpgsql set search_path = 'public' set lock_timeout = '500ms'
as $$
declare
  day timestamptz;
  part record;
  is_open boolean;
  oldest constant timestamptz := today - interval '7 days';
begin
  if not pg_try_advisory_xact_lock(7746003) then return; end if;
  for day in select generate_series(date_trunc('day', today, 'UTC'), today + interval '3 days', interval '1 day') loop
    declare
      name constant text := 'inbox_message_' || to_char(day at time zone 'UTC', 'YYYY_MM_DD');
      next_day constant timestamptz := day + interval '1 day';
    begin
      continue when to_regclass(name) is not null
        or exists (select from inbox_message_default where sent_at >= day and sent_at < next_day);
      execute format('create table %I (like inbox_message including defaults including constraints)', name);
      execute format('alter table inbox_message attach partition %I for values from (%L) to (%L)', name, day, next_day);
    exception when lock_not_available then null;
    end;
  end loop;
  for part in
    select inhrelid::regclass as name from pg_inherits
    where inhparent = 'inbox_message'::regclass and inhrelid <> 'inbox_message_default'::regclass
      and to_date(right(inhrelid::regclass::text, 10), 'YYYY_MM_DD') + 1 <= oldest at time zone 'UTC'
  loop
    begin
      execute format('select exists (select from %s where outcome is null)', part.name) into is_open;
      continue when is_open;
      execute format('drop table %s', part.name);
    exception when lock_not_available then null;
    end;
  end loop;
  begin
    delete from inbox_message_default where received_at < oldest and outcome is not null;
  exception when lock_not_available then null;
  end;
end
$$;
revoke execute on function rotate_inbox from public;
select rotate_inbox();

create table "follower" (
  "installation_id" uuid not null,
  "id" uuid not null,
  "account_id" uuid not null,
  "open_id" text not null,
  "union_id" text null,
  "subscribed" boolean not null,
  "subscribed_at" timestamptz null,
  "unsubscribed_at" timestamptz null,
  "subscribe_scene" text null,
  "scene_key" text null,
  "last_activity_at" timestamptz null,
  primary key ("installation_id", "id"));
create index "follower_account_index" on "follower" ("installation_id", "account_id", "id");
create index "follower_account_subscribed_index" on "follower" ("installation_id", "account_id", "subscribed", "id");
alter table "follower" add constraint "follower_once" unique ("installation_id", "account_id", "open_id");
alter table "follower" add constraint "follower_installation_id_foreign" foreign key ("installation_id") references "installation" ("id") on delete restrict;
alter table "follower" add constraint "follower_installation_id_account_id_foreign" foreign key ("installation_id", "account_id") references "official_account" ("installation_id", "id") on update cascade on delete restrict;
alter table "follower" add constraint "follower_subscribed_follows_from_the_latest_change" check (case when subscribed then unsubscribed_at is null or subscribed_at >= unsubscribed_at else unsubscribed_at >= coalesce(subscribed_at, '-infinity'::timestamptz) end);
alter table "follower" add constraint "follower_subscribe_scene_check" check ("subscribe_scene" in ('QR_CODE'));

create table "activity" (
  "installation_id" uuid not null,
  "id" uuid not null,
  "account_id" uuid not null,
  "follower_id" uuid null,
  "kind" text not null,
  "occurred_at" timestamptz not null,
  "source" text not null,
  "detail" jsonb not null,
  primary key ("installation_id", "id"));
create index "activity_account_index" on "activity" ("installation_id", "account_id", "id");
create index "activity_account_kind_index" on "activity" ("installation_id", "account_id", "kind", "id");
create index "activity_follower_index" on "activity" ("installation_id", "follower_id", "kind", "id");
alter table "activity" add constraint "activity_installation_id_foreign" foreign key ("installation_id") references "installation" ("id") on delete restrict;
alter table "activity" add constraint "activity_installation_id_account_id_foreign" foreign key ("installation_id", "account_id") references "official_account" ("installation_id", "id") on update cascade on delete restrict;
alter table "activity" add constraint "activity_installation_id_follower_id_foreign" foreign key ("installation_id", "follower_id") references "follower" ("installation_id", "id") on update cascade on delete cascade;
alter table "activity" add constraint "activity_kind_check" check ("kind" in ('FOLLOW', 'UNFOLLOW', 'SCAN', 'MENU_CLICK', 'MENU_VIEW', 'MESSAGE', 'TEMPLATE_RESULT', 'MASS_RESULT'));
alter table "activity" add constraint "activity_source_check" check ("source" in ('PUSH'));
alter table "activity" add constraint "activity_has_a_follower" check (follower_id is not null or kind = 'MASS_RESULT');

-- Lists are of one account, and one account may have nearly all rows. By its own statistics PostgreSQL would walk through those of
-- an installation in their order, until it has found enough of another account.
alter table "follower" alter column "account_id" set (n_distinct = 1000);
alter table "activity" alter column "account_id" set (n_distinct = 1000);

do $$
declare name text;
begin
  foreach name in array array['follower', 'activity'] loop
    execute format('alter table %I enable row level security', name);
    execute format('alter table %I force row level security', name);
    execute format('create policy tenant on %I using (installation_id = nullif(current_setting(''qiao.installation'', true), '''')::uuid) with check (installation_id = nullif(current_setting(''qiao.installation'', true), '''')::uuid)', name);
    -- Only what WeChat pushes changes them.
    execute format('grant select on %I to qiao_tenant', name);
  end loop;
end $$;
