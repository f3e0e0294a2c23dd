-- Adds a column with a default to "delivery", at once. Old code survives.

-- The contact was a follower's, and is not any more: what was written to it is cleared.
alter table "delivery" add column "clears" boolean not null default false;
grant update ("clears") on "delivery" to qiao_tenant;
