import { Arg, Args, Authorized, Ctx, Query, Resolver } from 'type-graphql';
import {
  BY_NAME,
  type ConnectionOf,
  ForwardArgs,
  orderedConnectionOf,
  orderedPageOf,
} from '../../../graphql/connection.ts';
import type { GraphContext } from '../../../graphql/context.ts';
import type { MarketingLoaders } from '../catalogue/marketing.loaders.ts';
import type { MarketingUserService } from './marketing-user.service.ts';
import {
  MarketingUserConnectionType,
  MarketingUserType,
  toMarketingUserType,
} from './marketing-user.type.ts';

@Resolver(() => MarketingUserType)
export class MarketingUserResolver {
  constructor(
    private readonly service: MarketingUserService,
    private readonly loaders: MarketingLoaders,
  ) {}

  @Authorized('ACCOUNTS_READ')
  @Query(() => MarketingUserConnectionType, {
    description:
      'Lists the users of the marketing platform, including disabled ones, ordered by name. Qiao reads them from there at most once a minute. If the marketing platform is unreachable, the cached values are returned as STALE.',
  })
  async marketingUsers(
    @Ctx() context: GraphContext,
    @Args(() => ForwardArgs) args: ForwardArgs,
    @Arg('search', () => String, {
      nullable: true,
      description: 'Part of the name, login name or email address. Not case-sensitive.',
    })
    search: string | null,
  ): Promise<ConnectionOf<MarketingUserType>> {
    const filter = { search };
    const page = orderedPageOf('marketingUsers', args, BY_NAME);
    return orderedConnectionOf('marketingUsers', page, BY_NAME, {
      rows: await this.service.list(context.request, filter, page),
      node: toMarketingUserType,
      totalCount: () => this.service.count(context.request, filter),
    });
  }

  readonly find = async (context: GraphContext, id: string): Promise<MarketingUserType | null> => {
    const view = await this.loaders.marketingUser.load(context, id);
    return view && toMarketingUserType(view);
  };
}
