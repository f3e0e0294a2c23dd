import { Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import type { GraphContext } from '../../graphql/context.ts';
import { AuditActorType, keyIdOf } from '../audit/audit-entry.type.ts';
import type { ApiKeyLoaders } from './api-key.loaders.ts';
import { ApiKeyType, toApiKeyType } from './api-key.type.ts';

@Resolver(() => AuditActorType)
export class AuditActorResolver {
  constructor(private readonly keys: ApiKeyLoaders) {}

  @FieldResolver(() => ApiKeyType, {
    nullable: true,
    description: 'The API key, if the actor is an API client; otherwise null.',
  })
  async apiKey(@Ctx() context: GraphContext, @Root() actor: AuditActorType): Promise<ApiKeyType | null> {
    const keyId = keyIdOf(actor);
    const key = keyId && (await this.keys.byId.load(context, keyId));
    return key ? toApiKeyType(key) : null;
  }
}
