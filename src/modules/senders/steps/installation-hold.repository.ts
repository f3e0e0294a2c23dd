import type { EntityManager } from '@mikro-orm/postgresql';
import type { Installation } from '../../installations/installation.entity.ts';
import { InstallationSite } from '../../installations/installation-site.entity.ts';

type HeldInstallation = Pick<Installation, 'status' | 'connectionState'>;

/**
 * How the installation is, and stays until the transaction ends: its writers, and those of accounts, wait; others who hold
 * it go on. Taken first, before account and senders.
 */
export async function holdInstallation(em: EntityManager, installationId: string): Promise<HeldInstallation> {
  const [held] = await em.execute<HeldInstallation[]>(
    'select status, connection_state as "connectionState" from installation where id = ? for share',
    [installationId],
  );
  if (!held) throw new Error('there is no such installation');
  return held;
}

/** The marketing platform's name for the latest installing; of an installation that is held. */
export async function latestInstallId(em: EntityManager, installationId: string): Promise<string | null> {
  const site = await em.findOne(InstallationSite, { installationId }, { refresh: true });
  return site?.installId ?? null;
}
