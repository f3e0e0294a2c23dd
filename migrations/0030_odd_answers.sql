-- Columns without a default or with a new value of a check: no table is rewritten. Old code survives.

alter table "component" add column "refused_since" timestamptz null, add column "refused_with" int null, add column "refused_address" text null;

alter table "authorization_session" add column "failure_message" text null, add column "undecided_since" timestamptz null;
alter table "authorization_session" drop constraint "authorization_session_failure_code_check";
alter table "authorization_session" add constraint "authorization_session_failure_code_check" check ("failure_code" in ('ACCOUNT_LIMIT_REACHED', 'ACCOUNT_NOT_VERIFIED', 'ACCOUNT_ALREADY_CONNECTED', 'ACCOUNT_TYPE_MISMATCH', 'DIFFERENT_ACCOUNT', 'NOT_AN_OFFICIAL_ACCOUNT', 'PERMISSION_MISSING', 'OPERATOR_REQUIRED', 'UPSTREAM_FAILED'));

alter table "official_account" add column "wechat_status" text null, add column "unconfirmed_sets" jsonb null;
alter table "official_account" add constraint "official_account_wechat_status_check" check ("wechat_status" in ('NORMAL', 'WARNED', 'CANCELLED', 'BANNED', 'FROZEN'));
