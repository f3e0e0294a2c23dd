import type { ModuleApi } from '../../graphql/api.ts';
import type { OfficialAccountService } from '../accounts/account/official-account.service.ts';
import { AuthorizationLoaders } from './session/authorization.loaders.ts';
import { AccountAuthorizationResolver, AuthorizationResolver } from './session/authorization.resolver.ts';
import type { AuthorizationService } from './session/authorization.service.ts';
import type { AuthorizationCompletionService } from './session/authorization-completion.service.ts';

interface Services {
  readonly accounts: OfficialAccountService;
  readonly authorizations: AuthorizationService;
  readonly completions: AuthorizationCompletionService;
}

export function api({ accounts, authorizations, completions }: Services): ModuleApi {
  const loaders = new AuthorizationLoaders(authorizations, accounts);
  const sessions = new AuthorizationResolver(authorizations, completions, loaders);
  return {
    resolvers: [sessions, new AccountAuthorizationResolver(authorizations, loaders)],
    nodes: { AuthorizationSession: { permission: 'SESSIONS_READ', find: sessions.find } },
    streams: { authorizationCompleted: sessions.stream },
  };
}
