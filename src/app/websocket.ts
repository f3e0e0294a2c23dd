import { GraphQLError, type GraphQLSchema, getOperationAST, parse, validate } from 'graphql';
import type { ServerOptions, SubscribePayload } from 'graphql-ws';
import type { Extra } from 'graphql-ws/use/@fastify/websocket';
import type { Clock } from '../kernel/clock.ts';
import { REQUEST_ERRORS, RequestError, type RequestErrorCode } from '../kernel/errors.ts';
import { newId } from '../kernel/ids.ts';
import type { Logger } from '../kernel/logger.ts';
import type { CallerService, SignedIn } from '../modules/callers/caller.service.ts';
import { type Executor, type Operation, PARSE_OPTIONS, type Sender, VALIDATION_OPTIONS } from './execute.ts';
import type { KeySockets } from './key-sockets.ts';

type InitPayload = { authorization?: unknown };
/** State of a socket: who connected (null after the token or key has ended), and a function that forgets the socket. */
type Connected = { signedIn: SignedIn | null; forget: () => void };
type Socket = Extra & Partial<Connected>;

/** The longest delay of a timer. A token with a longer life is closed then, and its client connects again. */
const MAX_TIMER_MS = 2 ** 31 - 1;

/** A client that does not answer the close frame is disconnected. */
const CLOSE_GRACE_MS = 1000;

interface SubscriptionServer {
  readonly executor: Executor;
  readonly schema: GraphQLSchema;
  readonly callers: CallerService;
  readonly keySockets: KeySockets;
  readonly clock: Clock;
  readonly log: Logger;
}

/** graphql-transport-ws at `/graphql`: all kinds of operations, run by the same executor as over HTTP. */
export function subscriptionServer({
  executor,
  schema,
  callers,
  keySockets,
  clock,
  log,
}: SubscriptionServer): ServerOptions<InitPayload, Socket> {
  return {
    /** All operations of a socket have the caller that connected. Closes with 4403 without a valid token. */
    async onConnect({ connectionParams, extra }) {
      const authorization = connectionParams?.authorization;
      try {
        const signedIn = await callers.signIn(
          typeof authorization === 'string' ? authorization : undefined,
          newId(),
        );
        return await keep(extra, signedIn, keySockets, clock.now());
      } catch (error) {
        if (error instanceof RequestError) return false;
        log.error({ err: error }, 'a caller could not be signed in');
        throw new RequestError('INTERNAL_SERVER_ERROR');
      }
    },
    onClose({ extra }) {
      extra.forget?.();
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

/**
 * Keeps the caller of a socket until the token expires or the key is revoked. After that, the socket has no caller: a
 * client that sends operations instead of closing is refused.
 *
 * @returns false if the key was revoked in the meantime
 */
async function keep(extra: Socket, signedIn: SignedIn, keySockets: KeySockets, now: Date): Promise<boolean> {
  const { caller } = signedIn.context;
  const end = () => {
    extra.signedIn = null;
    extra.socket.close(4403, 'Forbidden');
    setTimeout(() => extra.socket.terminate(), CLOSE_GRACE_MS).unref();
  };
  const life = signedIn.expiresAt && signedIn.expiresAt.getTime() - now.getTime();
  const expiry = life === null ? undefined : setTimeout(end, Math.min(life, MAX_TIMER_MS));
  extra.signedIn = signedIn;
  extra.forget = () => {
    clearTimeout(expiry);
    if (caller.kind === 'API_CLIENT') keySockets.remove(caller.keyId, end);
  };
  const isKept = caller.kind !== 'API_CLIENT' || (await keySockets.add(caller.keyId, end));
  if (!isKept) extra.signedIn = null;
  // The client disconnected during authentication.
  if (extra.socket.readyState !== extra.socket.OPEN) extra.forget();
  return isKept;
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

/** Parses and validates, as Apollo does for HTTP. */
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
