import type { GraphQLResolveInfo } from 'graphql';
import { Arg, Args, Authorized, Ctx, FieldResolver, ID, Info, Query, Resolver, Root } from 'type-graphql';
import { ConnectionArgs, type ConnectionOf, connectionOf, pageOf } from '../../../graphql/connection.ts';
import type { GraphContext } from '../../../graphql/context.ts';
import { localId } from '../../../graphql/global-id.ts';
import { selectedFields } from '../../../graphql/selection.ts';
import type { RequestContext } from '../../../kernel/context.ts';
import { may } from '../../../kernel/permissions.ts';
import { CampaignType, toCampaignType } from '../../marketing/campaigns/campaign.type.ts';
import { AccountAccessType } from '../access/account-access.type.ts';
import { isLetIn, permissionsOf } from '../access/account-permission.rules.ts';
import { AccountPermissionsType } from '../access/account-permissions.type.ts';
import { type Capability, capabilitiesOf } from '../connecting/capability.rules.ts';
import { CapabilityType } from '../connecting/capability.type.ts';
import { CURRENT_TERMS } from '../terms/terms.rules.ts';
import { TermsType } from '../terms/terms.type.ts';
import { OfficialAccountFilter } from './official-account.input.ts';
import type { OfficialAccountLoaders } from './official-account.loaders.ts';
import type { OfficialAccountService } from './official-account.service.ts';
import {
  OfficialAccountConnectionType,
  OfficialAccountType,
  partsFor,
  toOfficialAccountType,
} from './official-account.type.ts';

const userIdOf = ({ caller }: RequestContext) => (caller.kind === 'USER' ? caller.userId : null);

@Resolver(() => OfficialAccountType)
export class OfficialAccountResolver {
  constructor(
    private readonly accounts: OfficialAccountService,
    private readonly loaders: OfficialAccountLoaders,
  ) {}

  @Authorized('ACCOUNTS_READ')
  @Query(() => OfficialAccountType, {
    nullable: true,
    description:
      'Fetches one official account; null if no account has this ID, or you do not have access to it.',
  })
  async officialAccount(
    @Ctx() context: GraphContext,
    @Arg('id', () => ID, { description: "The account's global ID." }) id: string,
    @Info() info: GraphQLResolveInfo,
  ): Promise<OfficialAccountType | null> {
    return this.find(context, localId('OfficialAccount', id), selectedFields(info));
  }

  @Authorized('ACCOUNTS_READ')
  @Query(() => OfficialAccountConnectionType, {
    description:
      'Lists the official accounts that you have access to, in the order in which they were added.',
  })
  async officialAccounts(
    @Ctx() context: GraphContext,
    @Args(() => ConnectionArgs) args: ConnectionArgs,
    @Arg('filter', () => OfficialAccountFilter, {
      nullable: true,
      description: 'Omit to list all accounts except removed ones.',
    })
    filter: OfficialAccountFilter | null,
    @Info() info: GraphQLResolveInfo,
  ): Promise<ConnectionOf<OfficialAccountType>> {
    const page = pageOf('officialAccounts', args);
    const parts = partsFor(selectedFields(info, 'edges', 'node'));
    return connectionOf('officialAccounts', page, {
      rows: await this.accounts.list(context.request, filter ?? {}, page, parts),
      node: toOfficialAccountType,
      totalCount: () => this.accounts.count(context.request, filter ?? {}),
    });
  }

  @Authorized('SIGNED_IN')
  @Query(() => TermsType, {
    description: 'The terms of use in force. Someone must accept them for each official account.',
  })
  terms(): TermsType {
    return CURRENT_TERMS;
  }

  @FieldResolver(() => CampaignType, {
    nullable: true,
    description:
      'The campaign that receives activities that belong to no other campaign; null if none is set.',
  })
  async defaultCampaign(
    @Ctx() context: GraphContext,
    @Root() { row }: OfficialAccountType,
  ): Promise<CampaignType | null> {
    const campaign = row.defaultCampaign && (await this.loaders.campaign.load(context, row.defaultCampaign));
    return campaign ? toCampaignType(campaign) : null;
  }

  @FieldResolver(() => AccountAccessType, { description: 'Which marketing users may use the account.' })
  access(@Ctx() { request }: GraphContext, @Root() { row }: OfficialAccountType): AccountAccessType {
    const { accessMode: mode, accessUserIds: userIds } = row;
    return { mode, userIds: [...userIds], viewerMayUse: isLetIn(row, userIdOf(request)) };
  }

  @FieldResolver(() => [CapabilityType], {
    description: 'What WeChat lets this account do. Lists every kind, in a fixed order.',
  })
  capabilities(@Root() { row }: OfficialAccountType): Capability[] {
    return capabilitiesOf({ ...row, authorized: row.credentialAppId !== null });
  }

  @FieldResolver(() => AccountPermissionsType, { description: 'What you may do with the account.' })
  viewerCan(@Ctx() { request }: GraphContext, @Root() { row }: OfficialAccountType): AccountPermissionsType {
    const { caller } = request;
    return permissionsOf({
      status: row.status,
      mayUse: isLetIn(row, userIdOf(request)),
      configuresAccounts: may(caller, 'ACCOUNTS_WRITE'),
      configuresSenders: may(caller, 'SENDERS_WRITE'),
    });
  }

  readonly find = async (
    context: GraphContext,
    id: string,
    fields: ReadonlySet<string>,
  ): Promise<OfficialAccountType | null> => {
    const row = await this.loaders.account(partsFor(fields)).load(context, id);
    return row && toOfficialAccountType(row);
  };
}
