import { timingSafeEqual } from 'node:crypto';
import { parseApiKey } from '../../kernel/api-key.ts';
import type { Clock } from '../../kernel/clock.ts';
import { type ApiKeyScope, systemContext } from '../../kernel/context.ts';
import { Kept } from '../../kernel/kept.ts';
import type { Logger } from '../../kernel/logger.ts';
import type { PushChannel } from '../../kernel/push.ts';
import { digest } from '../../kernel/secrets.ts';
import type { UnitOfWork } from '../../kernel/unit-of-work.ts';
import { keyExpired, keyMistyped, keyUnknown } from './api-key.errors.ts';
import { findDigest, keysAlive, noteUse } from './api-key.repository.ts';
import { callerChanged } from './caller.events.ts';

/** What an API key allows. */
export interface ApiClient {
  readonly installationId: string;
  readonly keyId: string;
  readonly scopes: readonly ApiKeyScope[];
  readonly expiresAt: Date | null;
}

interface StoredKey extends ApiClient {
  readonly digest: string;
}

/** The precision of `lastUsedAt`. */
const USE_NOTED_EVERY_MS = 60_000;

/** Beyond it, uses are noted once more than needed. */
const MOST_NOTED = 10_000;

/** Authenticates API clients by their keys. */
export class ApiClientService {
  /** When this process last recorded the use of each key. */
  private readonly noted = new Map<string, number>();
  /** By prefix. */
  private readonly keys: Kept<StoredKey>;

  constructor(
    private readonly work: UnitOfWork,
    push: PushChannel,
    private readonly clock: Clock,
    private readonly log: Logger,
  ) {
    this.keys = new Kept(push, (event) =>
      callerChanged.matches(event) ? (event.payload.prefix ?? null) : null,
    );
  }

  /**
   * @throws {RequestError} UNAUTHENTICATED, with the reason but without the secret
   */
  async recognize(text: string, requestId: string): Promise<ApiClient> {
    const key = parseApiKey(text);
    if (!key) throw keyMistyped();
    const stored = await this.keys.get(key.prefix, () => this.find(key.prefix));
    // Compared in constant time, so that an attacker learns nothing from the duration.
    if (!stored || !timingSafeEqual(Buffer.from(stored.digest), Buffer.from(digest(key.text))))
      throw keyUnknown();
    const { installationId, keyId, scopes, expiresAt } = stored;
    if (expiresAt && expiresAt <= this.clock.now()) throw keyExpired(key.prefix, expiresAt);
    this.noteUse(installationId, keyId, requestId);
    return { installationId, keyId, scopes, expiresAt };
  }

  /** The keys among `keyIds` that are not revoked. */
  alive(keyIds: readonly string[]): Promise<ReadonlySet<string>> {
    return this.work.statement((em) => keysAlive(em, keyIds));
  }

  private async find(prefix: string): Promise<StoredKey | null> {
    const found = await this.work.statement((em) => findDigest(em, prefix));
    if (!found) return null;
    const { digest: stored, installationId, keyId, scopes, expiresAt } = found;
    return { digest: stored, installationId, keyId, scopes, expiresAt };
  }

  /** Records the use in the background. */
  private noteUse(installationId: string, keyId: string, requestId: string): void {
    const now = this.clock.now().getTime();
    if (now - (this.noted.get(keyId) ?? 0) < USE_NOTED_EVERY_MS) return;
    this.noted.set(keyId, now);
    if (this.noted.size > MOST_NOTED) this.noted.clear();
    this.work
      .write(systemContext(installationId, 'caller', requestId), 'noteApiKeyUse', ({ em }) =>
        noteUse(em, keyId),
      )
      .catch((error: unknown) => this.log.warn({ err: error, requestId }, 'the use of a key was not noted'));
  }
}
