import type { Clock } from '../../kernel/clock.ts';
import type { Logger } from '../../kernel/logger.ts';
import { defineModule, on } from '../../kernel/module.ts';
import type { PushChannel } from '../../kernel/push.ts';
import type { UnitOfWork } from '../../kernel/unit-of-work.ts';
import { installationUninstalled } from '../installations/installation.events.ts';
import type { InstallationService } from '../installations/installation.service.ts';
import { ApiClientService } from './api-client.service.ts';
import { ApiKey } from './api-key.entity.ts';
import { ApiKeyService } from './api-key.service.ts';
import { ApiKeyDigest } from './api-key-digest.entity.ts';
import { CallerService, type TokenIssuer } from './caller.service.ts';
import { UserSignOut } from './user-sign-out.entity.ts';
import { UserSignOutService } from './user-sign-out.service.ts';

interface Lower {
  readonly issuer: TokenIssuer;
  readonly work: UnitOfWork;
  readonly push: PushChannel;
  readonly installations: InstallationService;
  readonly clock: Clock;
  readonly log: Logger;
}

/** Callers of the API: marketing users with tokens, programs with API keys. */
export const callers = defineModule({
  name: 'callers',
  tenantEntities: [ApiKey, UserSignOut],
  platformEntities: [ApiKeyDigest],
  compose({ issuer, work, push, clock, log, installations }: Lower) {
    const apiKeys = new ApiKeyService(work, clock);
    const apiClients = new ApiClientService(work, push, clock, log);
    return {
      services: {
        apiKeys,
        apiClients,
        callers: new CallerService(issuer, installations, apiClients, work, push, clock),
        userSignOuts: new UserSignOutService(work, clock),
      },
      handlers: [on(installationUninstalled, (tx) => apiKeys.revokeAll(tx))],
    };
  },
  loadApi: () => import('./api.ts'),
});
