import { Loader } from '../../../graphql/loader.ts';
import type { CampaignService, CampaignView } from '../../marketing/campaigns/campaign.service.ts';
import type { ContactFieldService, ContactFieldView } from '../../marketing/fields/contact-field.service.ts';
import type {
  MarketingUserService,
  MarketingUserView,
} from '../../marketing/users/marketing-user.service.ts';
import type { AccountPart, AccountRow } from './account-row.repository.ts';
import type { OfficialAccountService } from './official-account.service.ts';

interface Services {
  readonly accounts: OfficialAccountService;
  readonly contactFields: ContactFieldService;
  readonly marketingUsers: MarketingUserService;
  readonly campaigns: CampaignService;
}

/** Batched reads for lists of official accounts. */
export class OfficialAccountLoaders {
  private readonly accounts = new Map<string, Loader<AccountRow | null>>();
  readonly contactField: Loader<ContactFieldView | null>;
  readonly marketingUser: Loader<MarketingUserView | null>;
  readonly campaign: Loader<CampaignView | null>;

  constructor(private readonly services: Services) {
    const { contactFields, marketingUsers, campaigns } = services;
    this.contactField = new Loader((ctx, ids) => contactFields.byIds(ctx, ids));
    this.marketingUser = new Loader((ctx, ids) => marketingUsers.byIds(ctx, ids));
    this.campaign = new Loader((ctx, ids) => campaigns.byIds(ctx, ids));
  }
  /** Accounts with these parts. */
  account(parts: readonly AccountPart[]): Loader<AccountRow | null> {
    const key = parts.join();
    const known = this.accounts.get(key);
    if (known) return known;
    const loader = new Loader((ctx, ids) => this.services.accounts.byIds(ctx, ids, parts));
    this.accounts.set(key, loader);
    return loader;
  }
}
