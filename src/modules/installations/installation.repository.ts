import type { EntityManager } from '@mikro-orm/postgresql';

/** Of installations of whomever: the function looks at each as its own tenant would. */
export async function availableOf(em: EntityManager, ids: readonly string[]): Promise<string[]> {
  const found = await em.execute<{ id: string }[]>(
    'select id from available_installations(array(select json_array_elements_text(?::json)::uuid)) as id',
    [JSON.stringify(ids)],
  );
  return found.map(({ id }) => id);
}
