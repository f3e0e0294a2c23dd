import type { Clock } from '../../kernel/clock.ts';
import type { UnitOfWork } from '../../kernel/unit-of-work.ts';
import type { InstallationService } from '../installations/installation.service.ts';
import { deleteActivitiesBefore } from './activity.repository.ts';

/** Longer than a year, so that two years can be compared. */
const KEPT_DAYS = 400;
/** In one transaction. */
const DELETED_AT_ONCE = 5_000;

/** Deletes activities that are so old that nobody needs them, with what belongs to them. */
export class ActivityRetentionService {
  constructor(
    private readonly installations: InstallationService,
    private readonly work: UnitOfWork,
    private readonly clock: Clock,
  ) {}

  async deleteOld(): Promise<void> {
    const before = new Date(this.clock.now().getTime() - KEPT_DAYS * 86_400_000);
    for (const ctx of await this.installations.jobContexts()) {
      const step = () =>
        this.work.write(ctx, 'deleteOldActivities', ({ em }) =>
          deleteActivitiesBefore(em, ctx, before, DELETED_AT_ONCE),
        );
      while ((await step()) === DELETED_AT_ONCE);
    }
  }
}
