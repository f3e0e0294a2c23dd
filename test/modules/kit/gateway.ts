import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';

/** A way to PostgreSQL that can be cut, and on which new connections can be kept waiting. */
export interface Gateway {
  /** The database's URL by way of the gateway. */
  readonly url: string;
  /** How many clients are connected to it. */
  readonly clients: number;
  /** Breaks every connection; further ones wait until {@link open}. */
  cut(): void;
  open(): void;
  /** Nothing passes any more on the connections that there are, and nobody is told; new ones pass. */
  freeze(): void;
  close(): Promise<void>;
}

export async function startGateway(databaseUrl: string): Promise<Gateway> {
  const target = new URL(databaseUrl);
  const host = decodeURIComponent(target.hostname);
  const sockets = new Set<Socket>();
  const pipes = new Set<readonly [Socket, Socket]>();
  const waiting: (() => void)[] = [];
  let isOpen = true;
  const server = createServer((client) => {
    sockets.add(client);
    client.on('error', () => {}).on('close', () => sockets.delete(client));
    const pass = () => {
      const upstream = connect(Number(target.port), host);
      upstream.on('error', () => client.destroy());
      client.on('close', () => upstream.destroy());
      upstream.on('close', () => client.destroy());
      client.pipe(upstream).pipe(client);
      pipes.add([client, upstream]);
    };
    if (isOpen) pass();
    else waiting.push(pass);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const url = new URL(databaseUrl);
  url.hostname = '127.0.0.1';
  url.port = String((server.address() as AddressInfo).port);
  return {
    url: url.href,
    get clients() {
      return sockets.size;
    },
    cut() {
      isOpen = false;
      for (const socket of sockets) socket.destroy();
    },
    open() {
      isOpen = true;
      for (const pass of waiting.splice(0)) pass();
    },
    freeze() {
      for (const [client, upstream] of pipes) {
        client.unpipe(upstream).resume();
        upstream.unpipe(client).resume();
      }
      pipes.clear();
    },
    async close() {
      for (const socket of sockets) socket.destroy();
      server.close();
      await once(server, 'close');
    },
  };
}
