import { Loader } from '../../graphql/loader.ts';
import type { OfficialAccountService } from '../accounts/account/official-account.service.ts';
import type { ActivityService } from '../activities/activity.service.ts';
import type { FollowerService } from '../followers/follower.service.ts';
import type { DeliveryRow } from './delivery.repository.ts';
import type { DeliveryService } from './delivery.service.ts';

export class DeliveryLoaders {
  readonly byId: Loader<DeliveryRow | null>;
  readonly ofActivity: Loader<DeliveryRow | null>;
  readonly follower: Loader<Awaited<ReturnType<FollowerService['byIds']>>[number]>;
  readonly activity: Loader<Awaited<ReturnType<ActivityService['byIds']>>[number]>;
  readonly account: Loader<Awaited<ReturnType<OfficialAccountService['byId']>>>;

  constructor(
    deliveries: DeliveryService,
    followers: FollowerService,
    activities: ActivityService,
    accounts: OfficialAccountService,
  ) {
    this.byId = new Loader((ctx, ids) => deliveries.byIds(ctx, ids));
    this.ofActivity = new Loader((ctx, ids) => deliveries.ofActivities(ctx, ids));
    this.follower = new Loader((ctx, ids) => followers.byIds(ctx, ids));
    this.activity = new Loader((ctx, ids) => activities.byIds(ctx, ids));
    this.account = new Loader((ctx, ids) => accounts.byIds(ctx, ids));
  }
}
