import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, expect, test } from 'vitest';
import WebSocket, { WebSocketServer } from 'ws';
import { Heartbeats } from '../../src/app/heartbeats.ts';

let server: WebSocketServer;
beforeAll(async () => {
  const heartbeats = new Heartbeats(20);
  server = new WebSocketServer({ port: 0 });
  server.on('connection', (socket) => heartbeats.add(socket));
  await once(server, 'listening');
});
afterAll(() => {
  for (const socket of server.clients) socket.terminate();
  server.close();
});

async function connect(autoPong: boolean): Promise<WebSocket> {
  const { port } = server.address() as AddressInfo;
  const socket = new WebSocket(`ws://localhost:${port}`, { autoPong });
  await once(socket, 'open');
  return socket;
}

test('a client that does not answer is cut off; one that answers is asked again and again', async () => {
  const answering = await connect(true);
  const silent = await connect(false);

  const [code] = await once(silent, 'close');
  await once(answering, 'ping');
  await once(answering, 'ping');

  expect([code, answering.readyState]).toEqual([1006, WebSocket.OPEN]);
});
