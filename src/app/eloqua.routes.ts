import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { systemContext } from '../kernel/context.ts';
import { isStorable } from '../kernel/text.rules.ts';
import type { Installation } from '../modules/installations/installation.entity.ts';
import { type InstallationService, SiteNameTaken } from '../modules/installations/installation.service.ts';
import type { AppInstallationService } from '../modules/marketing/eloqua/app-installation.service.ts';
import type { SignedCallService } from '../modules/marketing/eloqua/signed-call.service.ts';
import type { ContactFieldService } from '../modules/marketing/fields/contact-field.service.ts';
import { configurePage, OUTCOME_STATUS, outcomePage } from './eloqua.pages.ts';
import { paramsOf, refuse, signedRoutes } from './eloqua-calls.ts';

interface EloquaRoutes {
  readonly signedCalls: SignedCallService;
  readonly installations: InstallationService;
  readonly appInstallations: AppInstallationService;
  readonly contactFields: ContactFieldService;
}

const guid = z.guid().transform((text) => text.toLowerCase());
/** The parameters as registered in Eloqua, which fills in their values. */
const Who = z.object({
  app_id: guid,
  site_id: z.string().regex(/^\d{1,18}$/),
  install_id: guid,
});
const Enabling = Who.extend({
  site_name: z.string().min(1).max(100).refine(isStorable),
  user_name: z.string().max(200).refine(isStorable).default('unknown'),
  callback_url: z.string().max(2000).refine(isStorable),
});

const PAGE_HEADERS = {
  'content-type': 'text/html; charset=utf-8',
  'cache-control': 'no-store',
  'referrer-policy': 'no-referrer',
};
const POLICY = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'";

/** The calls of Eloqua about the app as a whole, and the redirect of an administrator's browser. */
export function eloquaRoutes(app: FastifyInstance, parts: EloquaRoutes): void {
  const { signedCalls, installations, appInstallations, contactFields } = parts;

  /** Reads the parameters. Returns null after it has answered what is wrong with them. */
  function read<T extends z.infer<typeof Who>>(
    schema: z.ZodType<T>,
    request: FastifyRequest,
    reply: FastifyReply,
  ): T | null {
    const { data, error } = schema.safeParse(paramsOf(request));
    if (error) {
      const names = error.issues.map(({ path }) => path.join('.')).join(', ');
      refuse(reply, request, 400, 'INVALID_PARAMETERS', `Missing or not as expected: ${names}.`);
      return null;
    }
    if (data.app_id === appInstallations.app.appId) return data;
    refuse(reply, request, 403, 'UNKNOWN_APP', 'This is the address of another app.');
    return null;
  }

  async function locate({ app_id, site_id }: z.infer<typeof Who>, requestId: string) {
    const found = await installations.locate({ appId: app_id, siteId: site_id });
    return found && systemContext(found.installationId, 'marketing platform', requestId);
  }

  signedRoutes(app, signedCalls, (scope) => {
    scope.post('/eloqua/app/enable', async (request, reply) => {
      const call = read(Enabling, request, reply);
      if (!call) return reply;
      const {
        app_id: appId,
        site_id: siteId,
        install_id: installId,
        site_name: site,
        user_name: userName,
      } = call;
      try {
        const installing = { appId, siteId, installId, site, userName };
        const url = await appInstallations.enable(installing, call.callback_url);
        if (url) return reply.redirect(url, 302);
        return refuse(
          reply,
          request,
          400,
          'UNSAFE_CALLBACK',
          'callback_url is no address to send a browser to.',
        );
      } catch (error) {
        if (!(error instanceof SiteNameTaken)) throw error;
        return refuse(
          reply,
          request,
          409,
          'SITE_NAME_TAKEN',
          'Another site has installed Qiao under this name, now or before.',
        );
      }
    });

    scope.get('/eloqua/app/configure', async (request, reply) => {
      const call = read(Who, request, reply);
      if (!call) return reply;
      const ctx = await locate(call, request.id);
      const installation = ctx && (await installations.current(ctx));
      const canConnect = ctx && installation && installation.status !== 'UNINSTALLED';
      const connectUrl = canConnect
        ? await appInstallations.ask({ installationId: ctx.installationId, installId: call.install_id }, null)
        : null;
      return reply
        .headers(PAGE_HEADERS)
        .header(
          'content-security-policy',
          `${POLICY}; frame-ancestors ${hostsOf(appInstallations.app.loginUrl)}`,
        )
        .send(configurePage(installation, connectUrl));
    });

    scope.get('/eloqua/app/status', async (request, reply) => {
      const call = read(Who, request, reply);
      if (!call) return reply;
      const ctx = await locate(call, request.id);
      // Calls the marketing platform unless it was called a moment ago, because Eloqua asks for the current state.
      if (ctx) await contactFields.list(ctx, {}, { after: null, limit: 1 });
      const state = ctx ? stateOf(await installations.current(ctx)) : 'NOT_INSTALLED';
      if (state === 'CONNECTED') return reply.send({ status: state });
      return refuse(reply, request, 503, state, 'Qiao is not connected: open its configuration.');
    });

    scope.route({
      // Eloqua does not document which method it uses.
      method: ['DELETE', 'POST', 'GET'],
      url: '/eloqua/app/uninstall',
      handler: async (request, reply) => {
        const call = read(Who, request, reply);
        if (!call) return reply;
        const { app_id: appId, site_id: siteId, install_id: installId } = call;
        await installations.uninstall({ appId, siteId, installId });
        return reply.send({ status: 'UNINSTALLED' });
      },
    });
  });

  app.get<{ Querystring: Record<string, unknown> }>('/eloqua/app/oauth/callback', async (request, reply) => {
    const { state, code } = request.query;
    const given = typeof code === 'string' && code !== '' ? code : null;
    const outcome = await appInstallations.answer(typeof state === 'string' ? state : '', given, request.id);
    if (outcome.kind === 'CONNECTED' && outcome.callbackUrl) return reply.redirect(outcome.callbackUrl, 302);
    return reply
      .code(OUTCOME_STATUS[outcome.kind])
      .headers(PAGE_HEADERS)
      .header('content-security-policy', `${POLICY}; frame-ancestors 'none'`)
      .send(outcomePage(outcome.kind));
  });
}

const stateOf = ({ status, connectionState }: Installation) =>
  status === 'AVAILABLE' ? connectionState : status;

/** Eloqua shows the page in a frame, on one of its pods. */
export const hostsOf = (loginUrl: string): string => `https://*.eloqua.com ${new URL(loginUrl).origin}`;
