import { Arg, Args, Authorized, Ctx, FieldResolver, ID, Resolver, Root, Subscription } from 'type-graphql';
import { authorize } from '../../graphql/authorization.ts';
import { type ConnectionOf, connectionOf, pageOf } from '../../graphql/connection.ts';
import type { GraphContext } from '../../graphql/context.ts';
import { localId } from '../../graphql/global-id.ts';
import { subscriber } from '../../graphql/streams.ts';
import { OfficialAccountType } from '../accounts/account/official-account.type.ts';
import { FollowerType, toFollowerType } from '../followers/follower.type.ts';
import { ActivitiesArgs, toActivityFilter } from './activity.input.ts';
import type { ActivityLoaders } from './activity.loaders.ts';
import type { ActivityOwner } from './activity.repository.ts';
import type { ActivityService, LiveActivity } from './activity.service.ts';
import {
  ActivityConnectionType,
  ActivityType,
  FollowerActivityEventType,
  toActivityType,
  toFollowerActivityEventType,
} from './activity.type.ts';

type Activities = ConnectionOf<ActivityType>;

@Resolver(() => ActivityType)
export class ActivityResolver {
  constructor(
    private readonly activities: ActivityService,
    private readonly loaders: ActivityLoaders,
  ) {}

  @Authorized('ACCOUNTS_READ')
  @Subscription(() => FollowerActivityEventType, {
    topics: 'followerActivity',
    topicId: subscriber,
    description:
      'Sends each activity of an official account that Qiao books from now on, until you unsubscribe. For an account that you do not have access to, it sends nothing.',
  })
  followerActivity(
    @Root() live: LiveActivity,
    @Arg('accountId', () => ID, { description: 'Global ID of the official account.' }) _accountId: string,
  ): FollowerActivityEventType {
    return toFollowerActivityEventType(live);
  }

  @FieldResolver(() => FollowerType, {
    nullable: true,
    description:
      'Who did it, or to whom something was sent; null for a mass message, and for an unfollow of somebody who was erased.',
  })
  async follower(@Ctx() context: GraphContext, @Root() { row }: ActivityType): Promise<FollowerType | null> {
    const follower = row.followerId && (await this.loaders.follower.load(context, row.followerId));
    return follower ? toFollowerType(follower) : null;
  }

  readonly stream = ({ request }: GraphContext, { accountId }: { accountId: string }) =>
    this.activities.live(request, localId('OfficialAccount', accountId));

  readonly find = async (context: GraphContext, id: string): Promise<ActivityType | null> => {
    const row = await this.loaders.byId.load(context, id);
    return row && toActivityType(row);
  };
}

@Resolver(() => OfficialAccountType)
export class AccountActivitiesResolver {
  constructor(private readonly service: ActivityService) {}

  @FieldResolver(() => ActivityConnectionType, {
    description: "What the account's followers did, newest first. API clients need the scope ACCOUNTS_READ.",
  })
  activities(
    @Ctx() context: GraphContext,
    @Root() { row }: OfficialAccountType,
    @Args(() => ActivitiesArgs) args: ActivitiesArgs,
  ): Promise<Activities> {
    return activitiesOf('activities', this.service, context, { accountId: row.id }, args);
  }
}

@Resolver(() => FollowerType)
export class FollowerActivitiesResolver {
  constructor(private readonly service: ActivityService) {}

  @FieldResolver(() => ActivityConnectionType, { description: 'What the follower did, newest first.' })
  activities(
    @Ctx() context: GraphContext,
    @Root() { row }: FollowerType,
    @Args(() => ActivitiesArgs) args: ActivitiesArgs,
  ): Promise<Activities> {
    return activitiesOf('followerActivities', this.service, context, { followerId: row.id }, args);
  }
}

async function activitiesOf(
  list: string,
  activities: ActivityService,
  { request }: GraphContext,
  owner: ActivityOwner,
  args: ActivitiesArgs,
): Promise<Activities> {
  // An account may also be part of the answer to a mutation.
  authorize(request.caller, 'ACCOUNTS_READ');
  const filter = toActivityFilter(args.filter);
  const page = pageOf(list, { first: args.first ?? null, after: args.after ?? null });
  return connectionOf(list, page, {
    rows: await activities.of(request, owner, filter, page),
    node: toActivityType,
    totalCount: () => activities.countOf(request, owner, filter),
  });
}
