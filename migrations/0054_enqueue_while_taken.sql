-- Replaces a function: milliseconds. Old code survives.

-- A job with the same key may be taken by a worker while `add_job` waits for it. Then `add_job` adds nothing, and the worker does
-- not see what this transaction has written; so it is called again, which adds another job.
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
$$;
