import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';

export interface Received {
  method: string;
  path: string;
  query: Record<string, string>;
  headers: IncomingHttpHeaders;
  body: string;
}

/** RESET closes the connection without an answer, SILENCE never answers, STALL stops in the middle of the body. */
export type Reply =
  | { status?: number; headers?: Record<string, string>; body?: string }
  | 'RESET'
  | 'SILENCE'
  | 'STALL';

/** A real server on a free port, which notes what it receives and gives the replies in turn, the last one forever. */
export async function startPeer() {
  const received: Received[] = [];
  let replies: Reply[] = [];
  const server = createServer(async (request, response) => {
    const { pathname, searchParams } = new URL(request.url ?? '/', 'http://peer');
    received.push({
      method: request.method ?? '',
      path: pathname,
      query: Object.fromEntries(searchParams),
      headers: request.headers,
      body: await text(request),
    });
    const reply = (replies.length > 1 ? replies.shift() : replies[0]) ?? {};
    if (reply === 'SILENCE') return;
    if (reply === 'RESET') return request.socket.resetAndDestroy();
    if (reply === 'STALL') return response.writeHead(200, { 'content-length': '100' }).write('{"errcode":0');
    response.writeHead(reply.status ?? 200, reply.headers).end(reply.body);
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    received,
    /** Forgets what was received. */
    replyWith(...next: Reply[]) {
      received.length = 0;
      replies = next;
    },
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise((closed) => server.close(closed));
    },
  };
}

export type Peer = Awaited<ReturnType<typeof startPeer>>;
