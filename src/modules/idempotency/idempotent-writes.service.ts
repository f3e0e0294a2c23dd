import type { EntityManager } from '@mikro-orm/postgresql';
import type { Clock } from '../../kernel/clock.ts';
import { callerKey, type IdempotentCall, type RequestContext } from '../../kernel/context.ts';
import { RequestError } from '../../kernel/errors.ts';
import { AlreadyDone, type Claim, type Idempotency, type Outcome } from '../../kernel/idempotency.ts';
import { newId } from '../../kernel/ids.ts';
import { placeOf } from '../../kernel/sealed.ts';
import { digest, type KeyRing } from '../../kernel/secrets.ts';
import { IdempotencyKey } from './idempotency-key.entity.ts';
import { findKey, type KeyId, lockedKey, NO_OUTCOME } from './idempotency-key.repository.ts';

/** How long outcomes are kept. */
export const KEPT_MS = 24 * 3_600_000;

/** Keeps the outcome of idempotent calls, in the transaction of their effect. */
export class IdempotentWrites implements Idempotency {
  private readonly kept = new WeakSet<IdempotentCall>();

  constructor(
    private readonly keys: KeyRing,
    private readonly clock: Clock,
  ) {}

  async claim(em: EntityManager, ctx: RequestContext, call: IdempotentCall): Promise<Claim> {
    const row = await this.locked(em, ctx, call);
    const done = this.outcomeIn(row, call);
    if (done) throw new AlreadyDone(done);
    return {
      keep: async (outcome) => {
        if (outcome === null) em.remove(row);
        else this.keep(row, outcome);
        await em.flush();
        if (outcome !== null) this.kept.add(call);
      },
    };
  }

  /** Whether a transaction of this call, in this process, has kept its outcome. */
  hasKept(call: IdempotentCall): boolean {
    return this.kept.has(call);
  }

  private keep(row: IdempotencyKey, { id, secret }: Outcome): void {
    const sealedSecret =
      secret === undefined ? null : this.keys.seal(secret, placeOf(IdempotencyKey, 'sealedSecret', row.id));
    Object.assign(row, { objectId: id, sealedSecret, intent: null, reservedUntil: null });
  }

  /** What the call has done before; null if nothing is known of it. */
  async outcome(em: EntityManager, ctx: RequestContext, call: IdempotentCall): Promise<Outcome | null> {
    const row = await findKey(em, idOf(ctx, call));
    return row && !this.isOld(row) ? this.outcomeIn(row, call) : null;
  }

  /** The row of the call, locked. One that is too old begins anew. */
  async locked(em: EntityManager, ctx: RequestContext, call: IdempotentCall): Promise<IdempotencyKey> {
    const createdAt = this.clock.now();
    const { inputDigest } = call;
    const row = await lockedKey(em, { ...idOf(ctx, call), id: newId(), inputDigest, createdAt });
    if (this.isOld(row)) Object.assign(row, { ...NO_OUTCOME, inputDigest, createdAt });
    return row;
  }

  outcomeIn(row: IdempotencyKey, call: IdempotentCall): Outcome | null {
    if (row.inputDigest !== call.inputDigest) throw new RequestError('IDEMPOTENCY_CONFLICT');
    if (row.objectId === null) return null;
    const secret =
      row.sealedSecret && this.keys.open(row.sealedSecret, placeOf(IdempotencyKey, 'sealedSecret', row.id));
    return { id: row.objectId, ...(secret && { secret }) };
  }

  private isOld({ createdAt }: IdempotencyKey): boolean {
    return createdAt.getTime() + KEPT_MS < this.clock.now().getTime();
  }
}

const idOf = (ctx: RequestContext, { mutation, key }: IdempotentCall): KeyId => ({
  installationId: ctx.installationId,
  caller: callerKey(ctx),
  mutation,
  keyDigest: digest(key),
});
