import { once } from 'node:events';
import { connect } from 'node:net';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { getIntrospectionQuery } from 'graphql';
import { afterAll, beforeAll, expect, test } from 'vitest';
import WebSocket from 'ws';
import { isFull } from '../kit/depth.ts';
import { eventually } from '../kit/eventually.ts';
import { type Qiao, startQiao } from '../kit/qiao.ts';
import { listeners } from '../kit/stories.ts';

setFlagsFromString('--expose-gc');
const collectGarbage = runInNewContext('gc') as () => void;

const MB = 1024 * 1024;
/** Clients at once. */
const AT_ONCE = 250;
const READERS = 50;

let qiao: Qiao;
let token: string;
beforeAll(async () => {
  qiao = await startQiao();
  token = await qiao.token();
});
afterAll(() => qiao.close());

function memory(): number {
  collectGarbage();
  const { heapUsed, arrayBuffers } = process.memoryUsage();
  return heapUsed + arrayBuffers;
}

const socketUrl = () => `${qiao.url.replace('http', 'ws')}/graphql`;

/** A socket that has signed in. */
async function signedIn(): Promise<WebSocket> {
  const socket = new WebSocket(socketUrl(), 'graphql-transport-ws');
  socket.on('error', () => {});
  await once(socket, 'open');
  socket.send(JSON.stringify({ type: 'connection_init', payload: { authorization: `Bearer ${token}` } }));
  await once(socket, 'message');
  return socket;
}

const subscribe = (socket: WebSocket, query: string, id = '1') =>
  socket.send(JSON.stringify({ type: 'subscribe', id, payload: { query } }));

/** Where a client may be when it disappears. */
const STAGES: readonly (() => Promise<void>)[] = [
  // Connected, and nothing more.
  async () => {
    const socket = connect(Number(new URL(qiao.url).port), 'localhost');
    socket.on('error', () => {});
    await once(socket, 'connect');
    socket.resetAndDestroy();
  },
  // A request that has begun.
  async () => {
    const socket = connect(Number(new URL(qiao.url).port), 'localhost');
    socket.on('error', () => {});
    await once(socket, 'connect');
    socket.write(
      'POST /graphql HTTP/1.1\r\nhost: localhost\r\ncontent-type: application/json\r\ncontent-length: 90000\r\n\r\n{"query"',
    );
    socket.resetAndDestroy();
  },
  // A socket before it says who it is.
  async () => {
    const socket = new WebSocket(socketUrl(), 'graphql-transport-ws');
    socket.on('error', () => {});
    await once(socket, 'open');
    socket.terminate();
  },
  // An operation under way.
  async () => {
    const socket = await signedIn();
    subscribe(socket, '{ officialAccounts { totalCount } }');
    socket.terminate();
  },
  // Three subscriptions.
  async () => {
    const socket = await signedIn();
    for (const id of ['1', '2', '3'])
      subscribe(socket, 'subscription { officialAccountChanged { kind } }', id);
    socket.terminate();
  },
];

const [disappearing, slow] = isFull() ? [10_000, 1000] : [2000, 100];

test(`${disappearing} clients that disappear leave nothing behind`, async () => {
  const round = async () => {
    for (let count = 0; count < 500; count += AT_ONCE)
      await Promise.all(Array.from({ length: AT_ONCE }, (_each, index) => STAGES[index % STAGES.length]?.()));
    await eventually(() => listeners(qiao) === before, 30_000);
  };
  const before = listeners(qiao);
  await round();
  const baseline = memory();

  for (let gone = 500; gone < disappearing; gone += 500) await round();

  expect((memory() - baseline) / MB).toBeLessThan(10);
  expect((await fetch(`${qiao.url}/readyz`)).status).toBe(200);
}, 300_000);

test(`${slow} clients that ask and do not read are closed, and what waited for them is given back`, async () => {
  const question = getIntrospectionQuery();
  const ask = async () => {
    const socket = await signedIn();
    socket.pause();
    for (let id = 0; id < 12; id += 1) subscribe(socket, question, String(id));
    return socket;
  };
  const baseline = memory();
  let most = 0;
  for (let count = 0; count < slow; count += READERS) {
    const sockets = await Promise.all(Array.from({ length: READERS }, ask));
    most = Math.max(most, memory());
    for (const socket of sockets) socket.terminate();
  }
  await eventually(() => (memory() - baseline) / MB < 10, 30_000);
  // What one client may have waiting, and what its kernel takes.
  expect((most - baseline) / MB).toBeLessThan(READERS * 3);
}, 300_000);
