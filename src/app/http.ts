import { randomUUID } from 'node:crypto';
import { STATUS_CODES } from 'node:http';
import type { Socket } from 'node:net';
import cors from '@fastify/cors';
import fastify, {
  type FastifyError,
  type FastifyInstance,
  type FastifyReply,
  type FastifyRequest,
  type onRequestHookHandler,
} from 'fastify';
import { type RequestErrorCode, requestError } from '../kernel/errors.ts';
import type { Logger } from '../kernel/logger.ts';
import { isOutage } from '../kernel/outages.ts';
import type { Config } from './config.ts';

const BODY_BYTES = 100 * 1024;
const HEADER_BYTES = 16 * 1024;
const CONNECTIONS = 20_000;
/** Requests that one connection may have sent before they are answered. Node.js reads them all in one turn of its loop. */
const PIPELINED = 8;

/** In milliseconds. */
const TIMES = {
  /** From the first byte of a request to its last. */
  request: 15_000,
  headers: 10_000,
  /** How long nothing may move on a connection: a client that reads nothing is cut off, too. */
  idle: 30_000,
  /** How often slow requests are looked for. */
  look: 1_000,
} as const;

type HttpConfig = Pick<Config, 'production' | 'publicUrl' | 'trustProxy' | 'corsOrigins'>;

/**
 * The HTTP server without routes: limits, errors in the format of GraphQL, headers for browsers, and which pages may
 * call it.
 */
export async function createHttp(
  config: HttpConfig,
  log: Logger,
  times: Readonly<Record<keyof typeof TIMES, number>> = TIMES,
): Promise<FastifyInstance> {
  const app = fastify({
    bodyLimit: BODY_BYTES,
    // Names like any other: no body is ever merged into an object.
    onProtoPoisoning: 'ignore',
    onConstructorPoisoning: 'ignore',
    genReqId: () => randomUUID(),
    requestIdHeader: false,
    forceCloseConnections: true,
    trustProxy: config.trustProxy,
    requestTimeout: times.request,
    connectionTimeout: times.idle,
    keepAliveTimeout: times.idle,
    http: {
      headersTimeout: times.headers,
      connectionsCheckingInterval: times.look,
      maxHeaderSize: HEADER_BYTES,
    },
    clientErrorHandler: answerBrokenRequest,
    // For URLs that cannot be read.
    frameworkErrors: (error, request, reply) => void answerError(error, request, reply, log),
    routerOptions: { ignoreTrailingSlash: false },
  });
  app.server.maxConnections = CONNECTIONS;
  app.addHook('onRequest', limitPipelines());
  const security = {
    'x-content-type-options': 'nosniff',
    'referrer-policy': 'no-referrer',
    ...(config.publicUrl.startsWith('https:') && {
      'strict-transport-security': 'max-age=31536000; includeSubDomains',
    }),
  };
  app.addHook('onRequest', (request, reply, next) => {
    reply.header('x-request-id', request.id).headers(security);
    if (config.production || isOurName(request.hostname, config.publicUrl)) return next();
    reply.code(421).send(errorBody('BAD_REQUEST', 'This host is not Qiao.', request.id));
  });
  app.setErrorHandler<FastifyError>((error, request, reply) => answerError(error, request, reply, log));
  app.setNotFoundHandler((request, reply) =>
    reply.code(404).send(errorBody('NOT_FOUND', 'There is nothing here.', request.id)),
  );
  await app.register(cors, {
    origin: (origin, answer) => answer(null, origin !== undefined && isAllowedOrigin(origin, config)),
    methods: ['GET', 'POST'],
    exposedHeaders: ['x-request-id', 'ratelimit', 'ratelimit-policy', 'retry-after'],
    maxAge: 3600,
    strictPreflight: false,
  });
  return app;
}

/** Ends a connection that sends more requests at once than a client needs. */
function limitPipelines(): onRequestHookHandler {
  const unanswered = new WeakMap<Socket, number>();
  return ({ raw: { socket } }, reply, next) => {
    const count = (unanswered.get(socket) ?? 0) + 1;
    unanswered.set(socket, count);
    reply.raw.once('close', () => unanswered.set(socket, (unanswered.get(socket) ?? 1) - 1));
    if (count <= PIPELINED) return next();
    reply.hijack();
    socket.destroy();
  };
}

/** Whether pages of this origin may call the API. */
export function isAllowedOrigin(origin: string, { corsOrigins, production }: HttpConfig): boolean {
  return corsOrigins.includes(origin) || (!production && /^http:\/\/localhost(:\d+)?$/.test(origin));
}

/** A page of another site must not reach a development machine by a name of its own that it points here. */
const isOurName = (name: string, publicUrl: string): boolean =>
  /^(localhost|127\.0\.0\.1|\[::1\])$/.test(name) || name === new URL(publicUrl).hostname;

export const errorBody = (code: RequestErrorCode, message: string, requestId: string) => ({
  errors: [
    {
      message,
      extensions: { code, requestId, ...(requestError(code).retryable && { retryable: true }) },
    },
  ],
});

export const answerTooLong = (requestId: string) =>
  errorBody('QUERY_TOO_COMPLEX', 'The answer is too long. Ask for smaller pages.', requestId);

/** Answers errors that occur before GraphQL, in the format of GraphQL. */
function answerError(error: FastifyError, request: FastifyRequest, reply: FastifyReply, log: Logger) {
  const status = error.statusCode ?? 500;
  if (status < 500) return reply.code(status).send(errorBody('BAD_REQUEST', error.message, request.id));
  log.error({ err: error, requestId: request.id, path: request.routeOptions.url }, 'a request failed');
  const code = isOutage(error) ? 'SERVICE_UNAVAILABLE' : 'INTERNAL_SERVER_ERROR';
  const { text, status: known = 500 } = requestError(code);
  if (code === 'SERVICE_UNAVAILABLE') reply.header('retry-after', '1');
  return reply.code(known).send(errorBody(code, text, request.id));
}

const BROKEN: Readonly<Record<string, readonly [status: number, message: string]>> = {
  HPE_HEADER_OVERFLOW: [431, `The headers have more than ${HEADER_BYTES} bytes.`],
  ERR_HTTP_REQUEST_TIMEOUT: [408, 'The request took too long to arrive.'],
};

/** What arrived is no HTTP request, or did not arrive in time. */
function answerBrokenRequest(error: Error & { code?: string }, socket: Socket): void {
  if (!socket.writable || error.code === 'ECONNRESET') return void socket.destroy();
  const [status, message] = BROKEN[error.code ?? ''] ?? [400, 'This is not an HTTP request.'];
  const requestId = randomUUID();
  const body = JSON.stringify(errorBody('BAD_REQUEST', message, requestId));
  const head = [
    `HTTP/1.1 ${status} ${STATUS_CODES[status]}`,
    'content-type: application/json; charset=utf-8',
    `content-length: ${Buffer.byteLength(body)}`,
    `x-request-id: ${requestId}`,
    'connection: close',
  ];
  socket.end(`${head.join('\r\n')}\r\n\r\n${body}`);
}
