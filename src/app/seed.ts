import { UnitOfWork } from '../kernel/unit-of-work.ts';
import { recordAudit } from '../modules/audit/audit.service.ts';
import { InstallationService } from '../modules/installations/installation.service.ts';
import { createOrm } from './database.ts';

/** The site that the sandbox's marketing platform has, and for which development tokens speak. */
export const SANDBOX_SITE = 'acme';

/** Installs Qiao for the sandbox's site, unless it is. */
export async function seedSandboxSite(databaseUrl: string): Promise<void> {
  const orm = await createOrm(databaseUrl);
  try {
    await new InstallationService(new UnitOfWork(orm, { recordAudit, inside: [] })).ensure(SANDBOX_SITE);
  } finally {
    await orm.close();
  }
}
