import { Arg, Args, Authorized, Ctx, FieldResolver, ID, Query, Resolver, Root } from 'type-graphql';
import {
  BY_EXTERNAL_ID,
  BY_ID,
  type ConnectionOf,
  connectionOfAll,
  ForwardArgs,
} from '../../../graphql/connection.ts';
import type { GraphContext } from '../../../graphql/context.ts';
import { Cost } from '../../../graphql/cost.ts';
import { localId } from '../../../graphql/global-id.ts';
import type { AccountChange } from '../../accounts/dependents/account-change.rules.ts';
import {
  CampaignConnectionType,
  type CampaignType,
  toCampaignType,
} from '../../marketing/campaigns/campaign.type.ts';
import {
  MessageSenderConnectionType,
  type MessageSenderType,
  toMessageSenderType,
} from '../steps/message-sender.type.ts';
import type { ChangeImpactService } from './change-impact.service.ts';
import { AccountChangeEnum, ChangeImpactType, toChangeImpactType } from './change-impact.type.ts';

@Resolver(() => ChangeImpactType)
export class ChangeImpactResolver {
  constructor(private readonly impacts: ChangeImpactService) {}

  @Authorized('ACCOUNTS_WRITE')
  @Cost({ points: 20 })
  @Query(() => ChangeImpactType, {
    description:
      'Shows what a change to an official account would break. Changes nothing. Call it before the change, and pass its `impactToken` to the mutation.',
  })
  async changeImpact(
    @Ctx() { request }: GraphContext,
    @Arg('accountId', () => ID, { description: "The account's global ID." }) accountId: string,
    @Arg('change', () => AccountChangeEnum, { description: 'The planned change.' }) change: AccountChange,
  ): Promise<ChangeImpactType> {
    return toChangeImpactType(
      await this.impacts.assess(request, localId('OfficialAccount', accountId), change),
    );
  }

  @FieldResolver(() => MessageSenderConnectionType, {
    description: 'The message senders that would have to be configured again.',
  })
  messageSenders(
    @Root() { impact }: ChangeImpactType,
    @Args(() => ForwardArgs) args: ForwardArgs,
  ): ConnectionOf<MessageSenderType> {
    return connectionOfAll('impact.messageSenders', args, impact.senders, BY_ID, toMessageSenderType);
  }

  @FieldResolver(() => CampaignConnectionType, {
    description:
      'The campaigns that contain these message senders, as far as the marketing platform has reported them. Campaigns that were never saved are missing.',
  })
  async campaigns(
    @Ctx() { request }: GraphContext,
    @Root() { impact }: ChangeImpactType,
    @Args(() => ForwardArgs) args: ForwardArgs,
  ): Promise<ConnectionOf<CampaignType>> {
    const campaigns = await this.impacts.campaigns(request, impact);
    return connectionOfAll('impact.campaigns', args, campaigns, BY_EXTERNAL_ID, toCampaignType);
  }
}
