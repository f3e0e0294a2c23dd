import type { ModuleApi } from '../../graphql/api.ts';
import type { OfficialAccountService } from '../accounts/account/official-account.service.ts';
import { FollowerLoaders } from './follower.loaders.ts';
import { AccountFollowersResolver, FollowerResolver } from './follower.resolver.ts';
import type { FollowerService } from './follower.service.ts';
import { FollowerSettingsResolver } from './settings/follower-settings.resolver.ts';
import type { FollowerSettingsService } from './settings/follower-settings.service.ts';

interface Services {
  readonly accounts: OfficialAccountService;
  readonly followers: FollowerService;
  readonly followerSettings: FollowerSettingsService;
}

export function api({ accounts, followers, followerSettings }: Services): ModuleApi {
  const loaders = new FollowerLoaders(followers, followerSettings, accounts);
  const resolver = new FollowerResolver(loaders);
  return {
    resolvers: [
      resolver,
      new AccountFollowersResolver(followers),
      new FollowerSettingsResolver(followerSettings, loaders),
    ],
    nodes: { Follower: { permission: 'ACCOUNTS_READ', find: resolver.find } },
  };
}
