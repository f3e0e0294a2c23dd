-- Builds four indexes: nobody writes to the catalogues for a second. Old code survives.

-- Lists and counts show what exists.
drop index "contact_field_name_index";
create index "contact_field_name_index" on "contact_field" ("installation_id", "name", "id") where "gone_at" is null;
create index "contact_field_fit_index" on "contact_field" ("installation_id", "fit", "name", "id") where "gone_at" is null;
drop index "campaign_name_index";
create index "campaign_name_index" on "campaign" ("installation_id", "name", "id") where "gone_at" is null;
drop index "marketing_user_name_index";
create index "marketing_user_name_index" on "marketing_user" ("installation_id", "name", "id") where "gone_at" is null;
