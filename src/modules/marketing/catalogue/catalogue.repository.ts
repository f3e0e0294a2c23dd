import type { EntityManager } from '@mikro-orm/postgresql';
import { lockUntilCommit } from '../../../kernel/locks.ts';
import {
  columnsOf,
  constant,
  type Rows,
  selectList,
  sql,
  timesOf,
  withDates,
} from '../../../kernel/statement.ts';
import { containedPattern, isStorable } from '../../../kernel/text.rules.ts';
import type { Freshness, NameWindow, Search } from './catalogue.rules.ts';
import { type Catalogue, CatalogueRead } from './catalogue-read.entity.ts';

/** The common columns of the catalogues' rows. */
export interface CatalogueRow {
  installationId: string;
  id: string;
  name: string;
  asOf: Date;
  goneAt: Date | null;
}

/** A catalogue's entity class. */
export type CatalogueEntity<T extends CatalogueRow> = new () => T;

/** Filters a list: by columns that contain `search`, and by columns with given values. */
export interface CatalogueFilter {
  readonly search?: Search | undefined;
  readonly where?: Readonly<Record<string, unknown>> | undefined;
}

/** How a catalogue's rows are stored. */
export interface CatalogueTable<T extends CatalogueRow> {
  readonly name: string;
  readonly columns: readonly (keyof T & string)[];
  /** The columns that are times. */
  readonly times: readonly (keyof T & string)[];
}

/** The rows with these ids, in any order, and how fresh their catalogue is. */
export async function knownByIds<T extends CatalogueRow>(
  rows: Rows,
  { name, columns, times }: CatalogueTable<T>,
  { installationId, catalogue }: { installationId: string; catalogue: Catalogue },
  ids: readonly string[],
): Promise<{ rows: T[]; freshness: Freshness }> {
  const found = await rows<T & Freshness>(
    sql`select ${selectList(timesOf('r', FRESHNESS), columnsOf('c', columns), timesOf('c', times))}
      from (values (${installationId}::uuid)) asked(installation_id)
      left join catalogue_read r on r.installation_id = asked.installation_id and r.catalogue = ${catalogue}
      left join ${constant(name)} c on c.installation_id = asked.installation_id and c.id = any(${ids}::text[])`,
  );
  for (const row of found) withDates(row, ...FRESHNESS, ...times);
  const [{ readAt, partlyReadAt, doubtedAt, failedAt } = NEVER] = found;
  return {
    rows: found.filter(({ id }) => id !== null),
    freshness: { readAt, partlyReadAt, doubtedAt, failedAt },
  };
}

const FRESHNESS = ['readAt', 'partlyReadAt', 'doubtedAt', 'failedAt'] as const;
const NEVER: Freshness = { readAt: null, partlyReadAt: null, doubtedAt: null, failedAt: null };

export async function freshnessOf(
  em: EntityManager,
  installationId: string,
  catalogue: Catalogue,
): Promise<Freshness> {
  const found = await em
    .createQueryBuilder(CatalogueRead)
    .select([...FRESHNESS])
    .where({ installationId, catalogue })
    .execute<Freshness[]>('all');
  return found[0] ?? NEVER;
}

/** The objects that exist as far as is known, those first that were not seen for the longest time. */
export const existingRows = <T extends CatalogueRow>(
  em: EntityManager,
  Entity: CatalogueEntity<T>,
  installationId: string,
): Promise<{ id: string }[]> =>
  em
    .createQueryBuilder(Entity, 'c')
    .select('id' as never)
    .where({ installationId, goneAt: null } as object)
    .orderBy({ asOf: 'asc', id: 'asc' } as object)
    .execute<{ id: string }[]>('all');

/** As plain rows, in any order. */
export function rowsByIds<T extends CatalogueRow>(
  em: EntityManager,
  Entity: CatalogueEntity<T>,
  installationId: string,
  ids: readonly string[],
): Promise<T[]> {
  const where = { installationId, id: { $in: [...ids] } } as object;
  return em.createQueryBuilder(Entity, 'c').where(where).execute<T[]>('all');
}

function filtered<T extends CatalogueRow>(
  em: EntityManager,
  Entity: CatalogueEntity<T>,
  installationId: string,
  { search, where }: CatalogueFilter,
) {
  const query = em
    .createQueryBuilder(Entity, 'c')
    .where({ installationId, goneAt: null, ...where } as object);
  if (!search) return query;
  if (!isStorable(search.text)) return query.andWhere('false');
  const pattern = containedPattern(search.text);
  const columns = search.in.map((column) => `c.${column} ilike ?`).join(' or ');
  return query.andWhere(
    `(${columns})`,
    search.in.map(() => pattern),
  );
}

/** The existing rows, by name, then id. */
export function rowsInWindow<T extends CatalogueRow>(
  em: EntityManager,
  Entity: CatalogueEntity<T>,
  installationId: string,
  filter: CatalogueFilter,
  { after, limit }: NameWindow,
): Promise<T[]> {
  const query = filtered(em, Entity, installationId, filter);
  if (after) query.andWhere('(c.name, c.id) > (?, ?)', [...after]);
  return query
    .orderBy({ name: 'asc', id: 'asc' } as object)
    .limit(limit)
    .execute<T[]>('all');
}

export const countRows = <T extends CatalogueRow>(
  em: EntityManager,
  Entity: CatalogueEntity<T>,
  installationId: string,
  filter: CatalogueFilter,
): Promise<number> => filtered(em, Entity, installationId, filter).getCount();

/** Ensures that one process at a time writes what it has read; later ones find the new rows. */
export async function lockCatalogue(
  em: EntityManager,
  installationId: string,
  catalogue: Catalogue,
): Promise<void> {
  await lockUntilCommit(em, `catalogue:${catalogue}:${installationId}`);
}

export async function noteRead(
  em: EntityManager,
  installationId: string,
  catalogue: Catalogue,
  at: Date,
): Promise<void> {
  await em.execute(
    `insert into catalogue_read (installation_id, catalogue, read_at) values (?, ?, ?)
     on conflict (installation_id, catalogue) do update
       set read_at = excluded.read_at, partly_read_at = null, doubted_at = null, failed_at = null`,
    [installationId, catalogue, at],
  );
}

/** @param doubtedAt when the list was empty for the first time; null: it was not empty */
export async function notePartlyRead(
  em: EntityManager,
  installationId: string,
  catalogue: Catalogue,
  at: Date,
  doubtedAt: Date | null,
): Promise<void> {
  await em.execute(
    `insert into catalogue_read (installation_id, catalogue, partly_read_at, doubted_at) values (?, ?, ?, ?)
     on conflict (installation_id, catalogue) do update
       set partly_read_at = excluded.partly_read_at, doubted_at = excluded.doubted_at, failed_at = null`,
    [installationId, catalogue, at, doubtedAt],
  );
}

export async function noteFailure(
  em: EntityManager,
  installationId: string,
  catalogue: Catalogue,
  at: Date,
): Promise<void> {
  await em.execute(
    `insert into catalogue_read (installation_id, catalogue, read_at, failed_at) values (?, ?, null, ?)
     on conflict (installation_id, catalogue) do update set failed_at = excluded.failed_at`,
    [installationId, catalogue, at],
  );
}

/** Stores that they existed at `at`, whether or not they changed. */
export async function noteSeen<T extends CatalogueRow>(
  em: EntityManager,
  Entity: CatalogueEntity<T>,
  installationId: string,
  ids: readonly string[],
  at: Date,
): Promise<void> {
  const older = { installationId, id: { $in: [...ids] }, asOf: { $lt: at } } as object;
  await em.nativeUpdate(Entity, older, { asOf: at } as object);
}
