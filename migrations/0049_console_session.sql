-- Creates a table: milliseconds. Old code survives.

-- A visit of the console. Only the system writes it.
create table "console_session" (
  "installation_id" uuid not null,
  "id" uuid not null,
  "user_id" text not null,
  "role" text not null,
  "sender_id" uuid null,
  "code_digest" text null,
  "code_expires_at" timestamptz null,
  "refresh_digest" text null,
  "started_at" timestamptz not null,
  "expires_at" timestamptz not null,
  "ended_at" timestamptz null,
  "end_reason" text null,
  primary key ("installation_id", "id"));
alter table "console_session" add constraint "console_session_installation_id_foreign" foreign key ("installation_id") references "installation" ("id") on delete restrict;
alter table "console_session" add constraint "console_session_role_check" check ("role" in ('ADMINISTRATOR', 'MARKETER'));
alter table "console_session" add constraint "console_session_end_reason_check" check ("end_reason" in ('SIGNED_OUT', 'REUSED'));
alter table "console_session" add constraint "console_session_has_external_id" check (char_length(user_id) >= 1 and char_length(user_id) <= 100 and user_id !~ '[\u0001-\u001f\u007f-\u009f]');
alter table "console_session" add constraint "console_session_lasts_eight_hours_at_most" check (expires_at > started_at and expires_at <= started_at + '08:00:00'::interval);
alter table "console_session" add constraint "console_session_code_lasts_a_minute_at_most" check (code_expires_at <= started_at + '00:01:00'::interval and (code_digest is null) = (code_expires_at is null));
alter table "console_session" add constraint "console_session_open_has_one_secret" check (num_nonnulls(code_digest, refresh_digest) = case when ended_at is null then 1 else 0 end);
alter table "console_session" add constraint "console_session_ended_has_a_reason" check ((ended_at is null) = (end_reason is null));
alter table "console_session" enable row level security;
alter table "console_session" force row level security;
create policy "tenant" on "console_session" using (installation_id = nullif(current_setting('qiao.installation', true), '')::uuid) with check (installation_id = nullif(current_setting('qiao.installation', true), '')::uuid);
grant select on "console_session" to qiao_tenant;
