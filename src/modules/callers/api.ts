import type { ModuleApi } from '../../graphql/api.ts';
import type { InstallationService } from '../installations/installation.service.ts';
import { type LimitsConfig, limitsOf } from '../installations/installation-limits.type.ts';
import { ApiKeyLoaders } from './api-key.loaders.ts';
import { ApiKeyResolver } from './api-key.resolver.ts';
import type { ApiKeyService } from './api-key.service.ts';
import { ApiKeyLimitResolver } from './api-key-limit.resolver.ts';
import { AuditActorResolver } from './audit-actor.resolver.ts';
import { ViewerResolver } from './viewer.resolver.ts';

interface Services {
  readonly installations: InstallationService;
  readonly apiKeys: ApiKeyService;
  readonly config: LimitsConfig;
}

export function api({ installations, apiKeys, config }: Services): ModuleApi {
  const loaders = new ApiKeyLoaders(apiKeys);
  const keys = new ApiKeyResolver(apiKeys, loaders);
  return {
    resolvers: [
      new ViewerResolver(installations, limitsOf(config), loaders),
      new ApiKeyLimitResolver(),
      new AuditActorResolver(loaders),
      keys,
    ],
    nodes: { ApiKey: { permission: 'KEYS', find: keys.find } },
  };
}
