import type { ModuleApi } from '../../graphql/api.ts';
import type { UserSignOutService } from '../callers/user-sign-out.service.ts';
import { CampaignResolver } from './campaigns/campaign.resolver.ts';
import type { CampaignService } from './campaigns/campaign.service.ts';
import { MarketingLoaders } from './catalogue/marketing.loaders.ts';
import { ContactFieldResolver } from './fields/contact-field.resolver.ts';
import type { ContactFieldService } from './fields/contact-field.service.ts';
import { MarketingUserResolver } from './users/marketing-user.resolver.ts';
import type { MarketingUserService } from './users/marketing-user.service.ts';
import { UserSignOutResolver } from './users/user-sign-out.resolver.ts';

interface Services {
  readonly contactFields: ContactFieldService;
  readonly marketingUsers: MarketingUserService;
  readonly campaigns: CampaignService;
  readonly userSignOuts: UserSignOutService;
}

export function api({ contactFields, marketingUsers, campaigns, userSignOuts }: Services): ModuleApi {
  const loaders = new MarketingLoaders(contactFields, marketingUsers, campaigns);
  const field = new ContactFieldResolver(contactFields, loaders);
  const user = new MarketingUserResolver(marketingUsers, loaders);
  const campaign = new CampaignResolver(campaigns, loaders);
  const shared = { permission: 'ACCOUNTS_READ', external: true } as const;
  return {
    resolvers: [field, user, campaign, new UserSignOutResolver(marketingUsers, userSignOuts)],
    nodes: {
      ContactField: { ...shared, find: field.find },
      MarketingUser: { ...shared, find: user.find },
      Campaign: { ...shared, find: campaign.find },
    },
  };
}
