-- Adds a column without a value to "delivery", at once. Old code survives.

-- Of the erasure of somebody who has left; it gets the id of the import that writes so to the marketing platform.
alter table "delivery" add column "receipt_id" uuid null;
grant update ("receipt_id") on "delivery" to qiao_tenant;
