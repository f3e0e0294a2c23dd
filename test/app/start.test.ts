import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { eventually } from '../kit/eventually.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));
const LONG = 60_000;

let folder: string;
let running: Start[];
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'qiao-start-'));
  running = [];
});
afterEach(async () => {
  for (const start of running) await start.interrupt();
  rmSync(folder, { recursive: true, force: true });
});

test('the first start is ready with a token that works, and the next one finds its data again', {
  timeout: LONG,
}, async () => {
  const first = new Start(await freePorts());
  const ready = await first.ready();
  expect(ready).toMatchObject({
    ready: true,
    graphql: `http://localhost:${first.port}/graphql`,
    subscriptions: `ws://localhost:${first.port}/graphql`,
    console: `http://localhost:${first.port}/console/`,
    sandbox: { wechat: `http://localhost:${first.port + 1}`, eloqua: `http://localhost:${first.port + 2}` },
  });
  expect(JSON.parse(readFileSync(join(folder, '.data/ready.json'), 'utf8'))).toEqual(ready);
  await ask(ready, 'mutation { addOfficialAccount(input: { description: "kept" }) { userErrors { code } } }');

  expect(await first.interrupt()).toBe(0);
  expect(existsSync(join(folder, '.data/ready.json'))).toBe(false);

  const second = new Start(first.port);
  const list = await ask(await second.ready(), '{ officialAccounts { edges { node { displayName } } } }');
  expect(list).toEqual({ data: { officialAccounts: { edges: [{ node: { displayName: 'kept' } }] } } });
});

test('the sandbox has Qiao installed, and installs it again where it has forgotten that', {
  timeout: LONG,
}, async () => {
  const asked = '{ installation { status connection { state userName } } campaigns { totalCount } }';
  const connected = {
    data: {
      installation: { status: 'AVAILABLE', connection: { state: 'CONNECTED', userName: 'Mei.Lin' } },
      campaigns: { totalCount: 5 },
    },
  };
  const first = new Start(await freePorts());
  expect(await ask(await first.ready(), asked)).toEqual(connected);
  await first.interrupt();
  rmSync(join(folder, '.data/sandbox-eloqua.json'));

  const second = new Start(first.port);

  expect(await ask(await second.ready(), asked)).toEqual(connected);
});

test('the example connects an account that is ACTIVE in the end, as often as it is run', {
  timeout: 2 * LONG,
}, async () => {
  const ready = await new Start(await freePorts()).ready();
  for (const run of ['first', 'second']) {
    const { code, out } = await example(ready);
    expect(code, `${run}: ${out}`).toBe(0);
    expect(out).toMatch(/\d+\. The push has arrived\n {3}桥咖啡第\d+号店.*, SERVICE, wx\w+: ACTIVE\n/);
  }
  const list = await ask(ready, '{ officialAccounts { edges { node { status } } } }');
  const node = { status: 'ACTIVE' };
  expect(list).toEqual({ data: { officialAccounts: { edges: [{ node }, { node }] } } });
});

test('Ctrl-C stops everything within five seconds, though clients hold connections', {
  timeout: LONG,
}, async () => {
  const start = new Start(await freePorts());
  const ready = await start.ready();
  const postgres = Number(
    readFileSync(join(folder, '.data/postgres/cluster/postmaster.pid'), 'utf8').split('\n')[0],
  );
  const socket = new WebSocket(ready.subscriptions, 'graphql-transport-ws');
  await once(socket, 'open');
  socket.send(
    JSON.stringify({ type: 'connection_init', payload: { authorization: `Bearer ${ready.token}` } }),
  );
  await once(socket, 'message');
  socket.send(
    JSON.stringify({
      type: 'subscribe',
      id: '1',
      payload: { query: 'subscription { officialAccountChanged { kind } }' },
    }),
  );

  const before = Date.now();
  expect(await start.interrupt()).toBe(0);

  expect(Date.now() - before).toBeLessThan(5000);
  await eventually(() => !alive(postgres));
});

test('a second start on the same data says so in one line and changes nothing', {
  timeout: LONG,
}, async () => {
  const first = new Start(await freePorts());
  const ready = await first.ready();

  const second = new Start(await freePorts());
  expect(await second.ended()).toBe(1);

  expect(second.said()).toEqual([
    'Qiao runs already on .data. Stop the other one first (Ctrl-C in its terminal).',
  ]);
  expect(await ask(ready, '{ viewer { userId } }')).toEqual({ data: { viewer: { userId: '17' } } });
});

test('a taken port gives one clear line', { timeout: LONG }, async () => {
  const port = await freePorts();
  const other = createServer().listen(port);
  await once(other, 'listening');

  const start = new Start(port);
  expect(await start.ended()).toBe(1);
  other.close();

  expect(start.said()).toEqual([
    `Port ${port} is taken. Stop what uses it, or choose another: PORT=4100 npm start (the sandbox uses the two ports after it).`,
  ]);
});

test('every fault of the environment is told at once, without its value', { timeout: LONG }, async () => {
  const start = new Start(await freePorts(), { DATABASE_URL: 'not-a-url-secret', LOG_LEVEL: 'loud' });
  expect(await start.ended()).toBe(1);

  const said = start.said().join('\n');
  expect(said).toContain('DATABASE_URL');
  expect(said).toContain('LOG_LEVEL');
  expect(said).not.toContain('not-a-url-secret');
});

interface Ready {
  readonly graphql: string;
  readonly subscriptions: string;
  readonly token: string;
}

/** `npm start` in a folder of the test's own. */
class Start {
  private readonly process: ChildProcess;
  private out = '';
  private errors = '';

  constructor(
    readonly port: number,
    env: Record<string, string> = {},
  ) {
    const loader = import.meta.resolve('tsx');
    this.process = spawn(process.execPath, ['--import', loader, join(root, 'src/main/start.ts')], {
      cwd: folder,
      env: {
        PATH: process.env.PATH,
        PORT: String(port),
        TSX_TSCONFIG_PATH: join(root, 'tsconfig.json'),
        ...env,
      },
    });
    this.process.stdout?.on('data', (chunk) => {
      this.out += chunk;
    });
    this.process.stderr?.on('data', (chunk) => {
      this.errors += chunk;
    });
    running.push(this);
  }

  /** The line for scripts. */
  async ready(): Promise<Ready> {
    await eventually(() => {
      if (this.process.exitCode !== null) throw new Error(`it ended: ${this.errors}`);
      return this.out.includes('{"ready":true') && this.out.endsWith('\n');
    }, LONG);
    return JSON.parse(this.out.trim().split('\n').at(-1) ?? '') as Ready;
  }

  said(): string[] {
    return this.errors.trim().split('\n');
  }

  async ended(): Promise<number | null> {
    if (this.process.exitCode === null) await once(this.process, 'close');
    return this.process.exitCode;
  }

  /** As npm does it: the terminal's Ctrl-C, passed on once more. */
  async interrupt(): Promise<number | null> {
    this.process.kill('SIGINT');
    this.process.kill('SIGINT');
    return this.ended();
  }
}

/** `npm run example`, from its start to its end. */
async function example({ graphql, token }: Ready): Promise<{ code: number | null; out: string }> {
  const script = join(root, 'examples/connect-account.ts');
  const child = spawn(process.execPath, ['--import', import.meta.resolve('tsx'), script], {
    cwd: root,
    env: { PATH: process.env.PATH, QIAO_URL: graphql, QIAO_TOKEN: token },
  });
  let out = '';
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (chunk) => {
      out += chunk;
    });
  const [code] = (await once(child, 'close')) as [number | null];
  return { code, out };
}

async function ask(ready: Ready, query: string): Promise<unknown> {
  const response = await fetch(ready.graphql, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${ready.token}` },
    body: JSON.stringify({ query }),
  });
  return response.json();
}

function alive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    // A zombie answers too, where nobody reaps it.
    return !readFileSync(`/proc/${pid}/stat`, 'utf8').includes(') Z ');
  } catch {
    return false;
  }
}

/** A port whose two neighbours are free as well. */
async function freePorts(): Promise<number> {
  for (;;) {
    const port = 20_000 + Math.floor(Math.random() * 20_000);
    const free = await Promise.all([port, port + 1, port + 2].map(isFree));
    if (free.every(Boolean)) return port;
  }
}

const isFree = (port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const probe = createServer()
      .once('error', () => resolve(false))
      .listen(port, () => probe.close(() => resolve(true)));
  });
