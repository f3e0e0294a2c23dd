import { Loader } from '../../graphql/loader.ts';
import type { OfficialAccountService } from '../accounts/account/official-account.service.ts';
import type { FollowerService } from '../followers/follower.service.ts';
import type { CampaignService, CampaignView } from '../marketing/campaigns/campaign.service.ts';
import type { ActivityRow } from './activity.repository.ts';
import type { ActivityService } from './activity.service.ts';
import type { JourneyEnd } from './journey/journey-end.port.ts';

interface Services {
  readonly accounts: OfficialAccountService;
  readonly followers: FollowerService;
  readonly activities: ActivityService;
  readonly campaigns: CampaignService;
  /** Absent as long as nothing delivers activities. */
  readonly journeyEnd?: JourneyEnd;
}

export class ActivityLoaders {
  readonly byId: Loader<ActivityRow | null>;
  readonly follower: Loader<Awaited<ReturnType<FollowerService['byIds']>>[number]>;
  readonly account: Loader<Awaited<ReturnType<OfficialAccountService['byId']>>>;
  readonly campaign: Loader<CampaignView | null>;

  /** Where the journey of a follower begins. */
  readonly firstStep: Loader<ActivityRow | null>;
  readonly deliveredAt: Loader<Date | null>;

  constructor({ accounts, followers, activities, campaigns, journeyEnd }: Services) {
    this.byId = new Loader((ctx, ids) => activities.byIds(ctx, ids));
    this.firstStep = new Loader((ctx, ids) => activities.firstStepsOf(ctx, ids));
    this.deliveredAt = new Loader(async (ctx, ids) =>
      journeyEnd ? journeyEnd.deliveredAt(ctx, ids) : ids.map(() => null),
    );
    this.follower = new Loader((ctx, ids) => followers.byIds(ctx, ids));
    this.account = new Loader((ctx, ids) => accounts.byIds(ctx, ids, []));
    this.campaign = new Loader((ctx, ids) => campaigns.byIds(ctx, ids));
  }
}
