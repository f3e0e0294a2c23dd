import { Arg, Args, Authorized, Ctx, FieldResolver, Int, Query, Resolver, Root } from 'type-graphql';
import {
  BY_NAME,
  type ConnectionOf,
  ForwardArgs,
  orderedConnectionOf,
  orderedPageOf,
} from '../../graphql/connection.ts';
import type { GraphContext } from '../../graphql/context.ts';
import type { MarketingLoaders } from './marketing.loaders.ts';
import type { MarketingUserFilter, MarketingUserService } from './marketing-user.service.ts';
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
      'The users of the marketing platform, by name, the disabled among them. Read from it unless they were within the last minute; if it does not answer, they are what it last said.',
  })
  async marketingUsers(
    @Ctx() context: GraphContext,
    @Args(() => ForwardArgs) args: ForwardArgs,
    @Arg('search', () => String, {
      nullable: true,
      description: 'Part of a name, a login name or an e-mail address, in any case.',
    })
    search: string | null,
  ): Promise<ConnectionOf<MarketingUserType> & { filter: MarketingUserFilter }> {
    const filter = { search };
    const page = orderedPageOf('marketingUsers', args, BY_NAME);
    const rows = await this.service.list(context.request, filter, page);
    return { ...orderedConnectionOf('marketingUsers', page, rows, toMarketingUserType, BY_NAME), filter };
  }

  readonly find = async (context: GraphContext, id: string): Promise<MarketingUserType | null> => {
    const view = await this.loaders.marketingUser.load(context, id);
    return view && toMarketingUserType(view);
  };
}

@Resolver(() => MarketingUserConnectionType)
export class MarketingUserConnectionResolver {
  constructor(private readonly marketingUsers: MarketingUserService) {}

  @FieldResolver(() => Int, {
    description: 'How many there are in the whole list. Counted only when asked for.',
  })
  totalCount(@Ctx() context: GraphContext, @Root() list: { filter: MarketingUserFilter }): Promise<number> {
    return this.marketingUsers.count(context.request, list.filter);
  }
}
