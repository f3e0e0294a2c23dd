import type { EntityManager } from '@mikro-orm/postgresql';
import sql, { empty, raw, type Sql } from 'sql-template-tag';
import { arrayLiteral } from './array-literal.ts';

/**
 * SQL of a read that is written by hand, because the read is frequent. Whatever stands in the template is a value and never
 * SQL, unless it is `Sql` itself. An array needs a cast: `any(${ids}::uuid[])`.
 */
export { empty, type Sql, sql };

/** Runs a statement and returns its rows. */
export type Rows = <R extends object>(statement: Sql) => Promise<R[]>;

/** The properties of a row, and SQL for each. */
export type Columns = Readonly<Record<string, string>>;

/** Columns that are named as their properties, of the table with this alias. */
export const columnsOf = (alias: string, names: readonly string[]): Columns =>
  Object.fromEntries(names.map((name) => [name, `${alias}.${snakeCase(name)}`]));

/** The same of columns that are times. */
export const timesOf = (alias: string, names: readonly string[]): Columns =>
  Object.fromEntries(names.map((name) => [name, inMs(`${alias}.${snakeCase(name)}`)]));

/** The column of a property. */
export const snakeCase = (name: string): string =>
  name.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);

/** The list of a `select`. */
export const selectList = (...columns: readonly Columns[]): Sql =>
  raw(
    columns
      .flatMap(Object.entries)
      .map(([name, expression]) => `${expression} as "${name}"`)
      .join(', '),
  );

/** SQL that is a constant of the code. Never make it of what a client sent. */
export const constant = raw;

/** Selects a time as milliseconds: drivers disagree about times. See {@link withDates}. */
export const inMs = (expression: string): string => `(extract(epoch from ${expression}) * 1000)::float8`;

/** Converts the times of a row that were selected by {@link inMs}. */
export function withDates<T>(row: T, ...columns: (keyof T)[]): T {
  for (const column of columns)
    if (typeof row[column] === 'number') Object.assign(row as object, { [column]: new Date(row[column]) });
  return row;
}

/** Runs statements in the transaction of `em`. */
export const rowsIn =
  (em: EntityManager): Rows =>
  <R extends object>({ sql: text, values }: Sql) =>
    em.execute<R[]>(text, values.map(parameter));

/** A value as the driver takes it: it would make a list of an array. */
export const parameter = (value: unknown): unknown =>
  Array.isArray(value) ? arrayLiteral(value as string[]) : value;
