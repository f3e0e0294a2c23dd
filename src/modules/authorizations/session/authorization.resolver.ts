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
import { Cost } from '../../../graphql/cost.ts';
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

@ObjectType({ description: 'Result of `authorizeAccount`.', simpleResolvers: true })
class AuthorizeAccountPayload extends Payload {
  @Field(() => AuthorizationSessionType, {
    nullable: true,
    description: 'The session to show to the user; null if the mutation was refused.',
  })
  authorizationSession!: AuthorizationSessionType | null;
}

@ObjectType({ description: 'Result of `cancelAuthorization`.', simpleResolvers: true })
class CancelAuthorizationPayload extends Payload {
  @Field(() => AuthorizationSessionType, {
    nullable: true,
    description: 'The session, which has ended; null if the mutation was refused.',
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
    description:
      'Fetches one authorization session; null if no session has this ID, or you do not have access to it.',
  })
  async authorizationSession(
    @Ctx() context: GraphContext,
    @Arg('id', () => ID, { description: "The session's global ID." }) id: string,
  ): Promise<AuthorizationSessionType | null> {
    return this.find(context, localId('AuthorizationSession', id));
  }

  @Authorized('ACCOUNTS_WRITE')
  @Mutation(() => AuthorizeAccountPayload, {
    description:
      'Starts an authorization: creates a link and a QR code with which the administrator of the WeChat account authorizes Qiao. Returns the pending session if its link is valid for five minutes or more, otherwise creates one. An ACTIVE account stays ACTIVE in the meantime.',
  })
  authorizeAccount(
    @Ctx() context: GraphContext,
    @Arg('input', () => AuthorizeAccountInput, { description: 'The account to authorize.' })
    input: AuthorizeAccountInput,
  ): Promise<AuthorizeAccountPayload> {
    const accountId = localId('OfficialAccount', input.accountId);
    return payload('authorizationSession', async () =>
      this.show(await this.authorizations.start(context.request, accountId, input.impactToken ?? null)),
    );
  }

  @Authorized('ACCOUNTS_WRITE')
  @Mutation(() => CancelAuthorizationPayload, {
    description:
      'Cancels a session that nobody has confirmed yet. A session that has already ended is returned unchanged.',
  })
  cancelAuthorization(
    @Ctx() context: GraphContext,
    @Arg('input', () => CancelAuthorizationInput, { description: 'The session to cancel.' })
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
      'Sends the session when it ends, or at once if it has already ended. Sends exactly one event, then completes.',
  })
  authorizationCompleted(
    @Root() session: AuthorizationSession,
    @Arg('sessionId', () => ID, { description: "The session's global ID." }) _sessionId: string,
  ): AuthorizationSessionType {
    return toAuthorizationSessionType(session, this.authorizations.links(session));
  }

  @FieldResolver(() => OfficialAccountType, {
    nullable: true,
    description: 'The official account to authorize; null if you do not have access to it.',
  })
  async account(
    @Ctx() context: GraphContext,
    @Root() { accountId }: AuthorizationSessionType,
  ): Promise<OfficialAccountType | null> {
    const account = await this.loaders.account.load(context, accountId);
    return account && toOfficialAccountType(account);
  }

  @Cost({ points: 1 })
  @FieldResolver(() => String, { description: '`mobileUrl` as a QR code: an SVG image.' })
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
    description: 'The most recent authorization session, to resume it; null without ACCOUNTS_WRITE.',
  })
  async authorizationSession(
    @Ctx() context: GraphContext,
    @Root() { row }: OfficialAccountType,
  ): Promise<AuthorizationSessionType | null> {
    const session = await this.loaders.latest.load(context, row.id);
    return session && toAuthorizationSessionType(session, this.authorizations.links(session));
  }
}
