-- Adds an index: blocks writers of authorization_link for milliseconds. Old code survives.

create index "authorization_link_authorizer_app_id_index" on "authorization_link" ("authorizer_app_id");
