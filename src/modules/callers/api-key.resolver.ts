import { Arg, Args, Authorized, Ctx, Field, Mutation, ObjectType, Query, Resolver } from 'type-graphql';
import { ConnectionArgs, type ConnectionOf, connectionOf, pageOf } from '../../graphql/connection.ts';
import type { GraphContext } from '../../graphql/context.ts';
import { localId } from '../../graphql/global-id.ts';
import { Payload, payload } from '../../graphql/user-error.type.ts';
import { CreateApiKeyInput, RevokeApiKeyInput } from './api-key.input.ts';
import type { ApiKeyLoaders } from './api-key.loaders.ts';
import type { ApiKeyService } from './api-key.service.ts';
import { ApiKeyConnectionType, ApiKeyType, toApiKeyType } from './api-key.type.ts';

@ObjectType({ description: 'Result of `createApiKey`.', simpleResolvers: true })
class CreateApiKeyPayload extends Payload {
  @Field(() => ApiKeyType, { nullable: true, description: 'The new key; null if the mutation was refused.' })
  apiKey!: ApiKeyType | null;

  @Field(() => String, {
    nullable: true,
    description:
      'The secret key. Send it as `Authorization: Bearer qiao_…`. It is shown only in this result; null if the mutation was refused.',
  })
  secret!: string | null;
}

@ObjectType({ description: 'Result of `revokeApiKey`.', simpleResolvers: true })
class RevokeApiKeyPayload extends Payload {
  @Field(() => ApiKeyType, {
    nullable: true,
    description: 'The revoked key; null if the mutation was refused.',
  })
  apiKey!: ApiKeyType | null;
}

@Resolver(() => ApiKeyType)
export class ApiKeyResolver {
  constructor(
    private readonly keys: ApiKeyService,
    private readonly loaders: ApiKeyLoaders,
  ) {}

  @Authorized('KEYS')
  @Query(() => ApiKeyConnectionType, {
    description: 'Lists the API keys, including revoked ones, in the order in which they were created.',
  })
  async apiKeys(
    @Ctx() context: GraphContext,
    @Args(() => ConnectionArgs) args: ConnectionArgs,
  ): Promise<ConnectionOf<ApiKeyType>> {
    const page = pageOf('apiKeys', args);
    return connectionOf('apiKeys', page, {
      rows: await this.keys.list(context.request, page),
      node: toApiKeyType,
      totalCount: () => this.keys.count(context.request),
    });
  }

  @Authorized('KEYS')
  @Mutation(() => CreateApiKeyPayload, {
    description: 'Creates an API key, with which one of your programs can call this API.',
  })
  async createApiKey(
    @Ctx() context: GraphContext,
    @Arg('input', () => CreateApiKeyInput, { description: 'Name, scopes and expiry of the key.' })
    input: CreateApiKeyInput,
  ): Promise<CreateApiKeyPayload> {
    const { name, scopes, expiresAt = null } = input;
    const { apiKey: created, userErrors } = await payload('apiKey', () =>
      this.keys.create(context.request, { name: name.trim(), scopes, expiresAt }),
    );
    return { apiKey: created && toApiKeyType(created.apiKey), secret: created?.secret ?? null, userErrors };
  }

  @Authorized('KEYS')
  @Mutation(() => RevokeApiKeyPayload, {
    description:
      'Revokes an API key immediately. Its open WebSocket connections are closed with the code 4403. A key that is already revoked is returned unchanged.',
  })
  revokeApiKey(
    @Ctx() context: GraphContext,
    @Arg('input', () => RevokeApiKeyInput, { description: 'The key to revoke.' }) input: RevokeApiKeyInput,
  ): Promise<RevokeApiKeyPayload> {
    const keyId = localId('ApiKey', input.apiKeyId);
    return payload('apiKey', async () => toApiKeyType(await this.keys.revoke(context.request, keyId)));
  }

  readonly find = async (context: GraphContext, id: string): Promise<ApiKeyType | null> => {
    const key = await this.loaders.byId.load(context, id);
    return key && toApiKeyType(key);
  };
}
