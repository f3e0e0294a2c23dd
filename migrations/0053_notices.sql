-- Creates three tables: milliseconds. Old code survives.

-- What needs somebody at an installation. Callers' changes open and solve notices; only the system says what was mailed.
create table "notice" (
  "installation_id" uuid not null,
  "id" uuid not null,
  "kind" text not null,
  "account_id" uuid null,
  "opened_at" timestamptz not null,
  "solved_at" timestamptz null,
  "mailed_at" timestamptz null,
  "mails" smallint not null default 0,
  "attempts" smallint not null default 0,
  "next_mail_at" timestamptz null,
  primary key ("installation_id", "id"));
alter table "notice" add constraint "notice_installation_id_foreign" foreign key ("installation_id") references "installation" ("id") on delete restrict;
alter table "notice" add constraint "notice_installation_id_account_id_foreign" foreign key ("installation_id", "account_id") references "official_account" ("installation_id", "id") on update cascade on delete restrict;
alter table "notice" add constraint "notice_kind_check" check ("kind" in ('ACCOUNT_ACTION_REQUIRED', 'CAMPAIGN_ENDING', 'CONNECTION_LOST', 'CONNECTION_REFUSED'));
alter table "notice" add constraint "notice_of_an_account_names_it" check ((account_id is null) = (kind in ('CONNECTION_LOST', 'CONNECTION_REFUSED')));
alter table "notice" add constraint "notice_solved_is_not_mailed" check (solved_at is null or next_mail_at is null);
alter table "notice" add constraint "notice_mailed_twice_at_most" check (mails >= 0 and mails <= 2 and (mails = 0) = (mailed_at is null));
create unique index "notice_one_open_of_an_account" on "notice" ("installation_id", "account_id", "kind") where solved_at is null;
create unique index "notice_one_open_of_the_installation" on "notice" ("installation_id", "kind") where account_id is null and solved_at is null;
alter table "notice" enable row level security;
alter table "notice" force row level security;
create policy "tenant" on "notice" using (installation_id = nullif(current_setting('qiao.installation', true), '')::uuid) with check (installation_id = nullif(current_setting('qiao.installation', true), '')::uuid);
grant select, insert on "notice" to qiao_tenant;
grant update ("solved_at", "next_mail_at") on "notice" to qiao_tenant;

-- Who is told by mail. Without a row everything has its default.
create table "notice_settings" (
  "installation_id" uuid not null,
  "recipients" text[] not null,
  "language" text not null default 'EN',
  primary key ("installation_id"));
alter table "notice_settings" add constraint "notice_settings_installation_id_foreign" foreign key ("installation_id") references "installation" ("id") on update cascade on delete restrict;
alter table "notice_settings" add constraint "notice_settings_language_check" check ("language" in ('EN', 'ZH'));
alter table "notice_settings" add constraint "notice_settings_ten_recipients_at_most" check (cardinality(recipients) <= 10);
alter table "notice_settings" enable row level security;
alter table "notice_settings" force row level security;
create policy "tenant" on "notice_settings" using (installation_id = nullif(current_setting('qiao.installation', true), '')::uuid) with check (installation_id = nullif(current_setting('qiao.installation', true), '')::uuid);
grant select, insert on "notice_settings" to qiao_tenant;
grant update ("recipients", "language") on "notice_settings" to qiao_tenant;

-- What needs the operator of Qiao, while it lasts. Only the system reads and writes it.
create table "operator_notice" (
  "kind" text not null,
  "opened_at" timestamptz not null,
  "mailed_at" timestamptz null,
  "mails" smallint not null default 0,
  "attempts" smallint not null default 0,
  "next_mail_at" timestamptz null,
  primary key ("kind"));
alter table "operator_notice" add constraint "operator_notice_kind_check" check ("kind" in ('WECHAT_REFUSES', 'NO_TICKET', 'PLATFORM_REFUSES'));
alter table "operator_notice" add constraint "operator_notice_mailed_twice_at_most" check (mails >= 0 and mails <= 2 and (mails = 0) = (mailed_at is null));
