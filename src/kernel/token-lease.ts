import type { EntityManager } from '@mikro-orm/postgresql';

/**
 * Takes the lease to replace a token, for one process, if its version is still `version` and nobody else holds the
 * lease.
 */
export async function leaseToken(
  em: EntityManager,
  table: 'credential' | 'component',
  appId: string,
  version: number,
  seconds: number,
): Promise<boolean> {
  const taken = await em.execute(
    `update ${table} set refresh_lease = now() + make_interval(secs => ?)
     where app_id = ? and token_version = ? and (refresh_lease is null or refresh_lease < now()) returning app_id`,
    [seconds, appId, version],
  );
  return taken.length > 0;
}
