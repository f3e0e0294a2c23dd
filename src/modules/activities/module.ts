import type { Clock } from '../../kernel/clock.ts';
import { defineModule, on } from '../../kernel/module.ts';
import type { PushChannel } from '../../kernel/push.ts';
import type { UnitOfWork } from '../../kernel/unit-of-work.ts';
import type { AccountEditService } from '../accounts/account/account-edit.service.ts';
import type { ExportPart } from '../followers/erasure/export-part.port.ts';
import { followersLeftSilently } from '../followers/follower.events.ts';
import type { InstallationService } from '../installations/installation.service.ts';
import type { CampaignService } from '../marketing/campaigns/campaign.service.ts';
import { Activity } from './activity.entity.ts';
import { activityJobs, DELETE_OLD_ACTIVITIES } from './activity.jobs.ts';
import { ActivityService } from './activity.service.ts';
import { activityExport } from './activity-export.service.ts';
import { ActivityRetentionService } from './activity-retention.service.ts';
import { SceneCampaign } from './scenes/scene-campaign.entity.ts';
import { SceneCampaignService } from './scenes/scene-campaign.service.ts';
import { FollowerStatisticsService } from './statistics/follower-statistics.service.ts';

interface Lower {
  readonly work: UnitOfWork;
  readonly push: PushChannel;
  readonly clock: Clock;
  readonly installations: InstallationService;
  readonly campaigns: CampaignService;
  readonly accountEdits: AccountEditService;
}

/** What followers do. */
export const activities = defineModule({
  name: 'activities',
  tenantEntities: [Activity, SceneCampaign],
  timetable: [{ job: DELETE_OLD_ACTIVITIES, match: '53 3 * * *' }],
  ports: () => ({ activityExport: activityExport as ExportPart }),
  compose({ work, push, clock, installations, campaigns, accountEdits }: Lower) {
    const activities = new ActivityService(work, push);
    return {
      services: {
        activities,
        sceneCampaigns: new SceneCampaignService(campaigns, accountEdits),
        followerStatistics: new FollowerStatisticsService(work, clock),
      },
      jobs: activityJobs(new ActivityRetentionService(installations, work, clock)),
      handlers: [on(followersLeftSilently, (tx, ctx, left) => activities.leftSilently(tx, ctx, left))],
    };
  },
  loadApi: () => import('./api.ts'),
});
