import type { AddressInfo } from 'node:net';
import { WebSocketServer } from 'ws';

/** The peer of the fan-out: sends each message of its parent to every socket. */
const server = new WebSocketServer({ port: 0 });
server.on('listening', () => process.send?.((server.address() as AddressInfo).port));
process.on('message', (frame) => {
  for (const socket of server.clients) socket.send(String(frame));
});
