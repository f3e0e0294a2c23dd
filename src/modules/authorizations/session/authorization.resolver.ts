import { toString as qrCode } from 'qrcode';
import {
  Arg,
  Authorized,
  Ctx,
  Field,
  FieldResolver,
  ID,
  Mutation,
  ObjectType,
  Query,
  Resolver,
  Root,
  Subscription,
} from 'type-graphql';
import type { GraphContext } from '../../../graphql/context.ts';
import { localId } from '../../../graphql/global-id.ts';
import { subscriber } from '../../../graphql/streams.ts';
import { Payload, payload } from '../../../graphql/user-error.type.ts';
import { OfficialAccountType, toOfficialAccountType } from '../../accounts/account/official-account.type.ts';
import { AuthorizeAccountInput, CancelAuthorizationInput } from './authorization.input.ts';
import type { AuthorizationLoaders } from './authorization.loaders.ts';
import type { AuthorizationService } from './authorization.service.ts';
import type { AuthorizationCompletionService } from './authorization-completion.service.ts';
import type { AuthorizationSession } from './authorization-session.entity.ts';
import { AuthorizationSessionType, toAuthorizationSessionType } from './authorization-session.type.ts';

@ObjectType({ description: 'The answer of `authorizeAccount`.', simpleResolvers: true })
class AuthorizeAccountPayload extends Payload {
  @Field(() => AuthorizationSessionType, {
    nullable: true,
    description: 'The session to show; null if it was refused.',
  })
  authorizationSession!: AuthorizationSessionType | null;
}

@ObjectType({ description: 'The answer of `cancelAuthorization`.', simpleResolvers: true })
class CancelAuthorizationPayload extends Payload {
  @Field(() => AuthorizationSessionType, {
    nullable: true,
    description: 'The session, which has ended; null if it was refused.',
  })
  authorizationSession!: AuthorizationSessionType | null;
}

@Resolver(() => AuthorizationSessionType)
export class AuthorizationResolver {
  constructor(
    private readonly authorizations: AuthorizationService,
    private readonly completions: AuthorizationCompletionService,
    private readonly loaders: AuthorizationLoaders,
  ) {}

  @Authorized('SESSIONS_READ')
  @Query(() => AuthorizationSessionType, {
    nullable: true,
    description: 'One authorization session; null if it does not exist, or not for you.',
  })
  async authorizationSession(
    @Ctx() context: GraphContext,
    @Arg('id', () => ID, { description: 'Its id.' }) id: string,
  ): Promise<AuthorizationSessionType | null> {
    return this.find(context, localId('AuthorizationSession', id));
  }

  @Authorized('ACCOUNTS_WRITE')
  @Mutation(() => AuthorizeAccountPayload, {
    description:
      "Makes a link, and a QR code, by which the account's administrator authorizes Qiao. Gives the session that waits already as long as its link has five minutes to live. An active account stays active meanwhile.",
  })
  authorizeAccount(
    @Ctx() context: GraphContext,
    @Arg('input', () => AuthorizeAccountInput, { description: 'The official account.' })
    input: AuthorizeAccountInput,
  ): Promise<AuthorizeAccountPayload> {
    const accountId = localId('OfficialAccount', input.accountId);
    return payload('authorizationSession', async () =>
      this.show(await this.authorizations.start(context.request, accountId, input.impactToken ?? null)),
    );
  }

  @Authorized('ACCOUNTS_WRITE')
  @Mutation(() => CancelAuthorizationPayload, {
    description: 'Ends a session that nobody has confirmed yet. One that has ended stays as it is.',
  })
  cancelAuthorization(
    @Ctx() context: GraphContext,
    @Arg('input', () => CancelAuthorizationInput, { description: 'The session.' })
    input: CancelAuthorizationInput,
  ): Promise<CancelAuthorizationPayload> {
    const sessionId = localId('AuthorizationSession', input.sessionId);
    return payload('authorizationSession', async () =>
      this.show(await this.authorizations.cancel(context.request, sessionId)),
    );
  }

  @Authorized('SESSIONS_READ')
  @Subscription(() => AuthorizationSessionType, {
    topics: 'authorizationCompleted',
    topicId: subscriber,
    description:
      'Exactly one event: the session when it has ended, at once if it has already. Then the subscription completes.',
  })
  authorizationCompleted(
    @Root() session: AuthorizationSession,
    @Arg('sessionId', () => ID, { description: 'The session.' }) _sessionId: string,
  ): AuthorizationSessionType {
    return toAuthorizationSessionType(session, this.authorizations.links(session));
  }

  @FieldResolver(() => OfficialAccountType, {
    nullable: true,
    description: 'The account that is to be authorized.',
  })
  async account(
    @Ctx() context: GraphContext,
    @Root() { accountId }: AuthorizationSessionType,
  ): Promise<OfficialAccountType | null> {
    const account = await this.loaders.account.load(context, accountId);
    return account && toOfficialAccountType(account);
  }

  @FieldResolver(() => String, { description: '`mobileUrl` as a QR code, an SVG picture.' })
  qrCodeSvg(@Root() { mobileUrl }: AuthorizationSessionType): Promise<string> {
    return qrCode(mobileUrl, { type: 'svg', errorCorrectionLevel: 'M', margin: 2 });
  }

  readonly stream = async (context: GraphContext, { sessionId }: { sessionId: string }) =>
    this.completions.completed(context.request, localId('AuthorizationSession', sessionId));

  readonly find = async (context: GraphContext, id: string) => {
    const session = await this.authorizations.byId(context.request, id);
    return session && this.show(session);
  };

  private show(session: AuthorizationSession): AuthorizationSessionType {
    return toAuthorizationSessionType(session, this.authorizations.links(session));
  }
}

@Resolver(() => OfficialAccountType)
export class AccountAuthorizationResolver {
  constructor(
    private readonly authorizations: AuthorizationService,
    private readonly loaders: AuthorizationLoaders,
  ) {}

  @FieldResolver(() => AuthorizationSessionType, {
    nullable: true,
    description:
      'Its latest authorization session: the way back into one that was left. Null for those to whom sessions do not exist.',
  })
  async authorizationSession(
    @Ctx() context: GraphContext,
    @Root() { row }: OfficialAccountType,
  ): Promise<AuthorizationSessionType | null> {
    const session = await this.loaders.latest.load(context, row.id);
    return session && toAuthorizationSessionType(session, this.authorizations.links(session));
  }
}
