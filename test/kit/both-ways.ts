import { once } from 'node:events';
import { expect } from 'vitest';
import WebSocket from 'ws';
import { REQUEST_ERRORS } from '../../src/kernel/errors.ts';

interface ToldError {
  readonly message: string;
  readonly path?: readonly (string | number)[];
  readonly locations?: readonly unknown[];
  readonly extensions: { readonly code: string; readonly requestId: string };
}

/** What one operation was answered. */
export interface Told {
  /** Of HTTP; null over WebSocket. */
  readonly status: number | null;
  readonly bytes: number;
  readonly data: unknown;
  readonly errors: readonly ToldError[];
  readonly cost: { readonly requestedQueryCost: number; readonly actualQueryCost: number } | null;
}

interface Body {
  readonly data?: unknown;
  readonly errors?: readonly ToldError[];
  readonly extensions?: { readonly cost?: Told['cost'] };
}

interface Message {
  readonly type: string;
  readonly id?: string;
  readonly payload?: Body | readonly ToldError[];
}

/** One caller that sends the same operations, as they are, over HTTP and over one WebSocket. */
export class BothWays {
  private count = 0;
  private readonly waiting = new Map<string, { tell(told: Told): void; fail(error: Error): void }>();

  private constructor(
    private readonly url: string,
    private readonly token: string,
    private readonly socket: WebSocket,
  ) {
    socket.on('message', (data) => this.hear(String(data)));
    socket.on('close', (code, reason) => {
      for (const { fail } of this.waiting.values()) fail(new Error(`closed with ${code}: ${reason}`));
    });
  }

  static async open(url: string, token: string): Promise<BothWays> {
    const socket = new WebSocket(url.replace('http', 'ws'), 'graphql-transport-ws');
    await once(socket, 'open');
    socket.send(JSON.stringify({ type: 'connection_init', payload: { authorization: `Bearer ${token}` } }));
    await once(socket, 'message');
    return new BothWays(url, token, socket);
  }

  /** @param payload with `query`; a string is sent as it is, for what JSON.stringify does not write */
  async overHttp(payload: object | string): Promise<Told> {
    const response = await fetch(this.url, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${this.token}` },
      body: text(payload),
    });
    const body = await response.text();
    expect(response.headers.get('content-type')).toContain('json');
    return told(response.status, body.length, JSON.parse(body) as Body);
  }

  overWebSocket(payload: object | string): Promise<Told> {
    this.count += 1;
    const id = String(this.count);
    return new Promise((resolve, reject) => {
      if (this.socket.readyState !== WebSocket.OPEN) return reject(new Error('the socket is closed'));
      this.waiting.set(id, { tell: resolve, fail: reject });
      this.socket.send(`{"type":"subscribe","id":"${id}","payload":${text(payload)}}`);
    });
  }

  close(): void {
    this.socket.terminate();
  }

  private hear(data: string): void {
    const { type, id = '', payload } = JSON.parse(data) as Message;
    const waiting = this.waiting.get(id);
    if (!waiting || (type !== 'next' && type !== 'error')) return;
    this.waiting.delete(id);
    const body = Array.isArray(payload) ? { errors: payload as readonly ToldError[] } : (payload as Body);
    waiting.tell(told(null, data.length, body));
  }
}

const text = (payload: object | string) => (typeof payload === 'string' ? payload : JSON.stringify(payload));

const told = (status: number | null, bytes: number, { data, errors = [], extensions }: Body): Told => ({
  status,
  bytes,
  data,
  errors,
  cost: extensions?.cost ?? null,
});

/** The codes of the errors, each of which is one of the registry, in an error that can be found in the log. */
export function codesOf({ errors }: Told): string[] {
  for (const { extensions, message } of errors) {
    expect(Object.keys(REQUEST_ERRORS), message).toContain(extensions?.code);
    expect(extensions.requestId, message).toMatch(/^[0-9a-f-]{36}$/);
  }
  return errors.map(({ extensions }) => extensions.code);
}
