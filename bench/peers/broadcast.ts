import type { AddressInfo } from 'node:net';
import { WebSocketServer } from 'ws';

/** The peer of the fan-out: a bare `ws` server. Acknowledges what it is sent, and sends its parent's frames to every socket. */
const server = new WebSocketServer({ port: 0, perMessageDeflate: false });
server.on('connection', (socket) => socket.once('message', () => socket.send('{"type":"connection_ack"}')));
server.on('listening', () => process.send?.(`ws://localhost:${(server.address() as AddressInfo).port}`));
process.on('message', (frame) => {
  for (const socket of server.clients) socket.send(String(frame));
});
