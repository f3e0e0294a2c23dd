import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { CallbackRefused } from '../integrations/wechat/callback.errors.ts';
import type { RequestContext } from '../kernel/context.ts';
import { RequestError } from '../kernel/errors.ts';
import { isId } from '../kernel/ids.ts';
import type { ConfirmationService } from '../modules/authorizations/exchange/confirmation.service.ts';
import type { AuthorizationService } from '../modules/authorizations/session/authorization.service.ts';
import type { AuthorizationCompletionService } from '../modules/authorizations/session/authorization-completion.service.ts';
import type { AuthorizationSession } from '../modules/authorizations/session/authorization-session.entity.ts';
import type { CallbackService } from '../modules/callbacks/callback.service.ts';
import type { MessageService } from '../modules/callbacks/message.service.ts';
import { accountUrl } from '../modules/installations/console-pages.rules.ts';
import { errorBody } from './http.ts';
import { languageOf } from './page-language.ts';
import { launchPage, outcomePage, unknownPage, waitingPage } from './wechat.pages.ts';

interface WechatRoutes {
  readonly config: { readonly publicUrl: string };
  readonly authorizations: AuthorizationService;
  readonly completions: AuthorizationCompletionService;
  readonly confirmations: ConfirmationService;
  readonly callbacks: CallbackService;
  readonly messages: MessageService;
}

/** An event has less than a kilobyte, a message a few at most. */
const PUSH_LIMIT = 64 * 1024;
/** How long the page after the redirect waits for the result before it reloads itself. */
const PAGE_WAIT_MS = 10_000;

const PAGE_HEADERS = {
  'content-type': 'text/html; charset=utf-8',
  'cache-control': 'no-store',
  // WeChat checks that the Referer of its QR page is on our domain, so the origin must be sent.
  'referrer-policy': 'strict-origin-when-cross-origin',
  'content-security-policy':
    "default-src 'none'; script-src 'unsafe-inline'; style-src 'unsafe-inline'; base-uri 'none'; frame-ancestors 'none'",
};

/** The addresses that WeChat and the administrator's browser call. */
export function wechatRoutes(
  app: FastifyInstance,
  { config, authorizations, completions, confirmations, callbacks, messages }: WechatRoutes,
): void {
  app.register(async (scope) => {
    scope.removeAllContentTypeParsers();
    scope.addContentTypeParser('*', { parseAs: 'string', bodyLimit: PUSH_LIMIT }, (_request, body, done) =>
      done(null, body),
    );
    // Some gateways leave it out, or spoil it. It is not signed, and means nothing.
    scope.addHook('onRequest', async ({ headers }) => {
      headers['content-type'] = 'text/xml';
    });
    scope.setErrorHandler((error, request, reply) => {
      if (error instanceof CallbackRefused) return refuse(error, request, reply);
      if (!(error instanceof RequestError)) throw error;
      return reply.code(503).send(errorBody(error.code, error.message, request.id));
    });
    for (const address of ['/wechat/events', '/wechat/messages/:appId'])
      scope.get<{ Querystring: Record<string, unknown> }>(address, async ({ query }, reply) => {
        const echo = messages.echo(query);
        if (echo === null) throw new CallbackRefused('BAD_SIGNATURE');
        return reply.type('text/plain').send(echo);
      });
    scope.post('/wechat/events', { bodyLimit: PUSH_LIMIT }, async (request, reply) => {
      await callbacks.accept(pushOf(request));
      return reply.type('text/plain').send('success');
    });
    scope.post<{ Params: { appId: string } }>(
      '/wechat/messages/:appId',
      { bodyLimit: PUSH_LIMIT },
      async (request, reply) => {
        const answer = await messages.accept(request.params.appId, pushOf(request), request.id);
        return reply.type(answer.kind === 'REPLY' ? 'text/xml' : 'text/plain').send(answer.body);
      },
    );
  });

  app.get<{ Params: { launchId: string } }>('/wechat/authorize/:launchId', async (request, reply) => {
    reply.headers(PAGE_HEADERS);
    const { launchId } = request.params;
    const language = languageOf(request);
    const opened = isId(launchId) ? await authorizations.openLaunchPage(launchId, request.id) : null;
    if (!opened) return reply.code(404).send(unknownPage(language));
    if (opened.link) return reply.send(launchPage(language, opened.link));
    return reply.code(410).send(outcomePage(language, opened.session, accountPageOf(opened.session)));
  });

  app.get<{ Querystring: Record<string, unknown> }>('/wechat/authorized', async (request, reply) => {
    reply.headers(PAGE_HEADERS);
    const { state, auth_code: code } = request.query;
    const known =
      typeof state === 'string'
        ? await confirmations.browserReturned(state, typeof code === 'string' ? code : null, request.id)
        : null;
    const language = languageOf(request);
    if (!known) return reply.code(404).send(unknownPage(language));
    const session = await outcome(known.ctx, known.sessionId);
    return reply.send(
      session ? outcomePage(language, session, accountPageOf(session)) : waitingPage(language),
    );
  });

  const accountPageOf = ({ accountId }: AuthorizationSession): string =>
    accountUrl(config.publicUrl, accountId);

  /** Returns the ended session, or null if that takes longer than a browser should wait. */
  async function outcome(ctx: RequestContext, sessionId: string) {
    const ended = await completions.completed(ctx, sessionId);
    const timer = setTimeout(() => void ended.return?.(), PAGE_WAIT_MS);
    try {
      const { value } = await ended.next();
      return value ?? null;
    } finally {
      clearTimeout(timer);
      await ended.return?.();
    }
  }
}

function pushOf({ query, body }: FastifyRequest<{ Params: { appId: string } }> | FastifyRequest) {
  return { query: query as Record<string, unknown>, body: typeof body === 'string' ? body : '' };
}

/** Never `success`: WeChat would consider the push delivered. */
function refuse({ reason }: CallbackRefused, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const message = 'This is not a message that WeChat has signed for this component.';
  return reply
    .code(reason === 'BAD_SIGNATURE' ? 403 : 400)
    .send({ error: { code: reason, message, requestId: request.id } });
}
