-- Adds a column to a small table and a function: its table is locked for milliseconds. Old code survives; who is asked by it while the new starts is asked again.

alter table "oauth_state" add column "install_id" text null;

-- Which of these installations can be used, for the system, which row-level security binds to one installation at a time.

create function available_installations(ids uuid[]) returns setof uuid
language plpgsql set search_path = ''
as $$
declare
  one uuid;
begin
  foreach one in array ids loop
    perform pg_catalog.set_config('qiao.installation', one::text, true);
    return query select i.id from public.installation i where i.id = one and i.status = 'AVAILABLE';
  end loop;
end
$$;

revoke execute on function available_installations from public;
