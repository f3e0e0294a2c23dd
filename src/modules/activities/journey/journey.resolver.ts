import { Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import { authorize } from '../../../graphql/authorization.ts';
import type { GraphContext } from '../../../graphql/context.ts';
import { Cost } from '../../../graphql/cost.ts';
import { FollowerType } from '../../followers/follower.type.ts';
import type { ActivityLoaders } from '../activity.loaders.ts';
import type { ActivityRow } from '../activity.repository.ts';
import { ActivityType } from '../activity.type.ts';
import { JOURNEY_STEPS, journeyOf } from './journey.rules.ts';
import { JourneyStepType } from './journey.type.ts';

const SIZE = { size: JOURNEY_STEPS.length };

async function journey(
  loaders: ActivityLoaders,
  context: GraphContext,
  activity: ActivityRow,
): Promise<JourneyStepType[]> {
  const [follower, deliveredAt] = await Promise.all([
    activity.followerId ? loaders.follower.load(context, activity.followerId) : null,
    loaders.deliveredAt.load(context, activity.id),
  ]);
  return journeyOf({ ...activity, boundAt: follower?.boundAt ?? null, deliveredAt });
}

@Resolver(() => ActivityType)
export class ActivityJourneyResolver {
  constructor(private readonly loaders: ActivityLoaders) {}

  @Cost(SIZE)
  @FieldResolver(() => [JourneyStepType], {
    description: 'The way from the phone to the contact, as far as it has got; empty for what no push told.',
  })
  journey(@Ctx() context: GraphContext, @Root() { row }: ActivityType): Promise<JourneyStepType[]> {
    return journey(this.loaders, context, row);
  }
}

@Resolver(() => FollowerType)
export class FollowerJourneyResolver {
  constructor(private readonly loaders: ActivityLoaders) {}

  @Cost(SIZE)
  @FieldResolver(() => [JourneyStepType], {
    description:
      'The way of the latest follow from the phone to the contact, as far as it has got; of the first known activity if Qiao has not seen them follow.',
  })
  async journey(@Ctx() context: GraphContext, @Root() { row }: FollowerType): Promise<JourneyStepType[]> {
    // A follower may also be part of the answer to a mutation.
    authorize(context.request.caller, 'ACCOUNTS_READ');
    const first = await this.loaders.firstStep.load(context, row.id);
    return first ? journey(this.loaders, context, first) : [];
  }
}
