import { Arg, Args, Authorized, Ctx, Query, Resolver } from 'type-graphql';
import {
  BY_NAME,
  type ConnectionOf,
  ForwardArgs,
  orderedConnectionOf,
  orderedPageOf,
} from '../../../graphql/connection.ts';
import type { GraphContext } from '../../../graphql/context.ts';
import { Cost } from '../../../graphql/cost.ts';
import { externalId } from '../../../graphql/global-id.ts';
import type { MarketingLoaders } from '../catalogue/marketing.loaders.ts';
import type { CampaignService } from './campaign.service.ts';
import { CampaignConnectionType, CampaignType, toCampaignType } from './campaign.type.ts';

@Resolver(() => CampaignType)
export class CampaignResolver {
  constructor(
    private readonly service: CampaignService,
    private readonly loaders: MarketingLoaders,
  ) {}

  @Authorized('ACCOUNTS_READ')
  @Query(() => CampaignConnectionType, {
    description:
      'Lists the campaigns of the marketing platform, ordered by name. Qiao reads them from there at most once a minute. If the marketing platform is unreachable, the cached values are returned as STALE.',
  })
  async campaigns(
    @Ctx() context: GraphContext,
    @Args(() => ForwardArgs) args: ForwardArgs,
    @Arg('search', () => String, {
      nullable: true,
      description: 'Part of the name. Not case-sensitive.',
    })
    search: string | null,
  ): Promise<ConnectionOf<CampaignType>> {
    const filter = { search };
    const page = orderedPageOf('campaigns', args, BY_NAME);
    return orderedConnectionOf('campaigns', page, BY_NAME, {
      rows: await this.service.list(context.request, filter, page),
      node: toCampaignType,
      totalCount: () => this.service.count(context.request, filter),
    });
  }

  @Authorized('ACCOUNTS_READ')
  @Cost({ points: 10 })
  @Query(() => CampaignType, {
    nullable: true,
    description: 'Fetches one campaign; null if the marketing platform never had it.',
  })
  async campaign(
    @Ctx() context: GraphContext,
    @Arg('reference', () => String, {
      description:
        'The campaign: its global ID, its ID in the marketing platform, for example `1234`, or its URL pasted from the browser, for example `https://secure.p01.eloqua.com/Main.aspx#campaigns&id=1234`.',
    })
    reference: string,
  ): Promise<CampaignType | null> {
    const view = await this.service.byReference(context.request, externalId('Campaign', reference));
    return view && toCampaignType(view);
  }

  readonly find = async (context: GraphContext, id: string): Promise<CampaignType | null> => {
    const view = await this.loaders.campaign.load(context, id);
    return view && toCampaignType(view);
  };
}
