import { LockMode } from '@mikro-orm/postgresql';
import type { Clock } from '../../../kernel/clock.ts';
import { type RequestContext, systemContext } from '../../../kernel/context.ts';
import { digest, randomToken } from '../../../kernel/secrets.ts';
import type { Transaction, UnitOfWork } from '../../../kernel/unit-of-work.ts';
import type { InstallationService, Installing } from '../../installations/installation.service.ts';
import { marketingConnected } from './marketing-connection.events.ts';
import type { MarketingConnectionService } from './marketing-connection.service.ts';
import { PlatformFault, type PlatformIdentity, type PlatformTokens } from './marketing-platform.port.ts';
import { OAuthState } from './oauth-state.entity.ts';

/** How long an administrator may take to answer. */
const STATE_LIFE_MS = 10 * 60_000;

/** How a visit to an administrator's consent ended. */
export type ConnectOutcome =
  /** Go on to `callbackUrl`, if there is one. */
  | { readonly kind: 'CONNECTED'; readonly callbackUrl: string | null }
  /** Spent, run out, or never given. */
  | { readonly kind: 'UNKNOWN_STATE' }
  | { readonly kind: 'DENIED' }
  /** Of another site than the one that was to be connected. */
  | { readonly kind: 'WRONG_SITE' }
  | { readonly kind: 'REFUSED' }
  /** What identifies Qiao is refused. */
  | { readonly kind: 'MISCONFIGURED' }
  | { readonly kind: 'UNAVAILABLE' };

/** One install of the app at a site. */
type Install = Pick<OAuthState, 'installationId' | 'installId'>;

/** Installs Qiao and connects it, as the marketing platform and its administrators do it. */
export class AppInstallationService {
  constructor(
    private readonly installations: InstallationService,
    private readonly connections: MarketingConnectionService,
    private readonly work: UnitOfWork,
    private readonly clock: Clock,
  ) {}

  /**
   * Installs, or installs again: from now on the installation is unavailable until it is connected.
   *
   * @throws {SiteNameTaken}
   */
  async install(installing: Omit<Installing, 'platform'>): Promise<Install> {
    const platform = this.connections.platform.name;
    const installationId = await this.installations.install({ ...installing, platform });
    return { installationId, installId: installing.installId };
  }

  /**
   * Before an administrator is asked whether Qiao may use the marketing platform. Until they confirm, nothing changes.
   *
   * @param callbackUrl where their browser goes on to then
   * @returns the `state` that their browser brings back. It is valid once, for ten minutes
   */
  async ask({ installationId, installId }: Install, callbackUrl: string | null): Promise<string> {
    const state = randomToken(128);
    const expiresAt = new Date(this.clock.now().getTime() + STATE_LIFE_MS);
    await this.work.statement((em) =>
      em.insert(OAuthState, { digest: digest(state), installationId, installId, callbackUrl, expiresAt }),
    );
    return state;
  }

  /**
   * The administrator's browser is back.
   *
   * @param tokens gets them for the code that the browser brings; null if the administrator said no
   */
  async answer(
    state: string,
    tokens: (() => Promise<PlatformTokens>) | null,
    requestId: string,
  ): Promise<ConnectOutcome> {
    const asked = await this.take(state);
    if (!asked) return { kind: 'UNKNOWN_STATE' };
    if (!tokens) return { kind: 'DENIED' };
    const outcome = await this.connect(asked, tokens, requestId);
    return outcome.kind === 'CONNECTED' ? { ...outcome, callbackUrl: asked.callbackUrl } : outcome;
  }

  /** Connects an install, if the tokens are for its site. Then it is available. */
  async connect(
    install: Install,
    tokens: () => Promise<PlatformTokens>,
    requestId: string,
  ): Promise<ConnectOutcome> {
    const { platform } = this.connections;
    try {
      const given = await tokens();
      const identity = await platform.identify(given.accessToken);
      const ctx = systemContext(install.installationId, 'marketing platform', requestId);
      return await this.save(ctx, install, identity, given);
    } catch (error) {
      if (!(error instanceof PlatformFault)) throw error;
      const { kind } = error;
      return { kind: kind === 'UNAVAILABLE' || kind === 'MISCONFIGURED' ? kind : 'REFUSED' };
    }
  }

  /** Inside an installing or an uninstalling: nothing secret is left, and no question open. */
  async forget(tx: Transaction, { installationId }: RequestContext): Promise<void> {
    await this.connections.disconnect(tx.em, installationId);
    await tx.em.nativeDelete(OAuthState, { installationId });
  }

  async deleteOldStates(): Promise<void> {
    await this.work.statement((em) => em.nativeDelete(OAuthState, { expiresAt: { $lt: this.clock.now() } }));
  }

  /** A second redirect with the same state finds nothing, so its code is not exchanged again. */
  private async take(state: string): Promise<OAuthState | null> {
    return this.work.platform(async (em) => {
      const asked = await em.findOne(
        OAuthState,
        { digest: digest(state) },
        { lockMode: LockMode.PESSIMISTIC_WRITE },
      );
      if (!asked) return null;
      await em.nativeDelete(OAuthState, { digest: asked.digest });
      return asked.expiresAt > this.clock.now() ? asked : null;
    });
  }

  private async save(
    ctx: RequestContext,
    { installId }: Install,
    identity: PlatformIdentity,
    tokens: PlatformTokens,
  ): Promise<ConnectOutcome> {
    const { installationId } = ctx;
    const expected = await this.installations.identityOf(installationId);
    if (expected?.siteId !== identity.siteId) return { kind: 'WRONG_SITE' };
    return this.work.write(ctx, 'connect', async (tx) => {
      const { status } = await this.installations.lock(tx, installationId);
      const isOf = await this.installations.isInstalling(tx, installationId, installId);
      // Uninstalled, or installed again, in the meantime.
      if (status === 'UNINSTALLED' || !isOf) return { kind: 'UNKNOWN_STATE' };
      await this.connections.connect(tx.em, installationId, identity, tokens);
      await this.installations.connected(tx, installationId, identity.userName);
      tx.emit(marketingConnected.create(installationId, {}));
      return { kind: 'CONNECTED', callbackUrl: null };
    });
  }
}
