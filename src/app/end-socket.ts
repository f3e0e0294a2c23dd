import type { WebSocket } from '@fastify/websocket';

/** A client that does not answer the close frame is disconnected. */
const CLOSE_GRACE_MS = 1000;
/** Longer reasons are refused by the WebSocket protocol. */
const REASON_BYTES = 123;

/** Closes a socket, and disconnects it if its client does not do the same. */
export function endSocket(socket: WebSocket, code: number, reason: string): void {
  socket.close(code, Buffer.from(reason).subarray(0, REASON_BYTES).toString());
  setTimeout(() => socket.terminate(), CLOSE_GRACE_MS).unref();
}
