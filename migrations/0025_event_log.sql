-- New tables and functions, which lock nothing that exists. Old code survives, but processes of the old and the new version do not hear each other's events: update all of them together.

create sequence event_log_number;

-- What clients may be told of, in ids. `transaction_id` says in which snapshots an event is visible, `number` orders events.
create table event_log (
  number bigint not null default nextval('event_log_number'),
  transaction_id xid8 not null default pg_current_xact_id(),
  id uuid not null,
  name text not null,
  installation_id uuid not null,
  payload json not null,
  at timestamptz not null default clock_timestamp(),
  primary key (transaction_id, number, at)
) partition by range (at);

-- If `rotate_event_log` has not run for weeks, events are kept here.
create table event_log_default partition of event_log default;

-- Events that nothing stored belongs to. They are passed on and forgotten, also after a crash.
create unlogged table announcement (
  number bigint primary key default nextval('event_log_number'),
  transaction_id xid8 not null default pg_current_xact_id(),
  id uuid not null,
  name text not null,
  payload json not null,
  at timestamptz not null default clock_timestamp()
);

-- One row. After a crash, and in a copy of the cluster, PostgreSQL gives out ids of transactions again, so positions in the
-- log are worth nothing. An unlogged table is empty then.
create unlogged table event_log_origin (
  one boolean primary key default true check (one),
  id uuid not null default gen_random_uuid(),
  -- The last transaction whose events were dropped.
  trimmed_to xid8
);

-- A caller can add events of the own installation, and cannot read, change or remove any.
create function log_events(events json) returns void
language sql security definer set search_path = ''
as $$
  insert into public.event_log (id, name, installation_id, payload)
  select (event->>'id')::uuid, event->>'name', nullif(current_setting('qiao.installation', true), '')::uuid, event->'payload'
  from json_array_elements(events) with ordinality listed (event, place) order by place
$$;
revoke execute on function log_events from public;
grant execute on function log_events to qiao_tenant;

-- Makes the partitions of this week and the next three, and drops events that are older than thirty days. What waits too
-- long for a lock is left to the next time, so that nobody waits for it.
create function rotate_event_log(today timestamptz default now()) returns void
language plpgsql set search_path = 'public' set lock_timeout = '500ms'
as $$
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
$$;
revoke execute on function rotate_event_log from public;
select rotate_event_log();
