import { EloquaError } from './errors.ts';
import type { ApiAnswer, ApiCall } from './gate.ts';

const MOST = 1000;

/** One page by `limit` and `offset`; `q` filters by name, where things have one. */
export function bulkList(call: ApiCall, rows: readonly Record<string, unknown>[]): ApiAnswer {
  const { query } = call;
  const limit = whole(query.limit, MOST, 1, MOST);
  const offset = whole(query.offset, 0, 0, Number.MAX_SAFE_INTEGER);
  const wanted = nameFilter(query.q);
  const found = rows.filter(({ name }) => wanted === null || wanted.test(String(name ?? '')));
  const items = found.slice(offset, offset + limit);
  const totalResults = found.length;
  const hasMore = offset + items.length < totalResults;
  return { status: 200, body: { items, totalResults, limit, offset, count: items.length, hasMore } };
}

/** `name=X*` or `X*`; null without a filter. */
function nameFilter(q: string | undefined): RegExp | null {
  if (q === undefined) return null;
  const [, text = ''] = /^(?:name=)?'?([^']*)'?$/i.exec(q) ?? [];
  const parts = text.split('*').map((part) => part.replaceAll(/[.+?^${}()|[\]\\]/g, '\\$&'));
  return new RegExp(`^${parts.join('.*')}$`, 'is');
}

function whole(text: string | undefined, fallback: number, least: number, most: number): number {
  if (text === undefined) return fallback;
  const value = Number(text);
  if (!Number.isInteger(value) || value < least || value > most) throw new EloquaError(400);
  return value;
}
