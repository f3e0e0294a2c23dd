-- Adds two columns with constant defaults, and checks that read installation and marketing_connection once: locks each of them for milliseconds. Old code survives: what it writes gets the default, the only platform it knows.

alter table "installation" add column "platform" text not null default 'ELOQUA';
alter table "installation" add constraint "installation_platform_check" check ("platform" in ('ELOQUA'));

alter table "marketing_connection" add column "platform" text not null default 'ELOQUA';
alter table "marketing_connection" add constraint "marketing_connection_platform_check" check ("platform" in ('ELOQUA'));
