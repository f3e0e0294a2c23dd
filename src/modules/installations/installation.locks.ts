import type { EntityManager } from '@mikro-orm/postgresql';
import type { RequestContext } from '../../kernel/context.ts';
import { RequestError } from '../../kernel/errors.ts';
import type { Installation } from './installation.entity.ts';
import { InstallationSite } from './installation-site.entity.ts';

/** How an installation is, and stays until the transaction that has locked it ends. */
type LockedInstallation = Pick<Installation, 'status' | 'connectionState'>;
type OfInstallation = Pick<RequestContext, 'installationId'>;

/**
 * For a transaction that changes the installation, or decides something that depends on all of its rows of a kind: how many
 * drafts, which contact fields are taken. One at a time, and none that shares the lock.
 *
 * Taken before any other lock, in this order: installation, account, senders, session.
 */
export function lockInstallation(
  em: EntityManager,
  { installationId }: OfInstallation,
): Promise<LockedInstallation> {
  // The ORM's `for update` would also wait for everybody who adds a row that refers to the installation, and they may be
  // waiting for this transaction.
  return locked(
    em,
    'select status, connection_state as "connectionState" from installation where id = ? for no key update',
    installationId,
  );
}

/** For a transaction that only needs the installation to stay as it is. Others may share the lock; it too is taken first. */
export function shareInstallation(
  em: EntityManager,
  { installationId }: OfInstallation,
): Promise<LockedInstallation> {
  return locked(
    em,
    'select status, connection_state as "connectionState" from installation where id = ? for share',
    installationId,
  );
}

/** @throws {RequestError} INSTALLATION_UNAVAILABLE: it was available when the request began, and is not any more */
export function requireAvailable({ status }: Pick<Installation, 'status'>): void {
  if (status !== 'AVAILABLE') throw new RequestError('INSTALLATION_UNAVAILABLE');
}

/**
 * The marketing platform's id of the latest install, of an installation that is locked; null: it was never installed there.
 * A platform table: the system only.
 */
export async function latestInstallId(em: EntityManager, installationId: string): Promise<string | null> {
  const site = await em.findOne(InstallationSite, { installationId }, { refresh: true });
  return site?.installId ?? null;
}

async function locked(
  em: EntityManager,
  statement: string,
  installationId: string,
): Promise<LockedInstallation> {
  const [found] = await em.execute<LockedInstallation[]>(statement, [installationId]);
  if (!found) throw new Error('there is no such installation');
  return found;
}
