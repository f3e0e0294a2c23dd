import { execFile, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import type { Client as Socket } from 'graphql-ws';
import type { Environment } from 'relay-runtime';
import { beforeAll, describe, expect, test } from 'vitest';
import WebSocket from 'ws';
import { startServer } from '../../src/app/server.ts';
import { createLogger } from '../../src/kernel/logger.ts';
import { type Block, guideBlocks, useClientGuide } from '../kit/client-guide.ts';
import { clockBeforeEndOf } from '../kit/clock.ts';
import { eventually } from '../kit/eventually.ts';
import { useQiao } from '../kit/shared-qiao.ts';
import { addAccount, attempt, listeners, listening } from '../kit/stories.ts';

/** docs/clients.md is tried as its reader would: some five seconds, most of them for the compilers. */
const qiao = useQiao();
const guide = useClientGuide();
const run = promisify(execFile);
const bin = (name: string) => join(process.cwd(), 'node_modules/.bin', name);

let token: string;
let url: string;
beforeAll(async () => {
  token = await qiao.token();
  url = `${qiao.url}/graphql`;
  // What the page calls `operations.ts`.
  await run(bin('graphql-codegen'), ['--config', 'codegen.yml'], { cwd: guide.folder });
});

const files = guideBlocks.filter(({ title }) => title !== null);
const commands = guideBlocks.flatMap((block, index) =>
  block.language === 'sh' ? [[block, guideBlocks[index + 1]] as const] : [],
);
const operations = guideBlocks.filter(({ language, title }) => language === 'graphql' && title === null);

test('each block of the page is a file, a command with its answer, or an operation', () => {
  expect(files.map(({ title }) => title).toSorted()).toEqual([
    ...['accounts.ts', 'apollo.ts', 'codegen.yml', 'fetch.ts', 'operations.graphql', 'relay.config.json'],
    ...['relay.ts', 'socket.ts', 'urql.ts', 'wait.ts', 'watch.ts'],
  ]);
  expect(guideBlocks.length).toBe(files.length + 2 * commands.length + operations.length);
});

test('its modules fit each other, the packages and the schema', async () => {
  const compilerOptions = {
    ...{ module: 'nodenext', target: 'es2024', lib: ['esnext', 'dom', 'dom.iterable'], types: [] },
    ...{ strict: true, noEmit: true, allowImportingTsExtensions: true, skipLibCheck: true },
    ...{ noUnusedLocals: true, noUnusedParameters: true, verbatimModuleSyntax: true },
  };
  writeFileSync(
    join(guide.folder, 'tsconfig.json'),
    JSON.stringify({ compilerOptions, include: ['*.ts', 'src'] }),
  );
  const { stdout } = await run(bin('tsc'), ['-p', guide.folder]).catch((error) => error);
  expect(stdout).toBe('');
});

test.each(operations.map(({ text }) => [text]))('Qiao answers %s', async (query) => {
  const { fetch } = await guide.connect(url, token);
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ query }),
  });
  expect(await response.json()).toMatchObject({ data: expect.anything() });
  expect(response.status).toBe(200);
});

/** Nearly every machine has it. */
const hasCurl = spawnSync('curl', ['--version']).status === 0;

test.skipIf(!hasCurl).each(commands)(
  'a command has the answer that the page shows',
  async ({ text }, answer) => {
    const env = { ...process.env, QIAO_URL: qiao.url, QIAO_TOKEN: token };
    const { stdout } = await run('bash', ['-euc', text], { env });
    expect(answer?.language).toBe('json');
    const shown = JSON.parse((answer as Block).text);
    const told = JSON.parse(stdout);
    expect(told.data).toEqual(shown.data);
    const codes = (body: { errors?: { message: string; extensions: { code: string } }[] }) =>
      body.errors?.map(({ message, extensions: { code } }) => [code, message]);
    expect(codes(told)).toEqual(codes(shown));
    if (shown.extensions) expect(shapeOf(told.extensions)).toEqual(shapeOf(shown.extensions));
  },
);

/** The names in an object, whatever their values are. */
const shapeOf = (value: unknown): unknown =>
  typeof value === 'object' && value !== null
    ? Object.fromEntries(Object.entries(value).map(([name, part]) => [name, shapeOf(part)]))
    : typeof value;

describe('its fetch', () => {
  const viewer = { method: 'POST', body: '{"query":"{ viewer { userId } }"}' };
  const json = { headers: { 'content-type': 'application/json' } };

  test('gets a new token when one was refused, once', async () => {
    const { qiaoFetch } = await guide.module('fetch.ts');
    const asked: boolean[] = [];
    const fetch = (next: string) =>
      qiaoFetch(async (refused) => {
        asked.push(refused);
        return refused ? next : 'stale';
      })(url, { ...viewer, ...json });
    expect((await fetch(token)).status).toBe(200);
    expect((await fetch('stale as well')).status).toBe(401);
    expect(asked).toEqual([false, true, false, true]);
  });

  test('asks again for a token that could not be got, unless the user has to sign in', async () => {
    const { qiaoFetch, SignInAgain } = await guide.module('fetch.ts');
    const asked: string[] = [];
    const fetch = (fault: Error) =>
      qiaoFetch(async () => {
        asked.push(fault.constructor.name);
        if (asked.length === 1 || fault instanceof SignInAgain) throw fault;
        return token;
      })(url, { ...viewer, ...json });
    expect((await fetch(new TypeError('fetch failed'))).status).toBe(200);
    await expect(fetch(new SignInAgain())).rejects.toBeInstanceOf(SignInAgain);
    expect(asked).toEqual(['TypeError', 'TypeError', 'SignInAgain']);
  });

  test('sends several mutations, each with a key of its own', async () => {
    const { fetch } = await guide.connect(url, token);
    const add = (key: string) =>
      `${key}: addOfficialAccount(input: {}) @idempotent(key: "${key}") { officialAccount { id } }`;
    const send = async () => {
      const body = JSON.stringify({ query: `mutation { ${add('one')} ${add('two')} }` });
      const answer = await fetch(url, { method: 'POST', body, ...json });
      return ((await answer.json()) as { data: Record<'one' | 'two', object> }).data;
    };
    const first = await send();
    expect(first.one).not.toEqual(first.two);
    expect(await send()).toEqual(first);
  });

  test('repeats what may succeed later, with the same key', async () => {
    const seen: IncomingHttpHeaders[] = [];
    const server = createServer((request, response) => {
      seen.push(request.headers);
      if (seen.length === 1) return void request.socket.destroy();
      response.writeHead(seen.length === 2 ? 503 : 200, { 'retry-after': '0' }).end('{}');
    }).listen(0);
    qiao.onClose(() => server.close());
    await once(server, 'listening');
    const { fetch } = await guide.connect(url, token);

    const response = await fetch(`http://localhost:${(server.address() as AddressInfo).port}`, viewer);

    expect(response.status).toBe(200);
    expect(seen.map(({ authorization }) => authorization)).toEqual(seen.map(() => `Bearer ${token}`));
    const keys = seen.map((headers) => headers['idempotency-key']);
    expect([keys.length, new Set(keys).size, keys[0]?.length]).toEqual([3, 1, 36]);
  });
});

describe('its socket', () => {
  type Watch = {
    watchAccounts(
      socket: Socket,
      read: () => void,
      change: (event: { accountId: string }) => void,
    ): () => void;
  };
  type Wait = { endOf(socket: Socket, id: string): Promise<{ status: string; account: { status: string } }> };

  test('is opened again with a new token when its own ends, and the page reads again', async () => {
    const { qiaoSocket } = await guide.module('socket.ts');
    const { watchAccounts } = (await guide.module('watch.ts')) as Watch;
    const short = await qiao.token({ life: 1800 });
    const services = { ...qiao.services, clock: clockBeforeEndOf(short) };
    const server = await startServer(services, { port: 0, sandbox: true }, createLogger('silent'));
    qiao.onClose(() => server.close());
    const asked: boolean[] = [];
    let [reads, readsBefore] = [0, 0];
    const getToken = async (refused: boolean) => {
      asked.push(refused);
      readsBefore = reads;
      return refused ? token : short;
    };
    const socket = qiaoSocket(`http://localhost:${server.port}/graphql`, getToken, {
      webSocketImpl: WebSocket,
    });
    qiao.onClose(() => socket.dispose());
    const before = listeners(qiao);
    const changed: string[] = [];
    const end = watchAccounts(
      socket,
      () => {
        reads += 1;
      },
      ({ accountId }) => changed.push(accountId),
    );

    await eventually(() => asked.length === 2 && reads > readsBefore);
    expect(asked).toEqual([false, true]);
    expect(readsBefore).toBeGreaterThan(0);
    await eventually(() => listeners(qiao) === before + 1);
    const { id } = await addAccount(await qiao.caller());
    await eventually(() => changed.length > 0);

    expect(changed).toEqual([id]);
    end();
  });

  test('reads at once where the socket is open already, and not after the end', async () => {
    const { watchAccounts } = (await guide.module('watch.ts')) as Watch;
    const { socket } = await guide.connect(url, token);
    qiao.onClose(() => socket.dispose());
    let reads = 0;
    const read = () => {
      reads += 1;
    };
    const watch = () => watchAccounts(socket, read, () => {});
    const ends = await listening(qiao, 1, () => [watch()]);
    await eventually(() => reads === 1);
    ends.push(watch());
    await eventually(() => reads === 2);
    ends.push(watch());
    for (const end of ends) end();
    await sleep(700);
    expect(reads).toBe(2);
  });

  test('goes on when a token could not be got, and ends where the user has to sign in', async () => {
    const { qiaoSocket } = await guide.module('socket.ts');
    const { SignInAgain } = await guide.module('fetch.ts');
    const faults = [new TypeError('fetch failed'), new SignInAgain()];
    const asked: boolean[] = [];
    const getToken = async (refused: boolean) => {
      asked.push(refused);
      throw faults[asked.length - 1];
    };
    const socket = qiaoSocket(url, getToken, { webSocketImpl: WebSocket });
    qiao.onClose(() => socket.dispose());
    const ended = new Promise((resolve) => {
      const sink = { next() {}, error: resolve, complete() {} };
      socket.subscribe({ query: 'subscription { officialAccountChanged { kind } }' }, sink);
    });
    expect(await ended).toBeInstanceOf(SignInAgain);
    expect(asked).toHaveLength(2);
  });

  test('tells the end of an authorization, also of one that has ended before', async () => {
    const { endOf } = (await guide.module('wait.ts')) as Wait;
    const { socket } = await guide.connect(url, token);
    qiao.onClose(() => socket.dispose());
    const { session } = await attempt(qiao, await qiao.caller());
    expect(await endOf(socket, session.id)).toMatchObject({
      status: 'COMPLETED',
      account: { status: 'ACTIVE' },
    });
    await expect(endOf(socket, 'none')).rejects.toThrow('There is no such authorization session');
  });
});

test('its environment of Relay reads and is told', async () => {
  const { relayEnvironment } = (await guide.module('relay.ts')) as {
    relayEnvironment(url: string, send: typeof fetch, socket: Socket): Environment;
  };
  const { fetch, socket } = await guide.connect(url, token);
  qiao.onClose(() => socket.dispose());
  const network = relayEnvironment(url, fetch, socket).getNetwork();
  const operation = (operationKind: 'query' | 'subscription', text: string) =>
    network.execute(
      { operationKind, text, name: 'One', id: null, cacheID: text, metadata: {} } as never,
      {},
      {},
    );

  const answer = await operation('query', 'query One { viewer { userId } }').toPromise();
  expect(answer).toMatchObject({ data: { viewer: { userId: '17' } } });
  const events: unknown[] = [];
  const { unsubscribe } = await listening(qiao, 1, () =>
    operation('subscription', 'subscription One { officialAccountChanged { kind } }').subscribe({
      next: (event) => void events.push(event),
    }),
  );
  await addAccount(await qiao.caller());
  await eventually(() => events.length > 0);
  expect(events[0]).toMatchObject({ data: { officialAccountChanged: { kind: 'ADDED' } } });
  unsubscribe();
});
