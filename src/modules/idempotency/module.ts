import { z } from 'zod';
import type { Clock } from '../../kernel/clock.ts';
import { handle, type JobType } from '../../kernel/jobs.ts';
import { defineModule } from '../../kernel/module.ts';
import type { UnitOfWork } from '../../kernel/unit-of-work.ts';
import type { InstallationService } from '../installations/installation.service.ts';
import { IdempotencyService } from './idempotency.service.ts';
import { IdempotencyKey } from './idempotency-key.entity.ts';
import type { IdempotentWrites } from './idempotent-writes.service.ts';
import { OutsideEffects } from './outside-effects.service.ts';

/** By the timetable. */
const FORGET_OLD_KEYS: JobType<unknown> = {
  name: 'idempotency.forget-old-keys',
  payload: z.unknown(),
  maxAttempts: 3,
};

interface Lower {
  readonly idempotentWrites: IdempotentWrites;
  readonly installations: InstallationService;
  readonly work: UnitOfWork;
  readonly clock: Clock;
}

/** Mutations that take effect once, however often they are sent. */
export const idempotency = defineModule({
  name: 'idempotency',
  tenantEntities: [IdempotencyKey],
  timetable: [{ job: FORGET_OLD_KEYS, match: '17 * * * *' }],
  compose({ idempotentWrites, installations, work, clock }: Lower) {
    const idempotency = new IdempotencyService(idempotentWrites, installations, work, clock);
    return {
      services: { idempotency, outsideEffects: new OutsideEffects(idempotentWrites, work, clock) },
      jobs: [handle(FORGET_OLD_KEYS, () => idempotency.forgetOld())],
    };
  },
});
