-- Creates two tables, adds columns to "follower", and replaces checks of "follower" and "activity", which takes as long as
-- reading them and stops the booking of messages meanwhile. Old code survives.

alter table "follower" add column "info_due" boolean not null default false;
alter table "follower" add column "messaged_at" timestamptz null;
alter table "follower" add column "interacted_at" timestamptz null;
alter table "follower" add column "messaging" text not null default 'ALLOWED';
alter table "follower" add constraint "follower_messaging_check" check ("messaging" in ('ALLOWED', 'OPTED_OUT'));
create index "follower_info_due_index" on "follower" ("installation_id", "account_id", "id") where info_due;
alter table "follower" drop constraint "follower_subscribe_scene_check";
alter table "follower" add constraint "follower_subscribe_scene_check" check ("subscribe_scene" in ('QR_CODE', 'SEARCH', 'ACCOUNT_MIGRATION', 'PROFILE_CARD', 'PROFILE_LINK', 'PROFILE_ITEM', 'PAID', 'WECHAT_ADVERTISEMENT', 'REPRINT', 'LIVESTREAM', 'CHANNELS', 'WXA', 'OTHERS'));

alter table "activity" drop constraint "activity_source_check";
alter table "activity" add constraint "activity_source_check" check ("source" in ('PUSH', 'SYNCHRONIZATION'));

create table "synchronization" (
  "installation_id" uuid not null,
  "id" uuid not null,
  "account_id" uuid not null,
  "status" text not null default 'RUNNING',
  "step" text not null default 'READING',
  "reading" smallint not null default 1,
  "cursor" text null,
  "done" int not null default 0,
  "total" int null,
  "largest_total" int not null default 0,
  "per_second" real null,
  "added" int not null default 0,
  "confirmed" int not null default 0,
  "updated" int not null default 0,
  "left_silently" int not null default 0,
  "unclear" int not null default 0,
  "started_at" timestamptz not null,
  "progressed_at" timestamptz not null,
  "ended_at" timestamptz null,
  "resumes_at" timestamptz null,
  "reason" text null,
  primary key ("installation_id", "id"));
create index "synchronization_account_index" on "synchronization" ("installation_id", "account_id", "id");
create unique index "synchronization_one_open" on "synchronization" ("installation_id", "account_id") where ended_at is null;
alter table "synchronization" add constraint "synchronization_installation_id_foreign" foreign key ("installation_id") references "installation" ("id") on delete restrict;
alter table "synchronization" add constraint "synchronization_installation_id_account_id_foreign" foreign key ("installation_id", "account_id") references "official_account" ("installation_id", "id") on update cascade on delete restrict;
alter table "synchronization" add constraint "synchronization_status_check" check ("status" in ('RUNNING', 'WAITING', 'COMPLETED', 'FAILED'));
alter table "synchronization" add constraint "synchronization_step_check" check ("step" in ('READING', 'COMPARING'));
alter table "synchronization" add constraint "synchronization_reason_check" check ("reason" in ('QUOTA_USED_UP', 'TOO_MANY_CALLS', 'WECHAT_UNAVAILABLE', 'LIST_INCOMPLETE', 'NOT_AUTHORIZED', 'NOT_ALLOWED', 'REFUSED'));
alter table "synchronization" add constraint "synchronization_open_has_no_end" check ((status in ('RUNNING', 'WAITING')) = (ended_at is null));
alter table "synchronization" add constraint "synchronization_ended_keeps_no_cursor" check (ended_at is null or cursor is null);
alter table "synchronization" add constraint "synchronization_waits_until_a_time" check ((status = 'WAITING') = (resumes_at is not null));
alter table "synchronization" add constraint "synchronization_has_a_reason" check ((status in ('WAITING', 'FAILED')) = (reason is not null));

-- Who was in the list so far. It is emptied at the end.
create table "listed_follower" (
  "installation_id" uuid not null,
  "synchronization_id" uuid not null,
  "follower_id" uuid not null,
  primary key ("installation_id", "synchronization_id", "follower_id"));
alter table "listed_follower" add constraint "listed_follower_installation_id_foreign" foreign key ("installation_id") references "installation" ("id") on delete restrict;

do $$
declare name text;
begin
  foreach name in array array['synchronization', 'listed_follower'] loop
    execute format('alter table %I enable row level security', name);
    execute format('alter table %I force row level security', name);
    execute format('create policy tenant on %I using (installation_id = nullif(current_setting(''qiao.installation'', true), '''')::uuid) with check (installation_id = nullif(current_setting(''qiao.installation'', true), '''')::uuid)', name);
  end loop;
end $$;
-- People start it; the rest is the system's.
grant select, insert on "synchronization" to qiao_tenant;
grant select on "listed_follower" to qiao_tenant;

-- Callers may enqueue one more type of job, beside those that the function lists already.
do $do$
declare
  listed constant text := pg_get_functiondef('enqueue_job'::regproc);
  added constant text := replace(listed, '  end and priority >= 0', $new$    when 'follower.synchronize' then job_key = 'follower.synchronize:' || (payload->>'synchronizationId')
      and exists (select from public.synchronization where installation_id = own and id = (payload->>'synchronizationId')::uuid)
  end and priority >= 0$new$);
begin
  if added = listed then raise 'enqueue_job has another form'; end if;
  execute added;
end
$do$;
