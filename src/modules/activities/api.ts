import type { ModuleApi } from '../../graphql/api.ts';
import type { OfficialAccountService } from '../accounts/account/official-account.service.ts';
import type { FollowerService } from '../followers/follower.service.ts';
import type { CampaignService } from '../marketing/campaigns/campaign.service.ts';
import { ActivityLoaders } from './activity.loaders.ts';
import {
  AccountActivitiesResolver,
  ActivityResolver,
  FollowerActivitiesResolver,
} from './activity.resolver.ts';
import type { ActivityService } from './activity.service.ts';
import { ActivityJourneyResolver, FollowerJourneyResolver } from './journey/journey.resolver.ts';
import type { JourneyEnd } from './journey/journey-end.port.ts';
import { SceneCampaignResolver } from './scenes/scene-campaign.resolver.ts';
import type { SceneCampaignService } from './scenes/scene-campaign.service.ts';
import { FollowerStatisticsResolver } from './statistics/follower-statistics.resolver.ts';
import type { FollowerStatisticsService } from './statistics/follower-statistics.service.ts';

interface Services {
  readonly accounts: OfficialAccountService;
  readonly followers: FollowerService;
  readonly activities: ActivityService;
  readonly sceneCampaigns: SceneCampaignService;
  readonly followerStatistics: FollowerStatisticsService;
  readonly campaigns: CampaignService;
  /** Absent as long as nothing delivers activities. */
  readonly journeyEnd?: JourneyEnd;
}

export function api({ activities, sceneCampaigns, followerStatistics, ...lower }: Services): ModuleApi {
  const loaders = new ActivityLoaders({ activities, ...lower });
  const resolver = new ActivityResolver(activities, loaders);
  return {
    resolvers: [
      resolver,
      new AccountActivitiesResolver(activities),
      new FollowerActivitiesResolver(activities),
      new ActivityJourneyResolver(loaders),
      new FollowerJourneyResolver(loaders),
      new SceneCampaignResolver(sceneCampaigns, loaders),
      new FollowerStatisticsResolver(followerStatistics),
    ],
    nodes: { Activity: { permission: 'ACCOUNTS_READ', find: resolver.find } },
    streams: { followerActivity: resolver.stream },
  };
}
