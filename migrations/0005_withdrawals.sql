-- Creates a table: no lock on any other. Old code survives it.

create table withdrawal (app_id text not null, withdrawn_at timestamptz not null, primary key (app_id));
