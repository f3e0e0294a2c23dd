import { Arg, Args, Authorized, Ctx, FieldResolver, ID, Query, Resolver, Root } from 'type-graphql';
import { type ConnectionOf, connectionOfAll, ForwardArgs } from '../../../graphql/connection.ts';
import type { GraphContext } from '../../../graphql/context.ts';
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
  @Query(() => ChangeImpactType, {
    description: 'What would break if the account changed so. Changes nothing.',
  })
  async changeImpact(
    @Ctx() { request }: GraphContext,
    @Arg('accountId', () => ID, { description: 'The official account.' }) accountId: string,
    @Arg('change', () => AccountChangeEnum, { description: 'The change.' }) change: AccountChange,
  ): Promise<ChangeImpactType> {
    return toChangeImpactType(
      await this.impacts.assess(request, localId('OfficialAccount', accountId), change),
    );
  }

  @FieldResolver(() => MessageSenderConnectionType, {
    description: 'The message senders that would need configuration.',
  })
  messageSenders(
    @Root() { impact }: ChangeImpactType,
    @Args(() => ForwardArgs) args: ForwardArgs,
  ): ConnectionOf<MessageSenderType> {
    return connectionOfAll('impact.messageSenders', args, impact.senders, toMessageSenderType);
  }

  @FieldResolver(() => CampaignConnectionType, {
    description:
      'The campaigns on which those senders stand, so far as the marketing platform has told; a canvas that was not saved is in none.',
  })
  async campaigns(
    @Ctx() { request }: GraphContext,
    @Root() { impact }: ChangeImpactType,
    @Args(() => ForwardArgs) args: ForwardArgs,
  ): Promise<ConnectionOf<CampaignType>> {
    const campaigns = await this.impacts.campaigns(request, impact);
    return connectionOfAll('impact.campaigns', args, campaigns, toCampaignType);
  }
}
