-- Two empty tables, grants, functions and a policy, under short locks. Stop servers and workers of the previous version first:
-- they take other locks, and do not see that new workers live.

-- What callers may do. Updating an id to another one is refused by row-level security, so this lets them lock a row only.
revoke update on installation from qiao_tenant;
grant update (id) on installation to qiao_tenant;
create policy "callers_are_not_the_system" on "audit_entry" as restrictive for insert to qiao_tenant with check (actor_kind <> 'SYSTEM');
revoke create on schema public from public;

-- Any login may take an advisory lock. These are for the owner only. Rows are deleted as soon as they are inserted: others
-- wait for the transaction.
create table "transaction_lock" ("name" text not null, primary key ("name"));

create function lock_until_commit(name text) returns void
language sql set search_path = ''
as $$
  insert into public.transaction_lock values ($1);
  delete from public.transaction_lock l where l.name = $1;
$$;
revoke execute on function lock_until_commit from public;

-- Which connection of PostgreSQL a worker lives as long as.
create table "worker_session" ("worker_id" text not null, "pid" int not null, "backend_start" timestamptz not null, primary key ("worker_id"));

-- Callers may enqueue three types of jobs, each for a row of their own installation: the key contains its id, so no job of
-- another is replaced. `session_user` is the login, `current_user` the owner.
create or replace function enqueue_job(task text, payload json, run_at timestamptz, job_key text, max_attempts int, priority int) returns void
language plpgsql security definer set search_path = ''
as $$
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
  end and priority >= 0, false) then
    raise insufficient_privilege using message = 'callers may not enqueue this job';
  end if;
  perform graphile_worker.add_job(
    task,
    payload => json_build_object('payload', payload, 'installationId', own),
    run_at => run_at, job_key => job_key, max_attempts => max_attempts, priority => priority);
end
$$;

create or replace function release_wechat_account(account uuid, reason text default 'UNKNOWN') returns void
language sql security definer set search_path = ''
as $$
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
$$;
