import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  buildClientSchema,
  buildSchema,
  getIntrospectionQuery,
  lexicographicSortSchema,
  printSchema,
} from 'graphql';
import pg from 'pg';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { build, isCurrent } from '../../build.js';
import { withDatabase } from '../kit/global-setup.ts';
import { freePort } from '../kit/ports.ts';
import { Program, type ProgramName } from '../kit/program.ts';

/** What `npm run build` makes, where there are no packages. */
let dist: string;
const running: Program[] = [];
const DATABASE = 'qiao_whole_build';

beforeAll(async () => {
  dist = mkdtempSync(join(tmpdir(), 'qiao-dist-'));
  await build(dist, { whole: true });
  await asOwner(`create database ${DATABASE}`);
});
afterAll(async () => {
  for (const program of running) program.signal('SIGKILL');
  await asOwner(`drop database ${DATABASE} with (force)`);
  rmSync(dist, { recursive: true, force: true });
});

async function asOwner(sql: string): Promise<void> {
  const client = new pg.Client({ connectionString: inject('postgresUrl') });
  await client.connect();
  await client.query(sql).finally(() => client.end());
}

function run(name: ProgramName, env: Readonly<Record<string, string>> = {}): Program {
  const url = withDatabase(inject('postgresUrl'), DATABASE);
  const program = new Program(name, dist, { DATABASE_URL: url, ...env }, dist);
  running.push(program);
  return program;
}

test('production needs only dist/ and Node.js: it migrates, works and serves the same schema and GraphiQL', async () => {
  expect(await run('migrate').ended()).toBe(0);
  const port = await freePort();
  const server = run('server', { PORT: String(port) });
  const worker = run('worker');
  await server.says((out) => out.includes(`listening on port ${port}`));
  await worker.says((out) => out.includes('The worker is running.'));

  const address = `http://localhost:${port}/graphql`;
  const page = await (await fetch(address, { headers: { accept: 'text/html' } })).text();
  const [, script = ''] = /src="([^"]+graphiql-[^"]+\.js)"/.exec(page) ?? [];
  expect((await fetch(new URL(script, address))).status).toBe(200);
  const answer = await fetch(address, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({
      query: getIntrospectionQuery({
        schemaDescription: true,
        specifiedByUrl: true,
        inputValueDeprecation: true,
        oneOf: true,
      }),
    }),
  });
  const { data } = (await answer.json()) as { data: Parameters<typeof buildClientSchema>[0] };
  const ofSource = buildSchema(readFileSync('schema/schema.graphql', 'utf8'));
  expect(sorted(buildClientSchema(data))).toBe(sorted(ofSource));

  for (const program of [server, worker]) program.signal('SIGTERM');
  expect([await server.ended(), await worker.ended()]).toEqual([0, 0]);
});

test('a build is current until it is from another source', () => {
  expect(isCurrent(dist)).toBe(true);
  writeFileSync(join(dist, 'built-from'), 'another');
  expect(isCurrent(dist)).toBe(false);
});

const sorted = (schema: Parameters<typeof printSchema>[0]) => printSchema(lexicographicSortSchema(schema));
