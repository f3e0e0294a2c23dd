import { EloquaError, parameterError } from './errors.ts';
import type { ApiAnswer, ApiCall } from './gate.ts';
import { byOrder } from './order.ts';
import { parseSearch, type Searchable, searchMatches } from './search.ts';

const MOST = 1000;

export const DEPTHS = ['minimal', 'partial', 'complete'] as const;
export type Depth = (typeof DEPTHS)[number];

/** The depth asked for; anything else falls back. */
export const depthOf = ({ query }: ApiCall, fallback: Depth): Depth =>
  DEPTHS.find((depth) => depth === query.depth?.toLowerCase()) ?? fallback;

/** A resource as REST shows it: every scalar a string, what is null left out. */
export function stringly(value: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, inner]) => inner !== null && inner !== undefined)
      .map(([name, inner]) => [name, typeof inner === 'object' ? inner : String(inner)]),
  );
}

/** A number in a path; 400 for anything else. */
export function idOf({ params }: ApiCall): string {
  const { id = '' } = params;
  if (/^\d+$/.test(id)) return id;
  throw parameterError('id', id, { type: 'IdRequirement', isRelativeAllowed: false });
}

/** One resource, complete by default; 404 if it does not exist. */
export function one<T>(
  call: ApiCall,
  row: T | undefined,
  show: (row: T, depth: Depth) => unknown,
): ApiAnswer {
  if (row === undefined) throw new EloquaError(404);
  return { status: 200, body: show(row, depthOf(call, 'complete')) };
}

/** One page of what `search` and `lastUpdatedAt` leave, in the order of `orderBy` (default: by id). */
export function list<T extends { id: string }>(
  call: ApiCall,
  rows: readonly T[],
  how: { properties: (row: T) => Searchable; show: (row: T, depth: Depth) => unknown },
): ApiAnswer {
  const { query, sandbox } = call;
  const page = positive('page', query.page, 1, Number.MAX_SAFE_INTEGER);
  const pageSize = positive('count', query.count, MOST, MOST);
  const depth = depthOf(call, 'minimal');
  const order = byOrder(query.orderBy);
  const found = rows
    .map((row) => ({ row, properties: { id: row.id, ...how.properties(row) } }))
    .filter(keep(query))
    .toSorted((a, b) => order(a.properties, b.properties) || Number(a.row.id) - Number(b.row.id));
  if (found.length === 0 && sandbox.settings.emptyListIs204) return { status: 204 };
  const elements = found.slice((page - 1) * pageSize, page * pageSize).map(({ row }) => how.show(row, depth));
  return { status: 200, body: { elements, page, pageSize, total: found.length } };
}

function keep(query: Record<string, string>): (found: { properties: Searchable }) => boolean {
  const terms = query.search === undefined ? [] : parseSearch(query.search);
  const since = query.lastUpdatedAt === undefined ? undefined : Number(query.lastUpdatedAt);
  return ({ properties }) =>
    terms.every((term) => searchMatches(term, properties)) &&
    (since === undefined || Number(properties.updatedAt) >= since);
}

function positive(name: string, text: string | undefined, fallback: number, most: number): number {
  if (text === undefined) return fallback;
  const value = Number(text);
  if (Number.isInteger(value) && value >= 1 && value <= most) return value;
  throw parameterError(name, text, { type: 'IntegerRequirement', minimum: 1, maximum: most });
}
