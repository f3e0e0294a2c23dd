import { Loader } from '../../graphql/loader.ts';
import type { FollowerService } from '../followers/follower.service.ts';
import type { ActivityRow } from './activity.repository.ts';
import type { ActivityService } from './activity.service.ts';
import type { JourneyEnd } from './journey/journey-end.port.ts';

export class ActivityLoaders {
  readonly byId: Loader<ActivityRow | null>;
  readonly follower: Loader<Awaited<ReturnType<FollowerService['byIds']>>[number]>;

  /** Where the journey of a follower begins. */
  readonly firstStep: Loader<ActivityRow | null>;
  readonly deliveredAt: Loader<Date | null>;

  constructor(activities: ActivityService, followers: FollowerService, journeyEnd?: JourneyEnd) {
    this.byId = new Loader((ctx, ids) => activities.byIds(ctx, ids));
    this.firstStep = new Loader((ctx, ids) => activities.firstStepsOf(ctx, ids));
    this.deliveredAt = new Loader(async (ctx, ids) =>
      journeyEnd ? journeyEnd.deliveredAt(ctx, ids) : ids.map(() => null),
    );
    this.follower = new Loader((ctx, ids) => followers.byIds(ctx, ids));
  }
}
