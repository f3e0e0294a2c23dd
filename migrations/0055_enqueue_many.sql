-- A function: milliseconds. Old code survives.

-- Adds many jobs at once, of the system. One with a key whose job a worker takes at the same moment is added once more, as
-- `enqueue_job` does: the worker may not see what this transaction has written.
create function enqueue_jobs(specs graphile_worker.job_spec[]) returns void
language plpgsql set search_path = ''
as $$
declare
  added text[];
begin
  while cardinality(specs) > 0 loop
    added := array(select job.key from graphile_worker.add_jobs(specs) job where job.key is not null);
    specs := array(select spec from unnest(specs) spec where spec.job_key is not null and spec.job_key <> all (added));
  end loop;
end
$$;
revoke execute on function enqueue_jobs from public;
