import { Args, Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import { authorize } from '../../graphql/authorization.ts';
import { type ConnectionOf, connectionOf, pageOf } from '../../graphql/connection.ts';
import type { GraphContext } from '../../graphql/context.ts';
import { RequestError } from '../../kernel/errors.ts';
import { OfficialAccountType, toOfficialAccountType } from '../accounts/account/official-account.type.ts';
import { FollowersArgs, toFollowerFilter } from './follower.input.ts';
import type { FollowerLoaders } from './follower.loaders.ts';
import type { FollowerService } from './follower.service.ts';
import { FollowerConnectionType, FollowerType, toFollowerType } from './follower.type.ts';

@Resolver(() => FollowerType)
export class FollowerResolver {
  constructor(private readonly loaders: FollowerLoaders) {}

  @FieldResolver(() => OfficialAccountType, {
    description: 'The account that the user follows or has followed.',
  })
  async account(@Ctx() context: GraphContext, @Root() { row }: FollowerType): Promise<OfficialAccountType> {
    const account = await this.loaders.account.load(context, row.accountId);
    // Callers see followers only of accounts that they may use; its access may have changed meanwhile.
    if (!account) throw new RequestError('NOT_FOUND');
    return toOfficialAccountType(account);
  }

  readonly find = async (context: GraphContext, id: string): Promise<FollowerType | null> => {
    const row = await this.loaders.byId.load(context, id);
    return row && toFollowerType(row);
  };
}

@Resolver(() => OfficialAccountType)
export class AccountFollowersResolver {
  constructor(private readonly service: FollowerService) {}

  @FieldResolver(() => FollowerConnectionType, {
    description:
      'The users who follow or have followed the account, in the order in which Qiao first saw them. API clients need the scope ACCOUNTS_READ.',
  })
  async followers(
    @Ctx() { request }: GraphContext,
    @Root() { row }: OfficialAccountType,
    @Args(() => FollowersArgs) args: FollowersArgs,
  ): Promise<ConnectionOf<FollowerType>> {
    // An account may also be part of the answer to a mutation.
    authorize(request.caller, 'ACCOUNTS_READ');
    const filter = toFollowerFilter(args.filter);
    const page = pageOf('followers', { first: args.first ?? null, after: args.after ?? null });
    return connectionOf('followers', page, {
      rows: await this.service.ofAccount(request, row.id, filter, page),
      node: toFollowerType,
      totalCount: () => this.service.countOfAccount(request, row.id, filter),
    });
  }
}
