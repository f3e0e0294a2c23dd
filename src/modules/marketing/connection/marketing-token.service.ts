import { randomInt } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { EntityManager } from '@mikro-orm/postgresql';
import type { Clock } from '../../../kernel/clock.ts';
import { systemContext } from '../../../kernel/context.ts';
import { newId } from '../../../kernel/ids.ts';
import { placeOf } from '../../../kernel/sealed.ts';
import type { KeyRing } from '../../../kernel/secrets.ts';
import { type HeldToken, type TokenRow, type TokenStore, usableUntil } from '../../../kernel/shared-token.ts';
import type { Transaction, UnitOfWork } from '../../../kernel/unit-of-work.ts';
import { type ConnectionFailure, isOperators } from '../../installations/installation.rules.ts';
import type { InstallationService } from '../../installations/installation.service.ts';
import { MarketingConnection } from './marketing-connection.entity.ts';
import { takeLease } from './marketing-connection.repository.ts';
import { type MarketingPlatform, PlatformFault, type PlatformTokens } from './marketing-platform.port.ts';

/** A connection with its tokens decrypted. It never leaves the process. */
export interface OpenConnection {
  readonly installationId: string;
  readonly baseUrl: string;
  readonly accessToken: string;
  readonly usableUntil: Date | null;
  readonly refreshToken: string;
  readonly version: number;
  readonly failingSince: Date | null;
  readonly failingReason: ConnectionFailure | null;
}

/**
 * The part of its life after which a pair is replaced, so that a platform that does not answer for hours does no harm.
 */
const REFRESH_AFTER = 0.75;

/** Leaves more versions above it than refreshes can ever use. */
const HIGHEST_FIRST_VERSION = 2 ** 30;

/** How often a new pair is offered to a database that does not answer, and how long to wait in between. */
const SAVE_ATTEMPTS = 8;
const SAVE_WAIT_MS = 500;

/**
 * The encrypted tokens for the marketing platform. Only this class decrypts, encrypts and replaces them. Tokens that are for
 * another platform are never used.
 */
export class MarketingTokenService implements TokenStore {
  constructor(
    private readonly platform: MarketingPlatform,
    private readonly installations: InstallationService,
    private readonly work: UnitOfWork,
    private readonly keys: KeyRing,
    private readonly clock: Clock,
  ) {}

  /** @throws {PlatformFault} INVALID_GRANT if there is no connection */
  async open(installationId: string): Promise<OpenConnection> {
    const platform = this.platform.name;
    const found = await this.work.statement((em) =>
      em.findOne(MarketingConnection, { installationId, platform }),
    );
    if (!found) throw new PlatformFault('INVALID_GRANT');
    return {
      installationId,
      baseUrl: found.baseUrl,
      accessToken: this.keys.open(
        found.accessToken,
        placeOf(MarketingConnection, 'accessToken', installationId),
      ),
      usableUntil: found.accessTokenUsableUntil,
      refreshToken: this.keys.open(
        found.refreshToken,
        placeOf(MarketingConnection, 'refreshToken', installationId),
      ),
      version: found.tokenVersion,
      failingSince: found.failingSince,
      failingReason: found.failingReason,
    };
  }

  /** Stores the first pair of a connection, replacing any earlier one. */
  async save(
    em: EntityManager,
    installationId: string,
    baseUrl: string,
    tokens: PlatformTokens,
  ): Promise<void> {
    const found = await em.findOne(MarketingConnection, { installationId });
    const connection = found ?? em.create(MarketingConnection, { installationId } as MarketingConnection);
    Object.assign(connection, this.sealed(installationId, tokens), {
      platform: this.platform.name,
      baseUrl,
      // Does not start at 1: a refresh from before, which may still be running, must not mistake these tokens for its
      // own.
      tokenVersion: randomInt(1, HIGHEST_FIRST_VERSION),
      failingSince: null,
      failingReason: null,
    });
    em.persist(connection);
  }

  /** Deletes all secrets. */
  async drop(em: EntityManager, installationId: string): Promise<void> {
    await em.nativeDelete(MarketingConnection, { installationId });
  }

  /** The connections whose refresh is due, the oldest first. */
  async due(limit: number): Promise<{ installationId: string; version: number }[]> {
    const found = await this.work.statement((em) =>
      em.find(
        MarketingConnection,
        { platform: this.platform.name, refreshAt: { $lte: this.clock.now() } },
        { orderBy: { refreshAt: 'asc' }, limit },
      ),
    );
    return found.map(({ installationId, tokenVersion }) => ({ installationId, version: tokenVersion }));
  }

  /** The ids of all connected installations. */
  async connected(): Promise<string[]> {
    const found = await this.work.statement((em) =>
      em.find(MarketingConnection, { platform: this.platform.name }),
    );
    return found.map(({ installationId }) => installationId);
  }

  async moved(installationId: string, baseUrl: string): Promise<void> {
    await this.work.statement((em) => em.nativeUpdate(MarketingConnection, { installationId }, { baseUrl }));
  }

  /** Records, once, that calls succeed again (null) or why they fail. Does nothing if that is known. */
  async recordHealth(installationId: string, failingReason: ConnectionFailure | null): Promise<void> {
    await this.work.write(contextOf(installationId), 'watchConnection', async (tx) => {
      await this.installations.lock(tx, installationId);
      const connection = await tx.em.findOne(MarketingConnection, { installationId });
      if (!connection || !isNews(connection, failingReason)) return;
      const failingSince = failingReason && (connection.failingSince ?? this.clock.now());
      const failing = { failingReason, failingSince };
      await tx.em.nativeUpdate(MarketingConnection, { installationId }, failing);
      const state = failingReason ? 'FAILING' : 'CONNECTED';
      await this.installations.connectionIs(tx, installationId, state, failing);
    });
  }

  async read(installationId: string): Promise<TokenRow> {
    const { accessToken, usableUntil, version } = await this.open(installationId);
    return { token: accessToken, usableUntil, version };
  }

  lease(installationId: string, version: number): Promise<boolean> {
    return this.work.statement((em) => takeLease(em, installationId, version));
  }

  async invalidate(installationId: string, version: number): Promise<void> {
    await this.work.statement((em) =>
      em.nativeUpdate(
        MarketingConnection,
        { installationId, tokenVersion: version },
        { accessTokenUsableUntil: null },
      ),
    );
  }

  async renew(installationId: string, version: number): Promise<HeldToken> {
    const held = await this.open(installationId);
    if (held.version !== version) return { token: held.accessToken, version: held.version };
    try {
      const tokens = await this.platform.refresh(held.refreshToken);
      const renewed = await this.replace(installationId, version, tokens);
      if (isOperators(held.failingReason)) await this.recordHealth(installationId, null);
      return renewed;
    } catch (error) {
      if (error instanceof PlatformFault && error.kind === 'INVALID_GRANT')
        return this.lose(installationId, version);
      await this.giveBack(installationId, version);
      throw error;
    }
  }

  /**
   * Stores both tokens in one statement. The platform has already invalidated the old refresh token, so this pair
   * exists only here: a database that does not answer for a moment must not lose it.
   */
  private async replace(installationId: string, version: number, tokens: PlatformTokens): Promise<HeldToken> {
    const sealed = { ...this.sealed(installationId, tokens), tokenVersion: version + 1 };
    const save = () =>
      this.work.statement((em) =>
        em.nativeUpdate(MarketingConnection, { installationId, tokenVersion: version }, sealed),
      );
    for (let attempt = 1; ; attempt += 1) {
      try {
        if ((await save()) > 0) return { token: tokens.accessToken, version: version + 1 };
        break;
      } catch (error) {
        if (attempt === SAVE_ATTEMPTS) throw error;
        await sleep(SAVE_WAIT_MS);
      }
    }
    // In the meantime connected again or uninstalled: that state counts.
    const now = await this.open(installationId);
    return { token: now.accessToken, version: now.version };
  }

  private async giveBack(installationId: string, version: number): Promise<void> {
    await this.work.statement((em) =>
      em.nativeUpdate(MarketingConnection, { installationId, tokenVersion: version }, { refreshLease: null }),
    );
  }

  /** The platform no longer accepts the refresh token: an administrator must connect again. */
  private async lose(installationId: string, version: number): Promise<HeldToken> {
    const isLost = await this.work.write(contextOf(installationId), 'loseConnection', (tx) =>
      this.deleteLost(tx, installationId, version),
    );
    if (isLost) throw new PlatformFault('INVALID_GRANT');
    const now = await this.open(installationId);
    return { token: now.accessToken, version: now.version };
  }

  private async deleteLost(tx: Transaction, installationId: string, version: number): Promise<boolean> {
    await this.installations.lock(tx, installationId);
    const deleted = await tx.em.nativeDelete(MarketingConnection, { installationId, tokenVersion: version });
    if (deleted === 0) return false;
    await this.installations.connectionIs(tx, installationId, 'LOST');
    tx.audit({ subjectType: 'Installation', subjectId: installationId, after: { connection: 'LOST' } });
    return true;
  }

  private sealed(installationId: string, { accessToken, refreshToken, expiresAt }: PlatformTokens) {
    const now = this.clock.now();
    const life = expiresAt.getTime() - now.getTime();
    return {
      accessToken: this.keys.seal(accessToken, placeOf(MarketingConnection, 'accessToken', installationId)),
      accessTokenUsableUntil: usableUntil(now, expiresAt),
      refreshToken: this.keys.seal(
        refreshToken,
        placeOf(MarketingConnection, 'refreshToken', installationId),
      ),
      refreshAt: new Date(now.getTime() + life * REFRESH_AFTER),
      refreshLease: null,
    };
  }
}

/** What only the operator can end is told until it ends, whatever else fails. */
function isNews(known: MarketingConnection, failingReason: ConnectionFailure | null): boolean {
  if (failingReason === null) return known.failingSince !== null;
  return (
    failingReason !== known.failingReason && (isOperators(failingReason) || !isOperators(known.failingReason))
  );
}

const contextOf = (installationId: string) => systemContext(installationId, 'marketing connection', newId());
