import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import WebSocket from 'ws';
import { figuresOf } from './kit/figures.ts';
import { withQiao } from './qiao.ts';

const ROUNDS = 5;
const SOCKETS = Number(process.env.BENCH_SOCKETS ?? 2000);
const SUBSCRIBE =
  'subscription { officialAccountChanged { kind account { id displayName status requirements { code } } } }';

/**
 * One change of an account that many sockets of its installation are subscribed to: how long until the last of them has its
 * frame, and how long a small query takes meanwhile. The peer sends the same bytes from a bare `ws` server.
 */
export async function bench(): Promise<void> {
  await withQiao({}, async ({ ready }) => {
    const ask = async (query: string) => {
      const response = await fetch(ready.graphql, {
        method: 'POST',
        headers: { 'content-type': 'application/json', authorization: `Bearer ${ready.token}` },
        body: JSON.stringify({ query }),
      });
      return (await response.json()) as { data: { addOfficialAccount: { officialAccount: { id: string } } } };
    };
    const { data } = await ask('mutation { addOfficialAccount(input: {}) { officialAccount { id } } }');
    const { id } = data.addOfficialAccount.officialAccount;
    const sockets = await opened(ready.subscriptions, async (socket) => {
      socket.send(
        JSON.stringify({ type: 'connection_init', payload: { authorization: `Bearer ${ready.token}` } }),
      );
      await once(socket, 'message');
      socket.send(JSON.stringify({ type: 'subscribe', id: '1', payload: { query: SUBSCRIBE } }));
    });
    await ask('{ installation { id } }');
    let frame = '';
    let count = 0;
    const change = async () => {
      const heard = sockets.map((socket) => once(socket, 'message'));
      const begun = performance.now();
      count += 1;
      await ask(
        `mutation { updateOfficialAccount(input: { accountId: "${id}", description: "change ${count}" }) { userErrors { code } } }`,
      );
      const query = performance.now();
      const asked = ask('{ installation { id } }').then(() => performance.now() - query);
      const [[first]] = (await Promise.all(heard)) as [[Buffer]];
      const last = performance.now() - begun;
      frame = String(first);
      return { last, query: await asked };
    };
    await change();
    const rounds: { last: number; query: number }[] = [];
    for (let round = 0; round < ROUNDS; round += 1) rounds.push(await change());
    for (const socket of sockets) socket.terminate();

    const bare = await bareTimes(frame);
    const median = (values: readonly number[]) => figuresOf(values).p50;
    const last = median(rounds.map((round) => round.last));
    console.log(`| ${SOCKETS} sockets, medians of ${ROUNDS} changes | ms |`);
    console.log('|---|---:|');
    console.log(`| mutation begins → last frame | ${last.toFixed(0)} |`);
    console.log(`| a small query meanwhile | ${median(rounds.map((round) => round.query)).toFixed(0)} |`);
    console.log(`| peer: bare \`ws\`, ${frame.length} bytes → last frame | ${bare.toFixed(0)} |`);
    console.log(`\n${(last / bare).toFixed(1)} × the peer`);
  });
}

async function bareTimes(frame: string): Promise<number> {
  const server = fork(fileURLToPath(new URL('./bare-broadcast.ts', import.meta.url)), {
    execArgv: ['--import', import.meta.resolve('tsx')],
  });
  const [port] = (await once(server, 'message')) as [number];
  const sockets = await opened(`ws://localhost:${port}`, async () => {});
  const times: number[] = [];
  for (let round = 0; round <= ROUNDS; round += 1) {
    const heard = sockets.map((socket) => once(socket, 'message'));
    const begun = performance.now();
    server.send(frame);
    await Promise.all(heard);
    if (round > 0) times.push(performance.now() - begun);
  }
  for (const socket of sockets) socket.terminate();
  server.kill();
  return figuresOf(times).p50;
}

async function opened(url: string, prepare: (socket: WebSocket) => Promise<void>): Promise<WebSocket[]> {
  const sockets: WebSocket[] = [];
  while (sockets.length < SOCKETS)
    sockets.push(
      ...(await Promise.all(
        Array.from({ length: 100 }, async () => {
          const socket = new WebSocket(url, 'graphql-transport-ws');
          socket.setMaxListeners(0);
          await once(socket, 'open');
          await prepare(socket);
          return socket;
        }),
      )),
    );
  return sockets;
}
