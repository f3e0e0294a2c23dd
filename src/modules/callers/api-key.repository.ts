import { type EntityManager, LockMode } from '@mikro-orm/postgresql';
import { lockInstallation, requireAvailable } from '../installations/installation.locks.ts';
import { ApiKey } from './api-key.entity.ts';
import { KEYS_PER_INSTALLATION } from './api-key.rules.ts';
import { ApiKeyDigest } from './api-key-digest.entity.ts';

/** A part of a list that is ordered by id, which is the order of creation. */
interface Window {
  readonly after: string | null;
  readonly before: string | null;
  readonly limit: number;
  readonly backward: boolean;
}

export function keysInWindow(em: EntityManager, window: Window): Promise<ApiKey[]> {
  const { after, before, limit, backward } = window;
  return em.find(
    ApiKey,
    { id: { ...(after && { $gt: after }), ...(before && { $lt: before }) } },
    { orderBy: { id: backward ? 'desc' : 'asc' }, limit },
  );
}

export function keysByIds(em: EntityManager, ids: readonly string[]): Promise<ApiKey[]> {
  return em.find(ApiKey, { id: { $in: [...ids] } });
}

export const countKeys = (em: EntityManager): Promise<number> => em.count(ApiKey);

export function lockKey(em: EntityManager, id: string): Promise<ApiKey | null> {
  return em.findOne(ApiKey, { id }, { lockMode: LockMode.PESSIMISTIC_WRITE });
}

/** Locks all keys that are not revoked. */
export function lockKeys(em: EntityManager): Promise<ApiKey[]> {
  const locked = { lockMode: LockMode.PESSIMISTIC_WRITE, orderBy: { id: 'asc' } } as const;
  return em.find(ApiKey, { revokedAt: null }, locked);
}

/**
 * The lowest free place; null if there is none. Until the transaction ends, nobody else of the installation can take
 * one.
 *
 * @throws {RequestError} INSTALLATION_UNAVAILABLE if the installation became unavailable after the request began
 */
export async function freePlace(em: EntityManager, installationId: string): Promise<number | null> {
  requireAvailable(await lockInstallation(em, { installationId }));
  const [free] = await em.execute<{ place: number | null }[]>(
    `select min(n)::int as place from generate_series(1, ?) n
     where not exists (select from api_key k where k.installation_id = ? and k.place = n)`,
    [KEYS_PER_INSTALLATION, installationId],
  );
  return free?.place ?? null;
}

/** Callers write it. They may add a digest but not read one, and the ORM would read an entity back. */
export async function insertDigest(em: EntityManager, key: ApiKey, digest: string): Promise<void> {
  await em.execute(
    `insert into api_key_digest (prefix, digest, installation_id, key_id, place, scopes, expires_at)
     select prefix, ?, installation_id, id, place, scopes, expires_at from api_key where id = ?`,
    [digest, key.id],
  );
}

export async function forgetDigest(em: EntityManager, keyId: string): Promise<void> {
  await em.execute('select forget_api_key(?)', [keyId]);
}

/** Reads a platform table: only for the system. */
export function findDigest(em: EntityManager, prefix: string): Promise<ApiKeyDigest | null> {
  return em.findOne(ApiKeyDigest, { prefix });
}

/** The keys among `keyIds` that are not revoked. Reads a platform table: only for the system. */
export async function keysAlive(em: EntityManager, keyIds: readonly string[]): Promise<Set<string>> {
  const found = await em.find(ApiKeyDigest, { keyId: { $in: [...keyIds] } });
  return new Set(found.map(({ keyId }) => keyId));
}

/** Does nothing if another process recorded a use within the last minute. */
export async function noteUse(em: EntityManager, keyId: string): Promise<void> {
  await em.execute(
    `update api_key set last_used_at = now()
     where id = ? and (last_used_at is null or last_used_at < now() - interval '1 minute')`,
    [keyId],
  );
}
