import type { FastifyInstance, FastifyReply } from 'fastify';
import { bodyOf, paramOf, queryOf } from '../shared/requests.ts';
import { fill } from './apps.ts';
import { AUTHORIZE_PATH, identity, readAuthorize } from './authorize.ts';
import type { Sandbox } from './context.ts';
import { EloquaError, NOT_AUTHENTICATED } from './errors.ts';
import { isAllowedAddress } from './gate.ts';
import { livePage } from './live-page.ts';
import { consentPage, plainPage } from './login-html.ts';
import type { Page } from './page-html.ts';
import { exchange } from './token-endpoint.ts';
import { callerOf } from './tokens.ts';

/** What is on login.eloqua.com, and the address that ends an install; at the root, the live page. */
export function serveLogin(app: FastifyInstance, sandbox: Sandbox): void {
  app.get('/', async (_request, reply) => {
    const origins = Object.values(sandbox.state.apps).map(
      ({ enableUrl }) => new URL(fill(enableUrl, {})).origin,
    );
    return sendPage(reply, livePage([...new Set(origins)]));
  });
  app.get(AUTHORIZE_PATH, async (request, reply) => {
    const outcome = readAuthorize(sandbox, queryOf(request));
    if (outcome.kind === 'REDIRECT') return reply.redirect(outcome.url);
    if (outcome.kind === 'PAGE') return sendPage(reply, plainPage('Error', outcome.text));
    return sendPage(reply, consentPage(outcome.consent.app, Object.values(sandbox.state.sites)));
  });
  app.post('/auth/oauth2/token', async (request, reply) => {
    const { authorization, 'content-type': contentType } = request.headers;
    return reply
      .header('cache-control', 'no-store')
      .send(exchange(sandbox, authorization, contentType, bodyOf(request)));
  });
  app.get('/id', async (request, reply) => {
    const { authorization } = request.headers;
    const caller = callerOf(sandbox, authorization);
    if (caller === undefined || !isAllowedAddress(sandbox, request.ip)) {
      throw new EloquaError(sandbox.settings.idRefusalStatus, NOT_AUTHENTICATED);
    }
    if (!sandbox.throttle.take(`id ${authorization}`, sandbox.settings.idIntervalSeconds, sandbox.now())) {
      throw new EloquaError(429);
    }
    return reply.send(identity(sandbox, caller));
  });
  app.get('/Apps/Cloud/Admin/Install/Callback/:installId', async (request, reply) => {
    const install = sandbox.state.installs[paramOf(request, 'installId')];
    if (install === undefined || install.callbackGuid !== queryOf(request).guid) throw new EloquaError(404);
    install.status = 'READY';
    sandbox.store.changed();
    return sendPage(reply, plainPage('Installed', 'The app is ready. This page may be closed.'));
  });
}

export function sendPage(reply: FastifyReply, { html, contentSecurityPolicy }: Page): FastifyReply {
  return reply
    .type('text/html; charset=utf-8')
    .header('cache-control', 'no-store')
    .header('content-security-policy', contentSecurityPolicy)
    .send(html);
}
