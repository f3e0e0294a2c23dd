import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { eventually } from '../kit/eventually.ts';
import { freePort } from '../kit/ports.ts';
import { Program } from '../kit/program.ts';

/** What the first start ever left behind and said; other tests begin with a copy, as a second start would find it. */
let first: {
  folder: string;
  port: number;
  ready: object;
  readyFile: object;
  added: unknown;
  steps: string[];
  exitCode: number | null;
};
let folder: string;
let running: Start[] = [];
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'qiao-start-'));
  const start = new Start(await freePort(2));
  const ready = await start.ready();
  const readyFile = JSON.parse(readFileSync(join(folder, '.data/ready.json'), 'utf8'));
  const added = await ask(
    ready,
    'mutation { addOfficialAccount(input: { description: "kept" }) { userErrors { code } } }',
  );
  const steps = start.complaints();
  first = { folder, port: start.port, ready, readyFile, added, steps, exitCode: await start.interrupt() };
});
afterAll(() => rmSync(first.folder, { recursive: true, force: true }));
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'qiao-start-'));
  await promisify(execFile)('cp', ['-a', join(first.folder, '.data'), folder]);
  running = [];
});
afterEach(async () => {
  for (const start of running) await start.interrupt();
  rmSync(folder, { recursive: true, force: true });
});

test('the first start is ready with a token that works, and stops', () => {
  const { port, ready } = first;
  expect(ready).toMatchObject({
    ready: true,
    graphql: `http://localhost:${port}/graphql`,
    subscriptions: `ws://localhost:${port}/graphql`,
    console: `http://localhost:${port}/console/`,
    sandbox: { wechat: `http://localhost:${port + 1}`, eloqua: `http://localhost:${port + 2}` },
  });
  expect(first.added).toEqual({ data: { addOfficialAccount: { userErrors: [] } } });
  expect(first.readyFile).toEqual(ready);
  expect(first.exitCode).toBe(0);
  expect(existsSync(join(folder, '.data/ready.json'))).toBe(false);
});

/** What another start on the same data says, and then one whose sandbox has forgotten everything. */
describe('a start on data that is there', () => {
  const LIST = '{ officialAccounts { edges { node { displayName } } } }';
  const CONNECTION = '{ installation { status connection { state userName } } campaigns { totalCount } }';
  const connected = {
    data: {
      installation: { status: 'AVAILABLE', connection: { state: 'CONNECTED', userName: 'Mei.Lin' } },
      campaigns: { totalCount: 5 },
    },
  };

  test('finds it again, says in one line each what it waits for, and not where scripts read', async () => {
    const starting = ['Migrating the database', 'Starting the API, the worker and the sandbox'];
    expect(first.steps).toEqual([
      'Starting PostgreSQL',
      "Creating PostgreSQL's data in .data/postgres",
      ...starting,
    ]);

    const second = new Start();
    const ready = await second.ready();

    expect(await ask(ready, LIST)).toEqual({
      data: { officialAccounts: { edges: [{ node: { displayName: 'kept' } }] } },
    });
    expect(await ask(ready, CONNECTION)).toEqual(connected);
    expect(second.complaints()).toEqual(['Starting PostgreSQL', ...starting]);
    expect(second.out).not.toContain('Starting');
  });

  test('has Qiao installed again where the sandbox has forgotten that', async () => {
    rmSync(join(folder, '.data/sandbox-eloqua.json'));

    const forgot = new Start();

    expect(await ask(await forgot.ready(), CONNECTION)).toEqual(connected);
  });
});

test('the example connects an account, and ends with a contact that has its follower, as often as it is run', async () => {
  const ready = await new Start().ready();
  const known = (await accountsOf(ready)).length;
  for (const run of ['first', 'second']) {
    const { code, out } = await example(ready);
    expect(code, `${run}: ${out}`).toBe(0);
    expect(out).toMatch(/\d+\. The push has arrived\n {3}桥咖啡第\d+号店.*, SERVICE, wx\w+: ACTIVE\n/);
    expect(out).toMatch(/FOLLOW by o\S+: BOUND to contact3@customer\.example by QR_CODE\n/);
    // The end: the contact's fields before and now, then its activity.
    expect(out).toMatch(/WeChat OpenID[ \d]* – +o\S{20,}\n/);
    expect(out).toMatch(/WeChat Subscription Status \d+ +– +Subscribed\n/);
    expect(out).toMatch(/WeChat Last Activity[ \d]* – +\d{4}-\d\d-\d\dT[\d:]+\.000Z\n/);
    expect(out).toMatch(/\n {3}Follow +桥咖啡第\d+号店.* WeChat default campaign\n$/);
  }
  expect((await accountsOf(ready)).slice(known)).toEqual([{ status: 'ACTIVE' }, { status: 'ACTIVE' }]);
});

test('Ctrl-C stops everything within five seconds, though clients hold connections', async () => {
  const start = new Start();
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

test('a second start on the same data says so in one line and changes nothing', async () => {
  const ready = await new Start().ready();

  const second = new Start(await freePort(2));
  expect(await second.ended()).toBe(1);

  expect(second.complaints()).toEqual([
    'Qiao runs already on .data. Stop the other one first (Ctrl-C in its terminal).',
  ]);
  expect(await ask(ready, '{ viewer { userId } }')).toEqual({ data: { viewer: { userId: '17' } } });
});

test('a taken port gives one clear line', async () => {
  const port = await freePort(2);
  const other = createServer().listen(port);
  await once(other, 'listening');

  const start = new Start(port);
  expect(await start.ended()).toBe(1);
  other.close();

  expect(start.complaints().at(-1)).toBe(
    `Port ${port} is taken. Stop what uses it, or choose another: PORT=4100 npm start (the sandbox uses the two ports after it).`,
  );
});

test('every fault of the environment is told at once, without its value', async () => {
  const start = new Start(await freePort(2), { DATABASE_URL: 'not-a-url-secret', LOG_LEVEL: 'loud' });
  expect(await start.ended()).toBe(1);

  const said = start.complaints().join('\n');
  expect(said).toContain('DATABASE_URL');
  expect(said).toContain('LOG_LEVEL');
  expect(said).not.toContain('not-a-url-secret');
});

interface Ready {
  readonly graphql: string;
  readonly subscriptions: string;
  readonly token: string;
  readonly sandbox: { readonly eloqua: string };
}

/** `npm start` in a folder of the test's own. */
class Start extends Program {
  constructor(
    readonly port = first.port,
    env: Readonly<Record<string, string>> = {},
  ) {
    super('start', folder, { PORT: String(port), ...env });
    running.push(this);
  }

  /** The line for scripts. */
  async ready(): Promise<Ready> {
    await this.says((out) => out.includes('{"ready":true') && out.endsWith('\n'));
    return JSON.parse(this.out.trim().split('\n').at(-1) ?? '') as Ready;
  }

  complaints(): string[] {
    return this.errors.trim().split('\n');
  }

  /** As npm does it: the terminal's Ctrl-C, passed on once more. */
  async interrupt(): Promise<number | null> {
    this.signal('SIGINT');
    this.signal('SIGINT');
    return this.ended();
  }
}

/** `npm run example`, from its start to its end. */
async function example({ graphql, token, sandbox }: Ready): Promise<{ code: number | null; out: string }> {
  const run = new Program('example', folder, {
    QIAO_URL: graphql,
    QIAO_TOKEN: token,
    ELOQUA_SANDBOX_URL: sandbox.eloqua,
  });
  const code = await run.ended();
  return { code, out: `${run.out}${run.errors}` };
}

async function accountsOf(ready: Ready): Promise<unknown[]> {
  const { data } = (await ask(ready, '{ officialAccounts { edges { node { status } } } }')) as {
    data: { officialAccounts: { edges: { node: unknown }[] } };
  };
  return data.officialAccounts.edges.map(({ node }) => node);
}

async function ask(ready: Ready, query: string): Promise<unknown> {
  const response = await fetch(ready.graphql, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${ready.token}` },
    body: JSON.stringify({ query }),
  });
  const { extensions: _cost, ...answer } = (await response.json()) as { extensions?: unknown };
  return answer;
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
