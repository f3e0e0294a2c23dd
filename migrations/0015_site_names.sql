-- Adds a small table, and a foreign key to a small one: locks installation_site for milliseconds. Old code survives, save that
-- a first installing and a renaming are refused until it is replaced.

create table "site_name" ("site" text not null, "installation_id" uuid not null, primary key ("site"));
alter table "site_name" add constraint "site_name_site_installation_id_unique" unique ("site", "installation_id");
alter table "site_name" add constraint "site_name_installation_id_foreign" foreign key ("installation_id") references "installation" ("id") on delete restrict;

insert into "site_name" select "site", "installation_id" from "installation_site";

alter table "installation_site" add constraint "installation_site_name_is_its_own" foreign key ("site", "installation_id") references "site_name" ("site", "installation_id") on update restrict on delete restrict;
