-- Adds columns to "delivery" and replaces a check, which reads that table while nothing can be written to it. Old code survives.

-- What waits for the marketing platform when somebody is erased keeps what it says, and names nobody but the contact.
alter table "delivery" add column "activity_kind" text null, add column "activity_at" timestamptz null, add column "activity_campaign_id" text null;
alter table "delivery" drop constraint "delivery_of_an_activity_names_it";
alter table "delivery" add constraint "delivery_of_an_activity_has_one" check (num_nonnulls(activity_id, activity_kind) = case subject when 'ACTIVITY' then 1 else 0 end);
alter table "delivery" add constraint "delivery_of_an_erased_activity_is_whole" check ((activity_kind is null) = (activity_at is null) and (activity_kind is null or follower_id is null) and (activity_kind is not null or activity_campaign_id is null));
alter table "delivery" add constraint "delivery_activity_kind_check" check ("activity_kind" in ('FOLLOW', 'UNFOLLOW', 'SCAN', 'MENU_CLICK', 'MENU_VIEW', 'MESSAGE', 'LOCATION', 'TEMPLATE_RESULT', 'MASS_RESULT'));
-- eraseFollower does it.
grant update ("activity_id", "follower_id", "contact_id", "activity_kind", "activity_at", "activity_campaign_id") on "delivery" to qiao_tenant;
