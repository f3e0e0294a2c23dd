import { Arg, Args, Authorized, Ctx, FieldResolver, ID, Query, Resolver, Root } from 'type-graphql';
import { ConnectionArgs, type ConnectionOf, connectionOf, pageOf } from '../../../graphql/connection.ts';
import type { GraphContext } from '../../../graphql/context.ts';
import { localId } from '../../../graphql/global-id.ts';
import { may } from '../../../kernel/permissions.ts';
import { CampaignType, toCampaignType } from '../../marketing/campaigns/campaign.type.ts';
import { AccountAccessType } from '../access/account-access.type.ts';
import { permissionsOf } from '../access/account-permission.rules.ts';
import { AccountPermissionsType } from '../access/account-permissions.type.ts';
import { type Capability, capabilitiesOf } from '../connecting/capability.rules.ts';
import { CapabilityType } from '../connecting/capability.type.ts';
import { CURRENT_TERMS } from '../terms/terms.rules.ts';
import { TermsType } from '../terms/terms.type.ts';
import { OfficialAccountFilter } from './official-account.input.ts';
import type { OfficialAccountLoaders } from './official-account.loaders.ts';
import type { AccountRow } from './official-account.repository.ts';
import type { OfficialAccountService } from './official-account.service.ts';
import {
  OfficialAccountConnectionType,
  OfficialAccountType,
  toOfficialAccountType,
} from './official-account.type.ts';

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
  ): Promise<OfficialAccountType | null> {
    return this.find(context, localId('OfficialAccount', id));
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
  ): Promise<ConnectionOf<OfficialAccountType>> {
    const page = pageOf('officialAccounts', args);
    return connectionOf('officialAccounts', page, {
      rows: await this.accounts.list(context.request, filter ?? {}, page),
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
  async access(
    @Ctx() context: GraphContext,
    @Root() { row }: OfficialAccountType,
  ): Promise<AccountAccessType> {
    const userIds = await this.loaders.accessUsers.load(context, row.id);
    return { mode: row.accessMode, userIds, viewerMayUse: await this.mayUse(context, row) };
  }

  @FieldResolver(() => [CapabilityType], {
    description: 'What WeChat lets this account do. Lists every kind, in a fixed order.',
  })
  capabilities(@Root() { row }: OfficialAccountType): Capability[] {
    return capabilitiesOf({ ...row, authorized: row.credentialAppId !== null });
  }

  @FieldResolver(() => AccountPermissionsType, { description: 'What you may do with the account.' })
  async viewerCan(
    @Ctx() context: GraphContext,
    @Root() { row }: OfficialAccountType,
  ): Promise<AccountPermissionsType> {
    const { caller } = context.request;
    return permissionsOf({
      status: row.status,
      mayUse: await this.mayUse(context, row),
      configuresAccounts: may(caller, 'ACCOUNTS_WRITE'),
      configuresSenders: may(caller, 'SENDERS_WRITE'),
    });
  }

  private async mayUse(context: GraphContext, { id, accessMode }: AccountRow): Promise<boolean> {
    // For most accounts, this saves a read.
    return accessMode === 'ALL_USERS' || this.loaders.mayUse.load(context, id);
  }

  readonly find = async (context: GraphContext, id: string): Promise<OfficialAccountType | null> => {
    const row = await this.loaders.byId.load(context, id);
    return row && toOfficialAccountType(row);
  };
}
