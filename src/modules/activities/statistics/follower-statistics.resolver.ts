import { Arg, Ctx, FieldResolver, Int, Resolver, Root } from 'type-graphql';
import { authorize } from '../../../graphql/authorization.ts';
import type { GraphContext } from '../../../graphql/context.ts';
import { Cost } from '../../../graphql/cost.ts';
import { RequestError } from '../../../kernel/errors.ts';
import { OfficialAccountType } from '../../accounts/account/official-account.type.ts';
import type { FollowerStatisticsService } from './follower-statistics.service.ts';
import { FollowerDayType } from './follower-statistics.type.ts';

const DEFAULT_DAYS = 30;
const MOST_DAYS = 90;

@Resolver(() => OfficialAccountType)
export class FollowerStatisticsResolver {
  constructor(private readonly statistics: FollowerStatisticsService) {}

  @Cost({ points: 10, size: MOST_DAYS })
  @FieldResolver(() => [FollowerDayType], {
    description:
      "Follows, unfollows and bindings by day, oldest day first; the last one is today in the account's time zone. Counted from what Qiao keeps: who unfollows is erased, unless the account keeps them, and their follow is not counted any more. So an older day may show fewer follows than it had. API clients need the scope ACCOUNTS_READ.",
  })
  followerStatistics(
    @Ctx() { request }: GraphContext,
    @Root() { row }: OfficialAccountType,
    @Arg('days', () => Int, {
      defaultValue: DEFAULT_DAYS,
      description: `How many days, today included: 1 to ${MOST_DAYS}.`,
    })
    days: number,
  ): Promise<FollowerDayType[]> {
    // An account may also be part of the answer to a mutation.
    authorize(request.caller, 'ACCOUNTS_READ');
    if (days < 1 || days > MOST_DAYS)
      throw new RequestError('BAD_USER_INPUT', `\`days\` is a number from 1 to ${MOST_DAYS}.`);
    return this.statistics.ofAccount(request, row, days);
  }
}
