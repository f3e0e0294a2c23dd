import { type EntityManager, UniqueConstraintViolationException } from '@mikro-orm/postgresql';
import { type RequestContext, systemContext } from '../../kernel/context.ts';
import { newId } from '../../kernel/ids.ts';
import type { Transaction, UnitOfWork } from '../../kernel/unit-of-work.ts';
import { Installation } from './installation.entity.ts';
import {
  installationChanged,
  installationReinstalled,
  installationUninstalled,
} from './installation.events.ts';
import { latestInstallId, lockInstallation, requireAvailable } from './installation.locks.ts';
import { availableOf } from './installation.repository.ts';
import type { ConnectionState } from './installation.rules.ts';
import { InstallationSite } from './installation-site.entity.ts';
import { SiteName } from './site-name.entity.ts';

/** What the marketing platform calls an installation. */
export interface SiteIdentity {
  readonly appId: string;
  readonly siteId: string;
}

/** One installing of the app, or one again. */
export interface Installing extends SiteIdentity {
  readonly site: string;
  readonly installId: string;
  /** Who does it, for the audit trail. */
  readonly userName: string;
}

export interface LocatedInstallation extends SiteIdentity {
  readonly installationId: string;
  readonly installId: string;
}

/** The name of the site is, or once was, that of another site's installation. */
export class SiteNameTaken extends Error {
  override readonly name = 'SiteNameTaken';
}

/** The tenants themselves. */
export class InstallationService {
  constructor(private readonly work: UnitOfWork) {}

  /** The caller's own installation. */
  current(ctx: RequestContext): Promise<Installation> {
    return this.work.read(ctx, (em) => em.findOneOrFail(Installation, { id: ctx.installationId }));
  }

  /** Before a tenant is known: whose token says `site`, or said it. Null for a site that never installed Qiao. */
  async idOfSite(site: string): Promise<string | null> {
    const entry = await this.work.statement((em) => em.findOne(SiteName, { site }));
    return entry?.installationId ?? null;
  }

  /** Before a tenant is known: for whom the marketing platform calls. Null if it never installed Qiao. */
  async locate({ appId, siteId }: SiteIdentity): Promise<LocatedInstallation | null> {
    const entry = await this.work.statement((em) => em.findOne(InstallationSite, { appId, siteId }));
    if (!entry?.installId) return null;
    return { appId, siteId, installationId: entry.installationId, installId: entry.installId };
  }

  /** Every installation, for what is done daily. */
  async ids(): Promise<string[]> {
    const sites = await this.work.statement((em) => em.find(InstallationSite, {}));
    return sites.map(({ installationId }) => installationId);
  }

  /** What the marketing platform calls the caller's installation. */
  async identityOf(installationId: string): Promise<SiteIdentity | null> {
    const entry = await this.work.statement((em) => em.findOne(InstallationSite, { installationId }));
    return entry?.appId && entry.siteId ? { appId: entry.appId, siteId: entry.siteId } : null;
  }

  /** Which of these can be used. */
  async available(ids: readonly string[]): Promise<Set<string>> {
    const found = await this.work.statement((em) => availableOf(em, ids));
    return new Set(found);
  }

  /** Refuses every caller of an installation that must be configured again first. */
  async requireAvailable(ctx: RequestContext): Promise<void> {
    requireAvailable(await this.current(ctx));
  }

  /**
   * Makes an installation, or lets an existing one begin again: unavailable to everybody until it is connected, with
   * everything that was configured.
   *
   * @returns its id
   * @throws {SiteNameTaken}
   */
  async install(installing: Installing): Promise<string> {
    const known = await this.find(installing);
    try {
      return known ? await this.again(known, installing) : await this.first(installing);
    } catch (error) {
      if (!(error instanceof UniqueConstraintViolationException)) throw error;
      // Somebody was faster with the same site, or another site has its name.
      const faster = await this.locate(installing);
      if (!faster || known) throw new SiteNameTaken();
      return this.again(faster.installationId, installing);
    }
  }

  /** Taken before any other lock by whoever changes an installation, or its connection. */
  async lock({ em }: Transaction, installationId: string): Promise<Installation> {
    await lockInstallation(em, { installationId });
    return em.findOneOrFail(Installation, { id: installationId }, { refresh: true });
  }

  /** Whether `installId` is its latest installing; asked while it is locked. */
  async isInstalling(
    { em }: Transaction,
    installationId: string,
    installId: string | null,
  ): Promise<boolean> {
    return installId !== null && (await latestInstallId(em, installationId)) === installId;
  }

  /** An administrator has allowed Qiao to use the marketing platform: everybody may use Qiao. */
  async connected(tx: Transaction, installationId: string, userName: string): Promise<void> {
    const installation = await this.lock(tx, installationId);
    installation.status = 'AVAILABLE';
    installation.connectionState = 'CONNECTED';
    installation.connectedAt = tx.now();
    installation.connectedUserName = userName;
    tx.audit({
      subjectType: 'Installation',
      subjectId: installationId,
      after: { connection: 'CONNECTED', userName },
    });
    tx.emit(installationChanged.create(installationId, {}));
  }

  /** What the calls to the marketing platform say of the connection. */
  async connectionIs(tx: Transaction, installationId: string, state: ConnectionState): Promise<void> {
    const installation = await this.lock(tx, installationId);
    installation.connectionState = state;
    tx.emit(installationChanged.create(installationId, {}));
  }

  /** Ends all work for an installation. Its record and its configuration stay; done once, however often it is said. */
  async uninstall({ appId, siteId, installId }: SiteIdentity & { installId: string }): Promise<void> {
    const known = await this.locate({ appId, siteId });
    if (!known) return;
    const { installationId } = known;
    await this.work.write(systemOf(installationId), 'uninstall', async (tx) => {
      const installation = await this.lock(tx, installationId);
      // An installing that another has followed is nobody's any more.
      const isLatest = await this.isInstalling(tx, installationId, installId);
      if (!isLatest || installation.status === 'UNINSTALLED') return;
      const before = { status: installation.status };
      disconnected(installation, 'UNINSTALLED');
      tx.audit({
        subjectType: 'Installation',
        subjectId: installationId,
        before,
        after: { status: 'UNINSTALLED' },
      });
      tx.emit(installationUninstalled.create(installationId, {}));
      tx.emit(installationChanged.create(installationId, {}));
    });
  }

  /** By what it is recognized, or by its name where it was never installed by the marketing platform itself. */
  private async find({ appId, siteId, site }: Installing): Promise<string | null> {
    const found = await this.work.statement((em) =>
      em.findOne(InstallationSite, {
        $or: [
          { appId, siteId },
          { site, siteId: null },
        ],
      }),
    );
    return found?.installationId ?? null;
  }

  private async first({ site, userName, ...identity }: Installing): Promise<string> {
    const id = newId();
    await this.work.write(systemOf(id), 'install', async (tx) => {
      tx.em.create(
        Installation,
        {
          id,
          site,
          status: 'UNAVAILABLE',
          connectionState: 'NOT_CONNECTED',
          createdAt: tx.now(),
        } as Installation,
        { persist: true },
      );
      await tx.em.flush();
      await keepName(tx.em, site, id);
      await tx.em.insert(InstallationSite, { site, installationId: id, ...identity });
      tx.audit({ subjectType: 'Installation', subjectId: id, after: { site, userName } });
    });
    return id;
  }

  private async again(id: string, { site, userName, ...identity }: Installing): Promise<string> {
    await this.work.write(systemOf(id), 'reinstall', async (tx) => {
      const installation = await this.lock(tx, id);
      const before = { site: installation.site, status: installation.status };
      disconnected(installation, 'UNAVAILABLE');
      installation.site = site;
      await keepName(tx.em, site, id);
      await tx.em.nativeUpdate(InstallationSite, { installationId: id }, { site, ...identity });
      const after = { site, status: 'UNAVAILABLE', userName };
      tx.audit({ subjectType: 'Installation', subjectId: id, before, after });
      tx.emit(installationReinstalled.create(id, {}));
      tx.emit(installationChanged.create(id, {}));
    });
    return id;
  }
}

/** @throws {UniqueConstraintViolationException} where it is another installation's */
const keepName = (em: EntityManager, site: string, installationId: string) =>
  em.upsert(
    SiteName,
    { site, installationId },
    { onConflictFields: ['site', 'installationId'], onConflictAction: 'ignore' },
  );

const systemOf = (installationId: string) => systemContext(installationId, 'marketing platform', newId());

function disconnected(installation: Installation, status: 'UNAVAILABLE' | 'UNINSTALLED'): void {
  installation.status = status;
  installation.connectionState = 'NOT_CONNECTED';
  installation.connectedAt = null;
  installation.connectedUserName = null;
}
