-- Adds a column to callback_receipt: its table is locked for milliseconds, longer only by reading the receipts of seven days for the check. Old code survives.

alter table callback_receipt add column given_up_at timestamptz null;
alter table callback_receipt add constraint callback_receipt_one_end_check check (processed_at is null or given_up_at is null);
