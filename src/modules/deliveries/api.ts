import type { ModuleApi } from '../../graphql/api.ts';
import type { OfficialAccountService } from '../accounts/account/official-account.service.ts';
import type { ActivityService } from '../activities/activity.service.ts';
import type { FollowerService } from '../followers/follower.service.ts';
import { DeliveryLoaders } from './delivery.loaders.ts';
import {
  AccountDeliveriesResolver,
  ActivityDeliveryResolver,
  DeliveryResolver,
} from './delivery.resolver.ts';
import type { DeliveryService } from './delivery.service.ts';
import { RedeliverResolver } from './redeliver.resolver.ts';

interface Services {
  readonly accounts: OfficialAccountService;
  readonly followers: FollowerService;
  readonly activities: ActivityService;
  readonly deliveries: DeliveryService;
}

export function api({ accounts, followers, activities, deliveries }: Services): ModuleApi {
  const loaders = new DeliveryLoaders(deliveries, followers, activities, accounts);
  const resolver = new DeliveryResolver(loaders);
  return {
    resolvers: [
      resolver,
      new ActivityDeliveryResolver(loaders),
      new AccountDeliveriesResolver(deliveries),
      new RedeliverResolver(deliveries, loaders),
    ],
    nodes: { Delivery: { permission: 'ACCOUNTS_READ', find: resolver.find } },
  };
}
