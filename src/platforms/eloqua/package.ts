import type { Clock } from '../../kernel/clock.ts';
import type { RequestText } from '../../kernel/http.ts';
import type { Logger } from '../../kernel/logger.ts';
import type { PlatformPackage } from '../platform-package.ts';
import { appRoutes } from './app.routes.ts';
import { AppCallService } from './app-call.service.ts';
import { CallVerificationService } from './call-verification.service.ts';
import { EloquaAdapter, type EloquaConfig } from './eloqua.adapter.ts';
import { senderRoutes } from './sender.routes.ts';
import { StepCallService } from './step-call.service.ts';

interface Base {
  readonly config: {
    readonly publicUrl: string;
    readonly frameAncestors: readonly string[];
    readonly eloqua: Omit<EloquaConfig, 'redirectUri'> & { readonly appId: string };
  };
  readonly http: RequestText;
  readonly clock: Clock;
  readonly log: Logger;
}

/** Oracle Eloqua: its API, and the calls of its AppCloud. */
export function eloqua({ config, http, clock, log }: Base): PlatformPackage {
  const { publicUrl, frameAncestors, eloqua: app } = config;
  const redirectUri = `${publicUrl}/eloqua/app/oauth/callback`;
  const adapter = new EloquaAdapter({ ...app, redirectUri }, http, clock, log);
  return {
    title: 'Oracle Eloqua',
    outbound: adapter,
    routes(server, host) {
      const { appInstallations, installations, contactFields } = host;
      const calls = new CallVerificationService(publicUrl, app, host.signedCalls, clock);
      const shared = { ...host, calls };
      const appCalls = new AppCallService(app, adapter, appInstallations, installations, contactFields);
      appRoutes(server, { ...shared, appCalls, frameAncestors, eloqua: adapter });
      senderRoutes(server, { ...shared, stepCalls: new StepCallService(installations, log) });
    },
  };
}
