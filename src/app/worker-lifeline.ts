import pg from 'pg';
import type { Logger } from '../kernel/logger.ts';

const SWEEP_MS = 5_000;
/** An answer that takes longer does not come: a connection may be dead without anybody having ended it. */
const SILENCE_MS = 10_000;

/**
 * Frees the jobs of workers that died. The queue itself would wait for four hours, because it cannot tell a dead worker
 * from a busy one; PostgreSQL can: each worker holds an advisory lock as long as its process has this connection.
 */
export class WorkerLifeline {
  private client: pg.Client | null = null;
  private sweeping: NodeJS.Timeout | null = null;
  private readonly alive = new Set<string>();
  private closed = false;
  /** One statement at a time on the one connection. */
  private last: Promise<unknown> = Promise.resolve();

  constructor(
    private readonly url: string,
    private readonly log: Logger,
    /** The connection is lost: whatever workers of this process hold is free for others to take. */
    private readonly onLost: () => void,
    private readonly silenceMs = SILENCE_MS,
  ) {}

  /** Begins to sweep; before the first job is taken. */
  async start(): Promise<void> {
    await this.inTurn(() => this.sweep());
    this.sweeping = setInterval(() => void this.inTurn(() => this.sweep()), SWEEP_MS);
  }

  /**
   * A worker of this process, which must take no job before this has resolved: until then others would take it for dead.
   *
   * @throws if the database is away: then the worker is of no use
   */
  add(workerId: string): Promise<void> {
    return this.inTurn(async () => {
      const client = await this.connected();
      await client.query(`select pg_advisory_lock(${lockOf})`, [workerId]);
      this.alive.add(workerId);
    });
  }

  /** Workers of this process that have stopped: what jobs they left are free, and taken up again. */
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
      // The database is away; the next sweep connects again. What is left of this connection would hold the locks.
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
      query_timeout: this.silenceMs,
    });
    client.on('error', () => this.lost(client));
    await client.connect();
    await client.query(SOON_NOTICED);
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

/** PostgreSQL, too, notices within half a minute that this process is gone, and drops its locks. */
const SOON_NOTICED =
  'set tcp_keepalives_idle = 10; set tcp_keepalives_interval = 5; set tcp_keepalives_count = 3';
const lockOf = `hashtextextended('qiao worker ' || $1, 0)`;
