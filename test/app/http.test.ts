import { on, once } from 'node:events';
import { request as httpRequest } from 'node:http';
import { type AddressInfo, connect, type Socket } from 'node:net';
import type { FastifyInstance } from 'fastify';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import WebSocket from 'ws';
import { createHttp } from '../../src/app/http.ts';
import { startServer } from '../../src/app/server.ts';
import { createLogger } from '../../src/kernel/logger.ts';
import { useQiao } from '../kit/shared-qiao.ts';

const qiao = useQiao();
const PAGE = 'https://console.example.com';
const QUERY = JSON.stringify({ query: '{ viewer { userId } }' });

interface Fault {
  readonly message: string;
  readonly extensions: { readonly code: string; readonly requestId: string };
}

/** What a server says to bytes that are not sent by any HTTP client, until it ends the connection. */
async function said(port: number, text: string): Promise<string> {
  const socket = connect(port, 'localhost');
  socket.write(text);
  let answer = '';
  socket.on('data', (chunk) => {
    answer += chunk;
  });
  await closed(socket);
  return answer;
}

const closed = (socket: Socket): Promise<unknown> =>
  new Promise((resolve) => socket.once('close', resolve).on('error', () => {}));

function faultIn(answer: string): Fault {
  const { errors } = JSON.parse(answer.split('\r\n\r\n')[1] ?? '') as { errors: Fault[] };
  return errors[0] as Fault;
}

describe('a request that breaks HTTP', () => {
  const port = () => Number(new URL(qiao.url).port);

  test.each([
    ['that is not HTTP', 'nonsense\r\n\r\n', 400],
    [
      'with headers of more than 16 kB',
      `GET / HTTP/1.1\r\nhost: localhost\r\nx: ${'x'.repeat(20_000)}\r\n\r\n`,
      431,
    ],
    [
      'with a URL that cannot be read',
      'GET /%ff HTTP/1.1\r\nhost: localhost\r\nconnection: close\r\n\r\n',
      400,
    ],
  ])('%s is answered in JSON, with a request id', async (_what, text, status) => {
    const answer = await said(port(), text);
    expect(answer).toMatch(new RegExp(`^HTTP/1.1 ${status} `));
    expect(faultIn(answer).extensions).toMatchObject({
      code: 'BAD_REQUEST',
      requestId: expect.stringMatching(/^[0-9a-f-]{36}$/),
    });
  });
});

describe('a slow client', () => {
  let app: FastifyInstance;
  let port: number;
  beforeAll(async () => {
    const times = { request: 300, headers: 200, idle: 700, look: 50 };
    app = await createHttp(qiao.config, createLogger('silent'), times);
    app.post('/', async () => 'read');
    app.get('/large', async () => 'x'.repeat(50_000_000));
    await app.listen({ port: 0, host: 'localhost' });
    port = (app.server.address() as AddressInfo).port;
  });
  afterAll(() => app.close());

  test('whose headers do not end is told so and cut off', async () => {
    const answer = await said(port, 'POST / HTTP/1.1\r\nhost: localhost\r\n');
    expect(answer).toMatch(/^HTTP\/1.1 408 /);
  });

  test('whose body does not end is told so and cut off', async () => {
    const head =
      'POST / HTTP/1.1\r\nhost: localhost\r\ncontent-type: application/json\r\ncontent-length: 50\r\n\r\n{';
    const answer = await said(port, head);
    expect(answer).toMatch(/^HTTP\/1.1 408 /);
    expect(faultIn(answer).message).toBe('The request took too long to arrive.');
  });

  test('that does not read its answer is cut off', async () => {
    const socket = connect(port, 'localhost');
    socket.pause();
    socket.write('GET /large HTTP/1.1\r\nhost: localhost\r\n\r\n');
    const [connection] = (await once(app.server, 'connection')) as [Socket];
    await closed(connection);
    socket.destroy();
  });
});

describe('a client that sends requests without waiting for answers', () => {
  let app: FastifyInstance;
  let port: number;
  let begun = 0;
  let answer: () => void;
  beforeAll(async () => {
    const answered = new Promise<void>((resolve) => {
      answer = resolve;
    });
    app = await createHttp(qiao.config, createLogger('silent'));
    app.get('/', async () => {
      begun += 1;
      await answered;
      return 'read';
    });
    await app.listen({ port: 0, host: 'localhost' });
    port = (app.server.address() as AddressInfo).port;
  });
  afterAll(() => app.close());
  const asks = (count: number) => 'GET / HTTP/1.1\r\nhost: localhost\r\n\r\n'.repeat(count);

  test('is cut off at more than eight, and only eight have begun', async () => {
    expect(await said(port, asks(500))).toBe('');
    expect(begun).toBe(8);
  });

  test('gets the answers to eight, as often as it likes', async () => {
    answer();
    const socket = connect(port, 'localhost');
    for (let count = 0; count < 3; count += 1) {
      socket.write(asks(8));
      let heard = '';
      for await (const [chunk] of on(socket, 'data')) {
        heard += chunk;
        if (heard.split('read').length === 9) break;
      }
    }
    socket.destroy();
    expect(begun).toBe(8 + 24);
  });
});

describe('a page of another origin', () => {
  /** A server for which an operator has allowed one page. */
  let url: string;
  beforeAll(async () => {
    const services = { ...qiao.services, config: { ...qiao.config, production: true, corsOrigins: [PAGE] } };
    const server = await startServer(
      services,
      { port: 0, sandbox: false, host: '::' },
      createLogger('silent'),
    );
    qiao.onClose(() => server.close());
    url = `http://localhost:${server.port}/graphql`;
  });

  const preflight = (target: string, origin: string) =>
    fetch(target, {
      method: 'OPTIONS',
      headers: {
        origin,
        'access-control-request-method': 'POST',
        'access-control-request-headers': 'authorization,content-type',
      },
    });
  const connects = async (target: string, origin: string): Promise<boolean> => {
    const socket = new WebSocket(target.replace('http', 'ws'), 'graphql-transport-ws', { origin });
    const opened = await new Promise<boolean>((resolve) => {
      socket.once('open', () => resolve(true)).once('error', () => resolve(false));
    });
    socket.terminate();
    return opened;
  };

  test('may call where CORS_ORIGINS names it, and reads the request id', async () => {
    const asked = await preflight(url, PAGE);
    expect([asked.status, asked.headers.get('access-control-allow-origin')]).toEqual([204, PAGE]);
    expect(asked.headers.get('access-control-allow-headers')).toContain('authorization');

    const headers = { origin: PAGE, 'content-type': 'application/json' };
    const answer = await fetch(url, { method: 'POST', headers, body: QUERY });
    expect(answer.headers.get('access-control-allow-origin')).toBe(PAGE);
    expect(answer.headers.get('access-control-expose-headers')).toContain('x-request-id');
    expect(await connects(url, PAGE)).toBe(true);
  });

  test.each(['https://other.example.com', `${PAGE}.evil.com`, 'http://localhost:3000', 'null'])(
    'may not, if it is %s',
    async (origin) => {
      const asked = await preflight(url, origin);
      expect(asked.headers.get('access-control-allow-origin')).toBeNull();
      expect(await connects(url, origin)).toBe(false);
    },
  );

  test('may in development, from any port of localhost', async () => {
    const target = `${qiao.url}/graphql`;
    const asked = await preflight(target, 'http://localhost:3000');
    expect([asked.status, asked.headers.get('access-control-allow-origin')]).toEqual([
      204,
      'http://localhost:3000',
    ]);
    expect(await connects(target, 'http://localhost:3000')).toBe(true);
    expect(await connects(target, 'https://other.example.com')).toBe(false);
  });
});

test('in development a name that somebody points at this machine is refused', async () => {
  const { port } = new URL(qiao.url);
  const status = await new Promise((resolve, reject) => {
    httpRequest(
      { host: 'localhost', port, path: '/healthz', headers: { host: 'evil.example.com' } },
      (answer) => {
        answer.resume();
        resolve(answer.statusCode);
      },
    )
      .on('error', reject)
      .end();
  });
  expect(status).toBe(421);
});

test('every answer tells browsers not to guess its type and not to tell others where it came from', async () => {
  const { headers } = await fetch(`${qiao.url}/healthz`);
  expect(headers.get('x-content-type-options')).toBe('nosniff');
  expect(headers.get('referrer-policy')).toBe('no-referrer');
});
