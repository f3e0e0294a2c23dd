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
