import { constants } from 'node:zlib';
import type { FastifyInstance, FastifyRequest, onRequestHookHandler, RouteHandlerMethod } from 'fastify';
import type { SendPage } from './graphiql.routes.ts';
import { errorBody } from './http.ts';
import { readableType } from './media-types.ts';
import type { GraphqlSockets } from './websocket.ts';

interface GraphqlRoutes {
  readonly overHttp: RouteHandlerMethod;
  readonly sockets: GraphqlSockets;
  /** Whether a page of this origin may open a socket, at a server that it calls `host`. */
  mayConnect(origin: string, host: string): boolean;
  /** For browsers. Null: they get the same answers as any other client. */
  readonly sendPage: SendPage | null;
}

/** Answers of at least a kilobyte. */
const COMPRESSION = {
  encodings: ['br' as const, 'gzip' as const],
  threshold: 1024,
  brotliOptions: { params: { [constants.BROTLI_PARAM_QUALITY]: 4 } },
};

/** `/graphql`: operations over HTTP, graphql-transport-ws by upgrade, and GraphiQL for browsers. */
export function graphqlRoutes(app: FastifyInstance, parts: GraphqlRoutes): void {
  const { overHttp, sockets, mayConnect, sendPage } = parts;
  for (const [url, folder] of [
    ['/graphql', 'graphql/assets'],
    ['/graphql/', 'assets'],
  ] as const) {
    app.route({
      method: 'GET',
      url,
      compress: COMPRESSION,
      wsHandler: sockets.handle,
      // What the same-origin policy does for HTTP: browsers let every page open a socket.
      preValidation: async (request, reply) => {
        if (!request.ws) return;
        const { origin, host = '' } = request.headers;
        if (origin !== undefined && !mayConnect(origin, host)) {
          const message = 'Pages of this origin may not connect. An operator can add it to CORS_ORIGINS.';
          return reply.code(403).send(errorBody('FORBIDDEN', message, request.id));
        }
        // Its response would be kept, with the request, for as long as the socket is open.
        reply.raw.detachSocket(request.raw.socket);
      },
      handler: async (request, reply) =>
        sendPage && wantsPage(request) ? sendPage(reply, folder) : overHttp.call(app, request, reply),
    });
    app.route({ method: 'POST', url, compress: COMPRESSION, onRequest: refuseUnreadable, handler: overHttp });
  }
}

const refuseUnreadable: onRequestHookHandler = ({ headers, id }, reply, next) => {
  const type = readableType(headers);
  if (type === null)
    return reply
      .code(415)
      .send(errorBody('BAD_REQUEST', 'Send the body as JSON in UTF-8, and not compressed.', id));
  if (type !== '') headers['content-type'] = type;
  next();
};

/** True for a browser that opened the URL, with or without an initial operation. */
const wantsPage = (request: FastifyRequest): boolean => (request.headers.accept ?? '').includes('text/html');
