import type { AddressInfo } from 'node:net';
import compress from '@fastify/compress';
import websocket from '@fastify/websocket';
import type { Logger } from '../kernel/logger.ts';
import { Turns } from '../kernel/turns.ts';
import { createApollo } from './apollo.ts';
import { CallerSockets } from './caller-sockets.ts';
import type { Services } from './compose.ts';
import type { Config } from './config.ts';
import { consoleRoutes } from './console.routes.ts';
import type { ConsoleState } from './console.state.ts';
import { consoleEntrance } from './console-entrance.ts';
import { consoleSessionRoutes } from './console-session.routes.ts';
import { Draining } from './draining.ts';
import { graphiqlRoutes } from './graphiql.routes.ts';
import { graphqlOverHttp } from './graphql.http.ts';
import { graphqlRoutes } from './graphql.routes.ts';
import { createHttp, isAllowedOrigin } from './http.ts';
import { InstallationWatch } from './installation-watch.ts';
import { Documents } from './operations/documents.ts';
import { OperationLog } from './operations/operation-log.ts';
import { Operations } from './operations/operations.ts';
import { type Quota, Quotas } from './operations/quotas.ts';
import { Subscriptions } from './operations/subscriptions.ts';
import { TrustedDocuments } from './operations/trusted-documents.ts';
import { registrationRoutes } from './registration.routes.ts';
import { RequestsUnderWay } from './requests-under-way.ts';
import { createSchema } from './schema.ts';
import { SignIn } from './sign-in.ts';
import { Strangers } from './strangers.ts';
import { watchRoutes } from './watch/watch.routes.ts';
import { waysRoutes } from './ways.routes.ts';
import { GraphqlSockets, handleProtocols } from './websocket.ts';
import { wechatRoutes } from './wechat.routes.ts';

const SOCKET_PAYLOAD_LIMIT = 64 * 1024;
/** Of one installation. More operations wait; more than that are refused with THROTTLED. */
const POINTS_AT_ONCE = 48;
const OPERATIONS_WAITING = 1000;

export interface ServerOptions {
  /** 0: any free port. */
  readonly port: number;
  /** Default: what the configuration says. */
  readonly host?: string;
  /** Whether the schema may be read without a token. */
  readonly sandbox: boolean;
  /** Default: what the configuration says. */
  readonly quota?: Quota;
  /** Default: those of the file that the configuration names. */
  readonly trusted?: TrustedDocuments;
  /** Whether a browser gets GraphiQL. Default: what the configuration says. */
  readonly graphiql?: boolean;
  /** A bearer token with which GraphiQL starts, in development, so that a new user can send queries at once. */
  readonly pageToken?: string;
  /** Where the console is. Default: nowhere. */
  readonly consoleState?: () => ConsoleState;
  /** Of the process. */
  readonly draining?: Draining;
}

export interface RunningServer {
  readonly port: number;
  /**
   * Tells `/readyz`, and waits until load balancers have noticed. Then it stops listening, and waits for operations, and for
   * exchanges that browsers began, as long as there is time.
   */
  close(): Promise<void>;
}

/** Starts the API: GraphQL over HTTP and WebSocket, and the calls of WeChat and of the marketing platform. */
export async function startServer(
  services: Services,
  options: ServerOptions,
  log: Logger,
): Promise<RunningServer> {
  await services.push.start();
  const schema = await createSchema(services);
  const { installations, callers, push, clock, metrics } = services;
  const watch = new InstallationWatch(installations, push, log);
  const trusted = options.trusted ?? trustedDocuments(services.config);
  const documents = new Documents(schema, trusted, options.sandbox);
  const quotas = new Quotas(options.quota ?? services.config.quota, push, services.work, log);
  const subscriptions = new Subscriptions(
    schema,
    installations,
    watch,
    log,
    services.config.sockets.subscriptionsPerCaller,
  );
  const turns = new Turns(POINTS_AT_ONCE, OPERATIONS_WAITING, true);
  const operationLog = new OperationLog(documents, metrics, log);
  const operations = new Operations({
    schema,
    documents,
    subscriptions,
    quotas,
    turns,
    installations,
    operationLog,
    openSchema: options.sandbox,
    log,
  });
  const apollo = createApollo(schema, operations, log);
  await apollo.start();
  const callerSockets = new CallerSockets(services.callers, push, log);
  const { sandbox, sockets: limits } = services.config;
  const strangers = new Strangers(sandbox ? 1000 : 1);
  const signIn = new SignIn(callers, strangers, log);
  const sockets = new GraphqlSockets({
    apollo,
    schema,
    documents,
    trusted,
    signIn,
    callerSockets,
    operationLog,
    clock,
    log,
    limits,
  });

  const { draining = new Draining() } = options;
  const app = await createHttp(services.config, log);
  const requests = new RequestsUnderWay(app.server);
  app.addHook('onSend', (_request, reply, _payload, next) => {
    // A proxy would send the next request on this connection, too.
    if (draining.isOn) reply.header('connection', 'close');
    next();
  });
  app.addHook('onResponse', async ({ routeOptions }, { statusCode }) =>
    metrics.requestEnded(routeOptions.url ?? '(none)', statusCode),
  );
  // Many messages may arrive at once: other clients get their turn between any two of them.
  await app.register(websocket, {
    options: { maxPayload: SOCKET_PAYLOAD_LIMIT, handleProtocols, allowSynchronousEvents: false },
  });
  // Routes ask for it. Bodies of requests are never decompressed.
  await app.register(compress, { global: false });
  const { graphiql = services.config.graphiql } = options;
  graphqlRoutes(app, {
    overHttp: graphqlOverHttp(apollo, signIn, trusted),
    mayConnect: (origin, host) =>
      [host, new URL(services.config.publicUrl).host].includes(URL.parse(origin)?.host ?? '') ||
      isAllowedOrigin(origin, services.config),
    sockets,
    sendPage: graphiql ? graphiqlRoutes(app, options.pageToken) : null,
  });
  wechatRoutes(app, services);
  registrationRoutes(app, services);
  const enterConsole = consoleEntrance(services.consoleSessions, services.config.publicUrl);
  services.platform.routes(app, { ...services, enterConsole });
  consoleSessionRoutes(app, { ...services, strangers, sandbox });
  consoleRoutes(app, services.config, options.consoleState ?? (() => ({ kind: 'NONE' })));
  waysRoutes(app, services.config);
  watchRoutes(app, services, { draining: () => draining.isOn });
  const live = [
    metrics.sockets.add(() => app.websocketServer.clients.size),
    metrics.subscriptions.add(() => subscriptions.open),
    metrics.turnsWaiting.add(() => turns.waitingNow),
  ];
  await app.listen({ port: options.port, host: options.host ?? services.config.host });

  return {
    port: (app.server.address() as AddressInfo).port,
    async close() {
      draining.begin();
      await draining.untilNoticed();
      app.server.close();
      const answered = Promise.all([requests.ended(), sockets.close()]);
      await draining.waitFor(answered.then(() => services.confirmations.settled()));
      // Ends all connections, also those whose clients have sent nothing yet.
      for (const client of app.websocketServer.clients) client.terminate();
      await app.close();
      await apollo.stop();
      for (const remove of live) remove();
      strangers.close();
      await Promise.all([watch.close(), callerSockets.close(), quotas.close()]);
    },
  };
}

const trustedDocuments = ({ trustedDocuments: file, trustedDocumentsOnly: only }: Config) =>
  file === undefined ? new TrustedDocuments() : TrustedDocuments.read(file, only);
