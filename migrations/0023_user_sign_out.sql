-- Creates a table and a function: milliseconds. Old code survives, and lets users in who were signed out, until it is replaced.

create table "user_sign_out" ("installation_id" uuid not null, "user_id" text not null, "signed_out_at" timestamptz not null, primary key ("installation_id", "user_id"));
alter table "user_sign_out" add constraint "user_sign_out_has_external_id" check (char_length(user_id) >= 1 and char_length(user_id) <= 100 and user_id !~ '[\u0001-\u001f\u007f-\u009f]');

alter table "user_sign_out" enable row level security;
alter table "user_sign_out" force row level security;
create policy tenant on "user_sign_out" using (installation_id = nullif(current_setting('qiao.installation', true), '')::uuid) with check (installation_id = nullif(current_setting('qiao.installation', true), '')::uuid);
grant select, insert, update on "user_sign_out" to qiao_tenant;

-- What refuses the tokens of users, in the order of the arrays: each is read under the row-level security of its installation.
create function user_states(installation_ids uuid[], user_ids text[])
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
       where u.installation_id = installation_ids[i] and u.id = user_ids[i] and u.disabled);
  end loop;
end
$$;
revoke execute on function user_states from public;
