import type { ModuleApi } from '../../graphql/api.ts';
import type { FollowerService } from '../followers/follower.service.ts';
import { ActivityLoaders } from './activity.loaders.ts';
import {
  AccountActivitiesResolver,
  ActivityResolver,
  FollowerActivitiesResolver,
} from './activity.resolver.ts';
import type { ActivityService } from './activity.service.ts';
import { ActivityJourneyResolver, FollowerJourneyResolver } from './journey/journey.resolver.ts';
import type { JourneyEnd } from './journey/journey-end.port.ts';

interface Services {
  readonly followers: FollowerService;
  readonly activities: ActivityService;
  /** Absent as long as nothing delivers activities. */
  readonly journeyEnd?: JourneyEnd;
}

export function api({ followers, activities, journeyEnd }: Services): ModuleApi {
  const loaders = new ActivityLoaders(activities, followers, journeyEnd);
  const resolver = new ActivityResolver(activities, loaders);
  return {
    resolvers: [
      resolver,
      new AccountActivitiesResolver(activities),
      new FollowerActivitiesResolver(activities),
      new ActivityJourneyResolver(loaders),
      new FollowerJourneyResolver(loaders),
    ],
    nodes: { Activity: { permission: 'ACCOUNTS_READ', find: resolver.find } },
    streams: { followerActivity: resolver.stream },
  };
}
