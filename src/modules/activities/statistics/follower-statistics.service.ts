import type { Clock } from '../../../kernel/clock.ts';
import type { RequestContext } from '../../../kernel/context.ts';
import type { UnitOfWork } from '../../../kernel/unit-of-work.ts';
import { DEFAULT_TIMEZONE } from '../../installations/installation.rules.ts';
import { followerDays } from './follower-statistics.repository.ts';
import type { FollowerDayType } from './follower-statistics.type.ts';

/** The account whose days are counted. The caller must be allowed to see it. */
interface Account {
  readonly id: string;
  /** Null: that of the installation. */
  readonly defaultTimezone: string | null;
}

/** Counts by day what is kept of followers. */
export class FollowerStatisticsService {
  constructor(
    private readonly work: UnitOfWork,
    private readonly clock: Clock,
  ) {}

  ofAccount(ctx: RequestContext, { id, defaultTimezone }: Account, days: number): Promise<FollowerDayType[]> {
    const timeZone = defaultTimezone ?? DEFAULT_TIMEZONE;
    return followerDays(this.work.rows(ctx), ctx, id, { days, now: this.clock.now(), timeZone });
  }
}
