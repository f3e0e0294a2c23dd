import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { bodyOf, pathOf, queryOf } from '../shared/requests.ts';
import type { ApiHandler } from './component-api.ts';
import type { Sandbox } from './context.ts';
import { errorBody, WeChatError } from './errors.ts';
import type { ApiRequest } from './gate.ts';

/** Serves API calls as WeChat does: HTTP 200 always, JSON under whatever content type the settings name. */
export function serveApi(app: FastifyInstance, sandbox: Sandbox, handlers: Record<string, ApiHandler>): void {
  for (const [path, handler] of Object.entries(handlers)) {
    app.route({
      method: ['GET', 'POST'],
      url: path,
      handler: (request, reply) => send(sandbox, request, reply, outcome(request, handler)),
    });
  }
}

/** An address that WeChat does not know: HTTP 200 all the same. */
export const refuseUnknownPath = (
  sandbox: Sandbox,
  request: FastifyRequest,
  reply: FastifyReply,
): FastifyReply => send(sandbox, request, reply, errorBody(new WeChatError(40066)));

function send(
  sandbox: Sandbox,
  request: FastifyRequest,
  reply: FastifyReply,
  body: Record<string, unknown>,
): FastifyReply {
  const { journalEntry } = request;
  if (journalEntry && typeof body.errcode === 'number') journalEntry.errcode = body.errcode;
  // As bytes: Fastify would complete the content type of a text.
  return reply.header('content-type', sandbox.settings.contentType).send(Buffer.from(wechatJson(body)));
}

function outcome(request: FastifyRequest, handler: ApiHandler): Record<string, unknown> {
  try {
    return handler(apiRequestOf(request));
  } catch (error) {
    if (error instanceof WeChatError) return errorBody(error);
    throw error;
  }
}

function apiRequestOf(request: FastifyRequest): ApiRequest {
  return {
    method: request.method,
    path: pathOf(request),
    query: queryOf(request),
    body: bodyOf(request),
    ip: request.ip,
  };
}

/** JSON with WeChat's habits: slashes escaped, control characters in names left raw. */
function wechatJson(body: unknown): string {
  return JSON.stringify(body)
    .replaceAll('/', '\\/')
    .replace(/\\u00([01][0-9a-f])/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
}
