-- Creates two tables, and lets callers enqueue two more types of jobs. Old code survives.

create table "contact_adoption" (
  "installation_id" uuid not null,
  "id" uuid not null,
  "account_id" uuid not null,
  "status" text not null,
  "failure" text null,
  "dry_run" boolean not null,
  "open_id_field" text not null,
  "union_id_field" text null,
  "export_id" text null,
  "page_offset" int null,
  "done_in_page" int not null default 0,
  "matched" int not null default 0,
  "stale" int not null default 0,
  "duplicate" int not null default 0,
  "malformed" int not null default 0,
  "of_another_account" int not null default 0,
  "started_at" timestamptz not null,
  "ended_at" timestamptz null,
  primary key ("installation_id", "id"));
alter table "contact_adoption" add constraint "contact_adoption_status_check" check ("status" in ('RUNNING', 'COMPLETED', 'FAILED'));
alter table "contact_adoption" add constraint "contact_adoption_failure_check" check ("failure" in ('FIELD_GONE', 'CONNECTION_LOST', 'REFUSED', 'PLATFORM_UNAVAILABLE'));
alter table "contact_adoption" add constraint "contact_adoption_ended_has_a_time" check ((status = 'RUNNING') = (ended_at is null) and (status = 'FAILED') = (failure is not null));
alter table "contact_adoption" add constraint "contact_adoption_one_for_an_account" unique ("installation_id", "account_id");
alter table "contact_adoption" add constraint "contact_adoption_installation_id_foreign" foreign key ("installation_id") references "installation" ("id") on delete restrict;
alter table "contact_adoption" add constraint "contact_adoption_installation_id_account_id_foreign" foreign key ("installation_id", "account_id") references "official_account" ("installation_id", "id") on update cascade on delete restrict;
alter table "contact_adoption" enable row level security;
alter table "contact_adoption" force row level security;
create policy "tenant" on "contact_adoption" using (installation_id = nullif(current_setting('qiao.installation', true), '')::uuid) with check (installation_id = nullif(current_setting('qiao.installation', true), '')::uuid);
grant select, insert, delete on "contact_adoption" to qiao_tenant;

create table "adopted_contact" (
  "installation_id" uuid not null,
  "follower_id" uuid not null,
  "account_id" uuid not null,
  "contact_id" text not null,
  "claims" int not null,
  primary key ("installation_id", "follower_id"));
create index "adopted_contact_account_index" on "adopted_contact" ("installation_id", "account_id", "follower_id");
alter table "adopted_contact" add constraint "adopted_contact_installation_id_foreign" foreign key ("installation_id") references "installation" ("id") on delete restrict;
alter table "adopted_contact" add constraint "adopted_contact_installation_id_follower_id_foreign" foreign key ("installation_id", "follower_id") references "follower" ("installation_id", "id") on update cascade on delete cascade;
alter table "adopted_contact" enable row level security;
alter table "adopted_contact" force row level security;
create policy "tenant" on "adopted_contact" using (installation_id = nullif(current_setting('qiao.installation', true), '')::uuid) with check (installation_id = nullif(current_setting('qiao.installation', true), '')::uuid);
grant select, delete on "adopted_contact" to qiao_tenant;

create or replace function enqueue_job(task text, payload json, run_at timestamptz, job_key text, max_attempts int, priority int) returns void
language plpgsql security definer set search_path = ''
as $$
declare
  own uuid := nullif(pg_catalog.current_setting('qiao.installation', true), '')::uuid;
begin
  if session_user <> current_user and not coalesce(case task
    when 'account.review' then job_key = 'review:' || (payload->>'accountId')
      and exists (select from public.official_account where installation_id = own and id = (payload->>'accountId')::uuid)
    when 'authorization.expire' then job_key = 'expire:' || (payload->>'sessionId')
      and exists (select from public.authorization_session where installation_id = own and id = (payload->>'sessionId')::uuid)
    when 'sender.synchronize' then job_key = 'sender.synchronize:' || (payload->>'senderId')
      and exists (select from public.message_sender where installation_id = own and id = (payload->>'senderId')::uuid)
    when 'follower.look-up-again' then job_key = 'follower.look-up-again:' || (payload->>'accountId')
      and exists (select from public.official_account where installation_id = own and id = (payload->>'accountId')::uuid)
    when 'follower.adopt' then job_key = 'follower.adopt:' || (payload->>'adoptionId')
      and exists (select from public.contact_adoption where installation_id = own and id = (payload->>'adoptionId')::uuid)
  end and priority >= 0, false) then
    raise insufficient_privilege using message = 'callers may not enqueue this job';
  end if;
  perform graphile_worker.add_job(
    task,
    payload => json_build_object('payload', payload, 'installationId', own),
    run_at => run_at, job_key => job_key, max_attempts => max_attempts, priority => priority);
end
$$;
