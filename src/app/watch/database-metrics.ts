import { setTimeout as sleep } from 'node:timers/promises';
import { Gauge, Registry } from 'prom-client';
import { rowsIn, sql } from '../../kernel/statement.ts';
import type { UnitOfWork } from '../../kernel/unit-of-work.ts';

/** Several may ask; what was read stays so long. */
const KEPT_MS = 5_000;
/** As `/readyz`: a slower database is shown as one that is away. */
const TIMEOUT_MS = 2_000;

/** One for each type of job that is stored. */
interface JobsRow {
  readonly job: string;
  readonly ready: number;
  readonly later: number;
  readonly running: number;
  readonly given_up: number;
  readonly oldest: number;
}

const JOBS = sql`
  select t.identifier as job,
    count(*) filter (where j.is_available and j.run_at <= now())::int as ready,
    count(*) filter (where j.is_available and j.run_at > now())::int as later,
    count(*) filter (where j.locked_at is not null)::int as running,
    count(*) filter (where j.locked_at is null and j.attempts >= j.max_attempts)::int as given_up,
    coalesce(extract(epoch from now() - min(j.run_at) filter (where j.is_available and j.run_at <= now())), 0)::float8
      as oldest
  from graphile_worker._private_jobs j join graphile_worker._private_tasks t on t.id = j.task_id
  group by t.identifier`;

/** Null where there is nothing of which it would be the age. */
interface AgesRow {
  readonly inbox: number;
  readonly inbox_age: number | null;
  readonly receipts: number;
  readonly receipts_age: number | null;
  readonly ticket_age: number | null;
  readonly component_left: number | null;
  readonly accounts: number;
  readonly accounts_failing: number;
  readonly accounts_left: number | null;
  readonly accounts_overdue: number | null;
  readonly connections: number;
  readonly connections_failing: number;
  readonly connections_overdue: number | null;
}

const AGES = sql`
  with inbox as (select count(*)::int as inbox, extract(epoch from now() - min(received_at))::float8 as inbox_age
      from inbox_message where outcome is null),
    receipts as (select count(*)::int as receipts, extract(epoch from now() - min(received_at))::float8 as receipts_age
      from callback_receipt where processed_at is null and given_up_at is null),
    ticket as (select extract(epoch from now() - max(created_at))::float8 as ticket_age from component_ticket),
    component as (select extract(epoch from max(access_token_usable_until) - now())::float8 as component_left
      from component),
    accounts as (select count(*)::int as accounts,
        count(*) filter (where failing_since is not null)::int as accounts_failing,
        extract(epoch from min(access_token_usable_until) filter (where failing_since is null) - now())::float8
          as accounts_left,
        extract(epoch from now() - min(refresh_at) filter (where failing_since is null))::float8 as accounts_overdue
      from credential),
    connections as (select count(*)::int as connections,
        count(*) filter (where failing_since is not null)::int as connections_failing,
        extract(epoch from now() - min(refresh_at) filter (where failing_since is null))::float8
          as connections_overdue
      from marketing_connection)
  select * from inbox, receipts, ticket, component, accounts, connections`;

/** What is the same whichever process is asked: queue, inbox and tokens, as the database has them. */
export class DatabaseMetrics {
  private kept: { readonly text: Promise<string>; readonly at: number } | null = null;
  /** Null: nothing is being read. */
  private reading: Promise<readonly [JobsRow[], AgesRow[]] | null> | null = null;

  constructor(
    private readonly work: Pick<UnitOfWork, 'statement'>,
    private readonly times = { keptMs: KEPT_MS, timeoutMs: TIMEOUT_MS },
  ) {}

  text(): Promise<string> {
    const now = performance.now();
    if (!this.kept || now - this.kept.at > this.times.keptMs) this.kept = { text: this.read(), at: now };
    return this.kept.text;
  }

  private async read(): Promise<string> {
    // While a reading hangs, no other one takes a connection, however often somebody asks.
    this.reading ??= Promise.all([this.rows<JobsRow>(JOBS), this.rows<AgesRow>(AGES)])
      .catch(() => null)
      .finally(() => {
        this.reading = null;
      });
    const found = await Promise.race([this.reading, sleep(this.times.timeoutMs, null, { ref: false })]);
    const registry = new Registry();
    const gauges = new Gauges(registry);
    gauges.set('qiao_database_up', 'Whether the database answers.', found ? 1 : 0);
    if (found) gauges.fill(found[0], found[1][0] as AgesRow);
    return registry.metrics();
  }

  private rows<R extends object>(statement: typeof JOBS): Promise<R[]> {
    return this.work.statement((em) => rowsIn(em)<R>(statement));
  }
}

class Gauges {
  constructor(private readonly registry: Registry) {}

  fill(jobs: readonly JobsRow[], ages: AgesRow): void {
    const states = this.gauge(
      'qiao_jobs',
      'Stored jobs by type and state: READY, LATER, RUNNING, GIVEN_UP.',
      ['job', 'state'],
    );
    const oldest = this.gauge(
      'qiao_job_oldest_ready_seconds',
      'How long the oldest job that is due has waited.',
      ['job'],
    );
    for (const { job, ...row } of jobs) {
      states.set({ job, state: 'READY' }, row.ready);
      states.set({ job, state: 'LATER' }, row.later);
      states.set({ job, state: 'RUNNING' }, row.running);
      states.set({ job, state: 'GIVEN_UP' }, row.given_up);
      oldest.set({ job }, Math.max(0, row.oldest));
    }
    this.set('qiao_inbox_messages', 'Messages of WeChat that are stored and not processed.', ages.inbox);
    this.set('qiao_inbox_lag_seconds', 'How long the oldest of them has waited.', ages.inbox_age ?? 0);
    this.set('qiao_callbacks', 'Authorization events of WeChat that are not processed.', ages.receipts);
    this.set('qiao_callbacks_lag_seconds', 'How long the oldest of them has waited.', ages.receipts_age ?? 0);
    this.set(
      'qiao_component_ticket_age_seconds',
      'Age of the newest component ticket. WeChat pushes one every ten minutes; each lives for twelve hours.',
      ages.ticket_age,
    );
    this.set(
      'qiao_component_token_left_seconds',
      'How long the component token can be used. It is replaced when it is needed.',
      ages.component_left,
    );
    const left =
      'How long the account token that ends first can be used; below 0 it has ended. Without failing ones.';
    this.set('qiao_account_token_left_seconds', left, ages.accounts_left);
    this.set('qiao_accounts_connected', 'Official accounts with a credential.', ages.accounts);
    this.set('qiao_accounts_failing', 'Those of them whose credential fails.', ages.accounts_failing);
    const overdue = 'How late the latest refresh of a token is, by whose token it is; 0: none is late.';
    const late = this.gauge('qiao_refresh_overdue_seconds', overdue, ['of']);
    late.set({ of: 'account' }, Math.max(0, ages.accounts_overdue ?? 0));
    late.set({ of: 'marketing' }, Math.max(0, ages.connections_overdue ?? 0));
    this.set(
      'qiao_connections',
      'Installations that are connected to the marketing platform.',
      ages.connections,
    );
    this.set('qiao_connections_failing', 'Those of them whose calls fail.', ages.connections_failing);
  }

  /** Null: it is not shown. */
  set(name: string, help: string, value: number | null): void {
    if (value !== null) this.gauge(name, help, []).set(value);
  }

  private gauge<Label extends string>(name: string, help: string, labelNames: Label[]): Gauge<Label> {
    return new Gauge({ name, help, labelNames, registers: [this.registry] });
  }
}
