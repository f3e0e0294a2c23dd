import { Loader } from '../../../graphql/loader.ts';
import type { CampaignService, CampaignView } from '../../marketing/campaigns/campaign.service.ts';
import type { ContactFieldService, ContactFieldView } from '../../marketing/fields/contact-field.service.ts';
import type {
  MarketingUserService,
  MarketingUserView,
} from '../../marketing/users/marketing-user.service.ts';
import type { OfficialAccountService } from './official-account.service.ts';

interface Services {
  readonly accounts: OfficialAccountService;
  readonly contactFields: ContactFieldService;
  readonly marketingUsers: MarketingUserService;
  readonly campaigns: CampaignService;
}

/** Batched reads for lists of official accounts. */
export class OfficialAccountLoaders {
  readonly byId: Loader<Awaited<ReturnType<OfficialAccountService['byId']>>>;
  readonly accessUsers: Loader<string[]>;
  readonly mayUse: Loader<boolean>;
  readonly contactField: Loader<ContactFieldView | null>;
  readonly marketingUser: Loader<MarketingUserView | null>;
  readonly campaign: Loader<CampaignView | null>;

  constructor({ accounts, contactFields, marketingUsers, campaigns }: Services) {
    this.byId = new Loader((ctx, ids) => accounts.byIds(ctx, ids));
    this.accessUsers = new Loader((ctx, ids) => accounts.accessUsers(ctx, ids));
    this.mayUse = new Loader((ctx, ids) => accounts.mayUseEach(ctx, ids));
    this.contactField = new Loader((ctx, ids) => contactFields.byIds(ctx, ids));
    this.marketingUser = new Loader((ctx, ids) => marketingUsers.byIds(ctx, ids));
    this.campaign = new Loader((ctx, ids) => campaigns.byIds(ctx, ids));
  }
}
