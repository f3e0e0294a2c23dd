import { Authorized, Ctx, FieldResolver, Query, Resolver } from 'type-graphql';
import type { GraphContext } from '../../graphql/context.ts';
import { RequestError } from '../../kernel/errors.ts';
import type { InstallationService } from '../installations/installation.service.ts';
import { InstallationType, toInstallationType } from '../installations/installation.type.ts';
import type { InstallationLimitsType } from '../installations/installation-limits.type.ts';
import type { ApiKeyLoaders } from './api-key.loaders.ts';
import { ApiKeyType, toApiKeyType } from './api-key.type.ts';
import { ViewerType } from './viewer.type.ts';

@Resolver(() => ViewerType)
export class ViewerResolver {
  constructor(
    private readonly installations: InstallationService,
    private readonly limits: InstallationLimitsType,
    private readonly keys: ApiKeyLoaders,
  ) {}

  @Authorized('SIGNED_IN')
  @Query(() => ViewerType, { description: 'The caller: who you are, according to your token or API key.' })
  viewer(@Ctx() { request: { caller } }: GraphContext): ViewerType {
    if (caller.kind === 'SYSTEM') throw new RequestError('UNAUTHENTICATED');
    return caller.kind === 'USER'
      ? { userId: caller.userId, role: caller.role }
      : { userId: null, role: null };
  }

  @FieldResolver(() => ApiKeyType, {
    nullable: true,
    description: 'The API key of the caller; null for a user.',
  })
  async apiKey(@Ctx() context: GraphContext): Promise<ApiKeyType | null> {
    const { caller } = context.request;
    const key = caller.kind === 'API_CLIENT' ? await this.keys.byId.load(context, caller.keyId) : null;
    return key && toApiKeyType(key);
  }

  @FieldResolver(() => InstallationType, { description: 'The installation that the caller belongs to.' })
  async installation(@Ctx() context: GraphContext): Promise<InstallationType> {
    return toInstallationType(await this.installations.current(context.request), this.limits);
  }
}
