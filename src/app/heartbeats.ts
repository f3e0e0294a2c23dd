import type { WebSocket } from '@fastify/websocket';

const SECOND_MS = 1000;
/** Each socket is asked once in so many seconds. */
const ROUNDS = 12;

/** Finds out which clients have gone without a word. One timer asks the sockets, a part of them in each second. */
export class Heartbeats {
  private readonly rounds = Array.from({ length: ROUNDS }, () => new Set<WebSocket>());
  /** They were asked and have not answered yet. */
  private readonly silent = new WeakSet<WebSocket>();
  private timer: NodeJS.Timeout | null = null;
  private added = 0;
  private seconds = 0;

  constructor(private readonly secondMs = SECOND_MS) {}

  /** Asks the socket until it closes. */
  add(socket: WebSocket): void {
    this.timer ??= setInterval(() => this.ask(), this.secondMs);
    this.added += 1;
    const round = this.rounds[this.added % ROUNDS];
    round?.add(socket);
    socket.on('pong', () => this.silent.delete(socket));
    socket.once('close', () => {
      round?.delete(socket);
      if (this.rounds.every(({ size }) => size === 0)) this.stop();
    });
  }

  private ask(): void {
    this.seconds += 1;
    for (const socket of this.rounds[this.seconds % ROUNDS] ?? []) {
      if (this.silent.has(socket)) socket.terminate();
      else if (socket.readyState === socket.OPEN) {
        this.silent.add(socket);
        socket.ping();
      }
    }
  }

  private stop(): void {
    if (this.timer) clearInterval(this.timer);
    this.timer = null;
  }
}
