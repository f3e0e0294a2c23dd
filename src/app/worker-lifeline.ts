import pg from 'pg';
import type { Logger } from '../kernel/logger.ts';

const SWEEP_MS = 5_000;
/** Time limit of an answer: a connection may be broken without being closed. */
const RESPONSE_TIMEOUT_MS = 10_000;

/**
 * Releases the jobs of workers that died. The queue itself would wait for four hours, because it cannot distinguish a
 * dead worker from a busy one. PostgreSQL can: a worker lives as long as the connection that wrote its row in
 * `worker_session`. (No advisory lock, because callers could take it.)
 */
export class WorkerLifeline {
  private client: pg.Client | null = null;
  private sweeping: NodeJS.Timeout | null = null;
  private readonly alive = new Set<string>();
  private closed = false;
  /** Runs one statement at a time on the connection. */
  private last: Promise<unknown> = Promise.resolve();

  constructor(
    private readonly url: string,
    private readonly log: Logger,
    /** Called when the connection is lost: other workers may take the jobs of this process. */
    private readonly onLost: () => void,
    private readonly responseTimeoutMs = RESPONSE_TIMEOUT_MS,
  ) {}

  /** Starts the periodic check. Call it before the first job is taken. */
  async start(): Promise<void> {
    await this.inTurn(() => this.sweep());
    this.sweeping = setInterval(() => void this.inTurn(() => this.sweep()), SWEEP_MS);
  }

  /**
   * Adds a worker of this process. It must take no job before this resolves, because until then others would consider
   * it dead.
   *
   * @throws if the database does not answer; then the worker cannot be used
   */
  add(workerId: string): Promise<void> {
    return this.inTurn(async () => {
      const client = await this.connected();
      await client.query(NOTE_SESSION, [[workerId]]);
      this.alive.add(workerId);
    });
  }

  /** Removes workers of this process that have stopped, so that their remaining jobs are released. */
  async remove(workerIds: readonly string[]): Promise<void> {
    for (const workerId of workerIds) this.alive.delete(workerId);
    await this.inTurn(async () => {
      await this.client
        ?.query('delete from worker_session where worker_id = any ($1)', [workerIds])
        .catch(() => {});
      await this.sweep();
    });
  }

  async close(): Promise<void> {
    this.closed = true;
    if (this.sweeping) clearInterval(this.sweeping);
    await this.last;
    await this.client?.end().catch(() => {});
  }

  private inTurn(work: () => Promise<void>): Promise<void> {
    const done = this.last.then(work);
    this.last = done.catch(() => {});
    return done;
  }

  private async sweep(): Promise<void> {
    try {
      const client = await this.connected();
      const { rows } = await client.query<{ dead: string[] }>(FREE_JOBS_OF_DEAD, [[...this.alive]]);
      for (const workerId of rows[0]?.dead ?? [])
        this.log.warn({ workerId }, 'the jobs of a worker that died are free again');
    } catch {
      // The database does not answer; the next check connects again. The old connection would say that its workers live.
      void this.client?.end().catch(() => {});
      this.lost(this.client);
    }
  }

  private async connected(): Promise<pg.Client> {
    if (this.client) return this.client;
    const client = new pg.Client({
      connectionString: this.url,
      application_name: 'qiao worker',
      keepAlive: true,
      connectionTimeoutMillis: 5000,
      query_timeout: this.responseTimeoutMs,
    });
    client.on('error', () => this.lost(client));
    await client.connect();
    await client.query(KEEPALIVE_SETTINGS);
    if (this.closed) await client.end();
    this.client = client;
    await client.query(NOTE_SESSION, [[...this.alive]]);
    return client;
  }

  private lost(client: pg.Client | null): void {
    if (!client || this.client !== client) return;
    this.client = null;
    this.onLost();
  }
}

/** With these settings PostgreSQL notices within half a minute that this process is gone, and ends its session. */
const KEEPALIVE_SETTINGS =
  'set tcp_keepalives_idle = 10; set tcp_keepalives_interval = 5; set tcp_keepalives_count = 3';

const NOTE_SESSION = `
  insert into worker_session (worker_id, pid, backend_start)
  select worker_id, pid, backend_start from unnest($1::text[]) worker_id, pg_stat_activity where pid = pg_backend_pid()
  on conflict (worker_id) do update set pid = excluded.pid, backend_start = excluded.backend_start`;

/** Workers of this process ($1) live, whatever PostgreSQL says. Nobody but the owner sees when its sessions began. */
const FREE_JOBS_OF_DEAD = `
  with known as (
    select w.*, a.pid is not null as lives from worker_session w
    left join pg_stat_activity a on a.pid = w.pid and a.backend_start = w.backend_start and a.usename = current_user
  ), forgotten as (
    delete from worker_session w using known k
    where not k.lives and w.worker_id = k.worker_id and w.backend_start = k.backend_start
  ), dead as (
    select array_agg(distinct locked_by) as ids from graphile_worker.jobs
    where locked_by is not null and locked_by <> all ($1)
      and locked_by not in (select worker_id from known where lives)
  )
  select ids as dead, graphile_worker.force_unlock_workers(ids) from dead where ids is not null`;
