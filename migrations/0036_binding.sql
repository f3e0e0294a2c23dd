-- Adds columns to "follower" and "follower_settings", and an index of "follower", which takes as long as reading that table and
-- stops the booking of messages meanwhile. Old code survives.

alter table "follower" add column "binding_state" text not null default 'HELD';
alter table "follower" add column "binding_how" text null;
alter table "follower" add column "contact_id" text null;
alter table "follower" add column "bound_at" timestamptz null;
alter table "follower" add column "looked_up_at" timestamptz null;
alter table "follower" add constraint "follower_binding_state_check" check ("binding_state" in ('BOUND', 'HELD', 'CONFLICT'));
alter table "follower" add constraint "follower_binding_how_check" check ("binding_how" in ('EXISTING_FIELD', 'LINK', 'QR_CODE', 'FORM', 'CREATED'));
alter table "follower" add constraint "follower_bound_has_a_contact" check ((binding_state = 'BOUND') = (contact_id is not null) and (binding_state = 'BOUND') = (binding_how is not null) and (binding_state = 'BOUND') = (bound_at is not null));
create unique index "follower_one_for_a_contact" on "follower" ("installation_id", "account_id", "contact_id") where (contact_id is not null);
create index "follower_to_look_up_index" on "follower" ("installation_id", "account_id", "id") where binding_state = 'HELD' and looked_up_at is null;
create index "follower_account_binding_index" on "follower" ("installation_id", "account_id", "binding_state", "id");
-- People link and unlink followers.
grant update ("binding_state", "binding_how", "contact_id", "bound_at", "looked_up_at") on "follower" to qiao_tenant;

alter table "follower_settings" add column "unbound" text not null default 'HOLD';
alter table "follower_settings" add column "created_contact_domain" text null;
alter table "follower_settings" add column "subscribed_value" text not null default 'Subscribed';
alter table "follower_settings" add column "unsubscribed_value" text not null default 'Unsubscribed';
alter table "follower_settings" add column "after_unfollow" text not null default 'ERASE';
alter table "follower_settings" add column "retention_basis" text null;
alter table "follower_settings" add column "clear_ids_after_unfollow" boolean not null default false;
alter table "follower_settings" add constraint "follower_settings_unbound_check" check ("unbound" in ('HOLD', 'CREATE_CONTACT'));
alter table "follower_settings" add constraint "follower_settings_after_unfollow_check" check ("after_unfollow" in ('ERASE', 'RETAIN_WITH_BASIS'));
alter table "follower_settings" add constraint "follower_settings_created_contacts_have_a_domain" check (unbound = 'HOLD' or created_contact_domain is not null);
alter table "follower_settings" add constraint "follower_settings_retention_has_a_basis" check ((after_unfollow = 'RETAIN_WITH_BASIS') = (retention_basis is not null));
alter table "follower_settings" add constraint "follower_settings_values_differ" check (subscribed_value <> unsubscribed_value);
grant update ("unbound", "created_contact_domain", "subscribed_value", "unsubscribed_value", "after_unfollow", "retention_basis", "clear_ids_after_unfollow") on "follower_settings" to qiao_tenant;
