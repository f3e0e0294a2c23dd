import { setTimeout as sleep } from 'node:timers/promises';
import type { Clock } from './clock.ts';

/** A token as a row has it. The version rises with every new token, and is what everybody compares. */
export interface TokenRow {
  readonly token: string | null;
  /** Until when calls may be made with it; null: no longer. */
  readonly usableUntil: Date | null;
  readonly version: number;
}

export interface HeldToken {
  readonly token: string;
  readonly version: number;
}

/** Where tokens are kept and how one is replaced. A key names one token: an app id. */
export interface TokenStore {
  read(key: string): Promise<TokenRow>;
  /** Takes the right to replace the token, if its version is still `version` and nobody holds the right. */
  lease(key: string, version: number): Promise<boolean>;
  /**
   * Makes a new token and stores it, with no transaction open meanwhile. Gives the lease back however it ends.
   *
   * @returns null when somebody stored another one meanwhile: that one is to be read
   */
  renew(key: string, version: number): Promise<HeldToken | null>;
  /** Marks the token as dead, unless somebody has replaced `version` already. */
  invalidate(key: string, version: number): Promise<void>;
}

/** No call is made with a token that would die on the way: this long before its end, or in the last tenth of a short life. */
const MARGIN_MS = 5 * 60_000;
/** How long a caller waits for somebody else's refresh. */
const PATIENCE_MS = 20_000;
const WAIT_MS = 50;

/** Nobody brought the token in time. */
export class TokenUnavailable extends Error {
  override readonly name = 'TokenUnavailable';

  constructor() {
    super('another process was to refresh the token and did not');
  }
}

/**
 * Tokens that all processes share and one of them refreshes at a time: within a process callers share one promise, across
 * processes a lease row decides, and who does not get the lease waits for the new version.
 */
export class SharedTokens {
  private readonly refreshing = new Map<string, Promise<HeldToken>>();

  constructor(
    private readonly store: TokenStore,
    private readonly clock: Clock,
  ) {}

  /**
   * Makes a call with the token of `key`. Where the answer is that the token is dead, it is replaced, unless somebody has
   * replaced it already, and the call is made once more; not twice.
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

  /** The token, refreshed first if it has ended or is about to. */
  async get(key: string): Promise<HeldToken> {
    return this.usable(await this.store.read(key)) ?? this.refresh(key);
  }

  /** A new token, unless somebody has replaced `version` meanwhile: for whoever refreshes ahead of time. */
  async refreshAhead(key: string, version: number): Promise<void> {
    await this.refresh(key, version);
  }

  /** The token after `version`, which is dead. A refresh that runs already may have read it while it was not yet. */
  private async successor(key: string, version: number): Promise<HeldToken> {
    const held = await this.get(key);
    return held.version === version ? this.refresh(key, version) : held;
  }

  /**
   * What it gives could be used when it was read: whoever joins relies on that, whatever the one who began knows.
   *
   * @param notThis a version that will not do, though it can be used yet
   */
  private refresh(key: string, notThis: number | null = null): Promise<HeldToken> {
    const running = this.refreshing.get(key);
    if (running) return running;
    const started = this.replace(key, notThis).finally(() => this.refreshing.delete(key));
    this.refreshing.set(key, started);
    return started;
  }

  private async replace(key: string, notThis: number | null): Promise<HeldToken> {
    const deadline = Date.now() + PATIENCE_MS;
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

/** Until when a token may be used that was issued at `now` and ends at `expiresAt`. */
export function usableUntil(now: Date, expiresAt: Date): Date {
  const life = expiresAt.getTime() - now.getTime();
  return new Date(expiresAt.getTime() - Math.min(MARGIN_MS, life / 10));
}
