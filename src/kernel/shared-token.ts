import { setTimeout as sleep } from 'node:timers/promises';
import type { Clock } from './clock.ts';

/**
 * A token as stored in a row. Its version increments with each new token; processes compare it to notice a replacement.
 */
export interface TokenRow {
  readonly token: string | null;
  /** Until when the token may be used; null: no longer. */
  readonly usableUntil: Date | null;
  readonly version: number;
}

export interface HeldToken {
  readonly token: string;
  readonly version: number;
}

/** Stores tokens and replaces them. A key identifies one token, for example by app id. */
export interface TokenStore {
  read(key: string): Promise<TokenRow>;
  /** Takes the lease to replace the token, if its version is still `version` and nobody holds the lease. */
  lease(key: string, version: number): Promise<boolean>;
  /**
   * Requests and stores a new token, with no transaction open during the request. Always releases the lease.
   *
   * @returns null if another process stored a token in the meantime: read that one
   */
  renew(key: string, version: number): Promise<HeldToken | null>;
  /** Marks the token as invalid, unless `version` was already replaced. */
  invalidate(key: string, version: number): Promise<void>;
}

/**
 * A token is not used this long before it expires, or in the last tenth of a short life, because it could expire during
 * the call.
 */
const MARGIN_MS = 5 * 60_000;
/** How long a caller waits for a refresh by another process. */
const TIMEOUT_MS = 20_000;
const WAIT_MS = 50;

/** No token was available in time. */
export class TokenUnavailable extends Error {
  override readonly name = 'TokenUnavailable';

  constructor() {
    super('another process was to refresh the token and did not');
  }
}

/**
 * Tokens that all processes share and one process at a time refreshes. Within a process, callers share one promise.
 * Across processes, a lease on the row decides; the others wait for the new version.
 */
export class SharedTokens {
  private readonly refreshing = new Map<string, Promise<HeldToken>>();

  constructor(
    private readonly store: TokenStore,
    private readonly clock: Clock,
  ) {}

  /**
   * Makes a call with the token of `key`. If the answer says that the token is invalid, the token is replaced (unless
   * another process has replaced it) and the call is repeated once.
   */
  async call<T>(
    key: string,
    request: (token: string) => Promise<T>,
    isDead: (error: unknown) => boolean,
  ): Promise<T> {
    const held = await this.get(key);
    try {
      return await request(held.token);
    } catch (error) {
      if (!isDead(error)) throw error;
      await this.store.invalidate(key, held.version);
      return request((await this.successor(key, held.version)).token);
    }
  }

  /** Returns the token. Refreshes it first if it has expired or is about to. */
  async get(key: string): Promise<HeldToken> {
    return this.usable(await this.store.read(key)) ?? this.refresh(key);
  }

  /** Replaces the token, unless `version` was already replaced. For refreshes before the token expires. */
  async refreshAhead(key: string, version: number): Promise<void> {
    await this.refresh(key, version);
  }

  /**
   * Returns the token that replaces the invalid `version`. A running refresh may have read `version` before it became
   * invalid.
   */
  private async successor(key: string, version: number): Promise<HeldToken> {
    const held = await this.get(key);
    return held.version === version ? this.refresh(key, version) : held;
  }

  /**
   * Returns a token that was valid when it was read. Callers that join a running refresh rely on that.
   *
   * @param notThis a version that must not be returned, even if it still seems valid
   */
  private refresh(key: string, notThis: number | null = null): Promise<HeldToken> {
    const running = this.refreshing.get(key);
    if (running) return running;
    const started = this.replace(key, notThis).finally(() => this.refreshing.delete(key));
    this.refreshing.set(key, started);
    return started;
  }

  private async replace(key: string, notThis: number | null): Promise<HeldToken> {
    const deadline = Date.now() + TIMEOUT_MS;
    while (Date.now() < deadline) {
      const row = await this.store.read(key);
      const held = row.version === notThis ? null : this.usable(row);
      if (held) return held;
      if (await this.store.lease(key, row.version)) {
        const renewed = await this.store.renew(key, row.version);
        if (renewed) return renewed;
      } else {
        await sleep(WAIT_MS);
      }
    }
    throw new TokenUnavailable();
  }

  private usable({ token, usableUntil, version }: TokenRow): HeldToken | null {
    return token !== null && usableUntil !== null && usableUntil > this.clock.now()
      ? { token, version }
      : null;
  }
}

/** Until when a token may be used that was issued at `now` and expires at `expiresAt`. */
export function usableUntil(now: Date, expiresAt: Date): Date {
  const life = expiresAt.getTime() - now.getTime();
  return new Date(expiresAt.getTime() - Math.min(MARGIN_MS, life / 10));
}
