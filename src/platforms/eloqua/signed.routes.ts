import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { StepIsDead } from '../../modules/senders/steps/called-step.errors.ts';
import type { CallVerificationService } from './call-verification.service.ts';
import { CallFault, type CallFaultCode } from './eloqua-call.errors.ts';
import { CallRefused } from './signed-call.errors.ts';

declare module 'fastify' {
  interface FastifyRequest {
    /** The parameters of a call that Eloqua signed; null for other requests. */
    signedParams: URLSearchParams | null;
  }
}

/** A notification contains at most a few thousand contacts with a few values each. */
const BODY_LIMIT = 4 * 1024 * 1024;

const STATUS: Readonly<Record<CallFaultCode, number>> = {
  INVALID_PARAMETERS: 400,
  INVALID_NOTIFICATION: 400,
  UNSAFE_CALLBACK: 400,
  UNKNOWN_APP: 403,
  NOT_INSTALLED: 404,
  SITE_NAME_TAKEN: 409,
};

/**
 * Adds routes that only Eloqua may call. A call that it did not sign, or that was made before, is refused before its body
 * is read, and changes nothing.
 */
export function signedRoutes(
  app: FastifyInstance,
  calls: CallVerificationService,
  routes: (scope: FastifyInstance) => void,
): void {
  app.register(async (scope) => {
    scope.decorateRequest('signedParams', null);
    scope.removeAllContentTypeParsers();
    scope.addContentTypeParser('*', { parseAs: 'string', bodyLimit: BODY_LIMIT }, (_request, body, done) =>
      done(null, body),
    );
    scope.addHook('onRequest', async (request) => {
      request.signedParams = await calls.accept(request.method, request.raw.url ?? '/');
    });
    scope.setErrorHandler((error, request, reply) => refuseKnown(error, request, reply));
    routes(scope);
  });
}

/** Answers errors that are the caller's fault; throws every other error again. */
function refuseKnown(error: unknown, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  if (error instanceof CallFault)
    return refuse(request, reply, STATUS[error.code], error.code, error.message);
  if (error instanceof CallRefused) {
    const message = 'This is no call that the marketing platform signed for Qiao now.';
    return refuse(request, reply, 401, error.reason, message);
  }
  if (!(error instanceof StepIsDead)) throw error;
  const message = 'Qiao is not installed any more as it was for this step.';
  return refuse(request, reply, STATUS.NOT_INSTALLED, 'NOT_INSTALLED', message);
}

export function signedParamsOf({ signedParams }: FastifyRequest): URLSearchParams {
  if (!signedParams) throw new Error('this route accepts unsigned calls');
  return signedParams;
}

/** Sends a browser to an address that works once. */
export const sendOn = (reply: FastifyReply, url: string): FastifyReply =>
  reply.headers({ 'cache-control': 'no-store', 'referrer-policy': 'no-referrer' }).redirect(url, 302);

/** The format in which these endpoints refuse a call. */
export const refuse = (
  request: FastifyRequest,
  reply: FastifyReply,
  status: number,
  code: string,
  message: string,
): FastifyReply => reply.code(status).send({ error: { code, message, requestId: request.id } });
