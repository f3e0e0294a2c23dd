-- Creates two tables, and replaces a function. Old code survives.

create table "delivery_import" (
  "installation_id" uuid not null,
  "id" uuid not null,
  "account_id" uuid not null,
  "subject" text not null,
  "turn" int not null default 0,
  "lease" timestamptz null,
  "platform_import_id" text null,
  "platform_run_id" text null,
  "records" int not null default 0,
  "rejected" int null,
  "failures" int not null default 0,
  "reason" text null,
  "due_at" timestamptz null,
  "started_at" timestamptz not null,
  "ended_at" timestamptz null,
  primary key ("installation_id", "id"));
alter table "delivery_import" add constraint "delivery_import_subject_check" check ("subject" in ('FOLLOWER', 'ACTIVITY'));
alter table "delivery_import" add constraint "delivery_import_reason_check" check ("reason" in ('NOT_BOUND', 'WAITING_FOR_ACCOUNT', 'PLATFORM_UNAVAILABLE', 'CONNECTION_LOST', 'FIELD_MISSING', 'CAMPAIGN_NOT_ACTIVE', 'CONTACT_MISSING', 'VALUE_REFUSED', 'REFUSED'));
alter table "delivery_import" add constraint "delivery_import_runs_what_is_uploaded" check (platform_run_id is null or platform_import_id is not null);
create unique index "delivery_import_one_under_way" on "delivery_import" ("installation_id", "account_id", "subject") where (ended_at is null);
create index "delivery_import_started_index" on "delivery_import" ("installation_id", "started_at");
alter table "delivery_import" add constraint "delivery_import_installation_id_foreign" foreign key ("installation_id") references "installation" ("id") on delete restrict;
alter table "delivery_import" add constraint "delivery_import_installation_id_account_id_foreign" foreign key ("installation_id", "account_id") references "official_account" ("installation_id", "id") on update cascade on delete restrict;
alter table "delivery_import" enable row level security;
alter table "delivery_import" force row level security;
create policy "tenant" on "delivery_import" using (installation_id = nullif(current_setting('qiao.installation', true), '')::uuid) with check (installation_id = nullif(current_setting('qiao.installation', true), '')::uuid);
grant select on "delivery_import" to qiao_tenant;

create table "delivery" (
  "installation_id" uuid not null,
  "id" uuid not null,
  "account_id" uuid not null,
  "subject" text not null,
  "destination" text not null,
  "follower_id" uuid null,
  "activity_id" uuid null,
  "contact_id" text null,
  "left_at" timestamptz null,
  "status" text not null,
  "reason" text null,
  "attempts" int not null default 0,
  "requested_at" timestamptz not null,
  "next_attempt_at" timestamptz null,
  "delivered_at" timestamptz null,
  "revision" int not null default 1,
  "sent_revision" int null,
  "import_id" uuid null,
  "record" int null,
  primary key ("installation_id", "id"));
alter table "delivery" add constraint "delivery_subject_check" check ("subject" in ('FOLLOWER', 'ACTIVITY'));
alter table "delivery" add constraint "delivery_destination_check" check ("destination" in ('MARKETING_PLATFORM'));
alter table "delivery" add constraint "delivery_status_check" check ("status" in ('HELD', 'PENDING', 'SENDING', 'DELIVERED', 'FAILED'));
alter table "delivery" add constraint "delivery_reason_check" check ("reason" in ('NOT_BOUND', 'WAITING_FOR_ACCOUNT', 'PLATFORM_UNAVAILABLE', 'CONNECTION_LOST', 'FIELD_MISSING', 'CAMPAIGN_NOT_ACTIVE', 'CONTACT_MISSING', 'VALUE_REFUSED', 'REFUSED'));
alter table "delivery" add constraint "delivery_is_of_a_follower_or_a_contact" check (case when status = 'DELIVERED' then contact_id is null else num_nonnulls(follower_id, contact_id) = 1 end);
alter table "delivery" add constraint "delivery_of_an_activity_names_it" check ((subject = 'ACTIVITY') = (activity_id is not null));
alter table "delivery" add constraint "delivery_of_who_left_has_a_time" check (status = 'DELIVERED' or (left_at is not null) = (subject = 'FOLLOWER' and contact_id is not null));
alter table "delivery" add constraint "delivery_held_waits_for_a_contact" check ((status = 'HELD') = (coalesce(reason, '') = 'NOT_BOUND') and (status <> 'HELD' or contact_id is null));
alter table "delivery" add constraint "delivery_delivered_has_a_time" check (status <> 'DELIVERED' or delivered_at is not null);
alter table "delivery" add constraint "delivery_failed_has_a_reason" check (status <> 'FAILED' or reason is not null);
alter table "delivery" add constraint "delivery_sending_is_a_record" check ((status = 'SENDING') = (import_id is not null) and (status = 'SENDING') = (record is not null) and (status = 'SENDING') = (sent_revision is not null));
create unique index "delivery_one_for_a_follower" on "delivery" ("installation_id", "follower_id", "destination") where (subject = 'FOLLOWER' and follower_id is not null);
create unique index "delivery_one_for_an_activity" on "delivery" ("installation_id", "activity_id", "destination") where (activity_id is not null);
create unique index "delivery_one_for_who_left" on "delivery" ("installation_id", "account_id", "contact_id", "destination") where (subject = 'FOLLOWER' and contact_id is not null);
create unique index "delivery_one_for_a_record" on "delivery" ("installation_id", "import_id", "record") where (import_id is not null);
create index "delivery_pending_index" on "delivery" ("installation_id", "account_id", "subject", "requested_at", "id") where (status = 'PENDING');
create index "delivery_account_index" on "delivery" ("installation_id", "account_id", "id");
create index "delivery_account_status_index" on "delivery" ("installation_id", "account_id", "status", "id");
create index "delivery_follower_index" on "delivery" ("installation_id", "follower_id", "id") where (follower_id is not null);
create index "delivery_delivered_index" on "delivery" ("installation_id", "delivered_at") where (status = 'DELIVERED');
alter table "delivery" add constraint "delivery_installation_id_foreign" foreign key ("installation_id") references "installation" ("id") on delete restrict;
alter table "delivery" add constraint "delivery_installation_id_account_id_foreign" foreign key ("installation_id", "account_id") references "official_account" ("installation_id", "id") on update cascade on delete restrict;
alter table "delivery" add constraint "delivery_installation_id_follower_id_foreign" foreign key ("installation_id", "follower_id") references "follower" ("installation_id", "id") on update cascade on delete cascade;
alter table "delivery" add constraint "delivery_installation_id_activity_id_foreign" foreign key ("installation_id", "activity_id") references "activity" ("installation_id", "id") on update cascade on delete cascade;
alter table "delivery" enable row level security;
alter table "delivery" force row level security;
create policy "tenant" on "delivery" using (installation_id = nullif(current_setting('qiao.installation', true), '')::uuid) with check (installation_id = nullif(current_setting('qiao.installation', true), '')::uuid);
-- People link and erase followers, and have failed deliveries tried again.
grant select, insert on "delivery" to qiao_tenant;
grant update ("status", "reason", "attempts", "requested_at", "next_attempt_at", "revision", "left_at") on "delivery" to qiao_tenant;

-- Callers may enqueue one more type of job, beside those that the function lists already.
do $do$
declare
  listed constant text := pg_get_functiondef('enqueue_job'::regproc);
  added constant text := replace(listed, '  end and priority >= 0', $new$    when 'delivery.wake' then job_key = 'delivery.wake:' || (payload->>'accountId')
      and exists (select from public.official_account where installation_id = own and id = (payload->>'accountId')::uuid)
  end and priority >= 0$new$);
begin
  if added = listed then raise 'enqueue_job has another form'; end if;
  execute added;
end
$do$;
