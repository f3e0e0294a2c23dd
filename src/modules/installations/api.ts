import type { ModuleApi } from '../../graphql/api.ts';
import { InstallationResolver } from './installation.resolver.ts';
import type { InstallationService } from './installation.service.ts';
import { type LimitsConfig, limitsOf } from './installation-limits.type.ts';

interface Services {
  readonly installations: InstallationService;
  readonly config: LimitsConfig;
}

export function api({ installations, config }: Services): ModuleApi {
  const installation = new InstallationResolver(installations, limitsOf(config));
  return {
    resolvers: [installation],
    nodes: { Installation: { permission: 'SIGNED_IN', find: installation.find } },
  };
}
