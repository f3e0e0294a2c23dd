import type { ModuleApi } from '../../graphql/api.ts';
import type { FollowerService } from '../followers/follower.service.ts';
import { ActivityLoaders } from './activity.loaders.ts';
import {
  AccountActivitiesResolver,
  ActivityResolver,
  FollowerActivitiesResolver,
} from './activity.resolver.ts';
import type { ActivityService } from './activity.service.ts';

interface Services {
  readonly followers: FollowerService;
  readonly activities: ActivityService;
}

export function api({ followers, activities }: Services): ModuleApi {
  const resolver = new ActivityResolver(activities, new ActivityLoaders(activities, followers));
  return {
    resolvers: [
      resolver,
      new AccountActivitiesResolver(activities),
      new FollowerActivitiesResolver(activities),
    ],
    nodes: { Activity: { permission: 'ACCOUNTS_READ', find: resolver.find } },
    streams: { followerActivity: resolver.stream },
  };
}
