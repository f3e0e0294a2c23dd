import type { EntityManager } from '@mikro-orm/postgresql';
import type { Clock } from '../../../kernel/clock.ts';
import { isExternalId } from '../../../kernel/external-id.rules.ts';
import { SharedTokens, TokenUnavailable } from '../../../kernel/shared-token.ts';
import { isOperators } from '../../installations/installation.rules.ts';
import {
  type MarketingPlatform,
  type MarketingSession,
  PlatformFault,
  type PlatformIdentity,
  type PlatformTokens,
  type ReferenceKind,
} from './marketing-platform.port.ts';
import type { MarketingTokenService, OpenConnection } from './marketing-token.service.ts';

/** Calls an installation's marketing platform. */
export class MarketingConnectionService {
  private readonly shared: SharedTokens;

  constructor(
    readonly platform: MarketingPlatform,
    private readonly tokens: MarketingTokenService,
    clock: Clock,
  ) {
    this.shared = new SharedTokens(tokens, clock);
  }

  /** The platform's id in a caller's reference to an object; null if it cannot be an id, see `idIn` of the port. */
  idIn(kind: ReferenceKind, reference: string): string | null {
    const id = this.platform.idIn(kind, reference);
    return id !== null && isExternalId(id) ? id : null;
  }

  /**
   * Makes a call on behalf of an installation, with a valid token. Never inside a transaction. If the token is refused,
   * the call is repeated once, at the site's new URL or with a new token.
   *
   * @throws {PlatformFault} INVALID_GRANT if an administrator must connect again
   */
  async call<T>(installationId: string, work: (session: MarketingSession) => Promise<T>): Promise<T> {
    try {
      const { value, failingSince, failingReason } = await this.repaired(installationId, work);
      // Calls may succeed for hours while new tokens are refused.
      if (failingSince && !isOperators(failingReason)) await this.tokens.recordHealth(installationId, null);
      return value;
    } catch (error) {
      const fault = error instanceof TokenUnavailable ? new PlatformFault('UNAVAILABLE') : error;
      await this.noteFailure(installationId, fault);
      throw fault;
    }
  }

  /** Refreshes the tokens that are due, well before they expire. A failure is retried a minute later. */
  async refreshDue(limit: number): Promise<void> {
    for (const { installationId, version } of await this.tokens.due(limit)) {
      await this.shared.refreshAhead(installationId, version).catch(async (error: unknown) => {
        if (!(error instanceof PlatformFault) && !(error instanceof TokenUnavailable)) throw error;
        await this.noteFailure(installationId, error);
      });
    }
  }

  /** Called in the transaction that makes the installation available. */
  async connect(
    em: EntityManager,
    installationId: string,
    { baseUrl }: PlatformIdentity,
    tokens: PlatformTokens,
  ): Promise<void> {
    await this.tokens.save(em, installationId, baseUrl, tokens);
  }

  /** Called in the transaction that installs again or uninstalls. Deletes all secrets. */
  disconnect(em: EntityManager, installationId: string): Promise<void> {
    return this.tokens.drop(em, installationId);
  }

  /** The ids of all connected installations. */
  connected(): Promise<string[]> {
    return this.tokens.connected();
  }

  /** Only what concerns the connection as a whole. */
  private async noteFailure(installationId: string, error: unknown): Promise<void> {
    if (error instanceof PlatformFault && error.failure)
      await this.tokens.recordHealth(installationId, error.failure);
  }

  private async repaired<T>(
    installationId: string,
    work: (session: MarketingSession) => Promise<T>,
  ): Promise<Pick<OpenConnection, 'failingSince' | 'failingReason'> & { readonly value: T }> {
    const first = await this.session(installationId);
    try {
      return { ...healthOf(first), value: await work(first) };
    } catch (error) {
      if (!(error instanceof PlatformFault) || error.kind !== 'UNAUTHORIZED') throw error;
    }
    await this.repair(installationId, first);
    const second = await this.session(installationId);
    return { ...healthOf(second), value: await work(second) };
  }

  /**
   * After a refused token: asks for the site's URL first, because the site may have moved while the token is still
   * valid.
   */
  private async repair(
    installationId: string,
    { accessToken, baseUrl, version }: MarketingSession & { version: number },
  ): Promise<void> {
    try {
      const now = await this.platform.identify(accessToken);
      if (now.baseUrl !== baseUrl) await this.tokens.moved(installationId, now.baseUrl);
    } catch (error) {
      if (!(error instanceof PlatformFault) || error.kind !== 'UNAUTHORIZED') throw error;
      await this.tokens.invalidate(installationId, version);
    }
  }

  private async session(installationId: string) {
    await this.shared.get(installationId);
    return this.tokens.open(installationId);
  }
}

const healthOf = ({ failingSince, failingReason }: OpenConnection) => ({ failingSince, failingReason });
