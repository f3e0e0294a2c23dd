import { LockMode } from '@mikro-orm/postgresql';
import type { Clock } from '../../../kernel/clock.ts';
import { type RequestContext, systemContext } from '../../../kernel/context.ts';
import { digest, randomToken } from '../../../kernel/secrets.ts';
import type { Transaction, UnitOfWork } from '../../../kernel/unit-of-work.ts';
import type {
  InstallationService,
  Installing,
  LocatedInstallation,
} from '../../installations/installation.service.ts';
import { marketingConnected } from '../connection/marketing-connection.events.ts';
import type { MarketingConnectionService } from '../connection/marketing-connection.service.ts';
import {
  PlatformFault,
  type PlatformIdentity,
  type PlatformTokens,
} from '../connection/marketing-platform.port.ts';
import { OAuthState } from '../connection/oauth-state.entity.ts';
import { framingHosts, isSafeCallback } from './app-installation.rules.ts';

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

/** Installing, connecting and uninstalling, as the marketing platform and its administrators do it. */
export class AppInstallationService {
  constructor(
    readonly app: { readonly appId: string; readonly loginUrl: string },
    private readonly installations: InstallationService,
    private readonly connections: MarketingConnectionService,
    private readonly work: UnitOfWork,
    private readonly clock: Clock,
  ) {}

  /** The pages that may show the app's pages in a frame, for `frame-ancestors`. */
  get framingHosts(): string {
    return framingHosts(this.app.loginUrl);
  }

  /**
   * Installs, or installs again: from now on the installation is unavailable until an administrator has confirmed.
   *
   * @returns the URL of the consent page; null if a browser must not be sent to `callbackUrl`
   * @throws {SiteNameTaken}
   */
  async enable(install: Omit<Installing, 'platform'>, callbackUrl: string): Promise<string | null> {
    if (!isSafeCallback(callbackUrl, this.app.loginUrl)) return null;
    const installationId = await this.installations.install({
      ...install,
      platform: this.connections.platform.name,
    });
    // As it was parsed: what a browser or a header makes of the text may be another address.
    return this.ask({ installationId, installId: install.installId }, new URL(callbackUrl).href);
  }

  /**
   * Where an administrator of the installation is asked whether Qiao may use the marketing platform. Good once, for ten
   * minutes; until they confirm, nothing changes.
   */
  async ask(
    { installationId, installId }: Pick<LocatedInstallation, 'installationId' | 'installId'>,
    callbackUrl: string | null,
  ): Promise<string> {
    const state = randomToken(128);
    const expiresAt = new Date(this.clock.now().getTime() + STATE_LIFE_MS);
    await this.work.statement((em) =>
      em.insert(OAuthState, { digest: digest(state), installationId, installId, callbackUrl, expiresAt }),
    );
    return this.connections.platform.authorizeUrl(state);
  }

  /** What the administrator's browser brings back: a code, or none where they said no. */
  async answer(state: string, code: string | null, requestId: string): Promise<ConnectOutcome> {
    const asked = await this.take(state);
    if (!asked) return { kind: 'UNKNOWN_STATE' };
    if (code === null) return { kind: 'DENIED' };
    const { platform } = this.connections;
    try {
      const tokens = await platform.exchangeCode(code);
      const identity = await platform.identify(tokens.accessToken);
      const ctx = systemContext(asked.installationId, 'marketing platform', requestId);
      return await this.connect(ctx, asked, identity, tokens);
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

  private async connect(
    ctx: RequestContext,
    { installId, callbackUrl }: OAuthState,
    identity: PlatformIdentity,
    tokens: PlatformTokens,
  ): Promise<ConnectOutcome> {
    const { installationId } = ctx;
    const expected = await this.installations.identityOf(installationId);
    if (expected?.siteId !== identity.siteId) return { kind: 'WRONG_SITE' };
    return this.work.write(ctx, 'connect', async (tx) => {
      const { status } = await this.installations.lock(tx, installationId);
      const isOf = await this.installations.isInstalling(tx, installationId, installId);
      // Uninstalled, or installed again, since the administrator was asked.
      if (status === 'UNINSTALLED' || !isOf) return { kind: 'UNKNOWN_STATE' };
      await this.connections.connect(tx.em, installationId, identity, tokens);
      await this.installations.connected(tx, installationId, identity.userName);
      tx.emit(marketingConnected.create(installationId, {}));
      return { kind: 'CONNECTED', callbackUrl };
    });
  }
}
