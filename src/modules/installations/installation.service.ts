import { type EntityManager, UniqueConstraintViolationException } from '@mikro-orm/postgresql';
import { type RequestContext, systemContext } from '../../kernel/context.ts';
import { newId } from '../../kernel/ids.ts';
import { Kept } from '../../kernel/kept.ts';
import type { PushChannel } from '../../kernel/push.ts';
import type { Transaction, UnitOfWork } from '../../kernel/unit-of-work.ts';
import { Installation } from './installation.entity.ts';
import {
  installationChanged,
  installationReinstalled,
  installationUninstalled,
} from './installation.events.ts';
import { latestInstallId, lockInstallation, requireAvailable } from './installation.locks.ts';
import { availableOf } from './installation.repository.ts';
import type { ConnectionState, InstallationStatus } from './installation.rules.ts';
import { InstallationSite } from './installation-site.entity.ts';
import { SiteName } from './site-name.entity.ts';

/** The ids by which the marketing platform identifies an installation. */
export interface SiteIdentity {
  readonly appId: string;
  readonly siteId: string;
}

/** An install of the app, the first or a later one. */
export interface Installing extends SiteIdentity {
  /** The name of the marketing platform. */
  readonly platform: string;
  readonly site: string;
  readonly installId: string;
  /** The user who installs, for the audit trail. */
  readonly userName: string;
}

export interface LocatedInstallation extends SiteIdentity {
  readonly installationId: string;
  readonly installId: string;
}

/** The site's name is, or once was, the name of another site's installation. */
export class SiteNameTaken extends Error {
  override readonly name = 'SiteNameTaken';
}

/** Manages installations, the tenants. */
export class InstallationService {
  private readonly statuses: Kept<InstallationStatus>;
  private readonly sites: Kept<string>;

  constructor(
    private readonly work: UnitOfWork,
    push: PushChannel,
  ) {
    this.statuses = new Kept(push, (event) =>
      installationChanged.matches(event) ? event.installationId : null,
    );
    // A name stays its installation's for ever.
    this.sites = new Kept(push, () => null);
  }

  /** The caller's own installation. */
  current(ctx: RequestContext): Promise<Installation> {
    return this.work.read(ctx, (em) => em.findOneOrFail(Installation, { id: ctx.installationId }));
  }

  /**
   * Finds the installation whose site is, or was, named `site`, before a tenant is known. Null for a site that never
   * installed Qiao.
   */
  async idOfSite(site: string): Promise<string | null> {
    return this.sites.get(site, async () => {
      const entry = await this.work.statement((em) => em.findOne(SiteName, { site }));
      return entry?.installationId ?? null;
    });
  }

  /**
   * Finds the installation for which the marketing platform calls, before a tenant is known. Null if it never installed
   * Qiao.
   */
  async locate({ appId, siteId }: SiteIdentity): Promise<LocatedInstallation | null> {
    const entry = await this.work.statement((em) => em.findOne(InstallationSite, { appId, siteId }));
    if (!entry?.installId) return null;
    return { appId, siteId, installationId: entry.installationId, installId: entry.installId };
  }

  /** The contexts of one run of a job that does something for all installations. */
  async jobContexts(requestId: string = newId()): Promise<RequestContext[]> {
    return (await this.ids()).map((id) => systemContext(id, 'job', requestId));
  }

  /** The ids of all installations, for daily work. */
  async ids(): Promise<string[]> {
    const sites = await this.work.statement((em) => em.find(InstallationSite, {}));
    return sites.map(({ installationId }) => installationId);
  }

  /** The ids by which the marketing platform identifies the caller's installation. */
  async identityOf(installationId: string): Promise<SiteIdentity | null> {
    const entry = await this.work.statement((em) => em.findOne(InstallationSite, { installationId }));
    return entry?.appId && entry.siteId ? { appId: entry.appId, siteId: entry.siteId } : null;
  }

  /** The installations among `ids` that can be used. */
  async available(ids: readonly string[]): Promise<Set<string>> {
    const found = await this.work.statement((em) => availableOf(em, ids));
    return new Set(found);
  }

  /** Refuses callers of an installation that must be configured again first. */
  async requireAvailable(ctx: RequestContext): Promise<void> {
    const status = await this.statuses.get(ctx.installationId, async () => (await this.current(ctx)).status);
    requireAvailable({ status });
  }

  /**
   * Creates an installation, or restarts an existing one with its settings. It is unavailable until it is connected.
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
      // Another process was faster with the same site, or another site has this name.
      const faster = await this.locate(installing);
      if (!faster || known) throw new SiteNameTaken();
      return this.again(faster.installationId, installing);
    }
  }

  /** Locks the installation before a change to it or to its connection. Taken before any other lock. */
  async lock({ em }: Transaction, installationId: string): Promise<Installation> {
    await lockInstallation(em, { installationId });
    return em.findOneOrFail(Installation, { id: installationId }, { refresh: true });
  }

  /** Whether `installId` is its latest install. The installation must be locked. */
  async isInstalling(
    { em }: Transaction,
    installationId: string,
    installId: string | null,
  ): Promise<boolean> {
    return installId !== null && (await latestInstallId(em, installationId)) === installId;
  }

  /** An administrator has allowed Qiao to use the marketing platform: the installation is available. */
  async connected(tx: Transaction, installationId: string, userName: string): Promise<void> {
    const installation = await this.lock(tx, installationId);
    installation.status = 'AVAILABLE';
    Object.assign(installation, { connectionState: 'CONNECTED', ...WELL });
    installation.connectedAt = tx.now();
    installation.connectedUserName = userName;
    tx.audit({
      subjectType: 'Installation',
      subjectId: installationId,
      after: { connection: 'CONNECTED', platform: installation.platform, userName },
    });
    tx.emit(installationChanged.create(installationId, {}));
  }

  /** Stores the state of the connection, as the calls to the marketing platform show it. */
  async connectionIs(
    tx: Transaction,
    installationId: string,
    state: ConnectionState,
    failing: Pick<Installation, 'failingReason' | 'failingSince'> = WELL,
  ): Promise<void> {
    const installation = await this.lock(tx, installationId);
    Object.assign(installation, { connectionState: state, ...failing });
    tx.emit(installationChanged.create(installationId, {}));
  }

  /** Ends all work for an installation. Its record and its settings stay. A repeated call has no effect. */
  async uninstall({ appId, siteId, installId }: SiteIdentity & { installId: string }): Promise<void> {
    const known = await this.locate({ appId, siteId });
    if (!known) return;
    const { installationId } = known;
    await this.work.write(systemOf(installationId), 'uninstall', async (tx) => {
      const installation = await this.lock(tx, installationId);
      // A later install has replaced this one.
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

  /** Finds the installation by app and site, or by the site's name if the marketing platform never installed it. */
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

  private async first({ platform, site, userName, ...identity }: Installing): Promise<string> {
    const id = newId();
    await this.work.write(systemOf(id), 'install', async (tx) => {
      tx.em.create(
        Installation,
        {
          id,
          site,
          platform,
          status: 'UNAVAILABLE',
          connectionState: 'NOT_CONNECTED',
          createdAt: tx.now(),
        } as Installation,
        { persist: true },
      );
      await tx.em.flush();
      await keepName(tx.em, site, id);
      await tx.em.insert(InstallationSite, { site, installationId: id, ...identity });
      tx.audit({ subjectType: 'Installation', subjectId: id, after: { site, platform, userName } });
    });
    return id;
  }

  private async again(id: string, { platform, site, userName, ...identity }: Installing): Promise<string> {
    await this.work.write(systemOf(id), 'reinstall', async (tx) => {
      const installation = await this.lock(tx, id);
      const before = { site: installation.site, status: installation.status };
      disconnected(installation, 'UNAVAILABLE');
      installation.site = site;
      installation.platform = platform;
      await keepName(tx.em, site, id);
      await tx.em.nativeUpdate(InstallationSite, { installationId: id }, { site, ...identity });
      const after = { site, platform, status: 'UNAVAILABLE', userName };
      tx.audit({ subjectType: 'Installation', subjectId: id, before, after });
      tx.emit(installationReinstalled.create(id, {}));
      tx.emit(installationChanged.create(id, {}));
    });
    return id;
  }
}

/** @throws {UniqueConstraintViolationException} if the name belongs to another installation */
const keepName = (em: EntityManager, site: string, installationId: string) =>
  em.upsert(
    SiteName,
    { site, installationId },
    { onConflictFields: ['site', 'installationId'], onConflictAction: 'ignore' },
  );

const systemOf = (installationId: string) => systemContext(installationId, 'marketing platform', newId());

const WELL = { failingReason: null, failingSince: null };

function disconnected(installation: Installation, status: 'UNAVAILABLE' | 'UNINSTALLED'): void {
  installation.status = status;
  Object.assign(installation, { connectionState: 'NOT_CONNECTED', ...WELL });
  installation.connectedAt = null;
  installation.connectedUserName = null;
}
