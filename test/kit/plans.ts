import pg from 'pg';
import { query, type TestDatabase } from './database.ts';

/** A step of a plan, as PostgreSQL names its parts. */
interface Step {
  readonly 'Node Type': string;
  readonly 'Relation Name'?: string;
  readonly 'Actual Rows': number;
  readonly 'Actual Loops': number;
  readonly 'Rows Removed by Filter'?: number;
  readonly 'Rows Removed by Index Recheck'?: number;
  readonly Plans?: readonly Step[];
}

/** A statement that PostgreSQL has executed, and how. */
export interface Executed {
  readonly sql: string;
  readonly plan: Step;
}

/**
 * Lets PostgreSQL tell the plan of each statement that it has executed, those in functions and triggers too, to the connection
 * that sent it. For connections that are opened from now on.
 */
export async function tellPlans(database: TestDatabase): Promise<void> {
  const settings = {
    session_preload_libraries: 'auto_explain',
    // One installation has nearly all rows in a test, so that PostgreSQL would rightly read whole tables.
    enable_seqscan: 'off',
    'auto_explain.log_min_duration': '0',
    'auto_explain.log_analyze': 'on',
    'auto_explain.log_timing': 'off',
    'auto_explain.log_nested_statements': 'on',
    'auto_explain.log_format': 'json',
    'auto_explain.log_level': 'notice',
  };
  await query(database, `load 'auto_explain'`);
  for (const [name, value] of Object.entries(settings))
    await query(
      database,
      `do $$ begin execute format('alter database %I set ${name} = %L', current_database(), '${value}'); end $$`,
    );
}

/** The statements that this process sends while `work` is done, on whatever connection. */
export async function executedIn(work: () => Promise<unknown>): Promise<Executed[]> {
  const { prototype } = pg.Client;
  const { emit } = prototype;
  const executed: Executed[] = [];
  prototype.emit = function (name: string | symbol, ...args: unknown[]) {
    const { message = '' } = name === 'notice' ? (args[0] as { message?: string }) : {};
    const json = /\bplan:\n(\{.*\})/s.exec(message)?.[1];
    if (json) {
      const { 'Query Text': sql, Plan: plan } = JSON.parse(json) as { 'Query Text': string; Plan: Step };
      executed.push({ sql, plan });
    }
    return emit.call(this, name, ...args);
  };
  try {
    await work();
    return executed;
  } finally {
    prototype.emit = emit;
  }
}

/** A table that a statement has read, and how many of its rows it looked at. */
export interface Reading {
  readonly table: string;
  readonly how: string;
  readonly rows: number;
  /** Whether it only counts entries of an index, and counts each that it looks at. */
  readonly isCount: boolean;
}

export function readingsOf({ plan }: Executed): Reading[] {
  const walk = (step: Step, above: string): Reading[] => {
    const { 'Actual Rows': kept, 'Actual Loops': loops, 'Relation Name': table } = step;
    const removed = (step['Rows Removed by Filter'] ?? 0) + (step['Rows Removed by Index Recheck'] ?? 0);
    const how = step['Node Type'];
    const isCount = above === 'Aggregate' && how === 'Index Only Scan' && removed === 0;
    const own =
      table && how.endsWith('Scan') ? [{ table, how, rows: (kept + removed) * loops, isCount }] : [];
    return [...own, ...(step.Plans ?? []).flatMap((below) => walk(below, how === 'Result' ? above : how))];
  };
  return walk(plan, '');
}
