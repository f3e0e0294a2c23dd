import type { EntityManager } from '@mikro-orm/postgresql';
import { LockMode } from '@mikro-orm/postgresql';
import type { Clock } from '../../../kernel/clock.ts';
import { placeOf } from '../../../kernel/sealed.ts';
import type { KeyRing } from '../../../kernel/secrets.ts';
import { usableUntil } from '../../../kernel/shared-token.ts';
import { leaseToken } from '../../../kernel/token-lease.ts';
import type { UnitOfWork } from '../../../kernel/unit-of-work.ts';
import type { Authorizer } from '../authorizer/authorizer.entity.ts';
import { Credential } from './credential.entity.ts';
import { type HeldCredential, heldRow, refreshTimeOf } from './credential.rules.ts';

/** A new pair, as WeChat gave it. */
export interface Tokens {
  readonly accessToken: string;
  readonly accessTokenExpiresAt: Date;
  readonly refreshToken: string;
}

/** A credential with its tokens in plain text. It never leaves the process. */
export interface OpenCredential extends HeldCredential {
  readonly installationId: string;
  readonly accessToken: string;
  readonly usableUntil: Date | null;
  readonly refreshToken: string;
  readonly unknownSince: Date | null;
}

/** Longer than a refresh, and the calls after a refused one, usually take. Then another process takes over. */
const LEASE_SECONDS = 30;

/** The sealed tokens of connected accounts. No other code seals or opens them. */
export class CredentialService {
  constructor(
    private readonly work: UnitOfWork,
    private readonly keys: KeyRing,
    private readonly clock: Clock,
  ) {}

  /** The first pair of an authorizer, stored when the transaction is flushed. */
  create(em: EntityManager, authorizer: Authorizer, tokens: Tokens, revision: number): Credential {
    const { installationId, appId } = authorizer;
    const tokenVersion = authorizer.tokenVersion + 1;
    const sealed = this.sealed(appId, tokens);
    const made = { installationId, appId, authorizer, revision, ...sealed, tokenVersion } as Credential;
    return em.create(Credential, made, { persist: true });
  }

  /** The newest pair, which replaces the current one, stored when the transaction is flushed. */
  async save(
    em: EntityManager,
    authorizer: Authorizer,
    tokens: Tokens,
    revision: number,
  ): Promise<Credential> {
    const { installationId, appId } = authorizer;
    const locked = { lockMode: LockMode.PESSIMISTIC_WRITE, refresh: true } as const;
    const found = await em.findOne(Credential, { installationId, appId }, locked);
    if (!found) return this.create(em, authorizer, tokens, revision);
    const { tokenVersion } = found;
    return Object.assign(found, this.sealed(appId, tokens), { tokenVersion: tokenVersion + 1 });
  }

  /**
   * Stores a refreshed pair in one statement, if no other pair has been stored since `held` was read. The caller has locked
   * the account and checked that it owns the WeChat account.
   *
   * @returns when the next refresh is due; null if another pair has been stored
   */
  async replace(em: EntityManager, held: HeldCredential, tokens: Tokens): Promise<Date | null> {
    const sealed = this.sealed(held.appId, tokens);
    const changed = await em.nativeUpdate(Credential, heldRow(held), {
      ...sealed,
      tokenVersion: held.version + 1,
    });
    return changed > 0 ? sealed.refreshAt : null;
  }

  async find(appId: string): Promise<OpenCredential | null> {
    const found = await this.work.statement((em) =>
      em.findOne(Credential, { appId }, { populate: ['authorizer'] }),
    );
    if (!found) return null;
    return {
      installationId: found.installationId,
      accountId: found.authorizer.accountId,
      appId,
      accessToken: this.keys.open(found.accessToken, placeOf(Credential, 'accessToken', appId)),
      usableUntil: found.accessTokenUsableUntil,
      refreshToken: this.keys.open(found.refreshToken, placeOf(Credential, 'refreshToken', appId)),
      revision: found.revision,
      version: found.tokenVersion,
      unknownSince: found.unknownSince,
    };
  }

  /** Gives one process the right to refresh, if the version is still `version`. */
  lease(appId: string, version: number): Promise<boolean> {
    return this.work.statement((em) => leaseToken(em, 'credential', appId, version, LEASE_SECONDS));
  }

  async invalidate(appId: string, version: number): Promise<void> {
    await this.work.statement((em) =>
      em.nativeUpdate(Credential, { appId, tokenVersion: version }, { accessTokenUsableUntil: null }),
    );
  }

  /** The accounts whose refresh is due; the most overdue first. */
  async due(limit: number): Promise<{ appId: string; version: number }[]> {
    const found = await this.work.statement((em) =>
      em.find(
        Credential,
        { refreshAt: { $lte: this.clock.now() } },
        { orderBy: { refreshAt: 'asc' }, limit },
      ),
    );
    return found.map(({ appId, tokenVersion }) => ({ appId, version: tokenVersion }));
  }

  /** Whether a refresh is still due: two jobs may have been enqueued for it, and the first may have failed. */
  async isDue(appId: string): Promise<boolean> {
    const due = { appId, refreshAt: { $lte: this.clock.now() } };
    return this.work.statement(async (em) => (await em.count(Credential, due)) > 0);
  }

  /** Every connected account, with the version of its tokens. */
  async versions(): Promise<Map<string, number>> {
    const found = await this.work.statement((em) => em.find(Credential, {}, { orderBy: { appId: 'asc' } }));
    return new Map(found.map(({ appId, tokenVersion }) => [appId, tokenVersion]));
  }

  /** Stores WeChat's current refresh token in place of a different one. The pair is due for a refresh at once. */
  async adoptRefreshToken(appId: string, version: number, refreshToken: string): Promise<void> {
    await this.work.statement((em) =>
      em.nativeUpdate(
        Credential,
        { appId, tokenVersion: version },
        {
          refreshToken: this.keys.seal(refreshToken, placeOf(Credential, 'refreshToken', appId)),
          refreshAt: this.clock.now(),
          refreshLease: null,
          unknownSince: null,
          tokenVersion: version + 1,
        },
      ),
    );
  }

  private sealed(appId: string, tokens: Tokens) {
    const now = this.clock.now();
    return {
      accessToken: this.keys.seal(tokens.accessToken, placeOf(Credential, 'accessToken', appId)),
      accessTokenUsableUntil: usableUntil(now, tokens.accessTokenExpiresAt),
      refreshToken: this.keys.seal(tokens.refreshToken, placeOf(Credential, 'refreshToken', appId)),
      refreshAt: refreshTimeOf(now, tokens.accessTokenExpiresAt, Math.random()),
      refreshLease: null,
      failingSince: null,
      unknownSince: null,
    };
  }
}
