import {
  Arg,
  Authorized,
  Ctx,
  Field,
  FieldResolver,
  ID,
  InputType,
  Mutation,
  ObjectType,
  Resolver,
  Root,
} from 'type-graphql';
import type { GraphContext } from '../../../graphql/context.ts';
import { externalId, localId } from '../../../graphql/global-id.ts';
import { Payload, payload } from '../../../graphql/user-error.type.ts';
import { OfficialAccountType, toOfficialAccountType } from '../../accounts/account/official-account.type.ts';
import { CampaignType, toCampaignType } from '../../marketing/campaigns/campaign.type.ts';
import type { ActivityLoaders } from '../activity.loaders.ts';
import { ActivityType } from '../activity.type.ts';
import type { SceneCampaignService } from './scene-campaign.service.ts';

@InputType({ description: 'The campaign of a scene.' })
class SetSceneCampaignInput {
  @Field(() => ID, { description: "The account's global ID." })
  accountId!: string;

  @Field(() => String, {
    description: 'The text that the QR code carries, for example `shop-7`; at most 64 characters.',
  })
  sceneKey!: string;

  @Field(() => String, {
    nullable: true,
    description:
      'The campaign: its global ID, its ID in the marketing platform, for example `1234`, or its URL. It must be ACTIVE. Null: the default campaign of the account again.',
  })
  campaign!: string | null;
}

@ObjectType({ description: 'Result of `setSceneCampaign`.', simpleResolvers: true })
class SetSceneCampaignPayload extends Payload {
  @Field(() => OfficialAccountType, {
    nullable: true,
    description: 'The account after the change; null if the mutation was refused.',
  })
  officialAccount!: OfficialAccountType | null;
}

@Resolver(() => ActivityType)
export class SceneCampaignResolver {
  constructor(
    private readonly scenes: SceneCampaignService,
    private readonly loaders: ActivityLoaders,
  ) {}

  @Authorized('ACCOUNTS_WRITE')
  @Mutation(() => SetSceneCampaignPayload, {
    description:
      'Gives follows and scans of a QR code a campaign of their own, from now on. While it is not active, they go to the default campaign of the account.',
  })
  setSceneCampaign(
    @Ctx() { request }: GraphContext,
    @Arg('input', () => SetSceneCampaignInput, { description: 'The scene and its campaign.' })
    { accountId, sceneKey, campaign }: SetSceneCampaignInput,
  ): Promise<SetSceneCampaignPayload> {
    const scene = { accountId: localId('OfficialAccount', accountId), sceneKey };
    const reference = campaign == null ? null : externalId('Campaign', campaign);
    return payload('officialAccount', async () =>
      toOfficialAccountType(await this.scenes.set(request, scene, reference)),
    );
  }

  @FieldResolver(() => CampaignType, {
    nullable: true,
    description:
      'The campaign that the activity belongs to: that of its scene, or else the default campaign of the account. Null if the marketing platform has none of them.',
  })
  async campaign(@Ctx() context: GraphContext, @Root() { row }: ActivityType): Promise<CampaignType | null> {
    const id = row.campaignId ?? (await this.loaders.account.load(context, row.accountId))?.defaultCampaign;
    const campaign = id ? await this.loaders.campaign.load(context, id) : null;
    return campaign && toCampaignType(campaign);
  }
}
