-- Adds a kind of receipts. Old code survives: it never asks for the kind of a receipt that has been processed.

alter table "callback_receipt" drop constraint "callback_receipt_kind_check";
alter table "callback_receipt" add constraint "callback_receipt_kind_check" check (kind in ('EVENT', 'MESSAGE', 'UNREADABLE'));
