import { Arg, Authorized, Ctx, Field, ID, InputType, Mutation, ObjectType, Resolver } from 'type-graphql';
import type { GraphContext } from '../../../graphql/context.ts';
import { externalId } from '../../../graphql/global-id.ts';
import { Payload, payload } from '../../../graphql/user-error.type.ts';
import { Refusal, type UserFault } from '../../../kernel/errors.ts';
import type { UserSignOutService } from '../../callers/user-sign-out.service.ts';
import type { MarketingUserService } from './marketing-user.service.ts';
import { MarketingUserType, toMarketingUserType } from './marketing-user.type.ts';

@InputType({ description: 'The user to sign out.' })
class SignOutUserInput {
  @Field(() => ID, {
    description: "Global ID of the user, or the marketing platform's own ID, for example `17`.",
  })
  userId!: string;
}

@ObjectType({ description: 'Result of `signOutUser`.', simpleResolvers: true })
class SignOutUserPayload extends Payload {
  @Field(() => MarketingUserType, {
    nullable: true,
    description: 'The user; null if the mutation was refused.',
  })
  marketingUser!: MarketingUserType | null;
}

@Resolver()
export class UserSignOutResolver {
  constructor(
    private readonly users: MarketingUserService,
    private readonly signOuts: UserSignOutService,
  ) {}

  @Authorized('SIGN_OUT')
  @Mutation(() => SignOutUserPayload, {
    description:
      "Refuses all tokens that were issued to a user before now, for example because one was leaked. The user's open WebSocket connections are closed with the code 4403. A token that is issued a second later works: tokens say in whole seconds when they were issued.",
  })
  signOutUser(
    @Ctx() { request }: GraphContext,
    @Arg('input', () => SignOutUserInput, { description: 'The user to sign out.' }) input: SignOutUserInput,
  ): Promise<SignOutUserPayload> {
    const userId = externalId('MarketingUser', input.userId);
    return payload('marketingUser', async () => {
      const [user] = this.users.isId(userId) ? await this.users.byIds(request, [userId]) : [];
      if (!user) throw new Refusal(userNotFound());
      await this.signOuts.signOut(request, userId);
      return toMarketingUserType(user);
    });
  }
}

const userNotFound = (): UserFault => ({
  code: 'USER_NOT_FOUND',
  message: 'The marketing platform has no such user.',
  path: ['userId'],
});
