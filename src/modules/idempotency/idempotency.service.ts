import type { Clock } from '../../kernel/clock.ts';
import { type IdempotentCall, type RequestContext, systemContext } from '../../kernel/context.ts';
import type { Outcome } from '../../kernel/idempotency.ts';
import { newId } from '../../kernel/ids.ts';
import type { UnitOfWork } from '../../kernel/unit-of-work.ts';
import type { InstallationService } from '../installations/installation.service.ts';
import { deleteKeysCreatedBefore } from './idempotency-key.repository.ts';
import { type IdempotentWrites, KEPT_MS } from './idempotent-writes.service.ts';

/** Answers idempotent calls that come again, and forgets them after a day. */
export class IdempotencyService {
  constructor(
    private readonly writes: IdempotentWrites,
    private readonly installations: InstallationService,
    private readonly work: UnitOfWork,
    private readonly clock: Clock,
  ) {}

  /**
   * What the call has done before; null if nothing is known of it.
   *
   * @throws {RequestError} IDEMPOTENCY_CONFLICT
   */
  outcome(ctx: RequestContext, call: IdempotentCall): Promise<Outcome | null> {
    return this.work.read(ctx, (em) => this.writes.outcome(em, ctx, call));
  }

  /**
   * Keeps the outcome of a mutation that found nothing to change. Does nothing if its transaction has done it.
   *
   * @throws {AlreadyDone} if the same call, which came at the same time, has changed something
   */
  async keep(ctx: RequestContext, call: IdempotentCall, outcome: Outcome): Promise<void> {
    if (this.writes.hasKept(call)) return;
    await this.work.write(ctx, 'keepOutcome', async ({ em }) => {
      const claim = await this.writes.claim(em, ctx, call);
      await claim.keep(outcome);
    });
  }

  /** Hourly. */
  async forgetOld(): Promise<void> {
    const old = new Date(this.clock.now().getTime() - KEPT_MS);
    for (const installationId of await this.installations.ids()) {
      const ctx = systemContext(installationId, 'job', newId());
      await this.work.write(ctx, 'forgetIdempotencyKeys', ({ em }) => deleteKeysCreatedBefore(em, old));
    }
  }
}
