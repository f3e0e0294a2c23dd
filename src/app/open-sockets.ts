import type { WebSocket } from '@fastify/websocket';

/** The sockets of a server. When it stops, each is closed as soon as no operation on it waits for its answer. */
export class OpenSockets {
  /** How much each one waits for. */
  private readonly answers = new Map<WebSocket, number>();
  private readonly closed = Promise.withResolvers<void>();
  private isClosing = false;

  /** @param end closes a socket whose server goes away */
  constructor(private readonly end: (socket: WebSocket) => void) {}

  /** Operations that arrive now must not begin: their clients send them again, to another server. */
  get areClosing(): boolean {
    return this.isClosing;
  }

  add(socket: WebSocket): void {
    this.answers.set(socket, 0);
    socket.once('close', () => {
      this.answers.delete(socket);
      this.look(socket);
    });
    this.look(socket);
  }

  /** The socket stays open during this, and until graphql-ws has sent what follows from it at once. */
  async during<T>(socket: WebSocket, work: () => Promise<T>): Promise<T> {
    this.change(socket, 1);
    try {
      return await work();
    } finally {
      setImmediate(() => this.change(socket, -1));
    }
  }

  /** Subscriptions wait for no answer: their clients subscribe again. Resolves when every socket is closed. */
  close(): Promise<void> {
    this.isClosing = true;
    for (const socket of this.answers.keys()) this.look(socket);
    if (this.answers.size === 0) this.closed.resolve();
    return this.closed.promise;
  }

  private change(socket: WebSocket, by: 1 | -1): void {
    const count = this.answers.get(socket);
    if (count === undefined) return;
    this.answers.set(socket, count + by);
    this.look(socket);
  }

  private look(socket: WebSocket): void {
    if (!this.isClosing) return;
    if (this.answers.get(socket) === 0 && socket.readyState === socket.OPEN) this.end(socket);
    if (this.answers.size === 0) this.closed.resolve();
  }
}
