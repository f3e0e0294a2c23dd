-- Adds columns without values, checks two small tables, replaces a function: milliseconds. Old code survives.

-- Why and since when calls to the marketing platform fail.
alter table "installation" add column "failing_reason" text, add column "failing_since" timestamptz;
alter table "installation" add constraint "installation_failing_reason_check" check (failing_reason in ('NO_ANSWER', 'UNREADABLE_ANSWER', 'ACCESS_REFUSED', 'CLIENT_REFUSED', 'REQUEST_REFUSED'));
alter table "marketing_connection" add column "failing_reason" text;
alter table "marketing_connection" add constraint "marketing_connection_failing_reason_check" check (failing_reason in ('NO_ANSWER', 'UNREADABLE_ANSWER', 'ACCESS_REFUSED', 'CLIENT_REFUSED', 'REQUEST_REFUSED'));

-- Lists that do not prove what is gone.
alter table "catalogue_read" add column "partly_read_at" timestamptz, add column "doubted_at" timestamptz;
alter table "catalogue_read" drop constraint "catalogue_read_says_something";
alter table "catalogue_read" add constraint "catalogue_read_says_something" check (read_at is not null or failed_at is not null or partly_read_at is not null);

-- A user who was deleted is refused like a disabled one.
create or replace function user_states(installation_ids uuid[], user_ids text[])
returns table (signed_out_at timestamptz, disabled boolean)
language plpgsql set search_path = ''
as $$
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
$$;
