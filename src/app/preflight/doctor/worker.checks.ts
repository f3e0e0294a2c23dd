import type pg from 'pg';
import { type Finding, ok, warn } from '../finding.ts';
import { allNamed, type Check } from './check.ts';

/** Every minute some job is due, and a worker that runs takes it within seconds. */
const OVERDUE = '3 minutes';

/** Whether jobs are worked on. */
export async function workerChecks(client: pg.Client): Promise<Check[]> {
  const { rows } = await client.query<{ alive: number; overdue: number; oldest: Date | null }>(
    `select
       (select count(*)::int from worker_session w join pg_stat_activity a
         on a.pid = w.pid and a.backend_start = w.backend_start and a.usename = current_user) as alive,
       count(*)::int as overdue, min(run_at) as oldest
     from graphile_worker.jobs
     where locked_at is null and attempts < max_attempts and run_at < now() - interval '${OVERDUE}'`,
  );
  const { alive = 0, overdue = 0, oldest = null } = rows[0] ?? {};
  return allNamed('worker', { alive: aliveFinding(alive), jobs: jobsFinding(overdue, oldest, alive) });
}

function aliveFinding(alive: number): Finding {
  if (alive > 0) return ok(alive === 1 ? 'A worker runs.' : `${alive} workers run.`);
  return warn(
    'No worker runs.',
    'Start `npm run worker`: without one, nothing is synchronized, refreshed or delivered.',
  );
}

function jobsFinding(overdue: number, oldest: Date | null, alive: number): Finding {
  if (overdue === 0 || oldest === null) return ok('No job is overdue.');
  return warn(
    `${overdue} jobs are overdue, the oldest since ${oldest.toISOString()}.`,
    alive > 0 ? 'Start more workers, or read the log of those that run.' : 'Start `npm run worker`.',
  );
}
