import type { EntityManager } from '@mikro-orm/postgresql';

/** Takes the right to refresh, for one process, while the version is still `version`. */
export async function leaseCredential(
  em: EntityManager,
  appId: string,
  version: number,
  seconds: number,
): Promise<boolean> {
  const taken = await em.execute(
    `update credential set refresh_lease = now() + make_interval(secs => ?)
     where app_id = ? and token_version = ? and (refresh_lease is null or refresh_lease < now()) returning app_id`,
    [seconds, appId, version],
  );
  return taken.length > 0;
}
