-- Adds a column with a constant default and changes the key of a small table, which is locked for milliseconds. Old code survives.

alter table "signed_call" add column "site_id" text not null default '';
alter table "signed_call" drop constraint "signed_call_pkey";
alter table "signed_call" add primary key ("site_id", "nonce", "signed_at");
