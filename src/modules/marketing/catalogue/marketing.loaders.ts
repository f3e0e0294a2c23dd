import { Loader } from '../../../graphql/loader.ts';
import type { CampaignService, CampaignView } from '../campaigns/campaign.service.ts';
import type { ContactFieldService, ContactFieldView } from '../fields/contact-field.service.ts';
import type { MarketingUserService, MarketingUserView } from '../users/marketing-user.service.ts';

/** Loads objects of the marketing platform in batches. */
export class MarketingLoaders {
  readonly contactField: Loader<ContactFieldView | null>;
  readonly marketingUser: Loader<MarketingUserView | null>;
  readonly campaign: Loader<CampaignView | null>;

  constructor(fields: ContactFieldService, users: MarketingUserService, campaigns: CampaignService) {
    this.contactField = new Loader((ctx, ids) => fields.byIds(ctx, ids));
    this.marketingUser = new Loader((ctx, ids) => users.byIds(ctx, ids));
    this.campaign = new Loader((ctx, ids) => campaigns.byIds(ctx, ids));
  }
}
