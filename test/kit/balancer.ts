import { once } from 'node:events';
import { createServer, type IncomingMessage, request as send } from 'node:http';
import { connect, type Socket } from 'node:net';
import { buffer } from 'node:stream/consumers';

/** Passes requests and WebSockets on to servers, each to the next one, as nginx does by default. */
export interface Balancer {
  /** How many requests found a server that was away. */
  readonly passedOn: number;
  close(): Promise<void>;
}

/**
 * A request goes to another server if the first one is not there, or answers a GET with 503. What was sent, and may have had
 * an effect, is not sent again: its client gets 502.
 *
 * @param ports of the servers
 */
export async function startBalancer(port: number, ports: readonly number[]): Promise<Balancer> {
  let turn = 0;
  let passedOn = 0;
  const inTurn = () => {
    turn += 1;
    return ports.map((_port, index) => ports[(turn + index) % ports.length] ?? 0);
  };
  const sockets = new Set<Socket>();
  const server = createServer(async (request, response) => {
    const body = await buffer(request).catch(() => null);
    if (!body) return;
    for (const [index, target] of inTurn().entries()) {
      const answer = await forward(target, request, body);
      const isLast = index === ports.length - 1;
      if (!isLast && (answer === 'AWAY' || (answer.status === 503 && request.method === 'GET'))) {
        passedOn += 1;
        continue;
      }
      const { status, headers, text } = answer === 'AWAY' ? BAD_GATEWAY : answer;
      response.writeHead(status, headers).end(text);
      return;
    }
  });
  server.on('upgrade', async (request, client: Socket, head: Buffer) => {
    sockets.add(client.on('error', () => {}));
    for (const target of inTurn()) {
      const upstream = connect(target, '127.0.0.1');
      const isThere = await once(upstream, 'connect').catch(() => null);
      if (!isThere) continue;
      upstream.on('error', () => client.destroy()).on('close', () => client.destroy());
      client.on('close', () => upstream.destroy());
      upstream.write(`${request.method} ${request.url} HTTP/1.1\r\n${rawHeaders(request)}\r\n\r\n`);
      upstream.write(head);
      client.pipe(upstream).pipe(client);
      return;
    }
    client.destroy();
  });
  server.listen(port, '127.0.0.1');
  await once(server, 'listening');
  return {
    get passedOn() {
      return passedOn;
    },
    async close() {
      for (const socket of sockets) socket.destroy();
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly text: Buffer | string;
}

const BAD_GATEWAY: Answer = { status: 502, headers: {}, text: '' };

function forward(
  port: number,
  { method, url, headers }: IncomingMessage,
  body: Buffer,
): Promise<Answer | 'AWAY'> {
  const { promise, resolve } = Promise.withResolvers<Answer | 'AWAY'>();
  const options = { host: '127.0.0.1', port, method, path: url, agent: false };
  const request = send({ ...options, headers: { ...headers, connection: 'close' } });
  request.on('response', (response) =>
    buffer(response).then(
      (text) => resolve({ status: response.statusCode ?? 502, headers: endToEnd(response.headers), text }),
      () => resolve(BAD_GATEWAY),
    ),
  );
  request.on('error', ({ code }: NodeJS.ErrnoException) => {
    resolve(code === 'ECONNREFUSED' || method === 'GET' ? 'AWAY' : BAD_GATEWAY);
  });
  request.end(body);
  return promise;
}

const endToEnd = ({
  connection: _1,
  'keep-alive': _2,
  'transfer-encoding': _3,
  ...others
}: Answer['headers']) => others;

const rawHeaders = ({ rawHeaders: all }: IncomingMessage): string =>
  all.flatMap((name, index) => (index % 2 === 0 ? `${name}: ${all[index + 1]}` : [])).join('\r\n');
