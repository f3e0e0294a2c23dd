-- A column with a constant default: milliseconds, under a short lock. Old code survives.

-- Recipients that the mail server refused at the last mail.
alter table "notice_settings" add column "refused_recipients" text[] not null default '{}';
grant update ("refused_recipients") on "notice_settings" to qiao_tenant;
