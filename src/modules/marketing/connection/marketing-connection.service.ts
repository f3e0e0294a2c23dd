import type { EntityManager } from '@mikro-orm/postgresql';
import type { Clock } from '../../../kernel/clock.ts';
import { isExternalId } from '../../../kernel/external-id.rules.ts';
import { SharedTokens, TokenUnavailable } from '../../../kernel/shared-token.ts';
import {
  type MarketingPlatform,
  type MarketingSession,
  PlatformFault,
  type PlatformIdentity,
  type PlatformTokens,
  type ReferenceKind,
} from './marketing-platform.port.ts';
import type { MarketingTokenService } from './marketing-token.service.ts';

/** How an installation's marketing platform is reached. */
export class MarketingConnectionService {
  private readonly shared: SharedTokens;

  constructor(
    readonly platform: MarketingPlatform,
    private readonly tokens: MarketingTokenService,
    private readonly clock: Clock,
  ) {
    this.shared = new SharedTokens(tokens, clock);
  }

  /** The platform's id in what a caller gives for one of its things; null where it cannot be one, see `idIn` of the port. */
  idIn(kind: ReferenceKind, reference: string): string | null {
    const id = this.platform.idIn(kind, reference);
    return id !== null && isExternalId(id) ? id : null;
  }

  /**
   * Makes a call on behalf of an installation, with a token that works. Never inside a transaction. Where the token is
   * refused, the call is made a second time, at the site's new address or with a new token; not a third.
   *
   * @throws {PlatformFault} INVALID_GRANT where an administrator must connect again
   */
  async call<T>(installationId: string, work: (session: MarketingSession) => Promise<T>): Promise<T> {
    try {
      const result = await this.repaired(installationId, work);
      const { failingSince } = result;
      if (failingSince) await this.tokens.told(installationId, null);
      return result.value;
    } catch (error) {
      const fault = error instanceof TokenUnavailable ? new PlatformFault('UNAVAILABLE') : error;
      if (fault instanceof PlatformFault && isFailing(fault)) {
        await this.tokens.told(installationId, this.clock.now());
      }
      throw fault;
    }
  }

  /** Refreshes what is due, well before it ends. A failure is tried again a minute later. */
  async refreshDue(limit: number): Promise<void> {
    for (const { installationId, version } of await this.tokens.due(limit)) {
      await this.shared.refreshAhead(installationId, version).catch(async (error: unknown) => {
        if (!(error instanceof PlatformFault) && !(error instanceof TokenUnavailable)) throw error;
        if (error instanceof PlatformFault && isFailing(error))
          await this.tokens.told(installationId, this.clock.now());
      });
    }
  }

  /** In the transaction that makes the installation available. */
  async connect(
    em: EntityManager,
    installationId: string,
    { baseUrl }: PlatformIdentity,
    tokens: PlatformTokens,
  ): Promise<void> {
    await this.tokens.save(em, installationId, baseUrl, tokens);
  }

  /** In the transaction that installs again or uninstalls: nothing secret is left. */
  disconnect(em: EntityManager, installationId: string): Promise<void> {
    return this.tokens.drop(em, installationId);
  }

  /** Every installation that is connected. */
  connected(): Promise<string[]> {
    return this.tokens.connected();
  }

  private async repaired<T>(
    installationId: string,
    work: (session: MarketingSession) => Promise<T>,
  ): Promise<{ value: T; failingSince: Date | null }> {
    const first = await this.session(installationId);
    try {
      return { value: await work(first), failingSince: first.failingSince };
    } catch (error) {
      if (!(error instanceof PlatformFault) || error.kind !== 'UNAUTHORIZED') throw error;
    }
    await this.repair(installationId, first);
    const second = await this.session(installationId);
    return { value: await work(second), failingSince: second.failingSince };
  }

  /** The site may have moved, and its token be good: who knows is asked first. */
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

/** Whether the fault tells something of the connection as a whole, and not of one call. */
const isFailing = ({ kind }: PlatformFault): boolean => kind === 'UNAVAILABLE' || kind === 'UNAUTHORIZED';
