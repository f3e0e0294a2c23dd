import type { EntityManager } from '@mikro-orm/postgresql';
import { isStorable } from '../../../kernel/text.rules.ts';
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

const NEVER: Freshness = { readAt: null, failedAt: null };

export async function freshnessOf(
  em: EntityManager,
  installationId: string,
  catalogue: Catalogue,
): Promise<Freshness> {
  const found = await em
    .createQueryBuilder(CatalogueRead)
    .select(['readAt', 'failedAt'])
    .where({ installationId, catalogue })
    .execute<Freshness[]>('all');
  return found[0] ?? NEVER;
}

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
  const pattern = `%${search.text.replaceAll(/[\\%_]/g, '\\$&')}%`;
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
  await em.execute('select pg_advisory_xact_lock(hashtextextended(?, 0))', [
    `catalogue:${catalogue}:${installationId}`,
  ]);
}

export async function noteRead(
  em: EntityManager,
  installationId: string,
  catalogue: Catalogue,
  at: Date,
): Promise<void> {
  await em.execute(
    `insert into catalogue_read (installation_id, catalogue, read_at, failed_at) values (?, ?, ?, null)
     on conflict (installation_id, catalogue) do update set read_at = excluded.read_at, failed_at = null`,
    [installationId, catalogue, at],
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

/** Stores that it existed at `at`, whether or not it changed. */
export async function noteSeen<T extends CatalogueRow>(
  em: EntityManager,
  Entity: CatalogueEntity<T>,
  installationId: string,
  id: string,
  at: Date,
): Promise<void> {
  const older = { installationId, id, asOf: { $lt: at } } as object;
  await em.nativeUpdate(Entity, older, { asOf: at } as object);
}
