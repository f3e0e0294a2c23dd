import { Args, Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import { authorize } from '../../graphql/authorization.ts';
import { type ConnectionOf, connectionOf, pageOf } from '../../graphql/connection.ts';
import type { GraphContext } from '../../graphql/context.ts';
import { OfficialAccountType } from '../accounts/account/official-account.type.ts';
import { ActivityType, toActivityType } from '../activities/activity.type.ts';
import { FollowerType, toFollowerType } from '../followers/follower.type.ts';
import { DeliveriesArgs, toDeliveryFilter } from './delivery.input.ts';
import type { DeliveryLoaders } from './delivery.loaders.ts';
import type { DeliveryService } from './delivery.service.ts';
import { DeliveryConnectionType, DeliveryType, toDeliveryType } from './delivery.type.ts';

@Resolver(() => DeliveryType)
export class DeliveryResolver {
  constructor(private readonly loaders: DeliveryLoaders) {}

  @FieldResolver(() => FollowerType, {
    nullable: true,
    description: 'Whose values or activity it is; null for somebody who has unfollowed and was erased.',
  })
  async follower(@Ctx() context: GraphContext, @Root() { row }: DeliveryType): Promise<FollowerType | null> {
    const follower = row.followerId && (await this.loaders.follower.load(context, row.followerId));
    return follower ? toFollowerType(follower) : null;
  }

  @FieldResolver(() => ActivityType, {
    nullable: true,
    description: 'The activity; null with the subject FOLLOWER, and once the activity is erased.',
  })
  async activity(@Ctx() context: GraphContext, @Root() { row }: DeliveryType): Promise<ActivityType | null> {
    const activity = row.activityId && (await this.loaders.activity.load(context, row.activityId));
    return activity ? toActivityType(activity) : null;
  }

  readonly find = async (context: GraphContext, id: string): Promise<DeliveryType | null> => {
    const row = await this.loaders.byId.load(context, id);
    return row && toDeliveryType(row);
  };
}

@Resolver(() => ActivityType)
export class ActivityDeliveryResolver {
  constructor(private readonly loaders: DeliveryLoaders) {}

  @FieldResolver(() => DeliveryType, {
    nullable: true,
    description:
      'The delivery to the marketing platform. Null for a LOCATION, a MASS_RESULT, an activity from a time when Qiao did not deliver, an unfollow of somebody who was not bound, and 30 days after it was delivered.',
  })
  async delivery(@Ctx() context: GraphContext, @Root() { row }: ActivityType): Promise<DeliveryType | null> {
    const delivery = await this.loaders.ofActivity.load(context, row.id);
    return delivery && toDeliveryType(delivery);
  }
}

@Resolver(() => OfficialAccountType)
export class AccountDeliveriesResolver {
  constructor(private readonly service: DeliveryService) {}

  @FieldResolver(() => DeliveryConnectionType, {
    description:
      'What the marketing platform gets of the followers of the account, newest first. API clients need the scope ACCOUNTS_READ.',
  })
  async deliveries(
    @Ctx() { request }: GraphContext,
    @Root() { row }: OfficialAccountType,
    @Args(() => DeliveriesArgs) args: DeliveriesArgs,
  ): Promise<ConnectionOf<DeliveryType>> {
    // An account may also be part of the answer to a mutation.
    authorize(request.caller, 'ACCOUNTS_READ');
    const filter = toDeliveryFilter(args.filter);
    const page = pageOf('deliveries', { first: args.first ?? null, after: args.after ?? null });
    return connectionOf('deliveries', page, {
      rows: await this.service.ofAccount(request, row.id, filter, page),
      node: toDeliveryType,
      totalCount: () => this.service.countOfAccount(request, row.id, filter),
    });
  }
}
