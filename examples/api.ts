import { readFileSync } from 'node:fs';
import type { TypedDocumentNode } from '@graphql-typed-document-node/core';
import { type ExecutionResult, print } from 'graphql';
import { type Client, createClient } from 'graphql-ws';
import type { UserErrorCode } from './generated/operations.ts';

/**
 * All that a client of Qiao needs: `fetch` for queries and mutations, graphql-ws for subscriptions, and documents that
 * carry the types of their variables and answers (`npm run codegen` makes them from `*.graphql`).
 */
export class Api {
  readonly url: string;
  private readonly token: string;
  private readonly socket: Client;
  /** Resolves when the socket for subscriptions is open; another promise after it was closed. */
  connected: Promise<void>;

  constructor(url: string, token: string) {
    this.url = url;
    this.token = token;
    // Connects with the first subscription, connects again when the connection breaks, closes after the last one.
    this.socket = createClient({
      url: url.replace(/^http/, 'ws'),
      connectionParams: { authorization: `Bearer ${token}` },
      // By default only a closed socket is opened again, not one that cannot be opened, as while a server restarts.
      shouldRetry: () => true,
    });
    const nextConnection = () =>
      new Promise<void>((resolve) => void this.socket.on('connected', () => resolve()));
    this.connected = nextConnection();
    this.socket.on('closed', () => {
      this.connected = nextConnection();
    });
  }

  /** A query or a mutation. Throws on top-level errors; a mutation's `userErrors` are data, for you to look at. */
  async run<T, V>(document: TypedDocumentNode<T, V>, variables: V): Promise<T> {
    const response = await fetch(this.url, {
      method: 'POST',
      headers: { authorization: `Bearer ${this.token}`, 'content-type': 'application/json' },
      body: JSON.stringify({ query: print(document), variables }),
    }).catch((error: Error) => {
      throw new Error(`Qiao does not answer at ${this.url}. Does \`npm start\` run?`, { cause: error });
    });
    return dataOf((await response.json().catch(() => ({}))) as ExecutionResult<T>);
  }

  /** Subscribes at once; resolves with the first event. */
  first<T, V extends Record<string, unknown>>(document: TypedDocumentNode<T, V>, variables: V): Promise<T> {
    return new Promise<ExecutionResult<T>>((resolve, reject) => {
      const unsubscribe = this.socket.subscribe<T>(
        { query: print(document), variables },
        {
          next: (result) => {
            resolve(result as ExecutionResult<T>);
            unsubscribe();
          },
          error: (reason) => reject(explain(reason)),
          complete: () => reject(new Error('The subscription ended without an event.')),
        },
      );
    }).then(dataOf);
  }

  /** Subscribes at once; passes each event to `take`, until that returns true. */
  each<T, V extends Record<string, unknown>>(
    document: TypedDocumentNode<T, V>,
    variables: V,
    take: (data: T) => boolean,
  ): Promise<void> {
    return new Promise((resolve, reject) => {
      const unsubscribe = this.socket.subscribe<T>(
        { query: print(document), variables },
        {
          next: (result) => {
            if (!take(dataOf(result as ExecutionResult<T>))) return;
            resolve();
            unsubscribe();
          },
          error: (reason) => reject(explain(reason)),
          complete: () => reject(new Error('The subscription ended too early.')),
        },
      );
    });
  }

  close(): void {
    void this.socket.dispose();
  }
}

/** The Qiao that runs here, as `.data/ready.json` says, or another one: QIAO_URL and QIAO_TOKEN. */
export function openApi(): Api {
  const ready = readReady();
  const url = process.env.QIAO_URL?.replace(/(\/graphql)?\/?$/, '/graphql') ?? ready?.graphql;
  const token = process.env.QIAO_TOKEN ?? ready?.token;
  if (url && token) return new Api(url, token);
  throw new Error('No Qiao runs here. Start one with `npm start`, or set QIAO_URL and QIAO_TOKEN.');
}

interface Ready {
  readonly graphql: string;
  readonly token: string;
  /** Null where the sandbox is off. */
  readonly sandbox: { readonly eloqua: string } | null;
}

/** What `npm start` has written; null if it has not run here. */
export function readReady(): Ready | null {
  try {
    return JSON.parse(readFileSync(new URL('../.data/ready.json', import.meta.url), 'utf8'));
  } catch {
    return null;
  }
}

function dataOf<T>({ data, errors }: ExecutionResult<T>): T {
  if (data && !errors) return data;
  throw explain(errors ?? []);
}

/** An expected refusal is data, not an error: `code` and `path` for your form, `message` for your user. */
export const refused = (
  userErrors: readonly { code: UserErrorCode; message: string; path: string[] | null }[],
) =>
  new Error(
    userErrors.map(({ code, message, path }) => `${code} ${path?.join('.') ?? ''} ${message}`).join('\n'),
  );

/** Of errors, what a person can use: the words, the code, and the id under which the server has logged the request. */
function explain(reason: unknown): Error {
  if (reason instanceof Error) return reason;
  if (Array.isArray(reason)) {
    const errors = reason as NonNullable<ExecutionResult['errors']>;
    const lines = errors.map(
      ({ message, extensions }) => `${extensions?.code}: ${message} (request ${extensions?.requestId})`,
    );
    return new Error(
      lines.join('\n') || 'The answer has neither data nor errors: is this the address of Qiao?',
    );
  }
  // What closed the socket for good: the server's reason (4403: the token is not valid), or nothing but silence.
  const { code, reason: text } = reason as { code?: number; reason?: string };
  const why = [code, text].filter(Boolean).join(' ') || 'Qiao does not answer any more';
  return new Error(`The connection for subscriptions is lost: ${why}.`);
}
