import type { ModuleApi } from '../../graphql/api.ts';
import type { CampaignService } from '../marketing/campaigns/campaign.service.ts';
import type { ContactFieldService } from '../marketing/fields/contact-field.service.ts';
import type { MarketingUserService } from '../marketing/users/marketing-user.service.ts';
import type { AccountAccessService } from './access/account-access.service.ts';
import type { AccountAddingService } from './account/account-adding.service.ts';
import type { AccountChangesService } from './account/account-changes.service.ts';
import { AccountEventResolver } from './account/account-event.resolver.ts';
import { AccountLimitResolver } from './account/account-limit.resolver.ts';
import { AccountMutationResolver } from './account/account-mutation.resolver.ts';
import { AccountAccessResolver, FieldMappingResolver } from './account/account-parts.resolver.ts';
import { OfficialAccountLoaders } from './account/official-account.loaders.ts';
import { OfficialAccountResolver } from './account/official-account.resolver.ts';
import type { OfficialAccountService } from './account/official-account.service.ts';
import { OpenPlatformResolver } from './connecting/open-platform.resolver.ts';
import type { OpenPlatformService } from './connecting/open-platform.service.ts';
import { PreparationResolver } from './preparation/preparation.resolver.ts';
import type { PreparationService } from './preparation/preparation.service.ts';
import type { AccountRemovalService } from './removal/account-removal.service.ts';
import type { AccountSettingsService } from './settings/account-settings.service.ts';
import type { FieldMappingService } from './settings/field-mapping.service.ts';

interface Services {
  readonly contactFields: ContactFieldService;
  readonly marketingUsers: MarketingUserService;
  readonly campaigns: CampaignService;
  readonly accounts: OfficialAccountService;
  readonly accountChanges: AccountChangesService;
  readonly openPlatforms: OpenPlatformService;
  readonly accountAdding: AccountAddingService;
  readonly accountSettings: AccountSettingsService;
  readonly fieldMappings: FieldMappingService;
  readonly accountAccess: AccountAccessService;
  readonly accountRemoval: AccountRemovalService;
  readonly preparation: PreparationService;
}

export function api(services: Services): ModuleApi {
  const loaders = new OfficialAccountLoaders(services);
  const accounts = new OfficialAccountResolver(services.accounts, loaders);
  const events = new AccountEventResolver(services.accountChanges);
  return {
    resolvers: [
      accounts,
      new AccountMutationResolver({
        adding: services.accountAdding,
        settings: services.accountSettings,
        mappings: services.fieldMappings,
        access: services.accountAccess,
        removal: services.accountRemoval,
      }),
      new PreparationResolver(services.preparation),
      new FieldMappingResolver(loaders),
      new AccountAccessResolver(loaders),
      events,
      new OpenPlatformResolver(services.openPlatforms),
      new AccountLimitResolver(),
    ],
    nodes: { OfficialAccount: { permission: 'ACCOUNTS_READ', find: accounts.find } },
    streams: { officialAccountChanged: events.stream },
  };
}
