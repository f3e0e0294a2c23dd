-- Creates a table: milliseconds. Old code survives: it does not know the table.

create table "idempotency_key" ("installation_id" uuid not null, "caller" text not null, "mutation" text not null, "key_digest" text not null, "id" uuid not null, "input_digest" text not null, "object_id" text null, "sealed_secret" text null, "intent" text null, "reserved_until" timestamptz null, "created_at" timestamptz not null, primary key ("installation_id", "caller", "mutation", "key_digest"));
create index "idempotency_key_age_index" on "idempotency_key" ("installation_id", "created_at");
alter table "idempotency_key" add constraint "idempotency_key_secret_of_an_outcome" check (sealed_secret is null or object_id is not null);

alter table "idempotency_key" enable row level security;
alter table "idempotency_key" force row level security;
create policy tenant on "idempotency_key" using (installation_id = nullif(current_setting('qiao.installation', true), '')::uuid) with check (installation_id = nullif(current_setting('qiao.installation', true), '')::uuid);
grant select, insert, update, delete on "idempotency_key" to qiao_tenant;
