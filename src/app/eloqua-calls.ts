import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { CallRefused } from '../modules/marketing/eloqua/signed-call.errors.ts';
import type { SignedCallService } from '../modules/marketing/eloqua/signed-call.service.ts';

declare module 'fastify' {
  interface FastifyRequest {
    /** The parameters of a signed call of the marketing platform; null for other requests. */
    signedParams: URLSearchParams | null;
  }
}

/** A notification contains at most a few thousand contacts with a few values each. */
const BODY_LIMIT = 4 * 1024 * 1024;

/**
 * Adds routes that only the marketing platform may call. A call that it did not sign, or that was made before, is
 * refused before its body is read, and changes nothing.
 */
export function signedRoutes(
  app: FastifyInstance,
  signedCalls: SignedCallService,
  routes: (scope: FastifyInstance) => void,
): void {
  app.register(async (scope) => {
    scope.decorateRequest('signedParams', null);
    scope.removeAllContentTypeParsers();
    scope.addContentTypeParser('*', { parseAs: 'string', bodyLimit: BODY_LIMIT }, (_request, body, done) =>
      done(null, body),
    );
    scope.addHook('onRequest', async (request) => {
      request.signedParams = await signedCalls.accept(request.method, request.raw.url ?? '/');
    });
    scope.setErrorHandler((error, request, reply) => {
      if (!(error instanceof CallRefused)) throw error;
      return refuse(
        reply,
        request,
        401,
        error.reason,
        'This is no call that the marketing platform signed for Qiao now.',
      );
    });
    routes(scope);
  });
}

/** The parameters of a signed call, each once; empty ones are omitted. */
export const paramsOf = ({ signedParams }: FastifyRequest): Record<string, string> =>
  Object.fromEntries([...(signedParams ?? [])].filter(([, value]) => value !== ''));

/** The format in which these endpoints refuse a call. */
export const refuse = (
  reply: FastifyReply,
  request: FastifyRequest,
  status: number,
  code: string,
  message: string,
): FastifyReply => reply.code(status).send({ error: { code, message, requestId: request.id } });
