import { ApolloServer, type BaseContext } from '@apollo/server';
import {
  ApolloServerPluginCacheControlDisabled,
  ApolloServerPluginLandingPageDisabled,
} from '@apollo/server/plugin/disabled';
import { GraphQLError, type GraphQLSchema } from 'graphql';
import { timedFieldResolver } from '../graphql/deadline.ts';
import { LIMITS } from '../graphql/limits.ts';
import type { Logger } from '../kernel/logger.ts';
import type { OperationContext } from './operations/operation-context.ts';
import type { Operations } from './operations/operations.ts';
import { publicError } from './public-errors.ts';

/** Runs every operation, over HTTP and WebSocket. `operations` decides which ones, so Apollo needs no limits of its own. */
export const createApollo = (
  schema: GraphQLSchema,
  operations: Operations,
  log: Logger,
): ApolloServer<OperationContext> =>
  new ApolloServer<OperationContext & BaseContext>({
    schema,
    introspection: true,
    // `operations` remembers documents, together with what is wrong with them.
    documentStore: null,
    includeStacktraceInErrorResponses: false,
    hideSchemaDetailsFromClientErrors: true,
    stopOnTerminationSignals: false,
    // A page of another site cannot send a bearer token in a header without a preflight request, and cookies are not
    // read.
    csrfPrevention: {
      requestHeaders: ['authorization', 'x-apollo-operation-name', 'apollo-require-preflight'],
    },
    fieldResolver: timedFieldResolver as never,
    executionOptions: { maxCoercionErrors: LIMITS.errors },
    persistedQueries: false,
    stringifyResult: (result) => JSON.stringify(result),
    // `operations` logs errors and adds the request id.
    formatError: (formatted, error) => {
      if (formatted.extensions?.requestId) return formatted;
      const wrapped =
        error instanceof GraphQLError ? error : new GraphQLError('', { originalError: error as Error });
      return publicError(wrapped, '', null).toJSON();
    },
    logger: {
      debug() {},
      info() {},
      warn: (message) => log.warn(String(message)),
      error: (message) => log.error(String(message)),
    },
    plugins: [ApolloServerPluginCacheControlDisabled(), ApolloServerPluginLandingPageDisabled(), operations],
  });
