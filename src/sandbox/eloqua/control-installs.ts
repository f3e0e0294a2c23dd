import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { ControlError } from '../shared/control-error.ts';
import { controlBody, paramOf } from '../shared/requests.ts';
import { fill } from './apps.ts';
import { AUTHORIZE_PATH, decide, readAuthorize } from './authorize.ts';
import { browse } from './browser.ts';
import type { Sandbox } from './context.ts';
import { appOf, siteBody, siteNamed, siteOf, userOf } from './control-input.ts';
import { endInstall, install } from './installs.ts';
import { installPlaceholders } from './instances.ts';
import type { User } from './site.ts';
import type { Install } from './state.ts';
import { revokeTokens } from './tokens.ts';

/** By id or login name. */
const user = z.union([z.string().min(1), z.number().int().transform(String)]);

const authorizeSchema = z.strictObject({
  authorizeUrl: z.url(),
  user: user.optional(),
  decision: z.enum(['ALLOW', 'DENY']),
  /** The sandbox opens redirectUrl, as the browser would. */
  follow: z.boolean().default(true),
});

const installSchema = z.strictObject({
  appId: z.string().optional(),
  user: user.optional(),
  consent: z.enum(['ALLOW', 'DENY', 'WAIT']).default('ALLOW'),
});

/** What a customer's administrator does with apps, and what a user answers an app that asks. */
export function serveInstallControl(app: FastifyInstance, sandbox: Sandbox): void {
  app.post('/_sandbox/authorize', async (request) => {
    const site = siteOf(sandbox, request);
    const input = siteBody(request, authorizeSchema);
    const redirectUrl = authorize(sandbox, input.authorizeUrl, input.decision, {
      site,
      user: userOf(site, input.user),
    });
    const steps = input.follow ? (await browse(sandbox, redirectUrl)).steps : [];
    return { redirectUrl, steps };
  });
  app.get('/_sandbox/installs', async () => ({
    installs: Object.values(sandbox.state.installs).map((one) => showInstall(sandbox, one)),
  }));
  app.post('/_sandbox/installs', async (request, reply) => {
    const site = siteOf(sandbox, request);
    const input = siteBody(request, installSchema);
    const outcome = await install(sandbox, {
      site,
      app: appOf(sandbox, input.appId),
      user: signedIn(userOf(site, input.user)),
      consent: input.consent,
    });
    return reply.code(201).send(outcome);
  });
  app.get('/_sandbox/installs/:installId', async (request) =>
    showInstall(sandbox, requireInstall(sandbox, paramOf(request, 'installId'))),
  );
  app.delete('/_sandbox/installs/:installId', async (request) => {
    const record = requireInstall(sandbox, paramOf(request, 'installId'));
    endInstall(sandbox, record);
    return showInstall(sandbox, record);
  });
  serveInstallCalls(app, sandbox);
}

/** The app's own addresses, as the catalogue calls them. */
function serveInstallCalls(app: FastifyInstance, sandbox: Sandbox): void {
  const byId = { schema: z.strictObject({ user: user.optional() }) };
  const target = (installId: string, userId: string | undefined) => {
    const record = requireInstall(sandbox, installId);
    const site = siteNamed(sandbox, record.site);
    const called = appOf(sandbox, record.appId);
    const values = installPlaceholders(site, called, record, userOf(site, userId ?? record.userId));
    return { record, called, address: (template: string) => fill(template, values) };
  };
  app.post('/_sandbox/installs/:installId/configure', async (request) => {
    const { user: userId } = controlBody(request, byId.schema);
    const { called, address } = target(paramOf(request, 'installId'), userId);
    return { url: sandbox.calls.signedUrl(called, 'GET', address(called.configureUrl)) };
  });
  app.post('/_sandbox/installs/:installId/status', async (request) => {
    const { user: userId } = controlBody(request, byId.schema);
    const { called, address } = target(paramOf(request, 'installId'), userId);
    const answer = await sandbox.calls.send(called, 'STATUS', 'GET', address(called.statusUrl));
    return { working: answer.ok, httpStatus: answer.record.httpStatus };
  });
  app.post('/_sandbox/installs/:installId/uninstall', async (request) => {
    const { user: userId } = controlBody(request, byId.schema);
    const { record, called, address } = target(paramOf(request, 'installId'), userId);
    const method = sandbox.settings.uninstallMethod;
    const answer = await sandbox.calls.send(called, 'UNINSTALL', method, address(called.uninstallUrl));
    endInstall(sandbox, record);
    return { httpStatus: answer.record.httpStatus };
  });
  app.post('/_sandbox/installs/:installId/revoke', async (request) => {
    const record = requireInstall(sandbox, paramOf(request, 'installId'));
    revokeTokens(sandbox, record.appId, record.site);
    return showInstall(sandbox, record);
  });
}

function authorize(
  sandbox: Sandbox,
  authorizeUrl: string,
  decision: 'ALLOW' | 'DENY',
  who: Parameters<typeof decide>[2],
): string {
  const url = new URL(authorizeUrl);
  if (url.pathname !== AUTHORIZE_PATH) {
    throw new ControlError(400, 'INVALID', 'not the authorization page of Eloqua', ['authorizeUrl']);
  }
  const outcome = readAuthorize(sandbox, Object.fromEntries(url.searchParams));
  if (outcome.kind === 'PAGE') throw new ControlError(409, 'PAGE_REFUSED', outcome.text, ['authorizeUrl']);
  return outcome.kind === 'REDIRECT' ? outcome.url : decide(sandbox, outcome.consent, who, decision);
}

function signedIn(who: User): User {
  if (!who.isDisabled && !who.isDeleted) return who;
  throw new ControlError(403, 'CANNOT_SIGN_IN', `${who.loginName} is disabled or deleted`, ['user']);
}

function requireInstall(sandbox: Sandbox, id: string): Install {
  const record = sandbox.state.installs[id];
  if (record === undefined)
    throw new ControlError(404, 'NOT_FOUND', 'there is no such install', ['installId']);
  return record;
}

function showInstall(sandbox: Sandbox, record: Install): Record<string, unknown> {
  const { id, callbackGuid: _callbackGuid, ...rest } = record;
  const { name, status: appStatus } = sandbox.state.apps[record.appId] ?? {};
  return {
    installId: id,
    ...rest,
    siteId: sandbox.state.sites[record.site]?.id ?? null,
    appName: name,
    appStatus,
  };
}
