-- Generated from a migrated database by `npm run schema`. Do not edit.

-- Tables

create table account_access (
  installation_id uuid not null,
  account_id uuid not null,
  user_id text not null
);

create table activity (
  installation_id uuid not null,
  id uuid not null,
  account_id uuid not null,
  follower_id uuid,
  kind text not null,
  occurred_at timestamp with time zone not null,
  source text not null,
  detail jsonb not null,
  campaign_id text,
  received_at timestamp with time zone,
  stored_at timestamp with time zone,
  booked_at timestamp with time zone,
  trace_id text
);

create table adopted_contact (
  installation_id uuid not null,
  follower_id uuid not null,
  account_id uuid not null,
  contact_id text not null,
  claims integer not null
);

create unlogged table announcement (
  number bigint not null default nextval('event_log_number'::regclass),
  transaction_id xid8 not null default pg_current_xact_id(),
  id uuid not null,
  name text not null,
  payload json not null,
  at timestamp with time zone not null default clock_timestamp()
);

create table api_key (
  installation_id uuid not null,
  id uuid not null,
  place smallint,
  name text not null,
  prefix text not null,
  scopes text[] not null,
  created_by text not null,
  created_at timestamp with time zone not null default now(),
  expires_at timestamp with time zone,
  last_used_at timestamp with time zone,
  revoked_at timestamp with time zone
);

create table api_key_digest (
  prefix text not null,
  digest text not null,
  installation_id uuid not null,
  key_id uuid not null,
  place smallint not null,
  scopes text[] not null,
  expires_at timestamp with time zone
);

create table audit_entry (
  installation_id uuid not null,
  id uuid not null,
  at timestamp with time zone not null default now(),
  actor_kind text not null,
  actor text not null,
  action text not null,
  subject_type text not null,
  subject_id uuid not null,
  before jsonb,
  after jsonb,
  request_id text not null
);

create table authorization_link (
  session_id uuid not null,
  installation_id uuid not null,
  state_digest text not null,
  pre_auth_code_digest text not null,
  code_digest text,
  authorizer_app_id text
);

create table authorization_session (
  installation_id uuid not null,
  id uuid not null,
  account_id uuid not null,
  status text not null default 'PENDING'::text,
  step text not null default 'CREATED'::text,
  link_secret text,
  code text,
  answer text,
  lease_until timestamp with time zone,
  confirmed_at timestamp with time zone,
  failure_code text,
  missing_permissions jsonb,
  expires_at timestamp with time zone not null,
  created_at timestamp with time zone not null default now(),
  ended_at timestamp with time zone,
  lease_version integer not null default 0,
  impact_token text,
  impact_changed boolean not null default false,
  failure_message text,
  undecided_since timestamp with time zone
);

create table authorizer (
  installation_id uuid not null,
  app_id text not null,
  account_id uuid not null,
  slot_group text,
  slot smallint,
  permission_sets jsonb not null,
  authorized_at timestamp with time zone not null,
  token_version integer not null default 0
);

create table binding_link (
  installation_id uuid not null,
  id uuid not null,
  account_id uuid not null,
  kind text not null,
  contact_id text,
  campaign_id text,
  label text,
  scene text,
  code_url text,
  expires_at timestamp with time zone,
  used_at timestamp with time zone,
  used_count integer not null default 0,
  created_at timestamp with time zone not null
);

create table callback_receipt (
  id uuid not null,
  dedup_key text not null,
  query jsonb not null,
  body text not null,
  received_at timestamp with time zone not null default now(),
  processed_at timestamp with time zone,
  kind text not null default 'EVENT'::text,
  sealed_token text,
  given_up_at timestamp with time zone
);

create table caller_login (
  one boolean not null default true,
  name text not null,
  password text not null
);

create table campaign (
  installation_id uuid not null,
  id text not null,
  name text not null,
  status text not null,
  start_at timestamp with time zone,
  end_at timestamp with time zone,
  as_of timestamp with time zone not null,
  gone_at timestamp with time zone
);

create table catalogue_read (
  installation_id uuid not null,
  catalogue text not null,
  read_at timestamp with time zone,
  failed_at timestamp with time zone,
  partly_read_at timestamp with time zone,
  doubted_at timestamp with time zone
);

create table component (
  app_id text not null,
  access_token text,
  access_token_usable_until timestamp with time zone,
  token_version integer not null default 0,
  refresh_lease timestamp with time zone,
  tickets_asked_at timestamp with time zone,
  rests_until timestamp with time zone,
  last_fault integer,
  refused_since timestamp with time zone,
  refused_with integer,
  refused_address text
);

create table component_ticket (
  app_id text not null,
  created_at timestamp with time zone not null,
  ticket text not null,
  received_at timestamp with time zone not null default now(),
  refused_at timestamp with time zone
);

create table console_session (
  installation_id uuid not null,
  id uuid not null,
  user_id text not null,
  role text not null,
  sender_id uuid,
  code_digest text,
  code_expires_at timestamp with time zone,
  refresh_digest text,
  started_at timestamp with time zone not null,
  expires_at timestamp with time zone not null,
  ended_at timestamp with time zone,
  end_reason text
);

create table contact_adoption (
  installation_id uuid not null,
  id uuid not null,
  account_id uuid not null,
  status text not null,
  failure text,
  dry_run boolean not null,
  open_id_field text not null,
  union_id_field text,
  export_id text,
  page_offset integer,
  done_in_page integer not null default 0,
  matched integer not null default 0,
  stale integer not null default 0,
  duplicate integer not null default 0,
  malformed integer not null default 0,
  of_another_account integer not null default 0,
  started_at timestamp with time zone not null,
  ended_at timestamp with time zone
);

create table contact_field (
  installation_id uuid not null,
  id text not null,
  name text not null,
  internal_name text not null,
  data_type text not null,
  display_type text not null,
  read_only boolean not null,
  standard boolean not null,
  fit text,
  as_of timestamp with time zone not null,
  gone_at timestamp with time zone
);

create table contact_field_purpose (
  installation_id uuid not null,
  field_id text not null,
  purpose text not null
);

create table credential (
  installation_id uuid not null,
  app_id text not null,
  access_token text not null,
  access_token_usable_until timestamp with time zone,
  refresh_token text not null,
  token_version integer not null default 1,
  revision integer not null default 1,
  refresh_lease timestamp with time zone,
  refresh_at timestamp with time zone not null,
  failing_since timestamp with time zone,
  unknown_since timestamp with time zone
);

create table delivery (
  installation_id uuid not null,
  id uuid not null,
  account_id uuid not null,
  subject text not null,
  destination text not null,
  follower_id uuid,
  activity_id uuid,
  contact_id text,
  left_at timestamp with time zone,
  status text not null,
  reason text,
  attempts integer not null default 0,
  requested_at timestamp with time zone not null,
  next_attempt_at timestamp with time zone,
  delivered_at timestamp with time zone,
  revision integer not null default 1,
  sent_revision integer,
  import_id uuid,
  record integer,
  receipt_id uuid,
  clears boolean not null default false,
  activity_kind text,
  activity_at timestamp with time zone,
  activity_campaign_id text
);

create table delivery_import (
  installation_id uuid not null,
  id uuid not null,
  account_id uuid not null,
  subject text not null,
  turn integer not null default 0,
  lease timestamp with time zone,
  platform_import_id text,
  platform_run_id text,
  records integer not null default 0,
  rejected integer,
  failures integer not null default 0,
  reason text,
  due_at timestamp with time zone,
  started_at timestamp with time zone not null,
  ended_at timestamp with time zone
);

create table erased_follower (
  installation_id uuid not null,
  account_id uuid not null,
  digest text not null,
  unfollowed_at timestamp with time zone not null,
  erased_at timestamp with time zone not null
);

create table erasure_key (
  installation_id uuid not null,
  key text not null
);

create table event_log (
  number bigint not null default nextval('event_log_number'::regclass),
  transaction_id xid8 not null default pg_current_xact_id(),
  id uuid not null,
  name text not null,
  installation_id uuid not null,
  payload json not null,
  at timestamp with time zone not null default clock_timestamp()
) partition by RANGE (at);

create unlogged table event_log_origin (
  one boolean not null default true,
  id uuid not null default gen_random_uuid(),
  trimmed_to xid8
);

create table follower (
  installation_id uuid not null,
  id uuid not null,
  account_id uuid not null,
  open_id text not null,
  union_id text,
  subscribed boolean not null,
  subscribed_at timestamp with time zone,
  unsubscribed_at timestamp with time zone,
  subscribe_scene text,
  scene_key text,
  last_activity_at timestamp with time zone,
  binding_state text not null default 'HELD'::text,
  binding_how text,
  contact_id text,
  bound_at timestamp with time zone,
  looked_up_at timestamp with time zone,
  info_due boolean not null default false,
  messaged_at timestamp with time zone,
  interacted_at timestamp with time zone,
  messaging text not null default 'ALLOWED'::text,
  erased_until timestamp with time zone
);

create table follower_settings (
  installation_id uuid not null,
  account_id uuid not null,
  location boolean not null default false,
  unbound text not null default 'HOLD'::text,
  created_contact_domain text,
  subscribed_value text not null default 'Subscribed'::text,
  unsubscribed_value text not null default 'Unsubscribed'::text,
  after_unfollow text not null default 'ERASE'::text,
  retention_basis text,
  clear_ids_after_unfollow boolean not null default false
);

create table idempotency_key (
  installation_id uuid not null,
  caller text not null,
  mutation text not null,
  key_digest text not null,
  id uuid not null,
  input_digest text not null,
  object_id text,
  sealed_secret text,
  intent text,
  reserved_until timestamp with time zone,
  created_at timestamp with time zone not null
);

create table inbox_message (
  dedup_key text not null,
  sent_at timestamp with time zone not null,
  number bigint not null default nextval('inbox_number'::regclass),
  shard smallint not null,
  app_id text not null,
  query jsonb not null,
  body text not null,
  received_at timestamp with time zone not null default clock_timestamp(),
  processed_at timestamp with time zone,
  outcome text,
  arrived_at timestamp with time zone,
  trace_id text
) partition by RANGE (sent_at);

create table installation (
  id uuid not null,
  site text not null,
  status text not null default 'AVAILABLE'::text,
  created_at timestamp with time zone not null default now(),
  connection_state text not null default 'NOT_CONNECTED'::text,
  connected_at timestamp with time zone,
  connected_user_name text,
  platform text not null,
  failing_reason text,
  failing_since timestamp with time zone
);

create table installation_site (
  site text not null,
  installation_id uuid not null,
  app_id text,
  site_id text,
  install_id text
);

create table listed_follower (
  installation_id uuid not null,
  synchronization_id uuid not null,
  follower_id uuid not null
);

create table marketing_connection (
  installation_id uuid not null,
  base_url text not null,
  access_token text not null,
  access_token_usable_until timestamp with time zone,
  refresh_token text not null,
  token_version integer not null default 1,
  refresh_at timestamp with time zone not null,
  refresh_lease timestamp with time zone,
  failing_since timestamp with time zone,
  platform text not null,
  failing_reason text
);

create table marketing_user (
  installation_id uuid not null,
  id text not null,
  name text not null,
  login_name text not null,
  email_address text,
  disabled boolean not null,
  as_of timestamp with time zone not null,
  gone_at timestamp with time zone
);

create table message_sender (
  installation_id uuid not null,
  id uuid not null,
  instance_id text not null,
  status text not null,
  cause text,
  account_id uuid,
  credential_revision integer,
  open_id_field text,
  campaign_id text,
  campaign_name text,
  configured_by text,
  configured_at timestamp with time zone,
  version integer not null default 1,
  told_version integer not null default 0,
  telling_failures integer not null default 0,
  telling_lease timestamp with time zone,
  created_at timestamp with time zone not null default now()
);

create table notice (
  installation_id uuid not null,
  id uuid not null,
  kind text not null,
  account_id uuid,
  opened_at timestamp with time zone not null,
  solved_at timestamp with time zone,
  mailed_at timestamp with time zone,
  mails smallint not null default 0,
  attempts smallint not null default 0,
  next_mail_at timestamp with time zone
);

create table notice_settings (
  installation_id uuid not null,
  recipients text[] not null,
  language text not null default 'EN'::text,
  refused_recipients text[] not null default '{}'::text[]
);

create table oauth_state (
  digest text not null,
  installation_id uuid not null,
  callback_url text,
  expires_at timestamp with time zone not null,
  install_id text
);

create table official_account (
  installation_id uuid not null,
  id uuid not null,
  status text not null default 'DRAFT'::text,
  was_active boolean not null default false,
  version integer not null default 1,
  account_type text,
  description text,
  default_timezone text,
  open_id_field text,
  union_id_field text,
  subscription_status_field text,
  last_activity_field text,
  default_campaign text,
  access_mode text not null default 'ALL_USERS'::text,
  terms_version text,
  app_id text,
  original_id text,
  name text,
  avatar_url text,
  principal_name text,
  verified boolean,
  open_platform_binding text not null default 'UNKNOWN'::text,
  open_app_id text,
  credential_app_id text,
  created_at timestamp with time zone not null default now(),
  updated_at timestamp with time zone not null default now(),
  permission_sets jsonb,
  limit_reached boolean not null default false,
  credential_state text,
  credential_revision integer,
  authorized_at timestamp with time zone,
  next_refresh_at timestamp with time zone,
  removed_at timestamp with time zone,
  follower_data text,
  retention_basis text,
  credential_state_reason text,
  note text,
  wechat_status text,
  unconfirmed_sets jsonb
);

create table operator_notice (
  kind text not null,
  opened_at timestamp with time zone not null,
  mailed_at timestamp with time zone,
  mails smallint not null default 0,
  attempts smallint not null default 0,
  next_mail_at timestamp with time zone
);

create table privacy_receipt (
  installation_id uuid not null,
  id uuid not null,
  account_id uuid not null,
  kind text not null,
  cause text not null,
  at timestamp with time zone not null,
  rows jsonb not null,
  platform_import_id text
);

create table scene_campaign (
  installation_id uuid not null,
  account_id uuid not null,
  scene_key text not null,
  campaign_id text not null
);

create table sender_execution (
  installation_id uuid not null,
  id uuid not null,
  sender_id uuid not null,
  execution_id text not null,
  contact_ids text[],
  contact_count integer not null,
  contacts_digest text not null,
  status text not null default 'PENDING'::text,
  attempts integer not null default 0,
  received_at timestamp with time zone not null default now(),
  ended_at timestamp with time zone
);

create table signed_call (
  nonce text not null,
  signed_at timestamp with time zone not null,
  site_id text not null default ''::text
);

create table site_name (
  site text not null,
  installation_id uuid not null
);

create table slot_group (
  name text not null
);

create table slot_number (
  slot smallint not null
);

create table synchronization (
  installation_id uuid not null,
  id uuid not null,
  account_id uuid not null,
  status text not null default 'RUNNING'::text,
  step text not null default 'READING'::text,
  reading smallint not null default 1,
  cursor text,
  done integer not null default 0,
  total integer,
  largest_total integer not null default 0,
  per_second real,
  added integer not null default 0,
  confirmed integer not null default 0,
  updated integer not null default 0,
  left_silently integer not null default 0,
  unclear integer not null default 0,
  started_at timestamp with time zone not null,
  progressed_at timestamp with time zone not null,
  ended_at timestamp with time zone,
  resumes_at timestamp with time zone,
  reason text
);

create table terms_acceptance (
  installation_id uuid not null,
  id uuid not null,
  account_id uuid not null,
  version text not null,
  accepter_kind text not null,
  accepted_by text not null,
  accepted_at timestamp with time zone not null default now()
);

create table transaction_lock (
  name text not null
);

create table user_sign_out (
  installation_id uuid not null,
  user_id text not null,
  signed_out_at timestamp with time zone not null
);

create table withdrawal (
  app_id text not null,
  withdrawn_at timestamp with time zone not null
);

create table worker_session (
  worker_id text not null,
  pid integer not null,
  backend_start timestamp with time zone not null
);


-- Constraints

alter table account_access add constraint account_access_installation_id_account_id_foreign FOREIGN KEY (installation_id, account_id) REFERENCES official_account(installation_id, id) ON UPDATE CASCADE ON DELETE RESTRICT;
alter table account_access add constraint account_access_installation_id_foreign FOREIGN KEY (installation_id) REFERENCES installation(id) ON DELETE RESTRICT;
alter table account_access add constraint account_access_pkey PRIMARY KEY (installation_id, account_id, user_id);
alter table activity add constraint activity_has_a_follower CHECK (
CASE kind
    WHEN 'UNFOLLOW'::text THEN true
    WHEN 'MASS_RESULT'::text THEN (follower_id IS NULL)
    ELSE (follower_id IS NOT NULL)
END);
alter table activity add constraint activity_installation_id_account_id_foreign FOREIGN KEY (installation_id, account_id) REFERENCES official_account(installation_id, id) ON UPDATE CASCADE ON DELETE RESTRICT;
alter table activity add constraint activity_installation_id_follower_id_foreign FOREIGN KEY (installation_id, follower_id) REFERENCES follower(installation_id, id) ON UPDATE CASCADE ON DELETE CASCADE;
alter table activity add constraint activity_installation_id_foreign FOREIGN KEY (installation_id) REFERENCES installation(id) ON DELETE RESTRICT;
alter table activity add constraint activity_kind_check CHECK ((kind = ANY (ARRAY['FOLLOW'::text, 'UNFOLLOW'::text, 'SCAN'::text, 'MENU_CLICK'::text, 'MENU_VIEW'::text, 'MESSAGE'::text, 'LOCATION'::text, 'TEMPLATE_RESULT'::text, 'MASS_RESULT'::text])));
alter table activity add constraint activity_pkey PRIMARY KEY (installation_id, id);
alter table activity add constraint activity_source_check CHECK ((source = ANY (ARRAY['PUSH'::text, 'SYNCHRONIZATION'::text])));
alter table adopted_contact add constraint adopted_contact_installation_id_follower_id_foreign FOREIGN KEY (installation_id, follower_id) REFERENCES follower(installation_id, id) ON UPDATE CASCADE ON DELETE CASCADE;
alter table adopted_contact add constraint adopted_contact_installation_id_foreign FOREIGN KEY (installation_id) REFERENCES installation(id) ON DELETE RESTRICT;
alter table adopted_contact add constraint adopted_contact_pkey PRIMARY KEY (installation_id, follower_id);
alter table announcement add constraint announcement_pkey PRIMARY KEY (number);
alter table api_key add constraint api_key_digest_target UNIQUE (installation_id, id, place);
alter table api_key add constraint api_key_installation_id_foreign FOREIGN KEY (installation_id) REFERENCES installation(id) ON DELETE RESTRICT;
alter table api_key add constraint api_key_name CHECK (((char_length(name) >= 1) AND (char_length(name) <= 100)));
alter table api_key add constraint api_key_one_in_place UNIQUE (installation_id, place);
alter table api_key add constraint api_key_pkey PRIMARY KEY (installation_id, id);
alter table api_key add constraint api_key_places CHECK (((place >= 1) AND (place <= 100)));
alter table api_key add constraint api_key_revoked_has_no_place CHECK (((place IS NULL) = (revoked_at IS NOT NULL)));
alter table api_key add constraint api_key_scopes CHECK (((cardinality(scopes) > 0) AND (scopes <@ ARRAY['ACCOUNTS_READ'::text, 'ACCOUNTS_WRITE'::text, 'SENDERS_WRITE'::text, 'AUDIT_READ'::text])));
alter table api_key_digest add constraint api_key_digest_installation_id_key_id_place_foreign FOREIGN KEY (installation_id, key_id, place) REFERENCES api_key(installation_id, id, place) ON UPDATE RESTRICT ON DELETE RESTRICT;
alter table api_key_digest add constraint api_key_digest_one_per_key UNIQUE (installation_id, key_id);
alter table api_key_digest add constraint api_key_digest_pkey PRIMARY KEY (prefix);
alter table audit_entry add constraint audit_entry_actor_kind_check CHECK ((actor_kind = ANY (ARRAY['USER'::text, 'API_CLIENT'::text, 'SYSTEM'::text])));
alter table audit_entry add constraint audit_entry_pkey PRIMARY KEY (installation_id, id);
alter table authorization_link add constraint authorization_link_code_unique UNIQUE (code_digest);
alter table authorization_link add constraint authorization_link_installation_id_session_id_foreign FOREIGN KEY (installation_id, session_id) REFERENCES authorization_session(installation_id, id) ON UPDATE CASCADE ON DELETE CASCADE;
alter table authorization_link add constraint authorization_link_pkey PRIMARY KEY (session_id);
alter table authorization_link add constraint authorization_link_pre_auth_code_unique UNIQUE (pre_auth_code_digest);
alter table authorization_link add constraint authorization_link_state_unique UNIQUE (state_digest);
alter table authorization_session add constraint authorization_session_ended CHECK (((status = 'PENDING'::text) = (ended_at IS NULL)));
alter table authorization_session add constraint authorization_session_ended_keeps_no_secret CHECK (((status = 'PENDING'::text) OR ((link_secret IS NULL) AND (code IS NULL) AND (answer IS NULL))));
alter table authorization_session add constraint authorization_session_failure CHECK (((status = 'FAILED'::text) = (failure_code IS NOT NULL)));
alter table authorization_session add constraint authorization_session_failure_code_check CHECK ((failure_code = ANY (ARRAY['ACCOUNT_LIMIT_REACHED'::text, 'ACCOUNT_NOT_VERIFIED'::text, 'ACCOUNT_ALREADY_CONNECTED'::text, 'ACCOUNT_TYPE_MISMATCH'::text, 'DIFFERENT_ACCOUNT'::text, 'NOT_AN_OFFICIAL_ACCOUNT'::text, 'PERMISSION_MISSING'::text, 'OPERATOR_REQUIRED'::text, 'UPSTREAM_FAILED'::text])));
alter table authorization_session add constraint authorization_session_installation_id_account_id_foreign FOREIGN KEY (installation_id, account_id) REFERENCES official_account(installation_id, id) ON UPDATE CASCADE ON DELETE RESTRICT;
alter table authorization_session add constraint authorization_session_installation_id_foreign FOREIGN KEY (installation_id) REFERENCES installation(id) ON DELETE RESTRICT;
alter table authorization_session add constraint authorization_session_pkey PRIMARY KEY (installation_id, id);
alter table authorization_session add constraint authorization_session_status_check CHECK ((status = ANY (ARRAY['PENDING'::text, 'COMPLETED'::text, 'FAILED'::text, 'EXPIRED'::text, 'CANCELLED'::text])));
alter table authorization_session add constraint authorization_session_step_check CHECK ((step = ANY (ARRAY['CREATED'::text, 'OPENED'::text, 'CONFIRMED'::text, 'EXCHANGING'::text, 'READING_ACCOUNT'::text, 'DONE'::text])));
alter table authorizer add constraint authorizer_one_owner UNIQUE (app_id);
alter table authorizer add constraint authorizer_one_per_account UNIQUE (installation_id, account_id);
alter table authorizer add constraint authorizer_pkey PRIMARY KEY (installation_id, app_id);
alter table authorizer add constraint authorizer_slot_foreign FOREIGN KEY (slot) REFERENCES slot_number(slot) ON DELETE RESTRICT;
alter table authorizer add constraint authorizer_slot_group_foreign FOREIGN KEY (slot_group) REFERENCES slot_group(name) ON DELETE RESTRICT;
alter table authorizer add constraint authorizer_slot_in_group CHECK (((slot_group IS NULL) = (slot IS NULL)));
alter table authorizer add constraint authorizer_slot_unique UNIQUE (slot_group, slot);
alter table binding_link add constraint binding_link_installation_id_account_id_foreign FOREIGN KEY (installation_id, account_id) REFERENCES official_account(installation_id, id) ON UPDATE CASCADE ON DELETE RESTRICT;
alter table binding_link add constraint binding_link_installation_id_foreign FOREIGN KEY (installation_id) REFERENCES installation(id) ON DELETE RESTRICT;
alter table binding_link add constraint binding_link_kind_check CHECK ((kind = ANY (ARRAY['PERSONAL_QR_CODE'::text, 'REGISTRATION_PAGE'::text])));
alter table binding_link add constraint binding_link_only_codes_are_personal CHECK ((((kind = 'PERSONAL_QR_CODE'::text) = (contact_id IS NOT NULL)) AND ((kind = 'PERSONAL_QR_CODE'::text) = (scene IS NOT NULL)) AND ((kind = 'PERSONAL_QR_CODE'::text) = (code_url IS NOT NULL)) AND ((kind = 'PERSONAL_QR_CODE'::text) = (expires_at IS NOT NULL))));
alter table binding_link add constraint binding_link_pkey PRIMARY KEY (installation_id, id);
alter table binding_link add constraint binding_link_used_has_a_time CHECK ((((used_count = 0) = (used_at IS NULL)) AND ((kind = 'REGISTRATION_PAGE'::text) OR (used_count <= 1))));
alter table callback_receipt add constraint callback_receipt_kind_check CHECK ((kind = ANY (ARRAY['EVENT'::text, 'MESSAGE'::text, 'UNREADABLE'::text])));
alter table callback_receipt add constraint callback_receipt_once UNIQUE (dedup_key);
alter table callback_receipt add constraint callback_receipt_one_end_check CHECK (((processed_at IS NULL) OR (given_up_at IS NULL)));
alter table callback_receipt add constraint callback_receipt_pkey PRIMARY KEY (id);
alter table caller_login add constraint caller_login_one CHECK (one);
alter table caller_login add constraint caller_login_pkey PRIMARY KEY (one);
alter table campaign add constraint campaign_has_external_id CHECK (((char_length(id) >= 1) AND (char_length(id) <= 100) AND (id !~ '[\u0001-\u001f\u007f-\u009f]'::text)));
alter table campaign add constraint campaign_pkey PRIMARY KEY (installation_id, id);
alter table campaign add constraint campaign_status_check CHECK ((status = ANY (ARRAY['DRAFT'::text, 'SCHEDULED'::text, 'ACTIVE'::text, 'COMPLETED'::text])));
alter table catalogue_read add constraint catalogue_read_catalogue_check CHECK ((catalogue = ANY (ARRAY['CONTACT_FIELDS'::text, 'USERS'::text, 'CAMPAIGNS'::text])));
alter table catalogue_read add constraint catalogue_read_pkey PRIMARY KEY (installation_id, catalogue);
alter table catalogue_read add constraint catalogue_read_says_something CHECK (((read_at IS NOT NULL) OR (failed_at IS NOT NULL) OR (partly_read_at IS NOT NULL)));
alter table component add constraint component_pkey PRIMARY KEY (app_id);
alter table component_ticket add constraint component_ticket_app_id_foreign FOREIGN KEY (app_id) REFERENCES component(app_id) ON DELETE RESTRICT;
alter table component_ticket add constraint component_ticket_pkey PRIMARY KEY (app_id, created_at);
alter table console_session add constraint console_session_code_lasts_a_minute_at_most CHECK (((code_expires_at <= (started_at + '00:01:00'::interval)) AND ((code_digest IS NULL) = (code_expires_at IS NULL))));
alter table console_session add constraint console_session_end_reason_check CHECK ((end_reason = ANY (ARRAY['SIGNED_OUT'::text, 'REUSED'::text])));
alter table console_session add constraint console_session_ended_has_a_reason CHECK (((ended_at IS NULL) = (end_reason IS NULL)));
alter table console_session add constraint console_session_has_external_id CHECK (((char_length(user_id) >= 1) AND (char_length(user_id) <= 100) AND (user_id !~ '[\u0001-\u001f\u007f-\u009f]'::text)));
alter table console_session add constraint console_session_installation_id_foreign FOREIGN KEY (installation_id) REFERENCES installation(id) ON DELETE RESTRICT;
alter table console_session add constraint console_session_lasts_eight_hours_at_most CHECK (((expires_at > started_at) AND (expires_at <= (started_at + '08:00:00'::interval))));
alter table console_session add constraint console_session_open_has_one_secret CHECK ((num_nonnulls(code_digest, refresh_digest) =
CASE
    WHEN (ended_at IS NULL) THEN 1
    ELSE 0
END));
alter table console_session add constraint console_session_pkey PRIMARY KEY (installation_id, id);
alter table console_session add constraint console_session_role_check CHECK ((role = ANY (ARRAY['ADMINISTRATOR'::text, 'MARKETER'::text])));
alter table contact_adoption add constraint contact_adoption_ended_has_a_time CHECK ((((status = 'RUNNING'::text) = (ended_at IS NULL)) AND ((status = 'FAILED'::text) = (failure IS NOT NULL))));
alter table contact_adoption add constraint contact_adoption_failure_check CHECK ((failure = ANY (ARRAY['FIELD_GONE'::text, 'CONNECTION_LOST'::text, 'REFUSED'::text, 'PLATFORM_UNAVAILABLE'::text])));
alter table contact_adoption add constraint contact_adoption_installation_id_account_id_foreign FOREIGN KEY (installation_id, account_id) REFERENCES official_account(installation_id, id) ON UPDATE CASCADE ON DELETE RESTRICT;
alter table contact_adoption add constraint contact_adoption_installation_id_foreign FOREIGN KEY (installation_id) REFERENCES installation(id) ON DELETE RESTRICT;
alter table contact_adoption add constraint contact_adoption_one_for_an_account UNIQUE (installation_id, account_id);
alter table contact_adoption add constraint contact_adoption_pkey PRIMARY KEY (installation_id, id);
alter table contact_adoption add constraint contact_adoption_status_check CHECK ((status = ANY (ARRAY['RUNNING'::text, 'COMPLETED'::text, 'FAILED'::text])));
alter table contact_field add constraint contact_field_fit_check CHECK ((fit = ANY (ARRAY['TEXT'::text, 'DATE'::text])));
alter table contact_field add constraint contact_field_has_external_id CHECK (((char_length(id) >= 1) AND (char_length(id) <= 100) AND (id !~ '[\u0001-\u001f\u007f-\u009f]'::text)));
alter table contact_field add constraint contact_field_pkey PRIMARY KEY (installation_id, id);
alter table contact_field_purpose add constraint contact_field_purpose_installation_id_foreign FOREIGN KEY (installation_id) REFERENCES installation(id) ON DELETE RESTRICT;
alter table contact_field_purpose add constraint contact_field_purpose_pkey PRIMARY KEY (installation_id, field_id);
alter table contact_field_purpose add constraint contact_field_purpose_purpose_check CHECK ((purpose = ANY (ARRAY['OPEN_ID'::text, 'UNION_ID'::text, 'SUBSCRIPTION_STATUS'::text, 'LAST_ACTIVITY'::text])));
alter table credential add constraint credential_installation_id_app_id_foreign FOREIGN KEY (installation_id, app_id) REFERENCES authorizer(installation_id, app_id) ON UPDATE CASCADE ON DELETE RESTRICT;
alter table credential add constraint credential_pkey PRIMARY KEY (installation_id, app_id);
alter table delivery add constraint delivery_activity_kind_check CHECK ((activity_kind = ANY (ARRAY['FOLLOW'::text, 'UNFOLLOW'::text, 'SCAN'::text, 'MENU_CLICK'::text, 'MENU_VIEW'::text, 'MESSAGE'::text, 'LOCATION'::text, 'TEMPLATE_RESULT'::text, 'MASS_RESULT'::text])));
alter table delivery add constraint delivery_delivered_has_a_time CHECK (((status <> 'DELIVERED'::text) OR (delivered_at IS NOT NULL)));
alter table delivery add constraint delivery_destination_check CHECK ((destination = 'MARKETING_PLATFORM'::text));
alter table delivery add constraint delivery_failed_has_a_reason CHECK (((status <> 'FAILED'::text) OR (reason IS NOT NULL)));
alter table delivery add constraint delivery_held_waits_for_a_contact CHECK ((((status = 'HELD'::text) = (COALESCE(reason, ''::text) = 'NOT_BOUND'::text)) AND ((status <> 'HELD'::text) OR (contact_id IS NULL))));
alter table delivery add constraint delivery_installation_id_account_id_foreign FOREIGN KEY (installation_id, account_id) REFERENCES official_account(installation_id, id) ON UPDATE CASCADE ON DELETE RESTRICT;
alter table delivery add constraint delivery_installation_id_activity_id_foreign FOREIGN KEY (installation_id, activity_id) REFERENCES activity(installation_id, id) ON UPDATE CASCADE ON DELETE CASCADE;
alter table delivery add constraint delivery_installation_id_follower_id_foreign FOREIGN KEY (installation_id, follower_id) REFERENCES follower(installation_id, id) ON UPDATE CASCADE ON DELETE CASCADE;
alter table delivery add constraint delivery_installation_id_foreign FOREIGN KEY (installation_id) REFERENCES installation(id) ON DELETE RESTRICT;
alter table delivery add constraint delivery_is_of_a_follower_or_a_contact CHECK (
CASE
    WHEN (status = 'DELIVERED'::text) THEN (contact_id IS NULL)
    ELSE (num_nonnulls(follower_id, contact_id) = 1)
END);
alter table delivery add constraint delivery_of_an_activity_has_one CHECK ((num_nonnulls(activity_id, activity_kind) =
CASE subject
    WHEN 'ACTIVITY'::text THEN 1
    ELSE 0
END));
alter table delivery add constraint delivery_of_an_erased_activity_is_whole CHECK ((((activity_kind IS NULL) = (activity_at IS NULL)) AND ((activity_kind IS NULL) OR (follower_id IS NULL)) AND ((activity_kind IS NOT NULL) OR (activity_campaign_id IS NULL))));
alter table delivery add constraint delivery_of_who_left_has_a_time CHECK (((status = 'DELIVERED'::text) OR ((left_at IS NOT NULL) = ((subject = 'FOLLOWER'::text) AND (contact_id IS NOT NULL)))));
alter table delivery add constraint delivery_pkey PRIMARY KEY (installation_id, id);
alter table delivery add constraint delivery_reason_check CHECK ((reason = ANY (ARRAY['NOT_BOUND'::text, 'WAITING_FOR_ACCOUNT'::text, 'PLATFORM_UNAVAILABLE'::text, 'CONNECTION_LOST'::text, 'FIELD_MISSING'::text, 'CAMPAIGN_NOT_ACTIVE'::text, 'CONTACT_MISSING'::text, 'VALUE_REFUSED'::text, 'REFUSED'::text])));
alter table delivery add constraint delivery_sending_is_a_record CHECK ((((status = 'SENDING'::text) = (import_id IS NOT NULL)) AND ((status = 'SENDING'::text) = (record IS NOT NULL)) AND ((status = 'SENDING'::text) = (sent_revision IS NOT NULL))));
alter table delivery add constraint delivery_status_check CHECK ((status = ANY (ARRAY['HELD'::text, 'PENDING'::text, 'SENDING'::text, 'DELIVERED'::text, 'FAILED'::text])));
alter table delivery add constraint delivery_subject_check CHECK ((subject = ANY (ARRAY['FOLLOWER'::text, 'ACTIVITY'::text])));
alter table delivery_import add constraint delivery_import_installation_id_account_id_foreign FOREIGN KEY (installation_id, account_id) REFERENCES official_account(installation_id, id) ON UPDATE CASCADE ON DELETE RESTRICT;
alter table delivery_import add constraint delivery_import_installation_id_foreign FOREIGN KEY (installation_id) REFERENCES installation(id) ON DELETE RESTRICT;
alter table delivery_import add constraint delivery_import_pkey PRIMARY KEY (installation_id, id);
alter table delivery_import add constraint delivery_import_reason_check CHECK ((reason = ANY (ARRAY['NOT_BOUND'::text, 'WAITING_FOR_ACCOUNT'::text, 'PLATFORM_UNAVAILABLE'::text, 'CONNECTION_LOST'::text, 'FIELD_MISSING'::text, 'CAMPAIGN_NOT_ACTIVE'::text, 'CONTACT_MISSING'::text, 'VALUE_REFUSED'::text, 'REFUSED'::text])));
alter table delivery_import add constraint delivery_import_runs_what_is_uploaded CHECK (((platform_run_id IS NULL) OR (platform_import_id IS NOT NULL)));
alter table delivery_import add constraint delivery_import_subject_check CHECK ((subject = ANY (ARRAY['FOLLOWER'::text, 'ACTIVITY'::text])));
alter table erased_follower add constraint erased_follower_installation_id_account_id_foreign FOREIGN KEY (installation_id, account_id) REFERENCES official_account(installation_id, id) ON UPDATE CASCADE ON DELETE RESTRICT;
alter table erased_follower add constraint erased_follower_installation_id_foreign FOREIGN KEY (installation_id) REFERENCES installation(id) ON DELETE RESTRICT;
alter table erased_follower add constraint erased_follower_pkey PRIMARY KEY (installation_id, account_id, digest);
alter table erasure_key add constraint erasure_key_pkey PRIMARY KEY (installation_id);
alter table event_log add constraint event_log_pkey PRIMARY KEY (transaction_id, number, at);
alter table event_log_origin add constraint event_log_origin_one_check CHECK (one);
alter table event_log_origin add constraint event_log_origin_pkey PRIMARY KEY (one);
alter table follower add constraint follower_binding_how_check CHECK ((binding_how = ANY (ARRAY['EXISTING_FIELD'::text, 'LINK'::text, 'QR_CODE'::text, 'FORM'::text, 'CREATED'::text])));
alter table follower add constraint follower_binding_state_check CHECK ((binding_state = ANY (ARRAY['BOUND'::text, 'HELD'::text, 'CONFLICT'::text])));
alter table follower add constraint follower_bound_has_a_contact CHECK ((((binding_state = 'BOUND'::text) = (contact_id IS NOT NULL)) AND ((binding_state = 'BOUND'::text) = (binding_how IS NOT NULL)) AND ((binding_state = 'BOUND'::text) = (bound_at IS NOT NULL))));
alter table follower add constraint follower_erased_by_an_unfollow CHECK (((erased_until IS NULL) OR ((unsubscribed_at IS NOT NULL) AND (erased_until <= unsubscribed_at))));
alter table follower add constraint follower_installation_id_account_id_foreign FOREIGN KEY (installation_id, account_id) REFERENCES official_account(installation_id, id) ON UPDATE CASCADE ON DELETE RESTRICT;
alter table follower add constraint follower_installation_id_foreign FOREIGN KEY (installation_id) REFERENCES installation(id) ON DELETE RESTRICT;
alter table follower add constraint follower_messaging_check CHECK ((messaging = ANY (ARRAY['ALLOWED'::text, 'OPTED_OUT'::text])));
alter table follower add constraint follower_once UNIQUE (installation_id, account_id, open_id);
alter table follower add constraint follower_pkey PRIMARY KEY (installation_id, id);
alter table follower add constraint follower_subscribe_scene_check CHECK ((subscribe_scene = ANY (ARRAY['QR_CODE'::text, 'SEARCH'::text, 'ACCOUNT_MIGRATION'::text, 'PROFILE_CARD'::text, 'PROFILE_LINK'::text, 'PROFILE_ITEM'::text, 'PAID'::text, 'WECHAT_ADVERTISEMENT'::text, 'REPRINT'::text, 'LIVESTREAM'::text, 'CHANNELS'::text, 'WXA'::text, 'OTHERS'::text])));
alter table follower add constraint follower_subscribed_follows_from_the_latest_change CHECK (
CASE
    WHEN subscribed THEN ((unsubscribed_at IS NULL) OR (GREATEST(subscribed_at, last_activity_at) IS NULL) OR (GREATEST(subscribed_at, last_activity_at) >= unsubscribed_at))
    ELSE ((unsubscribed_at IS NOT NULL) AND (unsubscribed_at >= COALESCE(GREATEST(subscribed_at, last_activity_at), '-infinity'::timestamp with time zone)))
END);
alter table follower_settings add constraint follower_settings_after_unfollow_check CHECK ((after_unfollow = ANY (ARRAY['ERASE'::text, 'RETAIN_WITH_BASIS'::text])));
alter table follower_settings add constraint follower_settings_created_contacts_have_a_domain CHECK (((unbound = 'HOLD'::text) OR (created_contact_domain IS NOT NULL)));
alter table follower_settings add constraint follower_settings_installation_id_account_id_foreign FOREIGN KEY (installation_id, account_id) REFERENCES official_account(installation_id, id) ON UPDATE CASCADE ON DELETE RESTRICT;
alter table follower_settings add constraint follower_settings_installation_id_foreign FOREIGN KEY (installation_id) REFERENCES installation(id) ON DELETE RESTRICT;
alter table follower_settings add constraint follower_settings_pkey PRIMARY KEY (installation_id, account_id);
alter table follower_settings add constraint follower_settings_retention_has_a_basis CHECK (((after_unfollow = 'RETAIN_WITH_BASIS'::text) = (retention_basis IS NOT NULL)));
alter table follower_settings add constraint follower_settings_unbound_check CHECK ((unbound = ANY (ARRAY['HOLD'::text, 'CREATE_CONTACT'::text])));
alter table follower_settings add constraint follower_settings_values_differ CHECK ((subscribed_value <> unsubscribed_value));
alter table idempotency_key add constraint idempotency_key_pkey PRIMARY KEY (installation_id, caller, mutation, key_digest);
alter table idempotency_key add constraint idempotency_key_secret_of_an_outcome CHECK (((sealed_secret IS NULL) OR (object_id IS NOT NULL)));
alter table inbox_message add constraint inbox_message_outcome_check CHECK ((outcome = ANY (ARRAY['BOOKED'::text, 'NOT_USED'::text, 'UNKNOWN_ACCOUNT'::text, 'GIVEN_UP'::text])));
alter table inbox_message add constraint inbox_message_pkey PRIMARY KEY (dedup_key, sent_at);
alter table inbox_message add constraint inbox_message_processed_has_an_outcome CHECK (((outcome IS NULL) = (processed_at IS NULL)));
alter table inbox_message add constraint inbox_message_shard_check CHECK (((shard >= 0) AND (shard <= 15)));
alter table installation add constraint installation_connection_state_check CHECK ((connection_state = ANY (ARRAY['CONNECTED'::text, 'FAILING'::text, 'LOST'::text, 'NOT_CONNECTED'::text])));
alter table installation add constraint installation_failing_reason_check CHECK ((failing_reason = ANY (ARRAY['NO_ANSWER'::text, 'UNREADABLE_ANSWER'::text, 'ACCESS_REFUSED'::text, 'CLIENT_REFUSED'::text, 'REQUEST_REFUSED'::text])));
alter table installation add constraint installation_pkey PRIMARY KEY (id);
alter table installation add constraint installation_platform_is_a_name CHECK ((platform ~ '^[A-Z][A-Z0-9_]{0,49}$'::text));
alter table installation add constraint installation_site_unique UNIQUE (site);
alter table installation add constraint installation_status_check CHECK ((status = ANY (ARRAY['AVAILABLE'::text, 'UNAVAILABLE'::text, 'UNINSTALLED'::text])));
alter table installation_site add constraint installation_site_app_id_site_id_unique UNIQUE (app_id, site_id);
alter table installation_site add constraint installation_site_installation_id_foreign FOREIGN KEY (installation_id) REFERENCES installation(id) ON DELETE RESTRICT;
alter table installation_site add constraint installation_site_is_known_whole CHECK ((((app_id IS NULL) = (site_id IS NULL)) AND ((app_id IS NULL) = (install_id IS NULL))));
alter table installation_site add constraint installation_site_name_is_its_own FOREIGN KEY (site, installation_id) REFERENCES site_name(site, installation_id) ON UPDATE RESTRICT ON DELETE RESTRICT;
alter table installation_site add constraint installation_site_pkey PRIMARY KEY (site);
alter table listed_follower add constraint listed_follower_installation_id_foreign FOREIGN KEY (installation_id) REFERENCES installation(id) ON DELETE RESTRICT;
alter table listed_follower add constraint listed_follower_pkey PRIMARY KEY (installation_id, synchronization_id, follower_id);
alter table marketing_connection add constraint marketing_connection_failing_reason_check CHECK ((failing_reason = ANY (ARRAY['NO_ANSWER'::text, 'UNREADABLE_ANSWER'::text, 'ACCESS_REFUSED'::text, 'CLIENT_REFUSED'::text, 'REQUEST_REFUSED'::text])));
alter table marketing_connection add constraint marketing_connection_pkey PRIMARY KEY (installation_id);
alter table marketing_connection add constraint marketing_connection_platform_is_a_name CHECK ((platform ~ '^[A-Z][A-Z0-9_]{0,49}$'::text));
alter table marketing_user add constraint marketing_user_has_external_id CHECK (((char_length(id) >= 1) AND (char_length(id) <= 100) AND (id !~ '[\u0001-\u001f\u007f-\u009f]'::text)));
alter table marketing_user add constraint marketing_user_pkey PRIMARY KEY (installation_id, id);
alter table message_sender add constraint message_sender_cause_check CHECK ((cause = ANY (ARRAY['NEVER_CONFIGURED'::text, 'COPIED'::text, 'ACCOUNT_REMOVED'::text, 'WECHAT_ACCOUNT_REPLACED'::text, 'OPEN_ID_FIELD_CHANGED'::text, 'UNINSTALLED'::text])));
alter table message_sender add constraint message_sender_configured_is_complete CHECK (((status <> 'CONFIGURED'::text) OR ((account_id IS NOT NULL) AND (credential_revision IS NOT NULL) AND (open_id_field IS NOT NULL) AND (configured_at IS NOT NULL))));
alter table message_sender add constraint message_sender_has_a_cause CHECK (((status = 'NEEDS_CONFIGURATION'::text) = (cause IS NOT NULL)));
alter table message_sender add constraint message_sender_has_external_id CHECK (((char_length(instance_id) >= 1) AND (char_length(instance_id) <= 100) AND (instance_id !~ '[\u0001-\u001f\u007f-\u009f]'::text)));
alter table message_sender add constraint message_sender_installation_id_account_id_foreign FOREIGN KEY (installation_id, account_id) REFERENCES official_account(installation_id, id) ON UPDATE CASCADE ON DELETE RESTRICT;
alter table message_sender add constraint message_sender_installation_id_foreign FOREIGN KEY (installation_id) REFERENCES installation(id) ON DELETE RESTRICT;
alter table message_sender add constraint message_sender_instance_unique UNIQUE (installation_id, instance_id);
alter table message_sender add constraint message_sender_pkey PRIMARY KEY (installation_id, id);
alter table message_sender add constraint message_sender_status_check CHECK ((status = ANY (ARRAY['NEEDS_CONFIGURATION'::text, 'CONFIGURED'::text, 'DELETED'::text])));
alter table message_sender add constraint message_sender_told_what_is_known CHECK (((told_version >= 0) AND (told_version <= version)));
alter table notice add constraint notice_installation_id_account_id_foreign FOREIGN KEY (installation_id, account_id) REFERENCES official_account(installation_id, id) ON UPDATE CASCADE ON DELETE RESTRICT;
alter table notice add constraint notice_installation_id_foreign FOREIGN KEY (installation_id) REFERENCES installation(id) ON DELETE RESTRICT;
alter table notice add constraint notice_kind_check CHECK ((kind = ANY (ARRAY['ACCOUNT_ACTION_REQUIRED'::text, 'CAMPAIGN_ENDING'::text, 'CONNECTION_LOST'::text, 'CONNECTION_REFUSED'::text])));
alter table notice add constraint notice_mailed_twice_at_most CHECK (((mails >= 0) AND (mails <= 2) AND ((mails = 0) = (mailed_at IS NULL))));
alter table notice add constraint notice_of_an_account_names_it CHECK (((account_id IS NULL) = (kind = ANY (ARRAY['CONNECTION_LOST'::text, 'CONNECTION_REFUSED'::text]))));
alter table notice add constraint notice_pkey PRIMARY KEY (installation_id, id);
alter table notice add constraint notice_solved_is_not_mailed CHECK (((solved_at IS NULL) OR (next_mail_at IS NULL)));
alter table notice_settings add constraint notice_settings_installation_id_foreign FOREIGN KEY (installation_id) REFERENCES installation(id) ON UPDATE CASCADE ON DELETE RESTRICT;
alter table notice_settings add constraint notice_settings_language_check CHECK ((language = ANY (ARRAY['EN'::text, 'ZH'::text])));
alter table notice_settings add constraint notice_settings_pkey PRIMARY KEY (installation_id);
alter table notice_settings add constraint notice_settings_ten_recipients_at_most CHECK ((cardinality(recipients) <= 10));
alter table oauth_state add constraint oauth_state_pkey PRIMARY KEY (digest);
alter table official_account add constraint official_account_access_mode_check CHECK ((access_mode = ANY (ARRAY['ALL_USERS'::text, 'SELECTED_USERS'::text])));
alter table official_account add constraint official_account_account_type_check CHECK ((account_type = ANY (ARRAY['SUBSCRIPTION'::text, 'SERVICE'::text])));
alter table official_account add constraint official_account_active_is_complete CHECK (((status <> 'ACTIVE'::text) OR ((open_id_field IS NOT NULL) AND (default_campaign IS NOT NULL) AND (terms_version IS NOT NULL) AND (credential_app_id IS NOT NULL))));
alter table official_account add constraint official_account_bound_has_open_platform CHECK (((open_platform_binding = 'BOUND'::text) = (open_app_id IS NOT NULL)));
alter table official_account add constraint official_account_credential_state_check CHECK ((credential_state = ANY (ARRAY['VALID'::text, 'FAILING'::text, 'WITHDRAWN'::text])));
alter table official_account add constraint official_account_credential_state_reason_check CHECK ((credential_state_reason = ANY (ARRAY['REFRESH_TOKEN_UNKNOWN'::text, 'WECHAT_UNAVAILABLE'::text, 'MERCHANT_WITHDREW'::text, 'TOKENS_LOST'::text, 'REMOVED'::text, 'REPLACED'::text, 'UNINSTALLED'::text, 'UNKNOWN'::text])));
alter table official_account add constraint official_account_field_used_once CHECK (((open_id_field <> union_id_field) AND (open_id_field <> subscription_status_field) AND (open_id_field <> last_activity_field) AND (union_id_field <> subscription_status_field) AND (union_id_field <> last_activity_field) AND (subscription_status_field <> last_activity_field)));
alter table official_account add constraint official_account_follower_data_check CHECK ((follower_data = ANY (ARRAY['ERASE'::text, 'RETAIN_WITH_BASIS'::text])));
alter table official_account add constraint official_account_installation_id_credential_app_id_foreign FOREIGN KEY (installation_id, credential_app_id) REFERENCES credential(installation_id, app_id) ON UPDATE CASCADE ON DELETE RESTRICT;
alter table official_account add constraint official_account_installation_id_credential_app_id_unique UNIQUE (installation_id, credential_app_id);
alter table official_account add constraint official_account_installation_id_foreign FOREIGN KEY (installation_id) REFERENCES installation(id) ON DELETE RESTRICT;
alter table official_account add constraint official_account_note_is_text CHECK (((char_length(note) <= 500) AND (note !~ '[\u0001-\u0009\u000b-\u001f\u007f-\u009f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]'::text)));
alter table official_account add constraint official_account_open_platform_binding_check CHECK ((open_platform_binding = ANY (ARRAY['BOUND'::text, 'NOT_BOUND'::text, 'UNKNOWN'::text])));
alter table official_account add constraint official_account_pkey PRIMARY KEY (installation_id, id);
alter table official_account add constraint official_account_reason_fits_credential_state CHECK (((credential_state_reason IS NULL) OR (COALESCE(credential_state, 'VALID'::text) =
CASE
    WHEN (credential_state_reason = ANY (ARRAY['REFRESH_TOKEN_UNKNOWN'::text, 'WECHAT_UNAVAILABLE'::text])) THEN 'FAILING'::text
    ELSE 'WITHDRAWN'::text
END)));
alter table official_account add constraint official_account_removed_keeps_nothing CHECK (((status <> 'REMOVED'::text) OR ((credential_app_id IS NULL) AND (removed_at IS NOT NULL) AND (follower_data IS NOT NULL))));
alter table official_account add constraint official_account_retention_has_a_basis CHECK (((retention_basis IS NOT NULL) = ((follower_data IS NOT NULL) AND (follower_data = 'RETAIN_WITH_BASIS'::text))));
alter table official_account add constraint official_account_status_check CHECK ((status = ANY (ARRAY['DRAFT'::text, 'ACTIVE'::text, 'ACTION_REQUIRED'::text, 'REMOVED'::text])));
alter table official_account add constraint official_account_union_id_needs_open_platform CHECK (((status <> 'ACTIVE'::text) OR (union_id_field IS NULL) OR (open_app_id IS NOT NULL)));
alter table official_account add constraint official_account_union_id_one_open_platform EXCLUDE USING gist (installation_id WITH =, union_id_field WITH =, open_app_id WITH <>) WHERE (((status = 'ACTIVE'::text) AND (union_id_field IS NOT NULL)));
alter table official_account add constraint official_account_wechat_status_check CHECK ((wechat_status = ANY (ARRAY['NORMAL'::text, 'WARNED'::text, 'CANCELLED'::text, 'BANNED'::text, 'FROZEN'::text])));
alter table official_account add constraint official_account_withdrawn_has_a_reason CHECK (((credential_state IS DISTINCT FROM 'WITHDRAWN'::text) OR (credential_state_reason IS NOT NULL)));
alter table operator_notice add constraint operator_notice_kind_check CHECK ((kind = ANY (ARRAY['WECHAT_REFUSES'::text, 'NO_TICKET'::text, 'PLATFORM_REFUSES'::text])));
alter table operator_notice add constraint operator_notice_mailed_twice_at_most CHECK (((mails >= 0) AND (mails <= 2) AND ((mails = 0) = (mailed_at IS NULL))));
alter table operator_notice add constraint operator_notice_pkey PRIMARY KEY (kind);
alter table privacy_receipt add constraint privacy_receipt_cause_check CHECK ((cause = ANY (ARRAY['UNFOLLOWED'::text, 'LEFT_SILENTLY'::text, 'CONSENT_WITHDRAWN'::text, 'WECHAT_ACCOUNT_CLOSED'::text, 'REQUESTED'::text, 'ACCOUNT_REMOVED'::text])));
alter table privacy_receipt add constraint privacy_receipt_export_was_requested CHECK (((kind = 'ERASURE'::text) OR (cause = 'REQUESTED'::text)));
alter table privacy_receipt add constraint privacy_receipt_installation_id_account_id_foreign FOREIGN KEY (installation_id, account_id) REFERENCES official_account(installation_id, id) ON UPDATE CASCADE ON DELETE RESTRICT;
alter table privacy_receipt add constraint privacy_receipt_installation_id_foreign FOREIGN KEY (installation_id) REFERENCES installation(id) ON DELETE RESTRICT;
alter table privacy_receipt add constraint privacy_receipt_kind_check CHECK ((kind = ANY (ARRAY['ERASURE'::text, 'EXPORT'::text])));
alter table privacy_receipt add constraint privacy_receipt_pkey PRIMARY KEY (installation_id, id);
alter table scene_campaign add constraint scene_campaign_installation_id_account_id_foreign FOREIGN KEY (installation_id, account_id) REFERENCES official_account(installation_id, id) ON UPDATE CASCADE ON DELETE RESTRICT;
alter table scene_campaign add constraint scene_campaign_installation_id_foreign FOREIGN KEY (installation_id) REFERENCES installation(id) ON DELETE RESTRICT;
alter table scene_campaign add constraint scene_campaign_pkey PRIMARY KEY (installation_id, account_id, scene_key);
alter table sender_execution add constraint sender_execution_ended CHECK (((status = 'PENDING'::text) = (ended_at IS NULL)));
alter table sender_execution add constraint sender_execution_has_external_id CHECK (((char_length(execution_id) >= 1) AND (char_length(execution_id) <= 100) AND (execution_id !~ '[\u0001-\u001f\u007f-\u009f]'::text)));
alter table sender_execution add constraint sender_execution_installation_id_foreign FOREIGN KEY (installation_id) REFERENCES installation(id) ON DELETE RESTRICT;
alter table sender_execution add constraint sender_execution_installation_id_sender_id_foreign FOREIGN KEY (installation_id, sender_id) REFERENCES message_sender(installation_id, id) ON UPDATE CASCADE ON DELETE RESTRICT;
alter table sender_execution add constraint sender_execution_keeps_contacts_that_wait CHECK (((status = 'PENDING'::text) = (contact_ids IS NOT NULL)));
alter table sender_execution add constraint sender_execution_once UNIQUE (installation_id, sender_id, execution_id, contacts_digest);
alter table sender_execution add constraint sender_execution_pkey PRIMARY KEY (installation_id, id);
alter table sender_execution add constraint sender_execution_status_check CHECK ((status = ANY (ARRAY['PENDING'::text, 'REPORTED'::text, 'PARTLY_REPORTED'::text, 'GIVEN_UP'::text])));
alter table signed_call add constraint signed_call_pkey PRIMARY KEY (site_id, nonce, signed_at);
alter table site_name add constraint site_name_installation_id_foreign FOREIGN KEY (installation_id) REFERENCES installation(id) ON DELETE RESTRICT;
alter table site_name add constraint site_name_pkey PRIMARY KEY (site);
alter table site_name add constraint site_name_site_installation_id_unique UNIQUE (site, installation_id);
alter table slot_group add constraint slot_group_pkey PRIMARY KEY (name);
alter table slot_number add constraint slot_number_pkey PRIMARY KEY (slot);
alter table synchronization add constraint synchronization_ended_keeps_no_cursor CHECK (((ended_at IS NULL) OR (cursor IS NULL)));
alter table synchronization add constraint synchronization_has_a_reason CHECK (((status = ANY (ARRAY['WAITING'::text, 'FAILED'::text])) = (reason IS NOT NULL)));
alter table synchronization add constraint synchronization_installation_id_account_id_foreign FOREIGN KEY (installation_id, account_id) REFERENCES official_account(installation_id, id) ON UPDATE CASCADE ON DELETE RESTRICT;
alter table synchronization add constraint synchronization_installation_id_foreign FOREIGN KEY (installation_id) REFERENCES installation(id) ON DELETE RESTRICT;
alter table synchronization add constraint synchronization_open_has_no_end CHECK (((status = ANY (ARRAY['RUNNING'::text, 'WAITING'::text])) = (ended_at IS NULL)));
alter table synchronization add constraint synchronization_pkey PRIMARY KEY (installation_id, id);
alter table synchronization add constraint synchronization_reason_check CHECK ((reason = ANY (ARRAY['QUOTA_USED_UP'::text, 'TOO_MANY_CALLS'::text, 'WECHAT_UNAVAILABLE'::text, 'LIST_INCOMPLETE'::text, 'NOT_AUTHORIZED'::text, 'NOT_ALLOWED'::text, 'REFUSED'::text])));
alter table synchronization add constraint synchronization_status_check CHECK ((status = ANY (ARRAY['RUNNING'::text, 'WAITING'::text, 'COMPLETED'::text, 'FAILED'::text])));
alter table synchronization add constraint synchronization_step_check CHECK ((step = ANY (ARRAY['READING'::text, 'COMPARING'::text])));
alter table synchronization add constraint synchronization_waits_until_a_time CHECK (((status = 'WAITING'::text) = (resumes_at IS NOT NULL)));
alter table terms_acceptance add constraint terms_acceptance_accepter_kind_check CHECK ((accepter_kind = ANY (ARRAY['USER'::text, 'API_CLIENT'::text, 'SYSTEM'::text])));
alter table terms_acceptance add constraint terms_acceptance_installation_id_account_id_foreign FOREIGN KEY (installation_id, account_id) REFERENCES official_account(installation_id, id) ON UPDATE CASCADE ON DELETE RESTRICT;
alter table terms_acceptance add constraint terms_acceptance_installation_id_foreign FOREIGN KEY (installation_id) REFERENCES installation(id) ON DELETE RESTRICT;
alter table terms_acceptance add constraint terms_acceptance_pkey PRIMARY KEY (installation_id, id);
alter table transaction_lock add constraint transaction_lock_pkey PRIMARY KEY (name);
alter table user_sign_out add constraint user_sign_out_has_external_id CHECK (((char_length(user_id) >= 1) AND (char_length(user_id) <= 100) AND (user_id !~ '[\u0001-\u001f\u007f-\u009f]'::text)));
alter table user_sign_out add constraint user_sign_out_pkey PRIMARY KEY (installation_id, user_id);
alter table withdrawal add constraint withdrawal_pkey PRIMARY KEY (app_id);
alter table worker_session add constraint worker_session_pkey PRIMARY KEY (worker_id);

-- Indexes that are not constraints

CREATE INDEX account_access_user_index ON public.account_access USING btree (installation_id, user_id, account_id);
CREATE INDEX activity_account_index ON public.activity USING btree (installation_id, account_id, id);
CREATE INDEX activity_account_kind_index ON public.activity USING btree (installation_id, account_id, kind, id);
CREATE INDEX activity_follower_index ON public.activity USING btree (installation_id, follower_id, kind, id);
CREATE INDEX adopted_contact_account_index ON public.adopted_contact USING btree (installation_id, account_id, follower_id);
CREATE INDEX audit_entry_action_index ON public.audit_entry USING btree (installation_id, action, id);
CREATE INDEX audit_entry_actor_index ON public.audit_entry USING btree (installation_id, actor, id);
CREATE INDEX audit_entry_actor_kind_index ON public.audit_entry USING btree (installation_id, actor_kind, id);
CREATE INDEX audit_entry_subject_index ON public.audit_entry USING btree (installation_id, subject_id, id);
CREATE INDEX authorization_link_authorizer_app_id_index ON public.authorization_link USING btree (authorizer_app_id);
CREATE INDEX authorization_session_account_index ON public.authorization_session USING btree (installation_id, account_id, id);
CREATE UNIQUE INDEX authorization_session_one_pending ON public.authorization_session USING btree (installation_id, account_id) WHERE (status = 'PENDING'::text);
CREATE INDEX binding_link_account_index ON public.binding_link USING btree (installation_id, account_id, id);
CREATE INDEX binding_link_expiry_index ON public.binding_link USING btree (installation_id, expires_at) WHERE (expires_at IS NOT NULL);
CREATE UNIQUE INDEX binding_link_scene_once ON public.binding_link USING btree (installation_id, account_id, scene) WHERE (scene IS NOT NULL);
CREATE INDEX callback_receipt_processed_index ON public.callback_receipt USING btree (processed_at);
CREATE INDEX campaign_name_index ON public.campaign USING btree (installation_id, name, id) WHERE (gone_at IS NULL);
CREATE INDEX contact_field_fit_index ON public.contact_field USING btree (installation_id, fit, name, id) WHERE (gone_at IS NULL);
CREATE INDEX contact_field_name_index ON public.contact_field USING btree (installation_id, name, id) WHERE (gone_at IS NULL);
CREATE INDEX credential_refresh_at_index ON public.credential USING btree (refresh_at);
CREATE INDEX delivery_account_index ON public.delivery USING btree (installation_id, account_id, id);
CREATE INDEX delivery_account_status_index ON public.delivery USING btree (installation_id, account_id, status, id);
CREATE INDEX delivery_delivered_index ON public.delivery USING btree (installation_id, delivered_at) WHERE (status = 'DELIVERED'::text);
CREATE INDEX delivery_follower_index ON public.delivery USING btree (installation_id, follower_id, id) WHERE (follower_id IS NOT NULL);
CREATE UNIQUE INDEX delivery_import_one_under_way ON public.delivery_import USING btree (installation_id, account_id, subject) WHERE (ended_at IS NULL);
CREATE INDEX delivery_import_started_index ON public.delivery_import USING btree (installation_id, started_at);
CREATE UNIQUE INDEX delivery_one_for_a_follower ON public.delivery USING btree (installation_id, follower_id, destination) WHERE ((subject = 'FOLLOWER'::text) AND (follower_id IS NOT NULL));
CREATE UNIQUE INDEX delivery_one_for_a_record ON public.delivery USING btree (installation_id, import_id, record) WHERE (import_id IS NOT NULL);
CREATE UNIQUE INDEX delivery_one_for_an_activity ON public.delivery USING btree (installation_id, activity_id, destination) WHERE (activity_id IS NOT NULL);
CREATE UNIQUE INDEX delivery_one_for_who_left ON public.delivery USING btree (installation_id, account_id, contact_id, destination) WHERE ((subject = 'FOLLOWER'::text) AND (contact_id IS NOT NULL));
CREATE INDEX delivery_pending_index ON public.delivery USING btree (installation_id, account_id, subject, requested_at, id) WHERE (status = 'PENDING'::text);
CREATE INDEX erased_follower_age_index ON public.erased_follower USING btree (installation_id, erased_at);
CREATE INDEX follower_account_binding_index ON public.follower USING btree (installation_id, account_id, binding_state, id);
CREATE INDEX follower_account_bound_at_index ON public.follower USING btree (installation_id, account_id, bound_at) WHERE (bound_at IS NOT NULL);
CREATE INDEX follower_account_bound_index ON public.follower USING btree (installation_id, account_id) WHERE (subscribed AND (binding_state = 'BOUND'::text));
CREATE INDEX follower_account_index ON public.follower USING btree (installation_id, account_id, id);
CREATE INDEX follower_account_subscribed_index ON public.follower USING btree (installation_id, account_id, subscribed, id);
CREATE INDEX follower_info_due_index ON public.follower USING btree (installation_id, account_id, id) WHERE info_due;
CREATE UNIQUE INDEX follower_one_for_a_contact ON public.follower USING btree (installation_id, account_id, contact_id) WHERE (contact_id IS NOT NULL);
CREATE INDEX follower_to_look_up_index ON public.follower USING btree (installation_id, account_id, id) WHERE ((binding_state = 'HELD'::text) AND (looked_up_at IS NULL));
CREATE INDEX follower_union_id_index ON public.follower USING btree (installation_id, account_id, union_id) WHERE (union_id IS NOT NULL);
CREATE INDEX idempotency_key_age_index ON public.idempotency_key USING btree (installation_id, created_at);
CREATE INDEX inbox_message_open_index ON ONLY public.inbox_message USING btree (shard, number) WHERE (outcome IS NULL);
CREATE INDEX inbox_message_unknown_account_index ON ONLY public.inbox_message USING btree (app_id) WHERE (outcome = 'UNKNOWN_ACCOUNT'::text);
CREATE INDEX marketing_user_name_index ON public.marketing_user USING btree (installation_id, name, id) WHERE (gone_at IS NULL);
CREATE INDEX message_sender_account_index ON public.message_sender USING btree (installation_id, account_id, status, id);
CREATE INDEX message_sender_unsynced_index ON public.message_sender USING btree (installation_id) WHERE (told_version < version);
CREATE UNIQUE INDEX notice_one_open_of_an_account ON public.notice USING btree (installation_id, account_id, kind) WHERE (solved_at IS NULL);
CREATE UNIQUE INDEX notice_one_open_of_the_installation ON public.notice USING btree (installation_id, kind) WHERE ((account_id IS NULL) AND (solved_at IS NULL));
CREATE INDEX official_account_default_campaign_index ON public.official_account USING btree (installation_id, default_campaign) WHERE (status <> 'REMOVED'::text);
CREATE INDEX official_account_draft_index ON public.official_account USING btree (installation_id) WHERE ((status = 'DRAFT'::text) AND (app_id IS NULL));
CREATE INDEX official_account_in_use_index ON public.official_account USING btree (installation_id, id) WHERE (status <> 'REMOVED'::text);
CREATE UNIQUE INDEX official_account_last_activity_field_unique ON public.official_account USING btree (installation_id, last_activity_field) WHERE (status <> 'REMOVED'::text);
CREATE INDEX official_account_open_app_id_index ON public.official_account USING btree (installation_id, open_app_id) WHERE (status <> 'REMOVED'::text);
CREATE UNIQUE INDEX official_account_open_id_field_unique ON public.official_account USING btree (installation_id, open_id_field) WHERE (status <> 'REMOVED'::text);
CREATE INDEX official_account_status_index ON public.official_account USING btree (installation_id, access_mode, status, id);
CREATE INDEX official_account_subscription_status_field_index ON public.official_account USING btree (installation_id, subscription_status_field) WHERE (status <> 'REMOVED'::text);
CREATE INDEX official_account_type_index ON public.official_account USING btree (installation_id, account_type, access_mode, status, id);
CREATE INDEX official_account_union_id_field_index ON public.official_account USING btree (installation_id, union_id_field, status, open_app_id) WHERE (union_id_field IS NOT NULL);
CREATE INDEX privacy_receipt_account_index ON public.privacy_receipt USING btree (installation_id, account_id, id);
CREATE INDEX synchronization_account_index ON public.synchronization USING btree (installation_id, account_id, id);
CREATE UNIQUE INDEX synchronization_one_open ON public.synchronization USING btree (installation_id, account_id) WHERE (ended_at IS NULL);
CREATE INDEX terms_acceptance_account_index ON public.terms_acceptance USING btree (installation_id, account_id, id);

-- Row-level security

alter table account_access force row level security;
alter table activity force row level security;
alter table adopted_contact force row level security;
alter table api_key force row level security;
alter table api_key_digest enable row level security;
alter table audit_entry force row level security;
alter table authorization_link enable row level security;
alter table authorization_session force row level security;
alter table binding_link force row level security;
alter table campaign force row level security;
alter table catalogue_read force row level security;
alter table console_session force row level security;
alter table contact_adoption force row level security;
alter table contact_field force row level security;
alter table contact_field_purpose force row level security;
alter table delivery force row level security;
alter table delivery_import force row level security;
alter table erased_follower force row level security;
alter table follower force row level security;
alter table follower_settings force row level security;
alter table idempotency_key force row level security;
alter table installation force row level security;
alter table listed_follower force row level security;
alter table marketing_user force row level security;
alter table message_sender force row level security;
alter table notice force row level security;
alter table notice_settings force row level security;
alter table official_account force row level security;
alter table privacy_receipt force row level security;
alter table scene_campaign force row level security;
alter table sender_execution force row level security;
alter table synchronization force row level security;
alter table terms_acceptance force row level security;
alter table user_sign_out force row level security;

-- Policies

create policy tenant on account_access for all to public using ((installation_id = (NULLIF(current_setting('qiao.installation'::text, true), ''::text))::uuid)) with check ((installation_id = (NULLIF(current_setting('qiao.installation'::text, true), ''::text))::uuid));
create policy tenant on activity for all to public using ((installation_id = (NULLIF(current_setting('qiao.installation'::text, true), ''::text))::uuid)) with check ((installation_id = (NULLIF(current_setting('qiao.installation'::text, true), ''::text))::uuid));
create policy tenant on adopted_contact for all to public using ((installation_id = (NULLIF(current_setting('qiao.installation'::text, true), ''::text))::uuid)) with check ((installation_id = (NULLIF(current_setting('qiao.installation'::text, true), ''::text))::uuid));
create policy tenant on api_key for all to public using ((installation_id = (NULLIF(current_setting('qiao.installation'::text, true), ''::text))::uuid)) with check ((installation_id = (NULLIF(current_setting('qiao.installation'::text, true), ''::text))::uuid));
create policy tenant_adds_own on api_key_digest for insert to qiao_tenant with check ((installation_id = (NULLIF(current_setting('qiao.installation'::text, true), ''::text))::uuid));
create policy callers_are_not_the_system on audit_entry as restrictive for insert to qiao_tenant with check ((actor_kind <> 'SYSTEM'::text));
create policy tenant on audit_entry for all to public using ((installation_id = (NULLIF(current_setting('qiao.installation'::text, true), ''::text))::uuid)) with check ((installation_id = (NULLIF(current_setting('qiao.installation'::text, true), ''::text))::uuid));
create policy tenant_adds_own on authorization_link for insert to qiao_tenant with check ((installation_id = (NULLIF(current_setting('qiao.installation'::text, true), ''::text))::uuid));
create policy tenant on authorization_session for all to public using ((installation_id = (NULLIF(current_setting('qiao.installation'::text, true), ''::text))::uuid)) with check ((installation_id = (NULLIF(current_setting('qiao.installation'::text, true), ''::text))::uuid));
create policy tenant on binding_link for all to public using ((installation_id = (NULLIF(current_setting('qiao.installation'::text, true), ''::text))::uuid)) with check ((installation_id = (NULLIF(current_setting('qiao.installation'::text, true), ''::text))::uuid));
create policy tenant on campaign for all to public using ((installation_id = (NULLIF(current_setting('qiao.installation'::text, true), ''::text))::uuid)) with check ((installation_id = (NULLIF(current_setting('qiao.installation'::text, true), ''::text))::uuid));
create policy tenant on catalogue_read for all to public using ((installation_id = (NULLIF(current_setting('qiao.installation'::text, true), ''::text))::uuid)) with check ((installation_id = (NULLIF(current_setting('qiao.installation'::text, true), ''::text))::uuid));
create policy tenant on console_session for all to public using ((installation_id = (NULLIF(current_setting('qiao.installation'::text, true), ''::text))::uuid)) with check ((installation_id = (NULLIF(current_setting('qiao.installation'::text, true), ''::text))::uuid));
create policy tenant on contact_adoption for all to public using ((installation_id = (NULLIF(current_setting('qiao.installation'::text, true), ''::text))::uuid)) with check ((installation_id = (NULLIF(current_setting('qiao.installation'::text, true), ''::text))::uuid));
create policy tenant on contact_field for all to public using ((installation_id = (NULLIF(current_setting('qiao.installation'::text, true), ''::text))::uuid)) with check ((installation_id = (NULLIF(current_setting('qiao.installation'::text, true), ''::text))::uuid));
create policy tenant on contact_field_purpose for all to public using ((installation_id = (NULLIF(current_setting('qiao.installation'::text, true), ''::text))::uuid)) with check ((installation_id = (NULLIF(current_setting('qiao.installation'::text, true), ''::text))::uuid));
create policy tenant on delivery for all to public using ((installation_id = (NULLIF(current_setting('qiao.installation'::text, true), ''::text))::uuid)) with check ((installation_id = (NULLIF(current_setting('qiao.installation'::text, true), ''::text))::uuid));
create policy tenant on delivery_import for all to public using ((installation_id = (NULLIF(current_setting('qiao.installation'::text, true), ''::text))::uuid)) with check ((installation_id = (NULLIF(current_setting('qiao.installation'::text, true), ''::text))::uuid));
create policy tenant on erased_follower for all to public using ((installation_id = (NULLIF(current_setting('qiao.installation'::text, true), ''::text))::uuid)) with check ((installation_id = (NULLIF(current_setting('qiao.installation'::text, true), ''::text))::uuid));
create policy tenant on follower for all to public using ((installation_id = (NULLIF(current_setting('qiao.installation'::text, true), ''::text))::uuid)) with check ((installation_id = (NULLIF(current_setting('qiao.installation'::text, true), ''::text))::uuid));
create policy tenant on follower_settings for all to public using ((installation_id = (NULLIF(current_setting('qiao.installation'::text, true), ''::text))::uuid)) with check ((installation_id = (NULLIF(current_setting('qiao.installation'::text, true), ''::text))::uuid));
create policy tenant on idempotency_key for all to public using ((installation_id = (NULLIF(current_setting('qiao.installation'::text, true), ''::text))::uuid)) with check ((installation_id = (NULLIF(current_setting('qiao.installation'::text, true), ''::text))::uuid));
create policy tenant on installation for all to public using ((id = (NULLIF(current_setting('qiao.installation'::text, true), ''::text))::uuid)) with check ((id = (NULLIF(current_setting('qiao.installation'::text, true), ''::text))::uuid));
create policy tenant on listed_follower for all to public using ((installation_id = (NULLIF(current_setting('qiao.installation'::text, true), ''::text))::uuid)) with check ((installation_id = (NULLIF(current_setting('qiao.installation'::text, true), ''::text))::uuid));
create policy tenant on marketing_user for all to public using ((installation_id = (NULLIF(current_setting('qiao.installation'::text, true), ''::text))::uuid)) with check ((installation_id = (NULLIF(current_setting('qiao.installation'::text, true), ''::text))::uuid));
create policy tenant on message_sender for all to public using ((installation_id = (NULLIF(current_setting('qiao.installation'::text, true), ''::text))::uuid)) with check ((installation_id = (NULLIF(current_setting('qiao.installation'::text, true), ''::text))::uuid));
create policy tenant on notice for all to public using ((installation_id = (NULLIF(current_setting('qiao.installation'::text, true), ''::text))::uuid)) with check ((installation_id = (NULLIF(current_setting('qiao.installation'::text, true), ''::text))::uuid));
create policy tenant on notice_settings for all to public using ((installation_id = (NULLIF(current_setting('qiao.installation'::text, true), ''::text))::uuid)) with check ((installation_id = (NULLIF(current_setting('qiao.installation'::text, true), ''::text))::uuid));
create policy tenant on official_account for all to public using ((installation_id = (NULLIF(current_setting('qiao.installation'::text, true), ''::text))::uuid)) with check ((installation_id = (NULLIF(current_setting('qiao.installation'::text, true), ''::text))::uuid));
create policy tenant on privacy_receipt for all to public using ((installation_id = (NULLIF(current_setting('qiao.installation'::text, true), ''::text))::uuid)) with check ((installation_id = (NULLIF(current_setting('qiao.installation'::text, true), ''::text))::uuid));
create policy tenant on scene_campaign for all to public using ((installation_id = (NULLIF(current_setting('qiao.installation'::text, true), ''::text))::uuid)) with check ((installation_id = (NULLIF(current_setting('qiao.installation'::text, true), ''::text))::uuid));
create policy tenant on sender_execution for all to public using ((installation_id = (NULLIF(current_setting('qiao.installation'::text, true), ''::text))::uuid)) with check ((installation_id = (NULLIF(current_setting('qiao.installation'::text, true), ''::text))::uuid));
create policy tenant on synchronization for all to public using ((installation_id = (NULLIF(current_setting('qiao.installation'::text, true), ''::text))::uuid)) with check ((installation_id = (NULLIF(current_setting('qiao.installation'::text, true), ''::text))::uuid));
create policy tenant on terms_acceptance for all to public using ((installation_id = (NULLIF(current_setting('qiao.installation'::text, true), ''::text))::uuid)) with check ((installation_id = (NULLIF(current_setting('qiao.installation'::text, true), ''::text))::uuid));
create policy tenant on user_sign_out for all to public using ((installation_id = (NULLIF(current_setting('qiao.installation'::text, true), ''::text))::uuid)) with check ((installation_id = (NULLIF(current_setting('qiao.installation'::text, true), ''::text))::uuid));

-- What a tenant may do

grant delete, insert, select on account_access to qiao_tenant;
grant delete, insert, select on binding_link to qiao_tenant;
grant delete, insert, select on contact_adoption to qiao_tenant;
grant delete, insert, select on scene_campaign to qiao_tenant;
grant delete, insert, select, update on idempotency_key to qiao_tenant;
grant delete, select on activity to qiao_tenant;
grant delete, select on adopted_contact to qiao_tenant;
grant delete, select on follower to qiao_tenant;
grant insert on api_key_digest to qiao_tenant;
grant insert on authorization_link to qiao_tenant;
grant insert, select on api_key to qiao_tenant;
grant insert, select on audit_entry to qiao_tenant;
grant insert, select on delivery to qiao_tenant;
grant insert, select on erased_follower to qiao_tenant;
grant insert, select on follower_settings to qiao_tenant;
grant insert, select on notice to qiao_tenant;
grant insert, select on notice_settings to qiao_tenant;
grant insert, select on official_account to qiao_tenant;
grant insert, select on privacy_receipt to qiao_tenant;
grant insert, select on synchronization to qiao_tenant;
grant insert, select on terms_acceptance to qiao_tenant;
grant insert, select, update on authorization_session to qiao_tenant;
grant insert, select, update on user_sign_out to qiao_tenant;
grant select on campaign to qiao_tenant;
grant select on catalogue_read to qiao_tenant;
grant select on console_session to qiao_tenant;
grant select on contact_field to qiao_tenant;
grant select on contact_field_purpose to qiao_tenant;
grant select on delivery_import to qiao_tenant;
grant select on installation to qiao_tenant;
grant select on listed_follower to qiao_tenant;
grant select on marketing_user to qiao_tenant;
grant select on message_sender to qiao_tenant;
grant select on sender_execution to qiao_tenant;
grant update (binding_state, binding_how, contact_id, bound_at, looked_up_at) on follower to qiao_tenant;
grant update (campaign_id) on scene_campaign to qiao_tenant;
grant update (follower_id, activity_id, contact_id, left_at, status, reason, attempts, requested_at, next_attempt_at, revision, receipt_id, clears, activity_kind, activity_at, activity_campaign_id) on delivery to qiao_tenant;
grant update (id) on installation to qiao_tenant;
grant update (location, unbound, created_contact_domain, subscribed_value, unsubscribed_value, after_unfollow, retention_basis, clear_ids_after_unfollow) on follower_settings to qiao_tenant;
grant update (place, revoked_at) on api_key to qiao_tenant;
grant update (recipients, language, refused_recipients) on notice_settings to qiao_tenant;
grant update (solved_at, next_mail_at) on notice to qiao_tenant;
grant update (status, cause, account_id, credential_revision, open_id_field, configured_by, configured_at, version) on message_sender to qiao_tenant;
grant update (status, was_active, version, account_type, description, default_timezone, open_id_field, union_id_field, subscription_status_field, last_activity_field, default_campaign, access_mode, terms_version, updated_at, removed_at, follower_data, retention_basis, note) on official_account to qiao_tenant;
grant update (unfollowed_at, erased_at) on erased_follower to qiao_tenant;

-- Functions that a tenant may run

grant execute on function enqueue_job(text,json,timestamp with time zone,text,integer,integer) to qiao_tenant;
grant execute on function forget_api_key(uuid) to qiao_tenant;
grant execute on function log_events(json) to qiao_tenant;
grant execute on function release_wechat_account(uuid,text) to qiao_tenant;
grant execute on function slots_taken(text[]) to qiao_tenant;
grant execute on function take_erasure_key(text,boolean) to qiao_tenant;

-- Views and triggers

CREATE TRIGGER official_account_one_purpose AFTER INSERT OR UPDATE OF open_id_field, union_id_field, subscription_status_field, last_activity_field ON public.official_account FOR EACH ROW WHEN ((new.status <> 'REMOVED'::text)) EXECUTE FUNCTION official_account_one_purpose();

-- Functions

CREATE OR REPLACE FUNCTION public.available_installations(ids uuid[])
 RETURNS SETOF uuid
 LANGUAGE plpgsql
 SET search_path TO ''
AS $function$
declare
  one uuid;
begin
  foreach one in array ids loop
    perform pg_catalog.set_config('qiao.installation', one::text, true);
    return query select i.id from public.installation i where i.id = one and i.status = 'AVAILABLE';
  end loop;
end
$function$
;
CREATE OR REPLACE FUNCTION public.enqueue_job(task text, payload json, run_at timestamp with time zone, job_key text, max_attempts integer, priority integer)
 RETURNS void
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
declare
  own uuid := nullif(pg_catalog.current_setting('qiao.installation', true), '')::uuid;
begin
  if session_user <> current_user and not coalesce(case task
    when 'account.review' then job_key = 'review:' || (payload->>'accountId')
      and exists (select from public.official_account where installation_id = own and id = (payload->>'accountId')::uuid)
    when 'authorization.expire' then job_key = 'expire:' || (payload->>'sessionId')
      and exists (select from public.authorization_session where installation_id = own and id = (payload->>'sessionId')::uuid)
    when 'sender.synchronize' then job_key = 'sender.synchronize:' || (payload->>'senderId')
      and exists (select from public.message_sender where installation_id = own and id = (payload->>'senderId')::uuid)
    when 'follower.look-up-again' then job_key = 'follower.look-up-again:' || (payload->>'accountId')
      and exists (select from public.official_account where installation_id = own and id = (payload->>'accountId')::uuid)
    when 'follower.adopt' then job_key = 'follower.adopt:' || (payload->>'adoptionId')
      and exists (select from public.contact_adoption where installation_id = own and id = (payload->>'adoptionId')::uuid)
    when 'delivery.wake' then job_key = 'delivery.wake:' || (payload->>'accountId')
      and exists (select from public.official_account where installation_id = own and id = (payload->>'accountId')::uuid)
    when 'follower.synchronize' then job_key = 'follower.synchronize:' || (payload->>'synchronizationId')
      and exists (select from public.synchronization where installation_id = own and id = (payload->>'synchronizationId')::uuid)
  end and priority >= 0, false) then
    raise insufficient_privilege using message = 'callers may not enqueue this job';
  end if;
  loop
    exit when (select id from graphile_worker.add_job(
      task,
      payload => json_build_object('payload', payload, 'installationId', own),
      run_at => run_at, job_key => job_key, max_attempts => max_attempts, priority => priority)) is not null;
  end loop;
end
$function$
;
CREATE OR REPLACE FUNCTION public.enqueue_jobs(specs graphile_worker.job_spec[])
 RETURNS void
 LANGUAGE plpgsql
 SET search_path TO ''
AS $function$
declare
  added text[];
begin
  while cardinality(specs) > 0 loop
    added := array(select job.key from graphile_worker.add_jobs(specs) job where job.key is not null);
    specs := array(select spec from unnest(specs) spec where spec.job_key is not null and spec.job_key <> all (added));
  end loop;
end
$function$
;
CREATE OR REPLACE FUNCTION public.forget_api_key(key uuid)
 RETURNS void
 LANGUAGE sql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
  delete from public.api_key_digest
  where key_id = key and installation_id = nullif(pg_catalog.current_setting('qiao.installation', true), '')::uuid
$function$
;
CREATE OR REPLACE FUNCTION public.lock_until_commit(name text)
 RETURNS void
 LANGUAGE sql
 SET search_path TO ''
AS $function$
  insert into public.transaction_lock values ($1);
  delete from public.transaction_lock l where l.name = $1;
$function$
;
CREATE OR REPLACE FUNCTION public.log_events(events json)
 RETURNS void
 LANGUAGE sql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
  insert into public.event_log (id, name, installation_id, payload)
  select (event->>'id')::uuid, event->>'name', nullif(current_setting('qiao.installation', true), '')::uuid, event->'payload'
  from json_array_elements(events) with ordinality listed (event, place) order by place
$function$
;
CREATE OR REPLACE FUNCTION public.official_account_one_purpose()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
declare
  mapped record;
begin
  -- A superuser may write without it, but this function runs as the owner, who would see no row.
  if coalesce(pg_catalog.current_setting('qiao.installation', true), '') = '' then
    perform pg_catalog.set_config('qiao.installation', new.installation_id::text, true);
  end if;
  -- In a snapshot of the whole transaction, the search below would not see what others have committed.
  if pg_catalog.current_setting('transaction_isolation') <> 'read committed' then
    raise feature_not_supported using message = 'contact fields are mapped in transactions that are read committed';
  end if;
  for mapped in
    select field, purpose, setting from (values
      (new.open_id_field, 'OPEN_ID', 'open_id_field'),
      (new.union_id_field, 'UNION_ID', 'union_id_field'),
      (new.subscription_status_field, 'SUBSCRIPTION_STATUS', 'subscription_status_field'),
      (new.last_activity_field, 'LAST_ACTIVITY', 'last_activity_field')) settings(field, purpose, setting)
    where field is not null order by field
  loop
    perform from public.contact_field_purpose
    where installation_id = new.installation_id and field_id = mapped.field and purpose = mapped.purpose for share;
    continue when found;
    insert into public.contact_field_purpose (installation_id, field_id, purpose)
    values (new.installation_id, mapped.field, mapped.purpose) on conflict do nothing;
    continue when found;
    update public.contact_field_purpose set purpose = mapped.purpose
    where installation_id = new.installation_id and field_id = mapped.field;
    if mapped.purpose <> 'OPEN_ID' and exists (select from public.official_account
        where installation_id = new.installation_id and open_id_field = mapped.field and status <> 'REMOVED')
      or mapped.purpose <> 'UNION_ID' and exists (select from public.official_account
        where installation_id = new.installation_id and union_id_field = mapped.field and status <> 'REMOVED')
      or mapped.purpose <> 'SUBSCRIPTION_STATUS' and exists (select from public.official_account
        where installation_id = new.installation_id and subscription_status_field = mapped.field and status <> 'REMOVED')
      or mapped.purpose <> 'LAST_ACTIVITY' and exists (select from public.official_account
        where installation_id = new.installation_id and last_activity_field = mapped.field and status <> 'REMOVED')
    then
      raise unique_violation using constraint = 'official_account_one_purpose', table = 'official_account', column = mapped.setting,
        message = 'a contact field has one purpose in all accounts of an installation';
    end if;
  end loop;
  return null;
end $function$
;
CREATE OR REPLACE FUNCTION public.release_wechat_account(account uuid, reason text DEFAULT 'UNKNOWN'::text)
 RETURNS void
 LANGUAGE sql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
  select public.lock_until_commit('authorizer:' || held.app_id)
  from public.authorizer held
  where held.account_id = account and held.installation_id = nullif(pg_catalog.current_setting('qiao.installation', true), '')::uuid;

  update public.official_account
  set credential_app_id = null, next_refresh_at = null, limit_reached = false,
    credential_state = case when credential_state is not null then 'WITHDRAWN' end,
    credential_state_reason = case when credential_state is not null then reason end
  where id = account and installation_id = nullif(pg_catalog.current_setting('qiao.installation', true), '')::uuid;

  delete from public.credential gone using public.authorizer held
  where gone.installation_id = held.installation_id and gone.app_id = held.app_id
    and held.account_id = account and held.installation_id = nullif(pg_catalog.current_setting('qiao.installation', true), '')::uuid;

  delete from public.authorizer
  where account_id = account and installation_id = nullif(pg_catalog.current_setting('qiao.installation', true), '')::uuid;
$function$
;
CREATE OR REPLACE FUNCTION public.rotate_event_log(today timestamp with time zone DEFAULT now())
 RETURNS void
 LANGUAGE plpgsql
 SET search_path TO 'public'
 SET lock_timeout TO '500ms'
AS $function$
declare
  week timestamptz;
  part record;
  oldest constant timestamptz := today - interval '30 days';
begin
  if not pg_try_advisory_xact_lock(7746002) then return; end if;
  for week in select generate_series(date_trunc('week', today, 'UTC'), today + interval '21 days', interval '7 days') loop
    declare
      name constant text := 'event_log_' || to_char(week at time zone 'UTC', 'YYYY_MM_DD');
      next_week constant timestamptz := week + interval '7 days';
    begin
      continue when to_regclass(name) is not null
        or exists (select from event_log_default where at >= week and at < next_week);
      execute format('create table %I (like event_log including defaults including constraints)', name);
      execute format('alter table event_log attach partition %I for values from (%L) to (%L)', name, week, next_week);
    exception when lock_not_available then null;
    end;
  end loop;
  for part in
    select inhrelid::regclass as name from pg_inherits
    where inhparent = 'event_log'::regclass and inhrelid <> 'event_log_default'::regclass
      and to_date(right(inhrelid::regclass::text, 10), 'YYYY_MM_DD') + 7 <= oldest at time zone 'UTC'
  loop
    begin
      execute format('update event_log_origin set trimmed_to = newest from (select transaction_id as newest from %s
        order by transaction_id desc limit 1) dropped where trimmed_to is null or newest > trimmed_to', part.name);
      execute format('drop table %s', part.name);
    exception when lock_not_available then null;
    end;
  end loop;
  with dropped as (delete from event_log_default where at < oldest returning transaction_id)
  update event_log_origin set trimmed_to = transaction_id
  from (select transaction_id from dropped order by transaction_id desc limit 1) newest
  where trimmed_to is null or newest.transaction_id > trimmed_to;
end
$function$
;
CREATE OR REPLACE FUNCTION public.rotate_inbox(today timestamp with time zone DEFAULT now())
 RETURNS void
 LANGUAGE plpgsql
 SET search_path TO 'public'
 SET lock_timeout TO '500ms'
AS $function$
declare
  day timestamptz;
  part record;
  is_open boolean;
  oldest constant timestamptz := today - interval '7 days';
begin
  if not pg_try_advisory_xact_lock(7746003) then return; end if;
  for day in select generate_series(date_trunc('day', today, 'UTC'), today + interval '3 days', interval '1 day') loop
    declare
      name constant text := 'inbox_message_' || to_char(day at time zone 'UTC', 'YYYY_MM_DD');
      next_day constant timestamptz := day + interval '1 day';
    begin
      continue when to_regclass(name) is not null
        or exists (select from inbox_message_default where sent_at >= day and sent_at < next_day);
      execute format('create table %I (like inbox_message including defaults including constraints)', name);
      execute format('alter table inbox_message attach partition %I for values from (%L) to (%L)', name, day, next_day);
    exception when lock_not_available then null;
    end;
  end loop;
  for part in
    select inhrelid::regclass as name from pg_inherits
    where inhparent = 'inbox_message'::regclass and inhrelid <> 'inbox_message_default'::regclass
      and to_date(right(inhrelid::regclass::text, 10), 'YYYY_MM_DD') + 1 <= oldest at time zone 'UTC'
  loop
    begin
      execute format('select exists (select from %s where outcome is null)', part.name) into is_open;
      continue when is_open;
      execute format('drop table %s', part.name);
    exception when lock_not_available then null;
    end;
  end loop;
  begin
    delete from inbox_message_default where received_at < oldest and outcome is not null;
  exception when lock_not_available then null;
  end;
end
$function$
;
CREATE OR REPLACE FUNCTION public.slots_taken(platforms text[] DEFAULT NULL::text[])
 RETURNS TABLE(slot_group text, taken integer)
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO ''
AS $function$
  with recursive every (open_app_id) as (
    select pg_catalog.min(a.open_app_id) from public.official_account a
    where platforms is null and a.status <> 'REMOVED'
      and a.installation_id = nullif(pg_catalog.current_setting('qiao.installation', true), '')::uuid
    union all
    select (select pg_catalog.min(a.open_app_id) from public.official_account a
      where a.open_app_id > every.open_app_id and a.status <> 'REMOVED'
        and a.installation_id = nullif(pg_catalog.current_setting('qiao.installation', true), '')::uuid)
    from every where every.open_app_id is not null
  ), mine as (
    select open_app_id from every where open_app_id is not null
    union all
    select given from pg_catalog.unnest(platforms) given
    where exists (select from public.official_account a where a.open_app_id = given and a.status <> 'REMOVED'
      and a.installation_id = nullif(pg_catalog.current_setting('qiao.installation', true), '')::uuid)
  )
  select open_app_id, (select pg_catalog.count(*)::int from public.authorizer held where held.slot_group = open_app_id) from mine
$function$
;
CREATE OR REPLACE FUNCTION public.take_erasure_key(given text, alone boolean)
 RETURNS text
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
declare
  own constant uuid := nullif(pg_catalog.current_setting('qiao.installation', true), '')::uuid;
  found_key text;
begin
  if given is not null then
    insert into public.erasure_key (installation_id, key) values (own, given) on conflict do nothing;
  end if;
  if alone then
    select key into found_key from public.erasure_key where installation_id = own for update;
  else
    select key into found_key from public.erasure_key where installation_id = own for key share;
  end if;
  return found_key;
end
$function$
;
CREATE OR REPLACE FUNCTION public.user_states(installation_ids uuid[], user_ids text[])
 RETURNS TABLE(signed_out_at timestamp with time zone, disabled boolean)
 LANGUAGE plpgsql
 SET search_path TO ''
AS $function$
begin
  for i in 1 .. pg_catalog.cardinality(installation_ids) loop
    perform pg_catalog.set_config('qiao.installation', installation_ids[i]::text, true);
    return query select
      (select s.signed_out_at from public.user_sign_out s
       where s.installation_id = installation_ids[i] and s.user_id = user_ids[i]),
      exists (select from public.marketing_user u
       where u.installation_id = installation_ids[i] and u.id = user_ids[i]
         and (u.disabled or u.gone_at is not null));
  end loop;
end
$function$
;
