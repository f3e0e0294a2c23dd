import { z } from 'zod';
import type { Clock } from '../../kernel/clock.ts';
import { handle, type JobType } from '../../kernel/jobs.ts';
import type { Logger } from '../../kernel/logger.ts';
import { defineModule, on } from '../../kernel/module.ts';
import type { PushChannel } from '../../kernel/push.ts';
import type { KeyRing } from '../../kernel/secrets.ts';
import type { UnitOfWork } from '../../kernel/unit-of-work.ts';
import { installationUninstalled } from '../installations/installation.events.ts';
import type { InstallationService } from '../installations/installation.service.ts';
import { ApiClientService } from './api-client.service.ts';
import { ApiKey } from './api-key.entity.ts';
import { ApiKeyService } from './api-key.service.ts';
import { ApiKeyDigest } from './api-key-digest.entity.ts';
import { CallerService } from './caller.service.ts';
import { ConsoleSecretService } from './console-secret.service.ts';
import { ConsoleSession } from './console-session.entity.ts';
import { ConsoleSessionService } from './console-session.service.ts';
import { ConsoleTokenService } from './console-token.service.ts';
import type { TokenIssuer } from './token-issuer.port.ts';
import { UserSignOut } from './user-sign-out.entity.ts';
import { UserSignOutService } from './user-sign-out.service.ts';

/** By the timetable. */
const DELETE_OLD_SESSIONS: JobType<unknown> = {
  name: 'console-session.delete-old',
  payload: z.unknown(),
  maxAttempts: 3,
};

interface Lower {
  readonly issuer: TokenIssuer;
  readonly keys: KeyRing;
  readonly work: UnitOfWork;
  readonly push: PushChannel;
  readonly installations: InstallationService;
  readonly clock: Clock;
  readonly log: Logger;
}

/** Callers of the API: marketing users with tokens, programs with API keys. */
export const callers = defineModule({
  name: 'callers',
  tenantEntities: [ApiKey, UserSignOut, ConsoleSession],
  platformEntities: [ApiKeyDigest],
  timetable: [{ job: DELETE_OLD_SESSIONS, match: '47 * * * *' }],
  compose({ issuer, keys, work, push, clock, log, installations }: Lower) {
    const apiKeys = new ApiKeyService(work, clock);
    const apiClients = new ApiClientService(work, push, clock, log);
    const tokens = new ConsoleTokenService(keys, issuer.audience, clock);
    const issuers = [issuer, tokens.trusted()];
    const secrets = new ConsoleSecretService(keys);
    const consoleSessions = new ConsoleSessionService(secrets, tokens, installations, work);
    return {
      services: {
        apiKeys,
        apiClients,
        consoleSessions,
        callers: new CallerService(issuers, installations, apiClients, work, push, clock),
        userSignOuts: new UserSignOutService(work, clock),
      },
      jobs: [handle(DELETE_OLD_SESSIONS, () => consoleSessions.deleteOld())],
      handlers: [
        on(installationUninstalled, (tx) => apiKeys.revokeAll(tx)),
        on(installationUninstalled, (tx) => consoleSessions.uninstalled(tx)),
      ],
    };
  },
  loadApi: () => import('./api.ts'),
});
