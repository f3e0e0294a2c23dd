import { UniqueConstraintViolationException } from '@mikro-orm/core';
import { type RequestContext, systemContext } from '../../kernel/context.ts';
import { RequestError } from '../../kernel/errors.ts';
import { newId } from '../../kernel/ids.ts';
import type { UnitOfWork } from '../../kernel/unit-of-work.ts';
import { Installation } from './installation.entity.ts';
import { InstallationSite } from './installation-site.entity.ts';

/** The tenants themselves. */
export class InstallationService {
  constructor(private readonly work: UnitOfWork) {}

  /** The caller's own installation. */
  current(ctx: RequestContext): Promise<Installation> {
    return this.work.read(ctx, (em) => em.findOneOrFail(Installation, { id: ctx.installationId }));
  }

  /** Before a tenant is known: whose token says `site`. Null for a site that never installed Qiao. */
  async idOfSite(site: string): Promise<string | null> {
    const entry = await this.work.statement((em) => em.findOne(InstallationSite, { site }));
    return entry?.installationId ?? null;
  }

  /** Refuses every caller of an installation that must be configured again first. */
  async requireAvailable(ctx: RequestContext): Promise<void> {
    const installation = await this.current(ctx);
    if (installation.status !== 'AVAILABLE') throw new RequestError('INSTALLATION_UNAVAILABLE');
  }

  /** Makes the installation of a site unless it exists; returns its id either way. */
  async ensure(site: string): Promise<string> {
    const existing = await this.idOfSite(site);
    if (existing) return existing;
    const id = newId();
    try {
      await this.work.write(systemContext(id, 'install', newId()), 'install', async (tx) => {
        tx.em.create(
          Installation,
          { id, site, status: 'AVAILABLE', createdAt: new Date() },
          { persist: true },
        );
        await tx.em.flush();
        tx.em.create(InstallationSite, { site, installationId: id }, { persist: true });
        tx.audit({ subjectType: 'Installation', subjectId: id, after: { site } });
      });
      return id;
    } catch (error) {
      if (!(error instanceof UniqueConstraintViolationException)) throw error;
      return this.ensure(site);
    }
  }
}
