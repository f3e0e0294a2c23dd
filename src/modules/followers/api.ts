import type { ModuleApi } from '../../graphql/api.ts';
import type { OfficialAccountService } from '../accounts/account/official-account.service.ts';
import { FollowerLoaders } from './follower.loaders.ts';
import { AccountFollowersResolver, FollowerResolver } from './follower.resolver.ts';
import type { FollowerService } from './follower.service.ts';

interface Services {
  readonly accounts: OfficialAccountService;
  readonly followers: FollowerService;
}

export function api({ accounts, followers }: Services): ModuleApi {
  const resolver = new FollowerResolver(new FollowerLoaders(followers, accounts));
  return {
    resolvers: [resolver, new AccountFollowersResolver(followers)],
    nodes: { Follower: { permission: 'ACCOUNTS_READ', find: resolver.find } },
  };
}
