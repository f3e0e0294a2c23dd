-- Adds an index of "follower", which takes as long as reading that table and stops the booking of messages meanwhile. Old code
-- survives.

create index "follower_account_bound_at_index" on "follower" ("installation_id", "account_id", "bound_at") where (bound_at is not null);
