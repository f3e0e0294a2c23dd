import type { EntityManager } from '@mikro-orm/postgresql';
import { Installation } from './installation.entity.ts';

/**
 * For its writers, one at a time. The ORM knows only `for update`, which would also wait for everybody who adds a row that
 * refers to the installation, and they may be waiting for this writer.
 */
export async function lockInstallation(em: EntityManager, id: string): Promise<Installation> {
  await em.execute('select from installation where id = ? for no key update', [id]);
  return em.findOneOrFail(Installation, { id }, { refresh: true });
}

/** Of installations of whomever: the function looks at each as its own tenant would. */
export async function availableOf(em: EntityManager, ids: readonly string[]): Promise<string[]> {
  const found = await em.execute<{ id: string }[]>(
    'select id from available_installations(array(select json_array_elements_text(?::json)::uuid)) as id',
    [JSON.stringify(ids)],
  );
  return found.map(({ id }) => id);
}
