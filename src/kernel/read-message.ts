import pg from 'pg';
import { parameter, type Sql } from './statement.ts';
import { INSTALLATION_SETTING } from './tenancy.ts';

/** Limits the statements that follow it in the same message to one installation. */
const OPENING = `select set_config('${INSTALLATION_SETTING}', $1, true), set_config('transaction_read_only', 'on', true)`;

type Row = Record<string, unknown>;
type Cells = readonly (string | null)[];
type ToRow = (cells: Cells) => Row;

/** Each text has a name, under which a connection parses and plans it once. */
const names = new Map<string, string>();

function nameOf(text: string): string {
  const name = names.get(text) ?? `read_${names.size + 1}`;
  names.set(text, name);
  return name;
}

/** How to make rows of what PostgreSQL sends, for the statements that a connection has parsed. */
const known = new WeakMap<pg.Connection, Map<string, ToRow>>();

/**
 * Several statements for one installation in one message: one round trip, and one transaction, because PostgreSQL commits
 * at the end of a message. So nothing is ever left open on a connection, and the setting is gone with the transaction.
 *
 * A query of the driver's own kind (`Submittable`), like those of `pg-cursor`: the driver's pipelining would need a
 * message for each statement, and three more for the transaction.
 */
export class ReadMessage implements pg.Submittable {
  private readonly results: Row[][];
  /** The name of the statement whose answer arrives next, and its place; the opening has none. */
  private readonly sent: string[] = [];
  private at = -1;
  private readonly parsed = new Map<string, ToRow>();
  private ofConnection = new Map<string, ToRow>();
  private isOver = false;

  /** @param done is called once, with the rows of each statement or with the first error */
  constructor(
    private readonly installationId: string,
    private readonly statements: readonly Sql[],
    private readonly done: (error: Error | null, results: readonly Row[][]) => void,
  ) {
    this.results = statements.map(() => []);
  }

  /** Whether, after an error, it is unknown which statements the connection has parsed. */
  get leavesUnknown(): boolean {
    return this.parsed.size > 0;
  }

  submit(connection: pg.Connection): void {
    this.ofConnection = known.get(connection) ?? new Map();
    known.set(connection, this.ofConnection);
    const wire: Wire = connection as never;
    connection.stream.cork();
    try {
      this.send(wire, OPENING, [this.installationId]);
      for (const { text, values } of this.statements) this.sent.push(this.send(wire, text, values));
      connection.sync();
    } finally {
      connection.stream.uncork();
    }
  }

  /** Returns the name of the statement. */
  private send(wire: Wire, text: string, values: readonly unknown[]): string {
    const name = nameOf(text);
    const isNew = !this.ofConnection.has(name) && !this.parsed.has(name);
    if (isNew) {
      wire.parse({ name, text, types: [] });
      this.parsed.set(name, noRow);
    }
    wire.bind({ statement: name, values: values.map(textOf) });
    if (isNew && text !== OPENING) wire.describe({ type: 'P', name: '' });
    wire.execute({ rows: 0 });
    return name;
  }

  handleRowDescription({ fields }: { fields: readonly Column[] }): void {
    this.parsed.set(this.sent[this.at] ?? '', rowOf(fields));
  }

  handleDataRow({ fields: cells }: { fields: Cells }): void {
    const name = this.sent[this.at];
    if (name === undefined) return;
    const toRow = this.ofConnection.get(name) ?? this.parsed.get(name) ?? noRow;
    this.results[this.at]?.push(toRow(cells));
  }

  handleCommandComplete(): void {
    this.at += 1;
  }

  handleError(error: Error): void {
    this.end(error);
  }

  handleReadyForQuery(): void {
    for (const [name, toRow] of this.parsed) this.ofConnection.set(name, toRow);
    this.end(null);
  }

  /** An answer without rows, which PostgreSQL gives only to an empty statement. */
  handleEmptyQuery(): void {
    this.at += 1;
  }

  private end(error: Error | null): void {
    if (this.isOver) return;
    this.isOver = true;
    this.done(error, this.results);
  }
}

/** The driver's connection, as it is: its types lag behind. */
interface Wire {
  parse(statement: { name: string; text: string; types: readonly number[] }): void;
  bind(bound: { statement: string; values: readonly (string | null)[] }): void;
  describe(described: { type: 'P'; name: string }): void;
  execute(executed: { rows: number }): void;
}

interface Column {
  readonly name: string;
  readonly dataTypeID: number;
}

const noRow: ToRow = () => ({});

function textOf(value: unknown): string | null {
  const given = parameter(value);
  return given === null || given === undefined ? null : String(given);
}

function rowOf(columns: readonly Column[]): ToRow {
  const properties = columns.map(({ name }) => name);
  const parsers = columns.map(({ dataTypeID }) => pg.types.getTypeParser(dataTypeID));
  return (cells) => {
    const row: Row = {};
    for (let at = 0; at < properties.length; at += 1) {
      const cell = cells[at] ?? null;
      row[properties[at] as string] = cell === null ? null : parsers[at]?.(cell);
    }
    return row;
  };
}
