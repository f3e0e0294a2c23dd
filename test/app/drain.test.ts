import { afterEach, expect, test } from 'vitest';
import { Draining, type StopTimes } from '../../src/app/draining.ts';
import { type RunningServer, startServer } from '../../src/app/server.ts';
import { createLogger } from '../../src/kernel/logger.ts';
import { LOCK_WAITS } from '../kit/database.ts';
import { eventually } from '../kit/eventually.ts';
import { RawSocket, subscribe } from '../kit/raw-socket.ts';
import { useQiao } from '../kit/shared-qiao.ts';
import { sql } from '../kit/stored.ts';
import { type Hold, Holds } from '../survival/kit.ts';

const qiao = useQiao();
const holds = new Holds(() => qiao);
afterEach(() => holds.letGo());

const VIEWER = '{ viewer { userId } }';
const ADD = 'mutation { addOfficialAccount(input: {}) { officialAccount { id } } }';
const LONG_MS = 60_000;

interface Stopping extends RunningServer {
  readonly url: string;
  ask(query: string): Promise<{ status: number; connection: string | null; data: unknown }>;
  socket(): Promise<RawSocket>;
}

/** Another server of the same Qiao, to be closed. */
async function start(times: StopTimes): Promise<Stopping> {
  const options = { port: 0, sandbox: true, draining: new Draining(times) };
  const server = await startServer(qiao.services, options, createLogger('silent'));
  const url = `http://127.0.0.1:${server.port}`;
  const token = await qiao.token();
  return {
    ...{ ...server, url },
    async ask(query) {
      const response = await fetch(`${url}/graphql`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
        body: JSON.stringify({ query }),
      });
      const { data } = (await response.json()) as { data: unknown };
      return { status: response.status, connection: response.headers.get('connection'), data };
    },
    socket: () => RawSocket.signedIn(`${url}/graphql`, token),
  };
}

/** Mutations wait in the middle of their transaction. */
const holdMutations = (): Promise<Hold> => holds.rows('lock table audit_entry in access exclusive mode');
/** Resolves when so many of them wait. */
const waiting = (count: number) => eventually(async () => (await sql(qiao, LOCK_WAITS)).length === count);

const refuses = (url: string) =>
  eventually(() =>
    fetch(`${url}/healthz`).then(
      () => false,
      () => true,
    ),
  );

test('a server that is told to stop says so at once, and serves on until load balancers had time to notice', async () => {
  const server = await start({ drainMs: 2_000, finishMs: LONG_MS });
  expect((await server.ask(VIEWER)).connection).toBe('keep-alive');
  const began = performance.now();

  const closed = server.close();
  const [ready, answer] = await Promise.all([fetch(`${server.url}/readyz`), server.ask(VIEWER)]);

  expect(ready.status).toBe(503);
  expect(await ready.json()).toMatchObject({ draining: true, reason: 'The process is about to stop.' });
  // So that a proxy keeps no connection for the next request.
  expect(answer).toEqual({ status: 200, connection: 'close', data: { viewer: { userId: '17' } } });
  await closed;
  expect(performance.now() - began).toBeGreaterThanOrEqual(2_000);
  await refuses(server.url);
});

test('operations that run are answered, over HTTP and WebSocket, while nothing new is accepted', async () => {
  const server = await start({ drainMs: 0, finishMs: LONG_MS });
  const [busy, idle] = [await server.socket(), await server.socket()];
  await idle.send(subscribe('1', 'subscription { officialAccountChanged { changedPaths } }'));
  await idle.untilPong();
  const hold = await holdMutations();
  const http = server.ask(ADD);
  await busy.send(subscribe('1', ADD));
  await waiting(2);

  const closed = server.close();
  await refuses(server.url);
  // What waits for no answer goes at once; its client subscribes again.
  expect(await idle.closed).toEqual({ code: 1001, reason: 'Going away' });
  // It is not begun, so its client can send it again.
  await busy.send(subscribe('2', VIEWER));
  await hold.pass();

  expect(await http).toMatchObject({ status: 200, data: { addOfficialAccount: { officialAccount: {} } } });
  expect(await busy.closed).toEqual({ code: 1001, reason: 'Going away' });
  expect(busy.messages.slice(1)).toMatchObject([
    { type: 'next', id: '1', payload: { data: { addOfficialAccount: { officialAccount: {} } } } },
    { type: 'complete', id: '1' },
  ]);
  await closed;
});

test('a server waits for operations no longer than it may', async () => {
  const server = await start({ drainMs: 0, finishMs: 300 });
  const hold = await holdMutations();
  const asked = server.ask(ADD).catch((error: Error) => error.name);
  await hold.met();

  await server.close();

  expect(await asked).toBe('TypeError');
  await hold.pass();
});
