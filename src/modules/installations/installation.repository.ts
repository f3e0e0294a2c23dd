import type { EntityManager } from '@mikro-orm/postgresql';

/** Across all tenants: the function checks each installation under its own row-level security. */
export async function availableOf(em: EntityManager, ids: readonly string[]): Promise<string[]> {
  const found = await em.execute<{ id: string }[]>(
    'select id from available_installations(array(select json_array_elements_text(?::json)::uuid)) as id',
    [JSON.stringify(ids)],
  );
  return found.map(({ id }) => id);
}
