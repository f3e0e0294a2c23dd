import type { Server } from 'node:http';
import type { Socket } from 'node:net';

/** The requests that a server has not answered yet. */
export class RequestsUnderWay {
  /** How many each connection has. A connection without one is not here. */
  private readonly counts = new Map<Socket, number>();
  private readonly waiting: (() => void)[] = [];

  constructor(server: Server) {
    server.on('request', ({ socket }, response) => {
      this.set(socket, this.of(socket) + 1);
      response.once('close', () => this.set(socket, this.of(socket) - 1));
    });
    // Answers that wait for others on their connection are not told that it has ended.
    server.on('connection', (socket) => socket.once('close', () => this.set(socket, 0)));
  }

  /** Resolves as soon as no request is under way. */
  async ended(): Promise<void> {
    if (this.counts.size > 0) await new Promise<void>((resolve) => void this.waiting.push(resolve));
  }

  private of(socket: Socket): number {
    return this.counts.get(socket) ?? 0;
  }

  private set(socket: Socket, count: number): void {
    if (count > 0) this.counts.set(socket, count);
    else this.counts.delete(socket);
    if (this.counts.size === 0) for (const resolve of this.waiting.splice(0)) resolve();
  }
}
