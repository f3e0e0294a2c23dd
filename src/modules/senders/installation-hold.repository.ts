import type { EntityManager } from '@mikro-orm/postgresql';
import type { InstallationStatus } from '../installations/installation.rules.ts';
import { InstallationSite } from '../installations/installation-site.entity.ts';

/**
 * The status of the installation, which stays so until the transaction ends: who changes it waits, everybody else goes on.
 * Taken first, before account and senders; the audit trail would take it anyway, and last.
 */
export async function holdInstallation(
  em: EntityManager,
  installationId: string,
): Promise<InstallationStatus> {
  const [held] = await em.execute<{ status: InstallationStatus }[]>(
    'select status from installation where id = ? for key share',
    [installationId],
  );
  if (!held) throw new Error('there is no such installation');
  return held.status;
}

/** The marketing platform's name for the latest installing; of an installation that is held. */
export async function latestInstallId(em: EntityManager, installationId: string): Promise<string | null> {
  const site = await em.findOne(InstallationSite, { installationId }, { refresh: true });
  return site?.installId ?? null;
}
