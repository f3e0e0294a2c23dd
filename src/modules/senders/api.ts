import type { ModuleApi } from '../../graphql/api.ts';
import type { OfficialAccountService } from '../accounts/account/official-account.service.ts';
import type { CampaignService } from '../marketing/campaigns/campaign.service.ts';
import type { MarketingUserService } from '../marketing/users/marketing-user.service.ts';
import { ChangeImpactResolver } from './impact/change-impact.resolver.ts';
import type { ChangeImpactService } from './impact/change-impact.service.ts';
import { MessageSenderLoaders } from './steps/message-sender.loaders.ts';
import { AccountSendersResolver, MessageSenderResolver } from './steps/message-sender.resolver.ts';
import type { MessageSenderService } from './steps/message-sender.service.ts';

interface Services {
  readonly campaigns: CampaignService;
  readonly marketingUsers: MarketingUserService;
  readonly accounts: OfficialAccountService;
  readonly messageSenders: MessageSenderService;
  readonly changeImpacts: ChangeImpactService;
}

export function api({
  campaigns,
  marketingUsers,
  accounts,
  messageSenders,
  changeImpacts,
}: Services): ModuleApi {
  const loaders = new MessageSenderLoaders(messageSenders, accounts, campaigns, marketingUsers);
  const senders = new MessageSenderResolver(messageSenders, loaders);
  return {
    resolvers: [senders, new AccountSendersResolver(loaders), new ChangeImpactResolver(changeImpacts)],
    nodes: { MessageSender: { permission: 'ACCOUNTS_READ', find: senders.find } },
  };
}
