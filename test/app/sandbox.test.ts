import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createDatabase, type TestDatabase, withClient } from '../kit/database.ts';
import { eventually } from '../kit/eventually.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));
const TIMEOUT_MS = 60_000;

let folder: string;
let database: TestDatabase;
let children: ChildProcess[];
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'qiao-apart-'));
  database = await createDatabase();
  children = [];
});
afterEach(async () => {
  for (const child of children) {
    child.kill('SIGTERM');
    if (child.exitCode === null) await once(child, 'exit');
  }
  await database.drop();
  rmSync(folder, { recursive: true, force: true });
});

test('the sandbox alone installs Qiao as soon as a server answers', {
  timeout: 2 * TIMEOUT_MS,
}, async () => {
  const port = await threeFreePorts();
  const installations = () =>
    withClient(
      database.superuserUrl,
      async (client) =>
        (await client.query('select site, status, connection_state as connection from installation')).rows,
    );

  const sandbox = start('sandbox', port);
  await eventually(async () => (await said(port + 2)) !== null, TIMEOUT_MS);
  expect(await installations()).toEqual([]);
  start('server', port);

  await eventually(async () => (await installations())[0]?.status === 'AVAILABLE', TIMEOUT_MS);
  expect(await installations()).toEqual([{ site: 'acme', status: 'AVAILABLE', connection: 'CONNECTED' }]);
  expect(sandbox.exitCode).toBeNull();
});

function start(name: 'sandbox' | 'server', port: number): ChildProcess {
  const child = spawn(
    process.execPath,
    ['--import', import.meta.resolve('tsx'), join(root, `src/main/${name}.ts`)],
    {
      cwd: folder,
      stdio: 'ignore',
      env: {
        PATH: process.env.PATH,
        TSX_TSCONFIG_PATH: join(root, 'tsconfig.json'),
        PORT: String(port),
        DATABASE_URL: database.url,
      },
    },
  );
  children.push(child);
  return child;
}

const said = (port: number): Promise<unknown> =>
  fetch(`http://localhost:${port}/_sandbox`).then(
    (answer) => answer.json(),
    () => null,
  );

/** The sandboxes take the two after the server's. */
async function threeFreePorts(): Promise<number> {
  for (;;) {
    const first = await free(0);
    if (first !== null && (await free(first + 1)) && (await free(first + 2))) return first;
  }
}

function free(port: number): Promise<number | null> {
  return new Promise((resolve) => {
    const probe = createServer().once('error', () => resolve(null));
    probe.listen(port, () => {
      const address = probe.address();
      probe.close(() => resolve(typeof address === 'object' && address ? address.port : null));
    });
  });
}
