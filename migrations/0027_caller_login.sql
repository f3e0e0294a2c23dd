-- Adds a small table, locks nothing. Old code survives.

create table "caller_login" ("one" boolean not null default true, "name" text not null, "password" text not null, primary key ("one"));
alter table "caller_login" add constraint "caller_login_one" check (one);
