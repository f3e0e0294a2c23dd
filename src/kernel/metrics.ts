import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';
import { BoundedNames } from './bounded-names.ts';
import { VERSION } from './version.ts';

/** Names of operations are the clients' words. */
const MOST_OPERATIONS = 200;
/** Paths and outcomes of vendors' APIs: few, but not ours. */
const MOST_CALLS = 200;
const MOST_OUTCOMES = 100;

/** In seconds: from an answer out of memory to the deadline of an operation. */
const BUCKETS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30];

/** Of the whole process, which may run several servers and workers. Begun when somebody asks for the first time. */
let ofProcess: Registry | null = null;

/** What is open or waits now, counted where it is: each server adds its own count. */
class Live {
  private readonly counts = new Set<() => number>();

  constructor(registry: Registry, name: string, help: string) {
    const { counts } = this;
    new Gauge({
      ...{ name, help, registers: [registry] },
      collect() {
        this.set([...counts].reduce((sum, count) => sum + count(), 0));
      },
    });
  }

  /** Returns a function that takes it away again. */
  add(count: () => number): () => void {
    this.counts.add(count);
    return () => void this.counts.delete(count);
  }
}

/** One operation that has ended. */
interface EndedOperation {
  readonly name: string | null;
  /** Null: what was sent is no operation of the schema. */
  readonly type: string | null;
  /** OK, REFUSED or the code of its first error. */
  readonly outcome: string;
  readonly codes: readonly string[];
  readonly ms: number;
  /** Its document is the operator's own, so its name is one of few. */
  readonly isTrusted: boolean;
}

/** What this process has counted since its start, for Prometheus. No installation, account or caller is in a label. */
export class Metrics {
  readonly registry = new Registry();
  readonly sockets = this.live('qiao_sockets', 'WebSockets that are open.');
  readonly subscriptions = this.live('qiao_subscriptions', 'Subscriptions that are open.');
  readonly turnsWaiting = this.live('qiao_turns_waiting', 'Operations that wait for their turn.');

  private readonly operations = new Counter({
    name: 'qiao_operations_total',
    help: 'GraphQL operations by name, type and outcome.',
    labelNames: ['operation', 'type', 'outcome'],
    registers: [this.registry],
  });
  private readonly durations = new Histogram({
    name: 'qiao_operation_duration_seconds',
    help: 'How long operations took, by name. Subscriptions: until they were open.',
    labelNames: ['operation'],
    buckets: BUCKETS,
    registers: [this.registry],
  });
  private readonly requests = new Counter({
    name: 'qiao_http_requests_total',
    help: 'Requests over HTTP by route and status: those of clients, and the callbacks of WeChat and the marketing platform.',
    labelNames: ['route', 'status'],
    registers: [this.registry],
  });
  private readonly errors = new Counter({
    name: 'qiao_errors_total',
    help: 'Errors in answers, by code.',
    labelNames: ['code'],
    registers: [this.registry],
  });
  private readonly jobs = new Histogram({
    name: 'qiao_job_duration_seconds',
    help: 'Attempts of jobs by type and outcome (OK, FAILED), and how long they took.',
    labelNames: ['job', 'outcome'],
    buckets: BUCKETS,
    registers: [this.registry],
  });
  private readonly calls = new Histogram({
    name: 'qiao_vendor_call_duration_seconds',
    help: 'Calls to WeChat and the marketing platform, by outcome, and how long they took.',
    labelNames: ['vendor', 'call', 'outcome'],
    buckets: BUCKETS,
    registers: [this.registry],
  });
  private readonly authorizations = new Counter({
    name: 'qiao_authorizations_total',
    help: 'Authorization sessions that ended, by status and failure code.',
    labelNames: ['status', 'failure'],
    registers: [this.registry],
  });
  private readonly info = new Gauge({
    name: 'qiao_info',
    help: 'The version that runs.',
    labelNames: ['version'],
    registers: [this.registry],
  });
  private readonly operationNames = new BoundedNames(MOST_OPERATIONS);
  private readonly callNames = new BoundedNames(MOST_CALLS);
  private readonly outcomes = new BoundedNames(MOST_OUTCOMES);

  constructor() {
    this.info.set({ version: VERSION }, 1);
  }

  operationEnded({ name, type, outcome, codes, ms, isTrusted }: EndedOperation): void {
    const operation = name !== null && isTrusted ? name : this.operationLabel(name, type);
    this.operations.inc({ operation, type: type ?? '', outcome });
    this.durations.observe({ operation }, ms / 1000);
    for (const code of codes) this.errors.inc({ code });
  }

  jobEnded(job: string, outcome: 'OK' | 'FAILED', ms: number): void {
    this.jobs.observe({ job, outcome }, ms / 1000);
  }

  /** @param call method and path, without ids and query */
  called(vendor: string, call: string, outcome: string, ms: number): void {
    this.calls.observe(
      { vendor, call: this.callNames.labelOf(call), outcome: this.outcomes.labelOf(outcome) },
      ms / 1000,
    );
  }

  authorizationEnded({
    status,
    failure,
  }: {
    readonly status: string;
    readonly failure: string | null;
  }): void {
    this.authorizations.inc({ status, failure: failure ?? '' });
  }

  /** @param route as the code has it, without what a client sent */
  requestEnded(route: string, status: number): void {
    this.requests.inc({ route, status });
  }

  /** In the text format of Prometheus, with what Node.js says about the process. */
  async text(): Promise<string> {
    if (!ofProcess) {
      ofProcess = new Registry();
      collectDefaultMetrics({ register: ofProcess });
    }
    return Registry.merge([this.registry, ofProcess]).metrics();
  }

  private operationLabel(name: string | null, type: string | null): string {
    if (name !== null) return this.operationNames.labelOf(name);
    return type === null ? '(none)' : '(unnamed)';
  }

  private live(name: string, help: string): Live {
    return new Live(this.registry, name, help);
  }
}
