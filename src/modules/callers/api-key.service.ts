import { newApiKey } from '../../kernel/api-key.ts';
import type { Clock } from '../../kernel/clock.ts';
import type { ApiKeyScope, RequestContext } from '../../kernel/context.ts';
import { Refusal, refuseIfAny } from '../../kernel/errors.ts';
import { newId } from '../../kernel/ids.ts';
import { digest } from '../../kernel/secrets.ts';
import type { Transaction, UnitOfWork } from '../../kernel/unit-of-work.ts';
import { ApiKey } from './api-key.entity.ts';
import { keyNotFound, tooManyKeys } from './api-key.errors.ts';
import {
  countKeys,
  forgetDigest,
  freePlace,
  insertDigest,
  keysByIds,
  keysInWindow,
  lockKey,
  lockKeys,
} from './api-key.repository.ts';
import { faultsOf, type NewApiKey } from './api-key.rules.ts';
import { callerChanged } from './caller.events.ts';

type Window = Parameters<typeof keysInWindow>[1];

/** Manages API keys for administrators. */
export class ApiKeyService {
  constructor(
    private readonly work: UnitOfWork,
    private readonly clock: Clock,
  ) {}

  /** @returns the secret key too, which cannot be read again */
  async create(
    ctx: RequestContext,
    input: NewApiKey & { readonly scopes: readonly ApiKeyScope[] },
  ): Promise<{ apiKey: ApiKey; secret: string }> {
    if (ctx.caller.kind !== 'USER') throw new Error('only a user creates API keys');
    const { userId } = ctx.caller;
    refuseIfAny(faultsOf(input, this.clock.now()));
    const { text, prefix } = newApiKey();
    return this.work.write(ctx, 'createApiKey', async (tx) => {
      const place = await freePlace(tx.em, ctx.installationId);
      if (place === null) throw new Refusal(tooManyKeys());
      const { name, expiresAt } = input;
      const scopes = [...new Set(input.scopes)];
      const key = tx.em.create(ApiKey, {
        installationId: ctx.installationId,
        id: newId(),
        place,
        name,
        prefix,
        scopes,
        createdBy: userId,
        createdAt: this.clock.now(),
        expiresAt,
        lastUsedAt: null,
        revokedAt: null,
      });
      await tx.em.persist(key).flush();
      await insertDigest(tx.em, key, digest(text));
      tx.audit({
        subjectType: 'ApiKey',
        subjectId: key.id,
        after: { name, prefix, scopes, expiresAt: expiresAt?.toISOString() ?? null },
      });
      return { id: key.id, apiKey: key, secret: text };
    });
  }

  /** Takes effect at once, also for open sockets. A key that is already revoked is returned unchanged. */
  revoke(ctx: RequestContext, keyId: string): Promise<ApiKey> {
    return this.work.write(ctx, 'revokeApiKey', async (tx) => {
      const key = await lockKey(tx.em, keyId);
      if (!key) throw new Refusal(keyNotFound());
      if (key.revokedAt === null) await this.end(tx, key);
      return key;
    });
  }

  /** Revokes every key, because the installation ends. */
  async revokeAll(tx: Transaction): Promise<void> {
    for (const key of await lockKeys(tx.em)) await this.end(tx, key);
  }

  list(ctx: RequestContext, window: Window): Promise<ApiKey[]> {
    return this.work.read(ctx, (em) => keysInWindow(em, window));
  }

  count(ctx: RequestContext): Promise<number> {
    return this.work.read(ctx, countKeys);
  }

  /** In the order of `ids`; null if there is no such key. */
  async byIds(ctx: RequestContext, ids: readonly string[]): Promise<(ApiKey | null)[]> {
    const found = await this.work.read(ctx, (em) => keysByIds(em, ids));
    return ids.map((id) => found.find((key) => key.id === id) ?? null);
  }

  private async end(tx: Transaction, key: ApiKey): Promise<void> {
    await forgetDigest(tx.em, key.id);
    key.revokedAt = this.clock.now();
    key.place = null;
    tx.audit({
      subjectType: 'ApiKey',
      subjectId: key.id,
      before: { revokedAt: null },
      after: { revokedAt: key.revokedAt.toISOString() },
    });
    tx.emit(callerChanged.create(key.installationId, { id: key.id, prefix: key.prefix }));
  }
}
