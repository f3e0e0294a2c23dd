import {
  ApolloServer,
  type ApolloServerOptionsWithGateway,
  type ApolloServerPlugin,
  type BaseContext,
} from '@apollo/server';
import { ApolloServerPluginCacheControlDisabled } from '@apollo/server/plugin/disabled';
import { GraphQLError, type GraphQLFormattedError, type GraphQLSchema } from 'graphql';
import type { Logger } from '../kernel/logger.ts';
import { type Executor, PARSE_OPTIONS, type Sender, VALIDATION_OPTIONS } from './execute.ts';
import { publicError } from './public-errors.ts';

/** Apollo's context: who sent the operation. The executor creates the context of resolvers. */
export type ApolloContext = BaseContext & Sender;

/** Apollo reads, parses and validates HTTP requests. The executor, which WebSocket shares, does the rest. */
export function createApollo(
  schema: GraphQLSchema,
  executor: Executor,
  log: Logger,
): ApolloServer<ApolloContext> {
  return new ApolloServer<ApolloContext>({
    gateway: gatewayOf(schema, executor),
    introspection: true,
    includeStacktraceInErrorResponses: false,
    hideSchemaDetailsFromClientErrors: true,
    stopOnTerminationSignals: false,
    // A page of another site cannot send a bearer token in a header without a preflight request, and cookies are not
    // read.
    csrfPrevention: {
      requestHeaders: ['authorization', 'x-apollo-operation-name', 'apollo-require-preflight'],
    },
    parseOptions: PARSE_OPTIONS,
    validationOptions: VALIDATION_OPTIONS,
    executionOptions: { maxCoercionErrors: VALIDATION_OPTIONS.maxErrors },
    persistedQueries: false,
    formatError: (formatted, error) => publicFormat(formatted, error, log),
    logger: {
      debug() {},
      info() {},
      warn: (message) => log.warn(String(message)),
      error: (message) => log.error(String(message)),
    },
    plugins: [ApolloServerPluginCacheControlDisabled(), answers],
  });
}

type Gateway = ApolloServerOptionsWithGateway<ApolloContext>['gateway'];

/** Apollo accepts a custom executor only through a gateway. */
function gatewayOf(schema: GraphQLSchema, executor: Executor): Gateway {
  return {
    onSchemaLoadOrUpdate(callback) {
      callback({ apiSchema: schema, coreSupergraphSdl: '' });
      return () => {};
    },
    load: async () => ({
      executor: async ({ document, request, context }) => {
        const operation = { document, operationName: request.operationName, variables: request.variables };
        const result = await executor.execute(operation, context as ApolloContext);
        if (!('next' in result)) return result as never;
        // Nobody reads the stream; without this line it would receive events until the server stops.
        await result.return?.();
        return { errors: [new GraphQLError('Subscriptions run over WebSocket.')] };
      },
    }),
    stop: async () => {},
  };
}

/** Errors of the executor are public already. Apollo's own errors, of parsing and validation, are made public here. */
function publicFormat(formatted: GraphQLFormattedError, error: unknown, log: Logger): GraphQLFormattedError {
  if (formatted.extensions?.requestId) return formatted;
  const original =
    error instanceof GraphQLError ? error : new GraphQLError('', { originalError: error as Error });
  return publicError(original, '', log).toJSON();
}

/** Adds the request id to errors that arose before it was known, and sets 401 if nobody is authenticated. */
const answers: ApolloServerPlugin<ApolloContext> = {
  async requestDidStart() {
    return {
      async willSendResponse({ response, contextValue }) {
        if (response.body.kind !== 'single') return;
        const { errors } = response.body.singleResult;
        for (const error of errors ?? []) {
          if (error.extensions) error.extensions.requestId = contextValue.requestId;
        }
        if (errors?.some((error) => error.extensions?.code === 'UNAUTHENTICATED')) response.http.status = 401;
      },
    };
  },
};
