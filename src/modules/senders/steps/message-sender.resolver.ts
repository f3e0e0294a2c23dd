import {
  Arg,
  Args,
  Authorized,
  Ctx,
  Field,
  FieldResolver,
  Mutation,
  ObjectType,
  Resolver,
  Root,
} from 'type-graphql';
import { type ConnectionOf, connectionOf, pageOf } from '../../../graphql/connection.ts';
import type { GraphContext } from '../../../graphql/context.ts';
import { localId } from '../../../graphql/global-id.ts';
import { Payload, payload } from '../../../graphql/user-error.type.ts';
import { NO_ID } from '../../../kernel/ids.ts';
import { OfficialAccountType, toOfficialAccountType } from '../../accounts/account/official-account.type.ts';
import { CampaignType, toCampaignType } from '../../marketing/campaigns/campaign.type.ts';
import { MarketingUserType, toMarketingUserType } from '../../marketing/users/marketing-user.type.ts';
import { ConfigureMessageSenderInput, MessageSendersArgs } from './message-sender.input.ts';
import type { MessageSenderLoaders } from './message-sender.loaders.ts';
import { MESSAGE_SENDER_STATUSES, type MessageSenderStatus } from './message-sender.rules.ts';
import type { MessageSenderService } from './message-sender.service.ts';
import {
  MessageSenderConnectionType,
  MessageSenderType,
  toMessageSenderType,
} from './message-sender.type.ts';

@ObjectType({ description: 'Result of `configureMessageSender`.', simpleResolvers: true })
class ConfigureMessageSenderPayload extends Payload {
  @Field(() => MessageSenderType, {
    nullable: true,
    description:
      'The configured message sender; null if the mutation was refused. Qiao updates the marketing platform shortly after; see `upToDate`.',
  })
  messageSender!: MessageSenderType | null;
}

@Resolver(() => MessageSenderType)
export class MessageSenderResolver {
  constructor(
    private readonly senders: MessageSenderService,
    private readonly loaders: MessageSenderLoaders,
  ) {}

  @Authorized('SENDERS_WRITE')
  @Mutation(() => ConfigureMessageSenderPayload, {
    description:
      'Configures a message sender to send for an official account that you may use. Replaces its earlier configuration, if any. Also repairs a message sender whose account has changed.',
  })
  configureMessageSender(
    @Ctx() { request }: GraphContext,
    @Arg('input', () => ConfigureMessageSenderInput, {
      description: 'The message sender and the official account.',
    })
    input: ConfigureMessageSenderInput,
  ): Promise<ConfigureMessageSenderPayload> {
    const id = localId('MessageSender', input.messageSenderId);
    const sender = id === NO_ID ? input.messageSenderId : id;
    return payload('messageSender', async () =>
      toMessageSenderType(
        await this.senders.configure(request, sender, localId('OfficialAccount', input.accountId)),
      ),
    );
  }

  @FieldResolver(() => OfficialAccountType, {
    nullable: true,
    description:
      'The official account for which it sends, or last sent; null if no account was chosen, or you do not have access to it. A message sender that is CONFIGURED always has one.',
  })
  async account(
    @Ctx() context: GraphContext,
    @Root() { row }: MessageSenderType,
  ): Promise<OfficialAccountType | null> {
    const account = row.accountId && (await this.loaders.account.load(context, row.accountId));
    return account ? toOfficialAccountType(account) : null;
  }

  @FieldResolver(() => CampaignType, {
    nullable: true,
    description: 'The campaign that contains it; null until the campaign is saved.',
  })
  async campaign(
    @Ctx() context: GraphContext,
    @Root() { row }: MessageSenderType,
  ): Promise<CampaignType | null> {
    const campaign = row.campaignId && (await this.loaders.campaign.load(context, row.campaignId));
    return campaign ? toCampaignType(campaign) : null;
  }

  @FieldResolver(() => MarketingUserType, {
    nullable: true,
    description: 'The user who last configured it; null if nobody has, or an API client did.',
  })
  async configuredBy(
    @Ctx() context: GraphContext,
    @Root() { row }: MessageSenderType,
  ): Promise<MarketingUserType | null> {
    const user = row.configuredBy && (await this.loaders.user.load(context, row.configuredBy));
    return user ? toMarketingUserType(user) : null;
  }

  readonly find = async (context: GraphContext, id: string): Promise<MessageSenderType | null> => {
    const row = await this.loaders.byId.load(context, id);
    return row && toMessageSenderType(row);
  };
}

@Resolver(() => OfficialAccountType)
export class AccountSendersResolver {
  constructor(private readonly loaders: MessageSenderLoaders) {}

  @FieldResolver(() => MessageSenderConnectionType, {
    description:
      'The message senders that send, or last sent, for this account, in the order in which Qiao first saw them.',
  })
  async messageSenders(
    @Ctx() context: GraphContext,
    @Root() { row }: OfficialAccountType,
    @Args(() => MessageSendersArgs) args: MessageSendersArgs,
  ): Promise<ConnectionOf<MessageSenderType>> {
    const statuses = statusesOf(args.status);
    const page = pageOf('messageSenders', { first: args.first ?? null, after: args.after ?? null });
    const { after, limit } = page;
    return connectionOf('messageSenders', page, {
      rows: await this.loaders.pageOf(context, row.id, { after, limit, statuses }),
      node: toMessageSenderType,
      totalCount: () => this.loaders.countOf(context, row.id, statuses),
    });
  }
}

const statusesOf = (status: MessageSenderStatus | null | undefined): readonly MessageSenderStatus[] =>
  status ? [status] : MESSAGE_SENDER_STATUSES.filter((each) => each !== 'DELETED');
