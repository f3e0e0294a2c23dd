import {
  Arg,
  Args,
  Authorized,
  Ctx,
  Field,
  FieldResolver,
  ID,
  Int,
  Mutation,
  ObjectType,
  Query,
  Resolver,
  Root,
} from 'type-graphql';
import { ConnectionArgs, type ConnectionOf, connectionOf, pageOf } from '../../graphql/connection.ts';
import type { GraphContext } from '../../graphql/context.ts';
import { localId } from '../../graphql/global-id.ts';
import { Payload, payload } from '../../graphql/user-error.type.ts';
import { AccountAccessType } from './account-access.type.ts';
import { AddOfficialAccountInput, OfficialAccountFilter, toNewAccount } from './official-account.input.ts';
import type { OfficialAccountLoaders } from './official-account.loaders.ts';
import type { OfficialAccountService } from './official-account.service.ts';
import {
  OfficialAccountConnectionType,
  OfficialAccountType,
  toOfficialAccountType,
} from './official-account.type.ts';
import { CURRENT_TERMS } from './terms.rules.ts';
import { TermsType } from './terms.type.ts';

@ObjectType({ description: 'The answer of `addOfficialAccount`.', simpleResolvers: true })
class AddOfficialAccountPayload extends Payload {
  @Field(() => OfficialAccountType, {
    nullable: true,
    description: 'The new account; null if it was refused.',
  })
  officialAccount!: OfficialAccountType | null;
}

@Resolver(() => OfficialAccountType)
export class OfficialAccountResolver {
  constructor(
    private readonly accounts: OfficialAccountService,
    private readonly loaders: OfficialAccountLoaders,
  ) {}

  @Authorized('ACCOUNTS_READ')
  @Query(() => OfficialAccountType, {
    nullable: true,
    description: 'One official account; null if it does not exist, or not for you.',
  })
  async officialAccount(
    @Ctx() context: GraphContext,
    @Arg('id', () => ID, { description: 'Its id.' }) id: string,
  ): Promise<OfficialAccountType | null> {
    return this.find(context, localId('OfficialAccount', id));
  }

  @Authorized('ACCOUNTS_READ')
  @Query(() => OfficialAccountConnectionType, {
    description: 'The official accounts that you may see, in the order in which they were added.',
  })
  async officialAccounts(
    @Ctx() context: GraphContext,
    @Args(() => ConnectionArgs) args: ConnectionArgs,
    @Arg('filter', () => OfficialAccountFilter, {
      nullable: true,
      description: 'Omitted: all but removed ones.',
    })
    filter: OfficialAccountFilter | null,
  ): Promise<ConnectionOf<OfficialAccountType> & { filter: OfficialAccountFilter | null }> {
    const page = pageOf('officialAccounts', args);
    const rows = await this.accounts.list(context.request, filter ?? {}, page);
    return { ...connectionOf('officialAccounts', page, rows, toOfficialAccountType), filter };
  }

  @Authorized('SIGNED_IN')
  @Query(() => TermsType, { description: 'The terms that every official account needs somebody to accept.' })
  terms(): TermsType {
    return CURRENT_TERMS;
  }

  @Authorized('ACCOUNTS_WRITE')
  @Mutation(() => AddOfficialAccountPayload, {
    description:
      'Adds an official account as a draft. Next: `authorizeAccount`, and whatever `requirements` tells.',
  })
  addOfficialAccount(
    @Ctx() context: GraphContext,
    @Arg('input', () => AddOfficialAccountInput, { description: 'Its settings, as far as they are known.' })
    input: AddOfficialAccountInput,
  ): Promise<AddOfficialAccountPayload> {
    return payload('officialAccount', async () =>
      toOfficialAccountType(await this.accounts.add(context.request, toNewAccount(input))),
    );
  }

  @FieldResolver(() => AccountAccessType, { description: 'Who may use it.' })
  async access(
    @Ctx() context: GraphContext,
    @Root() { row }: OfficialAccountType,
  ): Promise<AccountAccessType> {
    return { mode: row.accessMode, userIds: await this.loaders.accessUsers.load(context, row.id) };
  }

  readonly find = async (context: GraphContext, id: string): Promise<OfficialAccountType | null> => {
    const row = await this.loaders.byId.load(context, id);
    return row && toOfficialAccountType(row);
  };
}

@Resolver(() => OfficialAccountConnectionType)
export class OfficialAccountConnectionResolver {
  constructor(private readonly accounts: OfficialAccountService) {}

  @FieldResolver(() => Int, {
    description: 'How many there are in the whole list. Counted only when asked for.',
  })
  totalCount(
    @Ctx() context: GraphContext,
    @Root() list: { filter: OfficialAccountFilter | null },
  ): Promise<number> {
    return this.accounts.count(context.request, list.filter ?? {});
  }
}
