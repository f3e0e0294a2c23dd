import type { EntityManager } from '@mikro-orm/postgresql';
import type { RequestContext } from '../../kernel/context.ts';
import { RequestError } from '../../kernel/errors.ts';
import type { Installation } from './installation.entity.ts';
import { InstallationSite } from './installation-site.entity.ts';

/** The state of an installation, which does not change until the transaction with the lock ends. */
type LockedInstallation = Pick<Installation, 'status' | 'connectionState'>;
type OfInstallation = Pick<RequestContext, 'installationId'>;

/**
 * For a transaction that changes the installation, or whose decision depends on all of its rows of a kind: how many
 * drafts, which contact fields are taken. Only one transaction has this lock, and none shares it.
 *
 * Locks are taken in this order: installation, account, senders, session.
 */
export function lockInstallation(
  em: EntityManager,
  { installationId }: OfInstallation,
): Promise<LockedInstallation> {
  // The ORM's `for update` would also wait for every transaction that adds a row with a reference to the installation,
  // and they may be waiting for this one.
  return locked(
    em,
    'select status, connection_state as "connectionState" from installation where id = ? for no key update',
    installationId,
  );
}

/**
 * For a transaction that only needs the installation to stay unchanged. Others may share the lock. It is taken first,
 * too.
 */
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

/** @throws {RequestError} INSTALLATION_UNAVAILABLE if the installation became unavailable after the request began */
export function requireAvailable({ status }: Pick<Installation, 'status'>): void {
  if (status !== 'AVAILABLE') throw new RequestError('INSTALLATION_UNAVAILABLE');
}

/**
 * The marketing platform's id of the latest install, for a locked installation; null if it was never installed there.
 * Reads a platform table: only for the system.
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
