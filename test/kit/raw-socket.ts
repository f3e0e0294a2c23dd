import { once } from 'node:events';
import WebSocket from 'ws';

/** What is sent and received over graphql-transport-ws. */
export interface Message {
  readonly type: string;
  readonly id?: string;
  readonly payload?: unknown;
}

/** How long a message may take, also on a busy machine. A test that waits for ever may hold a lock. */
const HEARD_MS = 20_000;

/** A WebSocket that sends and receives single messages of graphql-transport-ws, right or wrong. */
export class RawSocket {
  /** Everything that was received. */
  readonly messages: Message[] = [];
  readonly closed: Promise<{ code: number; reason: string }>;
  private readonly socket: WebSocket;
  private taken = 0;
  private pings = 0;

  /** @param url of the endpoint, with `http:` */
  constructor(url: string, protocols: string | string[] = 'graphql-transport-ws') {
    this.socket = new WebSocket(url.replace('http', 'ws'), protocols);
    this.socket.on('message', (data) => void this.messages.push(JSON.parse(String(data)) as Message));
    this.closed = once(this.socket, 'close').then(([code, reason]) => ({
      code: code as number,
      reason: String(reason),
    }));
    // A test that does not ask for it is not told.
    this.closed.catch(() => {});
  }

  static async signedIn(url: string, token: string): Promise<RawSocket> {
    const socket = await new RawSocket(url).send(init(token));
    await socket.next();
    return socket;
  }

  get protocol(): string {
    return this.socket.protocol;
  }

  /** @param messages a string is sent as it is */
  async send(...messages: (object | string)[]): Promise<this> {
    if (this.socket.readyState === WebSocket.CONNECTING) await once(this.socket, 'open');
    for (const message of messages)
      this.socket.send(typeof message === 'string' ? message : JSON.stringify(message));
    return this;
  }

  /** The message after those that were taken. */
  async next(): Promise<Message> {
    while (this.messages.length === this.taken) await this.heard();
    this.taken += 1;
    return this.messages[this.taken - 1] as Message;
  }

  /** The first message of this type. */
  async receive(type: string): Promise<Message> {
    for (;;) {
      const found = this.messages.find((message) => message.type === type);
      if (found) return found;
      await this.heard();
    }
  }

  /** The messages that arrive before the answer to a ping which is sent now. */
  async untilPong(): Promise<Message[]> {
    this.pings += 1;
    const payload = { ping: this.pings };
    await this.send({ type: 'ping', payload });
    const before: Message[] = [];
    for (;;) {
      const message = await this.next();
      if (message.type === 'pong' && JSON.stringify(message.payload) === JSON.stringify(payload))
        return before;
      before.push(message);
    }
  }

  close(code = 1000): void {
    this.socket.close(code);
  }

  /** Disappears without a word. */
  end(): void {
    this.socket.terminate();
  }

  private async heard(): Promise<void> {
    await Promise.race([
      once(this.socket, 'message', { signal: AbortSignal.timeout(HEARD_MS) }),
      this.closed.then(({ code, reason }) => Promise.reject(new Error(`closed: ${code} ${reason}`))),
    ]);
  }
}

export const init = (token: string): Message => ({
  type: 'connection_init',
  payload: { authorization: `Bearer ${token}` },
});

export const subscribe = (id: string, query: string, variables?: object): Message => ({
  type: 'subscribe',
  id,
  payload: { query, ...(variables && { variables }) },
});

export const complete = (id: string): Message => ({ type: 'complete', id });
