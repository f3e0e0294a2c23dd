import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createDatabase, type TestDatabase, withClient } from '../kit/database.ts';
import { eventually } from '../kit/eventually.ts';
import { freePort } from '../kit/ports.ts';
import { Program } from '../kit/program.ts';

const TIMEOUT_MS = 60_000;

let folder: string;
let database: TestDatabase;
let programs: Program[];
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'qiao-apart-'));
  database = await createDatabase();
  programs = [];
});
afterEach(async () => {
  for (const program of programs) {
    program.signal('SIGTERM');
    await program.ended();
  }
  await database.drop();
  rmSync(folder, { recursive: true, force: true });
});

test('the sandbox alone installs Qiao as soon as a server answers', {
  timeout: 2 * TIMEOUT_MS,
}, async () => {
  const port = await freePort(2);
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
  expect(sandbox.runs).toBe(true);
});

function start(name: 'sandbox' | 'server', port: number): Program {
  const program = new Program(name, folder, { PORT: String(port), DATABASE_URL: database.url });
  programs.push(program);
  return program;
}

const said = (port: number): Promise<unknown> =>
  fetch(`http://localhost:${port}/_sandbox`).then(
    (answer) => answer.json(),
    () => null,
  );
