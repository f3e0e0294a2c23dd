import { setTimeout as sleep } from 'node:timers/promises';
import type { Clock } from '../../kernel/clock.ts';
import type { IdempotentCall, RequestContext } from '../../kernel/context.ts';
import { RequestError } from '../../kernel/errors.ts';
import { AlreadyDone } from '../../kernel/idempotency.ts';
import type { UnitOfWork } from '../../kernel/unit-of-work.ts';
import type { IdempotentWrites } from './idempotent-writes.service.ts';

/** Longer than an operation and its calls may take: after that, the attempt's process has died. */
const ATTEMPT_MS = 60_000;
/** How long a call waits for an attempt that is under way elsewhere. */
const PATIENCE_MS = 9_000;
const LOOK_MS = 100;

/** One attempt at an effect outside of Qiao. */
export interface Attempt {
  /** The name that an earlier attempt was about to use, if what became of it is not known. */
  readonly intent: string | null;
  /**
   * To be called before the effect: how a later attempt finds it. Null: the effect was refused, so there is nothing to find.
   *
   * @throws {RequestError} SERVICE_UNAVAILABLE if this attempt took so long that another one has begun
   */
  intend(name: string | null): Promise<void>;
}

/** The attempt of a call that is not idempotent. */
const FREE: Attempt = { intent: null, intend: async () => {} };

/** Reserves idempotency keys for effects outside of Qiao, which no transaction can hold. */
export class OutsideEffects {
  constructor(
    private readonly writes: IdempotentWrites,
    private readonly work: UnitOfWork,
    private readonly clock: Clock,
  ) {}

  /**
   * Runs the work; for an idempotent call never twice at once, and with what an earlier attempt intended. The mutation's own
   * transaction keeps the outcome.
   *
   * @throws {AlreadyDone}
   */
  async attempt<T>(ctx: RequestContext, effect: (attempt: Attempt) => Promise<T>): Promise<T> {
    const { idempotentCall: call } = ctx;
    if (!call) return effect(FREE);
    const { intent, until: reserved } = await this.reserve(ctx, call);
    let until = reserved;
    let intended = intent;
    try {
      return await effect({
        intent,
        intend: async (name) => {
          // The effect begins now, and may take as long as the attempt has.
          const extended = this.attemptEnd();
          await this.change(ctx, call, until, { intent: name, reservedUntil: extended });
          until = extended;
          intended = name;
        },
      });
    } catch (error) {
      // Without an intent nothing can have happened outside. If this fails too, the reservation ends by itself.
      const change = intended === null ? null : { reservedUntil: null };
      await this.change(ctx, call, until, change).catch(() => {});
      throw error;
    }
  }

  private async reserve(ctx: RequestContext, call: IdempotentCall): Promise<Reservation> {
    const until = performance.now() + PATIENCE_MS;
    for (;;) {
      const reserved = await this.tryToReserve(ctx, call);
      if (reserved) return reserved;
      if (performance.now() > until)
        throw new RequestError('SERVICE_UNAVAILABLE', 'The first call with this idempotency key still runs.');
      await sleep(LOOK_MS);
    }
  }

  private tryToReserve(ctx: RequestContext, call: IdempotentCall): Promise<Reservation | null> {
    return this.work.write(ctx, 'reserveIdempotencyKey', async ({ em }) => {
      const row = await this.writes.locked(em, ctx, call);
      const outcome = this.writes.outcomeIn(row, call);
      if (outcome) throw new AlreadyDone(outcome);
      if (row.reservedUntil && row.reservedUntil > this.clock.now()) return null;
      const until = this.attemptEnd();
      row.reservedUntil = until;
      return { intent: row.intent, until };
    });
  }

  private attemptEnd(): Date {
    return new Date(this.clock.now().getTime() + ATTEMPT_MS);
  }

  /** Null: forgets the call. Changes nothing if another attempt has reserved the key since. */
  private change(
    ctx: RequestContext,
    call: IdempotentCall,
    until: Date,
    change: { readonly intent?: string | null; readonly reservedUntil: Date | null } | null,
  ): Promise<void> {
    return this.work.write(ctx, 'reserveIdempotencyKey', async ({ em }) => {
      const row = await this.writes.locked(em, ctx, call);
      if (row.reservedUntil?.getTime() !== until.getTime())
        throw new RequestError('SERVICE_UNAVAILABLE', 'Another call with this idempotency key has begun.');
      if (change === null) em.remove(row);
      else Object.assign(row, change);
    });
  }
}

/** Tells the attempt that has reserved a key from later ones. */
interface Reservation {
  readonly intent: string | null;
  readonly until: Date;
}
