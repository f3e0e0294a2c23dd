import { type ChildProcess, execFile, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import {
  appendFileSync,
  chmodSync,
  cpSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
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
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { isCurrent } from '../../build.js';
import { isFull } from '../kit/depth.ts';
import { buildImage, commandOf, type Stage } from '../kit/dockerfile.ts';
import { eventually } from '../kit/eventually.ts';
import { withDatabase } from '../kit/global-setup.ts';
import { OtlpReceiver } from '../kit/otlp-receiver.ts';
import { freePort } from '../kit/ports.ts';
import { PRODUCTION } from '../kit/production.ts';
import { Program, type ProgramName } from '../kit/program.ts';

/** What the Dockerfile makes, and `dist/` in it: the whole build, where there are no packages. */
let folder: string;
let image: Stage;
let dist: string;
const running: Program[] = [];
const DATABASE = 'qiao_whole_build';
/** With an empty cache, on a busy machine. */
const INSTALL_MS = 600_000;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'qiao-image-'));
  chmodSync(folder, 0o755);
  image = await buildImage(folder, isFull());
  dist = join(image.root, image.workdir, 'dist');
  // The project may be where others may not read.
  cpSync(process.execPath, join(folder, 'node'));
  await asOwner(`create database ${DATABASE}`);
}, INSTALL_MS);
afterAll(async () => {
  for (const program of running) program.signal('SIGKILL');
  await asOwner(`drop database ${DATABASE} with (force)`);
  rmSync(folder, { recursive: true, force: true });
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

test('production needs only dist/ and Node.js: it migrates, works, serves the same schema and GraphiQL, and is watched', async () => {
  expect(await run('migrate').ended()).toBe(0);
  const [port, healthPort] = [await freePort(), await freePort()];
  const receiver = await OtlpReceiver.open();
  const traced = { OTEL_EXPORTER_OTLP_ENDPOINT: receiver.endpoint };
  const server = run('server', { PORT: String(port), ...traced });
  const worker = run('worker', { HEALTH_PORT: String(healthPort), ...traced });
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

  const health = `http://localhost:${healthPort}`;
  expect((await fetch(`${health}/healthz`)).status).toBe(200);
  expect(await (await fetch(`${health}/readyz`)).json()).toMatchObject({ status: 'ok', queue: 'ok' });
  expect(await (await fetch(`${health}/metrics`)).text()).toContain('qiao_database_up 1');
  expect(await (await fetch(new URL('/metrics', address))).text()).toContain('type="query",outcome="OK"} 1');

  for (const program of [server, worker]) program.signal('SIGTERM');
  expect([await server.ended(), await worker.ended()]).toEqual([0, 0]);
  // What was left to send was sent at the end.
  await eventually(() => receiver.spans.some(({ name }) => name === 'query IntrospectionQuery'));
  receiver.close();
});

test('the image runs as an ordinary user, who changes nothing, from its settings alone; and says when it is healthy', async () => {
  const port = await freePort();
  const url = withDatabase(inject('postgresUrl'), DATABASE);
  const container = new Container({
    ...{ ...PRODUCTION, DATABASE_URL: url, PORT: String(port) },
    PUBLIC_URL: 'https://qiao.example.com/qiao',
  });
  expect(image.said.get('USER')).toBe('node');
  expect(await container.run(['node', 'dist/src/main/migrate.js']).ended).toBe(0);
  expect(await container.run(commandOf(image, 'HEALTHCHECK')).ended).toBe(1);

  const server = container.run(commandOf(image, 'CMD'));
  await eventually(() => server.out().includes(`listening on port ${port}`));

  expect(await container.run(commandOf(image, 'HEALTHCHECK')).ended).toBe(0);
  const page = await (await fetch(`http://localhost:${port}/console/`)).text();
  expect(page).toContain('<base href="/qiao/console/">');
  server.process.kill(image.said.get('STOPSIGNAL') as NodeJS.Signals);
  expect(await server.ended).toBe(0);
  expect(readdirSync(join(image.root, image.workdir))).toEqual(['dist']);
});

test('a whole build is current until it is from another source', () => {
  const stamp = join(dist, 'built-from');
  const [processes, console] = readFileSync(stamp, 'utf8').split('\n');
  const states = (text: string) => {
    writeFileSync(stamp, text);
    return [isCurrent(dist), isCurrent(dist, { whole: true })];
  };
  expect(states(`${processes}\n${console}`)).toEqual([true, true]);
  expect(states(`${processes}\nanother`)).toEqual([true, false]);
  expect(states(`${processes}`)).toEqual([true, false]);
  expect(states(`another\n${console}`)).toEqual([false, false]);
});

describe('a start in production, from the source', () => {
  let project: string;
  beforeAll(() => {
    project = join(folder, 'build', image.workdir);
  });

  /** `NODE_ENV=production node build.js` in the project, with another npm. Returns its exit code and what it says. */
  function start(npm: string, user = {}): Promise<[code: number, said: string]> {
    const bin = mkdtempSync(join(folder, 'npm-'));
    writeFileSync(join(bin, 'npm'), `#!/bin/sh\n${npm}\n`, { mode: 0o755 });
    const env = { PATH: `${bin}:${process.env.PATH}`, NODE_ENV: 'production' };
    return new Promise((resolve) => {
      execFile(join(folder, 'node'), ['build.js'], { cwd: project, env, ...user }, (error, _out, said) =>
        resolve([error ? Number(error.code) : 0, said]),
      );
    });
  }

  test('makes the whole build once for all; one that was killed is in nobody’s way', async () => {
    const { pid } = spawnSync('true');
    writeFileSync(join(project, 'dist.lock'), String(pid));
    appendFileSync(join(project, 'console/index.html'), '<!-- changed -->');
    const console = 'for last; do :; done; mkdir -p "$last/assets"; echo page >"$last/index.html"';

    const starts = await Promise.all([start(console), start(console), start(console)]);

    expect(starts.map(([code]) => code)).toEqual([0, 0, 0]);
    const said = 'Building dist/ from the source, with the console\n';
    expect(starts.map(([, text]) => text).toSorted()).toEqual(['', '', said]);
    expect(readFileSync(join(project, 'dist/console/index.html'), 'utf8')).toBe('page\n');
    expect(existsSync(join(project, 'dist.lock'))).toBe(false);
    expect(await start('exit 1')).toEqual([0, '']);
  });

  test('ends with one line if it cannot build, and leaves the earlier build as it is', async () => {
    appendFileSync(join(project, 'console/index.html'), '<!-- changed again -->');

    const [code, said] = await start('exit 1');
    chmodSync(project, 0o555);
    const ofAnother = await start('exit 1', ORDINARY);
    chmodSync(project, 0o755);

    expect([code, said.split('\n').slice(1)]).toEqual([1, ['The console could not be built.', '']]);
    expect(ofAnother).toEqual([1, expect.stringContaining('this user may not write it')]);
    expect(readFileSync(join(project, 'dist/console/index.html'), 'utf8')).toBe('page\n');
  });
});

/** Somebody who is not root, also if root runs the tests. */
const ORDINARY = process.getuid?.() === 0 ? { uid: 65_534, gid: 65_534 } : {};

/** Of the image: processes of an ordinary user, in its folder and with its environment. */
class Container {
  constructor(private readonly env: Readonly<Record<string, string>>) {}

  run([program, ...args]: readonly string[]) {
    const child: ChildProcess = spawn(join(folder, program ?? ''), args, {
      ...ORDINARY,
      cwd: join(image.root, image.workdir),
      env: { ...image.env, ...this.env },
    });
    let said = '';
    for (const stream of [child.stdout, child.stderr])
      stream?.on('data', (chunk) => {
        said += chunk;
      });
    const ended = once(child, 'close').then(([code]) => code as number | null);
    return { process: child, out: () => said, ended };
  }
}

const sorted = (schema: Parameters<typeof printSchema>[0]) => printSchema(lexicographicSortSchema(schema));
