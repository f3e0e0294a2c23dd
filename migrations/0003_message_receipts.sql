-- Adds columns to callback_receipt: its table is locked for milliseconds, longer only by reading seven days of receipts for the check. Old code survives.

alter table callback_receipt add column kind text not null default 'EVENT';
alter table callback_receipt add constraint callback_receipt_kind_check check (kind in ('EVENT', 'MESSAGE'));
alter table callback_receipt add column sealed_token text null;
