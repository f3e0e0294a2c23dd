import type { ModuleApi } from '../../graphql/api.ts';
import { InstallationResolver } from './installation.resolver.ts';
import type { InstallationService } from './installation.service.ts';

interface Services {
  readonly installations: InstallationService;
  readonly config: { readonly accountsPerOpenPlatform: number };
}

export function api({ installations, config }: Services): ModuleApi {
  const installation = new InstallationResolver(installations, config.accountsPerOpenPlatform);
  return {
    resolvers: [installation],
    nodes: { Installation: { permission: 'SIGNED_IN', find: installation.find } },
  };
}
