import type { ApolloServer } from '@apollo/server';
import type { WebSocket } from '@fastify/websocket';
import type { FastifyRequest } from 'fastify';
import { type FormattedExecutionResult, GraphQLError, type GraphQLSchema, getOperationAST } from 'graphql';
import { CloseCode, handleProtocols, makeServer, type Server } from 'graphql-ws';
import type { Clock } from '../kernel/clock.ts';
import { callerKey } from '../kernel/context.ts';
import type { RequestError } from '../kernel/errors.ts';
import { newId } from '../kernel/ids.ts';
import type { Logger } from '../kernel/logger.ts';
import { observe } from '../kernel/observation.ts';
import type { SignedIn } from '../modules/callers/caller.service.ts';
import type { CallerSockets } from './caller-sockets.ts';
import { endSocket } from './end-socket.ts';
import { Heartbeats } from './heartbeats.ts';
import { OpenSockets } from './open-sockets.ts';
import { OperationIds, ProtocolError } from './operation-ids.ts';
import { lifeOf, single } from './operation-life.ts';
import type { Documents } from './operations/documents.ts';
import { type OperationContext, operationContext } from './operations/operation-context.ts';
import type { OperationLog } from './operations/operation-log.ts';
import type { TrustedDocuments } from './operations/trusted-documents.ts';
import { Places } from './places.ts';
import { publicError } from './public-errors.ts';
import type { SignIn } from './sign-in.ts';
import { written } from './written.ts';

/** State of a socket: who connected (null before, and after the token or key has ended). */
interface Connection {
  readonly socket: WebSocket;
  readonly address: string;
  signedIn: SignedIn | null;
  /** Operations that are under way, to be stopped when the socket closes. */
  readonly running: Set<OperationContext>;
  readonly ids: OperationIds;
  forget(): void;
}

/** The longest delay of a timer. A token with a longer life is closed then, and its client connects again. */
const MAX_TIMER_MS = 2 ** 31 - 1;
/** Clients connect again after a while. */
const TRY_LATER = 1013;
/** Clients connect again at once, to another server. */
const GOING_AWAY = 1001;
const INIT_WAIT_MS = 3000;
/** What waits for a client that does not read. More, and the socket is closed. */
const UNREAD_BYTES = 1024 * 1024;
/** Operations and subscriptions at once on one socket. */
const AT_ONCE = 100;
/** What is not begun has no answer: its client sends it again when the socket is closed. */
const NEVER = new Promise<never>(() => {});

interface Parts {
  readonly apollo: ApolloServer<OperationContext>;
  readonly schema: GraphQLSchema;
  readonly documents: Documents;
  readonly trusted: TrustedDocuments;
  readonly signIn: SignIn;
  readonly callerSockets: CallerSockets;
  readonly operationLog: OperationLog;
  readonly clock: Clock;
  readonly log: Logger;
  /** How many sockets may be open at once. */
  readonly limits: { readonly perCaller: number; readonly perAddress: number };
}

/** graphql-transport-ws at `/graphql`: all kinds of operations, which go the same way through Apollo as over HTTP. */
export class GraphqlSockets {
  private readonly server: Server<Connection>;
  private readonly ofAddress: Places;
  private readonly ofCaller: Places;
  private readonly heartbeats = new Heartbeats();
  private readonly open = new OpenSockets((socket) => endSocket(socket, GOING_AWAY, 'Going away'));

  constructor(private readonly parts: Parts) {
    this.ofAddress = new Places(parts.limits.perAddress);
    this.ofCaller = new Places(parts.limits.perCaller);
    this.server = makeServer<{ authorization?: unknown }, Connection>({
      connectionInitWaitTimeout: INIT_WAIT_MS,
      onConnect: (context) => {
        const { connectionParams = {}, extra } = context;
        // A socket would keep its token.
        delete (context as { connectionParams?: object }).connectionParams;
        return this.connect(connectionParams, extra);
      },
      onSubscribe: ({ extra, subscriptions }, id) =>
        this.open.areClosing
          ? NEVER
          : this.open.during(extra.socket, () =>
              observe('operation', () => this.begin(extra, id, Object.keys(subscriptions).length)),
            ),
      // `begin` has done it.
      execute: ({ contextValue }) => contextValue as never,
      subscribe: ({ contextValue }) => contextValue as never,
      onComplete: ({ extra }, id) => extra.ids.ended(id),
      onError: ({ extra }, id) => extra.ids.ended(id),
      onClose: ({ extra }) => {
        for (const { deadline } of extra.running) deadline.end();
        extra.forget();
      },
    });
  }

  readonly handle = (socket: WebSocket, { ip: address }: FastifyRequest): void => {
    const leave = this.ofAddress.take(address);
    if (!leave) {
      const reason = `Your address has ${this.ofAddress.most} sockets, which is the most.`;
      endSocket(socket, TRY_LATER, reason);
      return;
    }
    const connection: Connection = {
      socket,
      address,
      signedIn: null,
      running: new Set(),
      ids: new OperationIds(),
      forget: () => {},
    };
    const fail = (error: unknown) => this.fail(socket, error);
    const closed = this.server.opened(
      {
        protocol: socket.protocol,
        send: (text) => this.send(socket, connection.ids.sent(text)),
        close: (code = CloseCode.InternalServerError, reason = '') => endSocket(socket, code, reason),
        onMessage: (receive) =>
          socket.on('message', (data) => {
            try {
              receive(connection.ids.received(String(data))).catch(fail);
            } catch (error) {
              fail(error);
            }
          }),
      },
      connection,
    );
    this.heartbeats.add(socket);
    this.open.add(socket);
    // That of the plugin does the same, and keeps the request.
    socket.removeAllListeners('error');
    // The protocol was broken below GraphQL.
    socket.on('error', (error) => {
      this.parts.log.debug({ err: error }, 'a socket broke');
      socket.terminate();
    });
    socket.once('close', (code, reason) => {
      leave();
      void closed(code, String(reason));
    });
  };

  /** Closes each socket as soon as its operations are answered. Resolves when all are closed. */
  close(): Promise<void> {
    return this.open.close();
  }

  /** Waits until the client has taken what is sent, so that a subscription reads no further than its client. */
  private send(socket: WebSocket, text: string): Promise<void> {
    if (socket.readyState !== socket.OPEN) return Promise.resolve();
    if (socket.bufferedAmount > UNREAD_BYTES) {
      socket.terminate();
      return Promise.resolve();
    }
    return new Promise((resolve) => socket.send(text, () => resolve()));
  }

  /** All operations of a socket have the caller that connected. */
  private async connect(params: Readonly<Record<string, unknown>>, connection: Connection): Promise<boolean> {
    const { socket, address } = connection;
    const { signedIn, refusal } = await this.parts.signIn.of(authorizationIn(params), address, newId());
    if (!signedIn) {
      endSocket(socket, closeCodeOf(refusal), refusal?.message ?? 'Forbidden');
      return false;
    }
    return this.keep(connection, signedIn);
  }

  /**
   * Keeps the caller of a socket until the token expires, or somebody ends it. After that, the socket has no caller: a
   * client that sends operations instead of closing is refused.
   *
   * @returns false if it was ended in the meantime
   */
  private async keep(connection: Connection, signedIn: SignedIn): Promise<boolean> {
    const { callerSockets, clock } = this.parts;
    const { socket } = connection;
    const endCaller = (reason: string) => {
      connection.signedIn = null;
      endSocket(socket, CloseCode.Forbidden, reason);
    };
    const leave = this.ofCaller.take(callerKey(signedIn.context));
    if (!leave) {
      endSocket(socket, TRY_LATER, `This caller has ${this.ofCaller.most} sockets, which is the most.`);
      return false;
    }
    const life = signedIn.expiresAt && signedIn.expiresAt.getTime() - clock.now().getTime();
    const expiry =
      life === null
        ? undefined
        : setTimeout(() => endCaller('The token has expired.'), Math.min(life, MAX_TIMER_MS));
    connection.signedIn = signedIn;
    connection.forget = () => {
      clearTimeout(expiry);
      leave();
      callerSockets.remove(signedIn, endCaller);
    };
    const isKept = await callerSockets.add(signedIn, endCaller);
    // The client disconnected during authentication.
    if (socket.readyState !== socket.OPEN) connection.forget();
    return isKept;
  }

  /**
   * Runs the operation, as far as there is something to send. Results do not pass through graphql-ws, which only learns when
   * they end.
   *
   * @param atOnce operations and subscriptions of the socket that the client has not ended, with this one
   */
  private async begin(connection: Connection, id: string, atOnce: number) {
    const { apollo, schema, documents, trusted, operationLog, log } = this.parts;
    const { socket, ids } = connection;
    const requestId = newId();
    const payload = ids.payload(id);
    // Those that the client has ended may still run.
    if (connection.running.size >= AT_ONCE || atOnce > AT_ONCE) {
      operationLog.refused({ requestId, signedIn: connection.signedIn, refusal: null }, 'THROTTLED');
      const message = `A socket runs at most ${AT_ONCE} operations at once.`;
      return [new GraphQLError(message, { extensions: { code: 'THROTTLED', requestId, retryable: true } })];
    }
    const context = operationContext(
      { requestId, signedIn: connection.signedIn, refusal: null },
      'WEBSOCKET',
    );
    connection.running.add(context);
    const { query, operationName, variables, extensions } = trusted.named(payload);
    try {
      const { body } = await apollo.executeOperation(
        {
          query,
          ...(operationName && { operationName }),
          ...(variables && { variables: variables as never }),
          ...(extensions && { extensions: extensions as never }),
        },
        { contextValue: context },
      );
      const result = body.kind === 'single' ? body.singleResult : { data: null };
      const { subscription, faults } = context.progress;
      const document = context.signedIn && !faults && documents.check(query).document;
      // Nothing can be executed: an error of the request, and not a result that has errors.
      if (!document || !getOperationAST(document, operationName)) return errorsOf(result);
      const message = ids.results(id);
      const send = (json: string) => this.send(socket, message(json));
      const contextValue = subscription
        ? lifeOf(subscription, send)
        : lifeOf(single(written(result)), (json) => this.open.during(socket, () => send(json)));
      return { schema, document, operationName, contextValue };
    } catch (error) {
      return [publicError(new GraphQLError('', { originalError: error as Error }), requestId, log)];
    } finally {
      connection.running.delete(context);
    }
  }

  private fail(socket: WebSocket, error: unknown): void {
    if (socket.readyState !== socket.OPEN) return;
    if (error instanceof ProtocolError) {
      endSocket(socket, error.closeCode, error.message);
      return;
    }
    this.parts.log.error({ err: error }, 'a socket failed');
    endSocket(socket, CloseCode.InternalServerError, 'Something went wrong on our side.');
  }
}

export { handleProtocols };

/** `authorization` in the spellings of common clients: in the payload itself or in its `headers`, with `Bearer` or bare. */
function authorizationIn(params: Readonly<Record<string, unknown>>): string | undefined {
  const { headers } = params;
  const places = [params, ...(typeof headers === 'object' && headers !== null ? [headers] : [])];
  for (const place of places)
    for (const [name, value] of Object.entries(place))
      if (name.toLowerCase() === 'authorization' && typeof value === 'string')
        return value.includes(' ') ? value : `Bearer ${value}`;
  return undefined;
}

/** As graphql-ws sends them: its errors have methods. */
const errorsOf = ({ errors = [] }: FormattedExecutionResult): GraphQLError[] =>
  errors.map(({ message, locations, ...error }) =>
    Object.assign(new GraphQLError(message, error as never), locations && { locations }),
  );

/** Clients connect again after the second, not after the first. */
const closeCodeOf = (refusal: RequestError | null): number =>
  refusal?.code === 'UNAUTHENTICATED' || refusal === null ? CloseCode.Forbidden : TRY_LATER;
