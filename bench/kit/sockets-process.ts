import { setTimeout as sleep } from 'node:timers/promises';
import WebSocket from 'ws';
import type { Ask, Heard } from './sockets.ts';

/** The subscribers, in a process of their own. */
const IN_FLIGHT = 500;
const QUIET_MS = 3000;
const now = (): number => performance.timeOrigin + performance.now();
const sockets: WebSocket[] = [];
/** Those that have had a frame. */
const subscribed = new Set<WebSocket>();
/** Frames that came since the last `listen`, of sockets that are subscribed. */
let frames = 0;
let last = '';
let onFrame = (): void => {};

/** Resolves when the server has acknowledged the caller. The subscription is sent with it. */
function open(url: string, token: string | undefined, query: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const socket = new WebSocket(url, 'graphql-transport-ws', { perMessageDeflate: false });
    sockets.push(socket);
    socket.on('error', reject);
    socket.on('close', (code, reason) => {
      console.error(`a socket was closed: ${code} ${reason}`);
      process.exit(1);
    });
    socket.on('open', () =>
      socket.send(JSON.stringify({ type: 'connection_init', payload: { authorization: `Bearer ${token}` } })),
    );
    socket.once('message', () => {
      if (token) socket.send(JSON.stringify({ type: 'subscribe', id: '1', payload: { query } }));
      socket.on('message', (data) => {
        const text = String(data);
        if (text.startsWith('{"type":"ping"')) socket.send('{"type":"pong"}');
        if (!text.includes('"type":"next"')) return;
        frames += 1;
        subscribed.add(socket);
        last = text;
        onFrame();
      });
      resolve();
    });
  });
}

async function openAll({ url, tokens, query, count }: Extract<Ask, { what: 'open' }>): Promise<number> {
  const begun = now();
  let opened = 0;
  const opener = async () => {
    while (opened < count) {
      const number = opened++;
      await open(url, tokens?.[number % tokens.length], query);
    }
  };
  await Promise.all(Array.from({ length: IN_FLIGHT }, opener));
  return now() - begun;
}

/** Resolves when no more frames come, with whether each socket has had one since it was opened. */
async function settled(): Promise<boolean> {
  let before = -1;
  while (frames !== before) {
    before = frames;
    await sleep(QUIET_MS);
  }
  return subscribed.size === sockets.length;
}

/** Resolves when each socket has had a frame. */
function listen(): Promise<Heard> {
  frames = 0;
  return new Promise((resolve) => {
    onFrame = () => {
      if (frames === sockets.length) resolve({ at: now(), frame: last });
    };
  });
}

process.on('message', async (ask: Ask) => {
  if (ask.what === 'open') process.send?.(await openAll(ask));
  if (ask.what === 'settle') process.send?.(await settled());
  if (ask.what === 'listen') {
    const heard = listen();
    process.send?.('listening');
    process.send?.(await heard);
  }
  if (ask.what === 'close') {
    subscribed.clear();
    for (const socket of sockets.splice(0)) socket.removeAllListeners('close').terminate();
    process.send?.('closed');
  }
});
process.send?.('ready');
