import { toString as qrCode } from 'qrcode';
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
import { authorize } from '../../../graphql/authorization.ts';
import { type ConnectionOf, connectionOf, ForwardArgs, pageOf } from '../../../graphql/connection.ts';
import type { GraphContext } from '../../../graphql/context.ts';
import { Cost } from '../../../graphql/cost.ts';
import { externalId, localId } from '../../../graphql/global-id.ts';
import { Payload, payload } from '../../../graphql/user-error.type.ts';
import { RequestError } from '../../../kernel/errors.ts';
import { OfficialAccountType, toOfficialAccountType } from '../../accounts/account/official-account.type.ts';
import { CampaignType, toCampaignType } from '../../marketing/campaigns/campaign.type.ts';
import type { FollowerLoaders } from '../follower.loaders.ts';
import { CreateBindingLinkInput, DeleteBindingLinkInput } from './binding-link.input.ts';
import type { BindingLinkRow } from './binding-link.repository.ts';
import type { BindingLinkService } from './binding-link.service.ts';
import { BindingLinkConnectionType, BindingLinkType, toBindingLinkType } from './binding-link.type.ts';

@ObjectType({ description: 'Result of `createBindingLink`.', simpleResolvers: true })
class CreateBindingLinkPayload extends Payload {
  @Field(() => BindingLinkType, {
    nullable: true,
    description: 'The new link; null if the mutation was refused.',
  })
  bindingLink!: BindingLinkType | null;
}

@ObjectType({ description: 'Result of `deleteBindingLink`.', simpleResolvers: true })
class DeleteBindingLinkPayload extends Payload {
  @Field(() => OfficialAccountType, {
    nullable: true,
    description: 'The account that had the link; null if the mutation was refused.',
  })
  officialAccount!: OfficialAccountType | null;
}

@Resolver(() => BindingLinkType)
export class BindingLinkResolver {
  constructor(
    private readonly links: BindingLinkService,
    private readonly loaders: FollowerLoaders,
  ) {}

  @Authorized('ACCOUNTS_WRITE')
  @Mutation(() => CreateBindingLinkPayload, {
    description:
      'Makes a personal QR code for a contact, or a registration page if no contact is given. Followers are bound by it.',
  })
  createBindingLink(
    @Ctx() { request }: GraphContext,
    @Arg('input', () => CreateBindingLinkInput, { description: 'The account, and what the link is for.' })
    { accountId, campaign, ...wish }: CreateBindingLinkInput,
  ): Promise<CreateBindingLinkPayload> {
    const id = localId('OfficialAccount', accountId);
    const reference = campaign == null ? null : externalId('Campaign', campaign);
    return payload('bindingLink', async () =>
      this.show(await this.links.create(request, id, { ...wish, campaign: reference })),
    );
  }

  @Authorized('ACCOUNTS_WRITE')
  @Mutation(() => DeleteBindingLinkPayload, {
    description: 'Deletes a binding link: it binds nobody any more. Followers whom it has bound stay bound.',
  })
  deleteBindingLink(
    @Ctx() context: GraphContext,
    @Arg('input', () => DeleteBindingLinkInput, { description: 'The link to delete.' })
    { bindingLinkId }: DeleteBindingLinkInput,
  ): Promise<DeleteBindingLinkPayload> {
    return payload('officialAccount', async () => {
      const { id } = await this.links.delete(context.request, localId('BindingLink', bindingLinkId));
      return this.account(context, { row: { accountId: id } });
    });
  }

  @FieldResolver(() => OfficialAccountType, { description: 'The account whose followers it binds.' })
  async account(
    @Ctx() context: GraphContext,
    @Root() { row }: { readonly row: Pick<BindingLinkRow, 'accountId'> },
  ): Promise<OfficialAccountType> {
    const account = await this.loaders.account.load(context, row.accountId);
    if (!account) throw new RequestError('NOT_FOUND');
    return toOfficialAccountType(account);
  }

  @FieldResolver(() => CampaignType, {
    nullable: true,
    description:
      'The campaign that receives what the code causes; null: the default campaign of the account.',
  })
  async campaign(
    @Ctx() context: GraphContext,
    @Root() { row }: BindingLinkType,
  ): Promise<CampaignType | null> {
    const campaign = row.campaignId && (await this.loaders.campaign.load(context, row.campaignId));
    return campaign ? toCampaignType(campaign) : null;
  }

  @Cost({ points: 1 })
  @FieldResolver(() => String, { description: '`url` as a QR code: an SVG image.' })
  qrCodeSvg(@Root() { url }: BindingLinkType): Promise<string> {
    return qrCode(url, { type: 'svg', errorCorrectionLevel: 'M', margin: 2 });
  }

  readonly find = async (context: GraphContext, id: string): Promise<BindingLinkType | null> => {
    const row = await this.loaders.bindingLink.load(context, id);
    return row && this.show(row);
  };

  private show(row: BindingLinkRow): BindingLinkType {
    return toBindingLinkType(row, this.links.urlOf(row));
  }
}

@Resolver(() => OfficialAccountType)
export class AccountBindingLinksResolver {
  constructor(private readonly links: BindingLinkService) {}

  @FieldResolver(() => BindingLinkConnectionType, {
    description:
      'The personal QR codes and registration pages of the account, in the order in which they were made. Codes are deleted ninety days after they expire. API clients need the scope ACCOUNTS_READ.',
  })
  async bindingLinks(
    @Ctx() { request }: GraphContext,
    @Root() { row }: OfficialAccountType,
    @Args(() => ForwardArgs) args: ForwardArgs,
  ): Promise<ConnectionOf<BindingLinkType>> {
    // An account may also be part of the answer to a mutation.
    authorize(request.caller, 'ACCOUNTS_READ');
    const page = pageOf('bindingLinks', { first: args.first ?? null, after: args.after ?? null });
    return connectionOf('bindingLinks', page, {
      rows: await this.links.ofAccount(request, row.id, page),
      node: (link) => toBindingLinkType(link, this.links.urlOf(link)),
      totalCount: () => this.links.countOfAccount(request, row.id),
    });
  }
}
