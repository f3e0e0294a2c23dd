import { Loader } from '../../graphql/loader.ts';
import type { FollowerService } from '../followers/follower.service.ts';
import type { ActivityRow } from './activity.repository.ts';
import type { ActivityService } from './activity.service.ts';

export class ActivityLoaders {
  readonly byId: Loader<ActivityRow | null>;
  readonly follower: Loader<Awaited<ReturnType<FollowerService['byIds']>>[number]>;

  constructor(activities: ActivityService, followers: FollowerService) {
    this.byId = new Loader((ctx, ids) => activities.byIds(ctx, ids));
    this.follower = new Loader((ctx, ids) => followers.byIds(ctx, ids));
  }
}
