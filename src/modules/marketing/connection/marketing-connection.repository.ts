import type { EntityManager } from '@mikro-orm/postgresql';

/** Longer than a refresh can take; after that, another process takes over. */
const LEASE_SECONDS = 15;

/** Takes the lease to refresh, for one process, if the version is still `version`. */
export async function takeLease(
  em: EntityManager,
  installationId: string,
  version: number,
): Promise<boolean> {
  const taken = await em.execute(
    `update marketing_connection set refresh_lease = now() + make_interval(secs => ?)
     where installation_id = ? and token_version = ? and (refresh_lease is null or refresh_lease < now())
     returning installation_id`,
    [LEASE_SECONDS, installationId, version],
  );
  return taken.length > 0;
}
