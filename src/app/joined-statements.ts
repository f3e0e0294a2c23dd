import type pg from 'pg';
import { beginStatement } from '../kernel/observation.ts';
import { statementName } from '../kernel/statement-name.ts';

/** How statements begin whose result nobody reads. In a transaction they wait, and travel with the next statement. */
const WAITING = [
  'select set_config(',
  'select enqueue_job(',
  'select log_events(',
  'insert into "audit_entry" ',
];

const BEGINS = /^(begin|start transaction)\b/;
const ENDS = /^(commit|rollback)$/;

/** Not counted: they belong to every transaction. */
const FRAME = /^(begin|start transaction|commit|rollback|savepoint|release savepoint|select set_config\()/;

const NO_RESULT = { command: '', rowCount: 0, rows: [] };

/**
 * Saves round trips: the beginning of a transaction, and statements whose result nobody reads, are sent in one message with
 * the statement after them. They run in the same order, each for itself. If one fails, the statement after it fails with its
 * error.
 */
export function joinStatements(client: pg.PoolClient): void {
  const send = client.query.bind(client) as (...asked: unknown[]) => Promise<unknown>;
  let waiting = '';
  let inTransaction = false;
  const query = (text: unknown, values?: readonly unknown[], ...others: unknown[]): unknown => {
    const isPlain = typeof text === 'string' && !values?.length && others.length === 0;
    if (isPlain) {
      const begins = BEGINS.test(text);
      if (begins || (inTransaction && WAITING.some((beginning) => text.startsWith(beginning)))) {
        inTransaction = true;
        waiting += `${text};`;
        return Promise.resolve(NO_RESULT);
      }
      if (ENDS.test(text)) inTransaction = false;
    }
    if (waiting === '') return send(text, values, ...others);
    const before = waiting;
    waiting = '';
    if (isPlain) return send(before + text).then((results) => (results as unknown[]).at(-1));
    const sent = send(before);
    const result = send(text, values, ...others);
    return Promise.all([sent, result]).then(([, last]) => last);
  };
  client.query = observed(query) as typeof client.query;
}

type Query = (text: unknown, values?: readonly unknown[], ...others: unknown[]) => unknown;

/** Counts the statements of each operation, and traces them. */
const observed =
  (query: Query): Query =>
  (asked, values, ...others) => {
    const text = typeof asked === 'string' ? asked : String((asked as { text?: unknown }).text);
    const end = FRAME.test(text) ? null : beginStatement(() => statementName(text));
    const result = query(asked, values, ...others);
    if (!end) return result;
    return Promise.resolve(result).then(
      (answer) => {
        end();
        return answer;
      },
      (error: unknown) => {
        end(error);
        throw error;
      },
    );
  };
