import pg from 'pg';
import type { Logger } from '../kernel/logger.ts';

const SWEEP_MS = 5_000;
/** Time limit of an answer: a connection may be broken without being closed. */
const RESPONSE_TIMEOUT_MS = 10_000;

/**
 * Releases the jobs of workers that died. The queue itself would wait for four hours, because it cannot distinguish a
 * dead worker from a busy one. PostgreSQL can: each worker holds an advisory lock while its process has this
 * connection.
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
      await client.query(`select pg_advisory_lock(${lockOf})`, [workerId]);
      this.alive.add(workerId);
    });
  }

  /** Removes workers of this process that have stopped, so that their remaining jobs are released. */
  async remove(workerIds: readonly string[]): Promise<void> {
    for (const workerId of workerIds) this.alive.delete(workerId);
    await this.inTurn(async () => {
      for (const workerId of workerIds)
        await this.client?.query(`select pg_advisory_unlock(${lockOf})`, [workerId]).catch(() => {});
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
      const { rows } = await client.query<{ locked_by: string }>(
        'select distinct locked_by from graphile_worker.jobs where locked_by is not null',
      );
      for (const { locked_by: workerId } of rows)
        if (!this.alive.has(workerId)) await this.freeIfDead(client, workerId);
    } catch {
      // The database does not answer; the next check connects again. An old connection would keep holding the locks.
      void this.client?.end().catch(() => {});
      this.lost(this.client);
    }
  }

  private async freeIfDead(client: pg.Client, workerId: string): Promise<void> {
    const { rows } = await client.query<{ dead: boolean }>(`select pg_try_advisory_lock(${lockOf}) as dead`, [
      workerId,
    ]);
    if (!rows[0]?.dead) return;
    await client.query('select graphile_worker.force_unlock_workers(array[$1])', [workerId]);
    await client.query(`select pg_advisory_unlock(${lockOf})`, [workerId]);
    this.log.warn({ workerId }, 'the jobs of a worker that died are free again');
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
    for (const workerId of this.alive) await client.query(`select pg_advisory_lock(${lockOf})`, [workerId]);
    return client;
  }

  private lost(client: pg.Client | null): void {
    if (!client || this.client !== client) return;
    this.client = null;
    this.onLost();
  }
}

/** With these settings PostgreSQL notices within half a minute that this process is gone, and releases its locks. */
const KEEPALIVE_SETTINGS =
  'set tcp_keepalives_idle = 10; set tcp_keepalives_interval = 5; set tcp_keepalives_count = 3';
const lockOf = `hashtextextended('qiao worker ' || $1, 0)`;
