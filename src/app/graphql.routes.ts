import type { ApolloServer } from '@apollo/server';
import { fastifyApolloHandler } from '@as-integrations/fastify';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { GraphQLSchema } from 'graphql';
import { makeHandler } from 'graphql-ws/use/@fastify/websocket';
import type { Clock } from '../kernel/clock.ts';
import { RequestError } from '../kernel/errors.ts';
import type { Logger } from '../kernel/logger.ts';
import type { PushChannel } from '../kernel/push.ts';
import type { ApiClientService } from '../modules/callers/api-client.service.ts';
import type { CallerService } from '../modules/callers/caller.service.ts';
import type { ApolloContext } from './apollo.ts';
import type { Executor, Sender } from './execute.ts';
import { GRAPHIQL_POLICY, graphiqlPage } from './graphiql.page.ts';
import { KeySockets } from './key-sockets.ts';
import { subscriptionServer } from './websocket.ts';

interface GraphqlRoutes {
  readonly apollo: ApolloServer<ApolloContext>;
  readonly executor: Executor;
  readonly schema: GraphQLSchema;
  readonly callers: CallerService;
  readonly apiClients: ApiClientService;
  readonly push: PushChannel;
  readonly clock: Clock;
  readonly log: Logger;
  /** For the page's header editor, in development only. */
  readonly pageToken?: string | undefined;
}

/** `/graphql`: operations over HTTP, graphql-transport-ws by upgrade, and GraphiQL for browsers. */
export function graphqlRoutes(
  app: FastifyInstance,
  { apollo, executor, schema, callers, apiClients, push, clock, log, pageToken }: GraphqlRoutes,
): void {
  let page: Promise<string> | null = null;
  const handler = fastifyApolloHandler(apollo, {
    context: async (request): Promise<ApolloContext> => signIn(callers, request, log),
  });
  const keySockets = new KeySockets(apiClients, push, log);
  app.addHook('onClose', () => keySockets.close());
  const wsHandler = makeHandler(subscriptionServer({ executor, schema, callers, keySockets, clock, log }));
  app.route({
    method: 'GET',
    url: '/graphql',
    wsHandler,
    handler: async (request, reply) => {
      if (!wantsPage(request)) return handler.call(app, request, reply);
      page ??= graphiqlPage(pageToken);
      return reply
        .type('text/html')
        .header('content-security-policy', GRAPHIQL_POLICY)
        .send(await page);
    },
  });
  app.route({ method: ['POST', 'OPTIONS'], url: '/graphql', handler });
  app.get('/console/', (_request, reply) => reply.redirect('/graphql'));
  app.get('/console', (_request, reply) => reply.redirect('/graphql'));
}

/** True for a browser that opened the URL, with or without an initial operation. */
const wantsPage = (request: FastifyRequest): boolean => (request.headers.accept ?? '').includes('text/html');

async function signIn(callers: CallerService, request: FastifyRequest, log: Logger): Promise<Sender> {
  try {
    const signedIn = await callers.signIn(request.headers.authorization, request.id);
    return { requestId: request.id, signedIn, refusal: null };
  } catch (error) {
    if (error instanceof RequestError) return { requestId: request.id, signedIn: null, refusal: error };
    log.error({ err: error, requestId: request.id }, 'a caller could not be signed in');
    return { requestId: request.id, signedIn: null, refusal: new RequestError('INTERNAL_SERVER_ERROR') };
  }
}
