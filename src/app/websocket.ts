import { GraphQLError, type GraphQLSchema, getOperationAST, parse, validate } from 'graphql';
import type { ServerOptions, SubscribePayload } from 'graphql-ws';
import type { Extra } from 'graphql-ws/use/@fastify/websocket';
import { REQUEST_ERRORS, RequestError, type RequestErrorCode } from '../kernel/errors.ts';
import { newId } from '../kernel/ids.ts';
import type { Logger } from '../kernel/logger.ts';
import type { CallerService, SignedIn } from '../modules/callers/caller.service.ts';
import { type Executor, type Operation, PARSE_OPTIONS, type Sender, VALIDATION_OPTIONS } from './execute.ts';

type InitPayload = { authorization?: unknown };
/** What is kept for a socket: who connected, and the timer that ends it with their token. */
type Connected = { signedIn: SignedIn; expiry: NodeJS.Timeout };

/** The longest delay of a timer; tokens that live longer are closed then, and their clients connect again. */
const LONGEST_TIMER_MS = 2 ** 31 - 1;

/** graphql-transport-ws at `/graphql`: every kind of operation, run by the same executor as over HTTP. */
export function subscriptionServer(
  executor: Executor,
  schema: GraphQLSchema,
  callers: CallerService,
  log: Logger,
): ServerOptions<InitPayload, Extra & Partial<Connected>> {
  return {
    /** Who connects is who every operation of the socket is for; 4403 without a valid token. */
    async onConnect({ connectionParams, extra }) {
      const authorization = connectionParams?.authorization;
      try {
        extra.signedIn = await callers.signIn(
          typeof authorization === 'string' ? authorization : undefined,
          newId(),
        );
      } catch (error) {
        if (error instanceof RequestError) return false;
        log.error({ err: error }, 'a caller could not be signed in');
        throw new RequestError('INTERNAL_SERVER_ERROR');
      }
      const life = extra.signedIn.expiresAt.getTime() - Date.now();
      extra.expiry = setTimeout(
        () => extra.socket.close(4403, 'Forbidden'),
        Math.min(life, LONGEST_TIMER_MS),
      );
      return true;
    },
    onClose({ extra }) {
      clearTimeout(extra.expiry);
    },
    onSubscribe({ extra }, _id, payload) {
      const prepared = prepare(schema, payload, newId());
      if ('errors' in prepared) return prepared.errors;
      return {
        schema,
        document: prepared.document,
        operationName: payload.operationName,
        variableValues: payload.variables,
        contextValue: { requestId: newId(), signedIn: extra.signedIn ?? null, refusal: null },
      };
    },
    execute: (args) => executor.execute(operationOf(args), args.contextValue as Sender) as never,
    subscribe: (args) => executor.execute(operationOf(args), args.contextValue as Sender) as never,
  };
}

interface Arguments {
  readonly document: Operation['document'];
  readonly operationName?: string | null;
  readonly variableValues?: Record<string, unknown> | null;
}

const operationOf = ({ document, operationName, variableValues }: Arguments): Operation => ({
  document,
  operationName,
  variables: variableValues,
});

/** What Apollo does for HTTP. */
function prepare(schema: GraphQLSchema, { query, operationName }: SubscribePayload, requestId: string) {
  const refuse = (code: RequestErrorCode) => (error: GraphQLError) =>
    new GraphQLError(error.message, {
      nodes: error.nodes ?? null,
      source: error.source ?? null,
      positions: error.positions ?? null,
      extensions: { code, requestId },
    });
  try {
    const document = parse(query, PARSE_OPTIONS);
    const errors = validate(schema, document, undefined, { ...VALIDATION_OPTIONS, hideSuggestions: true });
    if (errors.length > 0) return { errors: errors.map(refuse('GRAPHQL_VALIDATION_FAILED')) };
    if (getOperationAST(document, operationName)) return { document };
    const { text } = REQUEST_ERRORS.OPERATION_RESOLUTION_FAILURE;
    return { errors: [refuse('OPERATION_RESOLUTION_FAILURE')(new GraphQLError(text))] };
  } catch (error) {
    return { errors: [refuse('GRAPHQL_PARSE_FAILED')(error as GraphQLError)] };
  }
}
