import type { TypedDocumentNode } from '@graphql-typed-document-node/core';
import { type ExecutionResult, print } from 'graphql';
import { createClient } from 'graphql-ws';
import WebSocket from 'ws';

interface GraphqlError {
  readonly message: string;
  readonly path?: readonly (string | number)[];
  readonly extensions?: { readonly code?: string; readonly requestId?: string };
}

export interface Answer<T> {
  readonly status: number;
  readonly data?: T | null;
  readonly errors?: readonly GraphqlError[];
}

/** One caller of the API, as an application would be. */
export class TestClient {
  private readonly socket: ReturnType<typeof createClient>;

  constructor(
    private readonly url: string,
    readonly token: string | null,
  ) {
    this.socket = createClient({
      url: url.replace(/^http/, 'ws'),
      webSocketImpl: WebSocket,
      connectionParams: { authorization: `Bearer ${token}` },
      // As long as a process may take to start.
      retryAttempts: 120,
      // A server that is not there at all, too; but not one that refuses the caller.
      shouldRetry: (event) => (event as { code?: unknown }).code !== 4403,
      retryWait: (retries) => new Promise((resolve) => setTimeout(resolve, Math.min(50 * 2 ** retries, 500))),
    });
  }

  /** Over HTTP; fails on top-level errors. */
  async run<T, V>(document: TypedDocumentNode<T, V>, variables: V): Promise<T> {
    const { data, errors } = await this.ask(document, variables);
    if (errors || !data) throw new Error(`unexpected errors: ${JSON.stringify(errors)}`);
    return data;
  }

  /** Over HTTP; whatever the answer. */
  ask<T, V>(document: TypedDocumentNode<T, V> | string, variables?: V): Promise<Answer<T>> {
    return this.post({ query: typeof document === 'string' ? document : print(document), variables });
  }

  async post<T>(body: object): Promise<Answer<T>> {
    const response = await fetch(this.url, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        ...(this.token && { authorization: `Bearer ${this.token}` }),
      },
      body: JSON.stringify(body),
    });
    // What it cost is in every answer, and of no interest to most tests.
    const { extensions: _cost, ...answer } = (await response.json()) as { extensions?: unknown };
    return { status: response.status, ...answer };
  }

  /** Over WebSocket: the results as they come. Leave the loop to end the subscription. */
  subscribe<T, V extends Record<string, unknown>>(
    document: TypedDocumentNode<T, V>,
    variables: V,
  ): AsyncIterableIterator<ExecutionResult<T>> {
    return this.socket.iterate<T>({ query: print(document), variables }) as AsyncIterableIterator<
      ExecutionResult<T>
    >;
  }

  close(): void {
    void this.socket.dispose();
  }
}
