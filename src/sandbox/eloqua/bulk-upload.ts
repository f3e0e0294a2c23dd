import type { BulkDefinition } from './bulk-state.ts';
import { unixNow } from './context.ts';
import { bulkFailure, notFound } from './errors.ts';
import { type ApiCall, parse } from './gate.ts';

/** Uploads that one sync may bring in. */
const MAX_POSTS = 500;

/** Stages what was uploaded. Too large a body is 404, as Eloqua has it; a wrong one is 400 and stages nothing. */
export function upload(call: ApiCall, definition: BulkDefinition): void {
  if (Buffer.byteLength(call.body) > call.sandbox.settings.bulkDataLimitBytes) throw notFound();
  if (definition.posts >= MAX_POSTS)
    throw bulkFailure('data', definition.posts, `At most ${MAX_POSTS} posts a sync.`);
  const records = /^text\/csv\b/i.test(call.contentType) ? fromCsv(call.body) : fromJson(call.body);
  definition.staged.push(...records.map((record) => known(definition, record)));
  definition.posts += 1;
  definition.stagedUntil = unixNow(call.sandbox) + definition.retentionSeconds;
  call.sandbox.store.changed();
}

/** Only what the definition names. */
const known = ({ fields }: BulkDefinition, record: Record<string, string>): Record<string, string> =>
  Object.fromEntries(Object.entries(record).filter(([name]) => Object.hasOwn(fields, name)));

function fromJson(body: string): Record<string, string>[] {
  const value = parse(body);
  const records = Array.isArray(value) ? value : [value];
  return records.map((record: unknown) => {
    if (typeof record !== 'object' || record === null || Array.isArray(record)) {
      throw bulkFailure('data', null, 'Must be an array of objects.');
    }
    return Object.fromEntries(
      Object.entries(record).map(([name, inner]) => {
        if (typeof inner === 'object' && inner !== null)
          throw bulkFailure(name, null, 'Must be a scalar value.');
        return [name, String(inner ?? '')];
      }),
    );
  });
}

/** The first line has the names; quoted cells may hold commas, line ends and doubled quotes. */
function fromCsv(body: string): Record<string, string>[] {
  const rows: string[][] = [[]];
  for (const [, quoted, bare = '', end = ''] of body.matchAll(
    /(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r?\n|$)/g,
  )) {
    rows.at(-1)?.push(quoted?.replaceAll('""', '"') ?? bare);
    if (end === '') break;
    if (end !== ',') rows.push([]);
  }
  const [names = [], ...records] = rows.filter((row) => row.some((cell) => cell !== ''));
  return records.map((row) => Object.fromEntries(names.map((name, index) => [name, row[index] ?? ''])));
}
