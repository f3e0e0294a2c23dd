-- Adds a column and a check to a small table, which is locked for milliseconds. Old code survives.

alter table "official_account" add column "note" text null;
alter table "official_account" add constraint "official_account_note_is_text" check (char_length(note) <= 500 and note !~ '[\u0001-\u0009\u000b-\u001f\u007f-\u009f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]');
grant update (note) on official_account to qiao_tenant;
