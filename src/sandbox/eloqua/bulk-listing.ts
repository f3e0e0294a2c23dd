import { EloquaError } from './errors.ts';
import type { ApiAnswer, ApiCall } from './gate.ts';
import { byOrder, propertyOf } from './order.ts';

const MOST = 1000;

/** One page by `limit` (default 1000) and `offset`, in the order of `orderBy`; `q` filters by a property, without one by name. */
export function bulkList(
  call: ApiCall,
  rows: readonly Record<string, unknown>[],
  most: number = MOST,
): ApiAnswer {
  const { query } = call;
  const limit = whole(query.limit, MOST, 1, most);
  const offset = whole(query.offset, 0, 0, Number.MAX_SAFE_INTEGER);
  const found = rows.filter(filterOf(query.q)).toSorted(byOrder(query.orderBy));
  const items = found.slice(offset, offset + limit);
  const totalResults = found.length;
  const hasMore = offset + items.length < totalResults;
  return { status: 200, body: { items, totalResults, limit, offset, count: items.length, hasMore } };
}

/** `name=X*` or `X*`; the whole or the value may be in quotes of either kind. */
function filterOf(q: string | undefined): (row: Record<string, unknown>) => boolean {
  if (q === undefined) return () => true;
  const [, wanted, text = ''] = /^(?:(\w+)\s*=\s*)?(.*)$/s.exec(unquoted(q)) ?? [];
  const parts = unquoted(text)
    .split('*')
    .map((part) => part.replaceAll(/[.+?^${}()|[\]\\]/g, '\\$&'));
  const pattern = new RegExp(`^${parts.join('.*')}$`, 'is');
  return (row) => {
    const name = propertyOf(row, wanted ?? 'name');
    return name !== undefined && pattern.test(String(row[name] ?? ''));
  };
}

const unquoted = (text: string): string => /^\s*(["'])(.*)\1\s*$/s.exec(text)?.[2] ?? text.trim();

function whole(text: string | undefined, fallback: number, least: number, most: number): number {
  if (text === undefined) return fallback;
  const value = Number(text);
  if (!Number.isInteger(value) || value < least || value > most) throw new EloquaError(400);
  return value;
}
