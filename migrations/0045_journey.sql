-- Adds columns without values: each statement takes milliseconds. Old code survives: what it books has no journey.

-- When the push arrived, was stored and was processed, and the request that brought it.
alter table "activity" add column "received_at" timestamptz null;
alter table "activity" add column "stored_at" timestamptz null;
alter table "activity" add column "booked_at" timestamptz null;
alter table "activity" add column "trace_id" text null;

-- By the clock of the server, before the message is stored (`received_at`).
alter table "inbox_message" add column "arrived_at" timestamptz null;
alter table "inbox_message" add column "trace_id" text null;
