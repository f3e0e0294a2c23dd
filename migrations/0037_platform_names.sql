-- Replaces two checks, which takes as long as reading "installation" and "marketing_connection": milliseconds. Old code survives.

-- A marketing platform is chosen where Qiao is composed: the database knows the form of its name, not the list.
alter table "installation" alter column "platform" drop default;
alter table "installation" drop constraint "installation_platform_check";
alter table "installation" add constraint "installation_platform_is_a_name" check (platform ~ '^[A-Z][A-Z0-9_]{0,49}$');

alter table "marketing_connection" alter column "platform" drop default;
alter table "marketing_connection" drop constraint "marketing_connection_platform_check";
alter table "marketing_connection" add constraint "marketing_connection_platform_is_a_name" check (platform ~ '^[A-Z][A-Z0-9_]{0,49}$');
