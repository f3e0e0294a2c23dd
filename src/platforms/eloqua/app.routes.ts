import type { FastifyInstance } from 'fastify';
import type { AppInstallationService } from '../../modules/marketing/connection/app-installation.service.ts';
import type { PlatformHost } from '../platform-package.ts';
import { configurePage, OUTCOME_STATUS, outcomePage } from './app.pages.ts';
import type { AppCallService } from './app-call.service.ts';
import type { CallVerificationService } from './call-verification.service.ts';
import type { EloquaAdapter } from './eloqua.adapter.ts';
import { refuse, sendOn, signedParamsOf, signedRoutes } from './signed.routes.ts';

interface Parts extends Pick<PlatformHost, 'enterConsole'> {
  readonly calls: CallVerificationService;
  readonly appCalls: AppCallService;
  readonly eloqua: Pick<EloquaAdapter, 'exchangeCode'>;
  readonly appInstallations: AppInstallationService;
  /** Pages that may show the app's pages in a frame. */
  readonly frameAncestors: readonly string[];
}

const pageHeaders = (frameAncestors: string) => ({
  'content-type': 'text/html; charset=utf-8',
  'cache-control': 'no-store',
  'referrer-policy': 'no-referrer',
  'content-security-policy': `default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; frame-ancestors ${frameAncestors}`,
});

/** The calls of Eloqua about the app as a whole, and the redirect of an administrator's browser. */
export function appRoutes(app: FastifyInstance, parts: Parts): void {
  const { calls, appCalls, eloqua, appInstallations, frameAncestors } = parts;
  signedRoutes(app, calls, (scope) => {
    scope.post('/eloqua/app/enable', async (request, reply) =>
      reply.redirect(await appCalls.enable(signedParamsOf(request)), 302),
    );

    scope.get('/eloqua/app/configure', async (request, reply) => {
      const found = await appCalls.configuration(signedParamsOf(request), request.id);
      if (found.kind === 'CONSOLE') {
        // Eloqua opens this address for administrators only.
        const visitor = { userId: found.userId, role: 'ADMINISTRATOR', senderId: null } as const;
        return sendOn(reply, await parts.enterConsole(found.ctx, visitor));
      }
      const page = configurePage(found.installation, found.connectUrl);
      return reply.headers(pageHeaders(frameAncestors.join(' '))).send(page);
    });

    scope.get('/eloqua/app/status', async (request, reply) => {
      const status = await appCalls.status(signedParamsOf(request), request.id);
      if (status === 'CONNECTED') return reply.send({ status });
      return refuse(request, reply, 503, status, 'Qiao is not connected: open its configuration.');
    });

    scope.route({
      // Eloqua does not document which method it uses.
      method: ['DELETE', 'POST', 'GET'],
      url: '/eloqua/app/uninstall',
      handler: async (request, reply) => {
        await appCalls.uninstall(signedParamsOf(request));
        return reply.send({ status: 'UNINSTALLED' });
      },
    });
  });

  app.get<{ Querystring: Record<string, unknown> }>('/eloqua/app/oauth/callback', async (request, reply) => {
    const { state, code } = request.query;
    const tokens = typeof code === 'string' && code !== '' ? () => eloqua.exchangeCode(code) : null;
    const outcome = await appInstallations.answer(typeof state === 'string' ? state : '', tokens, request.id);
    if (outcome.kind === 'CONNECTED' && outcome.callbackUrl) return reply.redirect(outcome.callbackUrl, 302);
    return reply
      .code(OUTCOME_STATUS[outcome.kind])
      .headers(pageHeaders("'none'"))
      .send(outcomePage(outcome.kind));
  });
}
