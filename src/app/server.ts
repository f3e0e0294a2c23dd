import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import websocket from '@fastify/websocket';
import fastify, {
  type FastifyError,
  type FastifyInstance,
  type FastifyReply,
  type FastifyRequest,
} from 'fastify';
import { newId } from '../kernel/ids.ts';
import type { Logger } from '../kernel/logger.ts';
import { createApollo } from './apollo.ts';
import type { Services } from './compose.ts';
import { pendingMigrations } from './database.ts';
import { appRoutes } from './eloqua/app.routes.ts';
import { senderRoutes } from './eloqua/sender.routes.ts';
import { Executor } from './execute.ts';
import { graphqlRoutes } from './graphql.routes.ts';
import { healthRoutes } from './health.routes.ts';
import { InstallationWatch } from './installation-watch.ts';
import { createSchema } from './schema.ts';
import { wechatRoutes } from './wechat.routes.ts';

const BODY_LIMIT = 100 * 1024;
const SOCKET_PAYLOAD_LIMIT = 64 * 1024;
/** How long a stopping server waits for work in progress; the process has 4.5 s in total. */
const SETTLE_MS = 3500;

export interface ServerOptions {
  /** 0: any free port. */
  readonly port: number;
  /** Default: all addresses of the machine. */
  readonly host?: string;
  /** Whether the schema may be read without a token. */
  readonly sandbox: boolean;
  /** A bearer token with which GraphiQL starts, in development, so that a new user can send queries at once. */
  readonly pageToken?: string;
}

export interface RunningServer {
  readonly port: number;
  /** Stops listening, closes requests and sockets, then waits a short time for exchanges that browsers began. */
  close(): Promise<void>;
}

/** Starts the API: GraphQL over HTTP and WebSocket, and the callbacks of WeChat and Eloqua. */
export async function startServer(
  services: Services,
  options: ServerOptions,
  log: Logger,
): Promise<RunningServer> {
  await services.push.start();
  const schema = await createSchema(services);
  const watch = new InstallationWatch(services.installations, services.push, log);
  const executor = new Executor(schema, services.installations, watch, options.sandbox, log);
  const apollo = createApollo(schema, executor, log);
  await apollo.start();

  let draining = false;
  const app = fastify({
    bodyLimit: BODY_LIMIT,
    genReqId: () => newId(),
    requestIdHeader: false,
    forceCloseConnections: true,
  });
  app.addHook('onRequest', async (request, reply) => void reply.header('x-request-id', request.id));
  app.setErrorHandler<FastifyError>((error, request, reply) => answerError(error, request, reply, log));
  app.setNotFoundHandler((request, reply) =>
    reply.code(404).send(errorBody('NOT_FOUND', 'There is nothing here.', request.id)),
  );
  await app.register(websocket, { options: { maxPayload: SOCKET_PAYLOAD_LIMIT } });
  graphqlRoutes(app, {
    apollo,
    executor,
    schema,
    callers: services.callers,
    apiClients: services.apiClients,
    push: services.push,
    clock: services.clock,
    log,
    pageToken: options.pageToken,
  });
  wechatRoutes(app, services);
  appRoutes(app, services);
  senderRoutes(app, services);
  healthRoutes(app, {
    pendingMigrations: () => pendingMigrations(services.orm),
    draining: () => draining,
  });
  await app.listen({ port: options.port, host: options.host ?? '::' });

  return {
    port: (app.server.address() as AddressInfo).port,
    async close() {
      draining = true;
      await apollo.stop();
      await closeApp(app);
      await Promise.race([services.confirmations.settled(), sleep(SETTLE_MS, undefined, { ref: false })]);
      await watch.close();
    },
  };
}

/** Closes sockets first, so that nothing waits for clients that do not answer. */
async function closeApp(app: FastifyInstance): Promise<void> {
  for (const client of app.websocketServer.clients) client.close(1001, 'Going away');
  const impatient = setTimeout(
    () => app.websocketServer.clients.forEach((client) => void client.terminate()),
    500,
  );
  await app.close();
  clearTimeout(impatient);
}

const errorBody = (code: string, message: string, requestId: string) => ({
  errors: [{ message, extensions: { code, requestId } }],
});

/** Answers errors that occur before GraphQL, in the format of GraphQL. */
function answerError(error: FastifyError, request: FastifyRequest, reply: FastifyReply, log: Logger) {
  const status = error.statusCode ?? 500;
  if (status < 500) return reply.code(status).send(errorBody('BAD_REQUEST', error.message, request.id));
  log.error({ err: error, requestId: request.id, path: request.routeOptions.url }, 'a request failed');
  return reply
    .code(500)
    .send(errorBody('INTERNAL_SERVER_ERROR', 'Something went wrong on our side.', request.id));
}
