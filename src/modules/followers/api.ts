import type { ModuleApi } from '../../graphql/api.ts';
import type { Clock } from '../../kernel/clock.ts';
import { ContactAdoptionResolver } from './adoption/contact-adoption.resolver.ts';
import { AccountBindingResolver, BindingResolver, ContactResolver } from './binding/binding.resolver.ts';
import type { FollowerLinkService } from './binding/follower-link.service.ts';
import { FollowerPrivacyResolver } from './erasure/follower-privacy.resolver.ts';
import { FollowerLoaders, type LoaderServices } from './follower.loaders.ts';
import { AccountFollowersResolver, FollowerResolver } from './follower.resolver.ts';
import { AccountBindingLinksResolver, BindingLinkResolver } from './links/binding-link.resolver.ts';
import { ApiQuotaResolver } from './quotas/api-quota.resolver.ts';
import type { ApiQuotaService } from './quotas/api-quota.service.ts';
import { ReachResolver } from './reach/reach.resolver.ts';
import { FollowerSettingsResolver } from './settings/follower-settings.resolver.ts';
import { SynchronizationResolver } from './synchronization/synchronization.resolver.ts';

interface Services extends LoaderServices {
  readonly followerLinks: FollowerLinkService;
  readonly apiQuotas: ApiQuotaService;
  readonly clock: Clock;
}

export function api(services: Services): ModuleApi {
  const { followers, followerSettings, followerLinks, followerPrivacy, bindingLinks, contactAdoptions } =
    services;
  const loaders = new FollowerLoaders(services);
  const resolver = new FollowerResolver(loaders);
  const links = new BindingLinkResolver(bindingLinks, loaders);
  const adoptions = new ContactAdoptionResolver(contactAdoptions, loaders);
  const privacy = new FollowerPrivacyResolver(followerPrivacy, loaders);
  const synchronization = new SynchronizationResolver(services.synchronizations, loaders);
  return {
    resolvers: [
      resolver,
      new AccountFollowersResolver(followers),
      new FollowerSettingsResolver(followerSettings, loaders),
      new BindingResolver(followerLinks),
      new ContactResolver(loaders),
      new AccountBindingResolver(loaders),
      links,
      new AccountBindingLinksResolver(bindingLinks),
      adoptions,
      privacy,
      new ReachResolver(loaders, services.clock),
      new ApiQuotaResolver(services.apiQuotas),
      synchronization,
    ],
    nodes: {
      Follower: { permission: 'ACCOUNTS_READ', find: resolver.find },
      BindingLink: { permission: 'ACCOUNTS_READ', find: links.find },
      ContactAdoption: { permission: 'ACCOUNTS_READ', find: adoptions.find },
      PrivacyReceipt: { permission: 'ACCOUNTS_READ', find: privacy.find },
      Synchronization: { permission: 'ACCOUNTS_READ', find: synchronization.find },
    },
    streams: { synchronizationProgress: synchronization.stream },
  };
}
