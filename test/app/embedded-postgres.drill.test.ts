import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import * as fs from 'node:fs/promises';
import { connect as connectSocket } from 'node:net';
import { networkInterfaces, tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { Client, type QueryResultRow } from 'pg';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import {
  type EmbeddedPostgres,
  startEmbeddedPostgres,
} from '../../src/app/embedded-postgres/embedded-postgres.ts';

/** One message for both reasons. */
const NO_RESTART = 'Cannot restart PostgreSQL: it was stopped, or another process keeps it';

const isRoot = process.getuid?.() === 0;
let folder: string;
let dataDir: string;
let lines: string[];
let started: EmbeddedPostgres[];

beforeEach(async () => {
  folder = await fs.mkdtemp(join(await fs.realpath(tmpdir()), 'qiao-embedded-'));
  await fs.chmod(folder, 0o755);
  dataDir = join(folder, 'data');
  lines = [];
  started = [];
});

afterEach(async () => {
  vi.unstubAllEnvs();
  for (const postgres of started) await postgres.stop();
  await fs.rm(folder, { recursive: true, force: true });
});

let seed: Promise<string> | null = null;
afterAll(async () => {
  if (seed) await fs.rm(await seed, { recursive: true, force: true });
});

/** Copies the folder of an earlier start, in place of a first start, which takes longer. */
function useSeed(): void {
  const make = async () => {
    const made = await fs.mkdtemp(join(tmpdir(), 'qiao-embedded-seed-'));
    const postgres = await startEmbeddedPostgres({ dataDir: made, durable: false });
    await postgres.stop();
    return made;
  };
  beforeEach(async () => {
    seed ??= make();
    await promisify(execFile)('cp', ['-a', await seed, dataDir]);
  });
}

async function start(where = dataDir): Promise<EmbeddedPostgres> {
  const postgres = await startEmbeddedPostgres({
    dataDir: where,
    durable: false,
    log: (line) => lines.push(line),
  });
  started.push(postgres);
  return postgres;
}

async function query<Row extends QueryResultRow>(url: string, sql: string): Promise<Row[]> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query<Row>(sql)).rows;
  } finally {
    await client.end();
  }
}

async function serverPid(home = dataDir): Promise<number> {
  return Number((await fs.readFile(join(home, 'cluster/postmaster.pid'), 'utf8')).split('\n')[0]);
}

/** Not by its number: of an orphan that nobody reaps, the number stays in use. */
async function expectEnded(postgres: EmbeddedPostgres): Promise<void> {
  expect(await fs.readdir(join(dataDir, 'cluster'))).not.toContain('postmaster.pid');
  await expect(query(postgres.url, 'select 1')).rejects.toThrow('ECONNREFUSED');
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

/** Another Node process that starts PostgreSQL on the folder and keeps it until it is killed. */
async function startElsewhere() {
  const module = fileURLToPath(
    new URL('../../src/app/embedded-postgres/embedded-postgres.ts', import.meta.url),
  );
  const script = `const { startEmbeddedPostgres } = await import(${JSON.stringify(module)});
    await startEmbeddedPostgres({ dataDir: ${JSON.stringify(dataDir)}, durable: false }); console.log('started');`;
  const args = ['--import', 'tsx', '--input-type=module', '-e', script];
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] });
  await once(child.stdout, 'data');
  return child;
}

describe('a first start', () => {
  /** Looked at by tests that change nothing of it. */
  let first: EmbeddedPostgres;
  let firstDir: string;
  beforeAll(async () => {
    firstDir = join(await fs.mkdtemp(join(await fs.realpath(tmpdir()), 'qiao-embedded-first-')), 'data');
    await fs.chmod(join(firstDir, '..'), 0o755);
    first = await startEmbeddedPostgres({ dataDir: firstDir, durable: false });
  });
  afterAll(async () => {
    await first.stop();
    await fs.rm(join(firstDir, '..'), { recursive: true, force: true });
  });

  test('should give a database whose owner is no superuser and cannot bypass row security', async () => {
    const { url, superuserUrl } = first;

    const roles = `select rolsuper, rolbypassrls, rolcreatedb, rolcreaterole from pg_roles where rolname = current_user`;
    const owner = { rolsuper: false, rolbypassrls: false, rolcreatedb: true, rolcreaterole: true };
    expect(await query(url, roles)).toEqual([owner]);
    expect(await query(superuserUrl, 'select rolsuper from pg_roles where rolname = current_user')).toEqual([
      { rolsuper: true },
    ]);
    const database = `select datname as name, pg_get_userbyid(datdba) as owner, pg_encoding_to_char(encoding) as encoding,
      datlocprovider as provider, datlocale as locale from pg_database where datname = current_database()`;
    expect(await query(url, database)).toEqual([
      { name: 'qiao', owner: 'qiao', encoding: 'UTF8', provider: 'b', locale: 'C.UTF-8' },
    ]);
  });

  test('should offer btree_gist in every database, also those the owner makes later', async () => {
    const { url } = first;
    const exclusion = `create table if not exists spans (id uuid, span tstzrange, exclude using gist (id with =, span with &&))`;
    await query(url, exclusion);

    await query(url, 'create database later');
    const later = url.replace(/qiao$/, 'later');
    await query(later, 'create extension if not exists btree_gist');
    await query(later, exclusion);

    await query(url, 'create database bare template template0');
    const bare = url.replace(/qiao$/, 'bare');
    await query(bare, 'create extension btree_gist');
    await query(bare, exclusion);
  });

  test('should keep folder, passwords and log to their owner and ask every client for a password', async () => {
    const { url } = first;

    const mode = async (path: string) => ((await fs.stat(path)).mode & 0o777).toString(8);
    expect(await mode(firstDir)).toBe('700');
    expect(await mode(join(firstDir, 'cluster/qiao-passwords.json'))).toBe('600');
    expect(await mode(join(firstDir, 'postgres.log'))).toBe('600');
    await expect(query(url.replace(/:[^:@]+@/, ':wrong@'), 'select 1')).rejects.toThrow(
      /password authentication/,
    );
    expect(await fs.readdir(firstDir)).toEqual(['cluster', 'postgres.log']);
  });

  test('should listen on the loopback address only and on no unix socket', async () => {
    const { url, superuserUrl } = first;

    expect(await query(superuserUrl, 'show unix_socket_directories')).toEqual([
      { unix_socket_directories: '' },
    ]);
    const outer = Object.values(networkInterfaces())
      .flat()
      .find((net) => net?.family === 'IPv4' && !net.internal);
    if (!outer) return;
    const socket = connectSocket(Number(new URL(url).port), outer.address);
    await expect(once(socket, 'connect')).rejects.toThrow('ECONNREFUSED');
  });

  test('should let starts at the same moment share one server, which the keeper alone ends', async () => {
    const all = await Promise.all([start(), start(), start(), start()]);

    expect(new Set(all.map(({ url }) => url)).size).toBe(1);
    expect(await query(all[0].url, 'select 1 as one')).toEqual([{ one: 1 }]);
    expect(await fs.readdir(dataDir)).toEqual(['cluster', 'postgres.log']);
    for (const postgres of all) await postgres.stop();
    await expectEnded(all[0]);
  });
});

describe('stop and restart', () => {
  useSeed();

  test('should leave no process, end open sessions, and may be called twice', async () => {
    const postgres = await start();
    const pid = await serverPid();
    const idle = new Client({ connectionString: postgres.url });
    const errors: Error[] = [];
    idle.on('error', (error) => errors.push(error));
    await idle.connect();

    await Promise.all([postgres.stop(), postgres.stop()]);
    await postgres.stop();

    expect(isAlive(pid)).toBe(false);
    expect(errors[0]).toMatchObject({ code: '57P01' });
    await expect(query(postgres.url, 'select 1')).rejects.toThrow('ECONNREFUSED');
    await expect(postgres.restart()).rejects.toThrow(NO_RESTART);
  });

  test('should find the data and the passwords of earlier starts', async () => {
    const first = await start();
    await query(first.url, `create table kept as select 'here' as what`);
    await first.stop();

    const second = await start();

    expect(await query(second.url, 'select what from kept')).toEqual([{ what: 'here' }]);
    expect(new URL(second.url).password).toBe(new URL(first.url).password);
    expect(lines).toEqual([]);
  });

  test.each(['fast', 'immediate'] as const)('should restart (%s) on the same port and data', async (mode) => {
    const postgres = await start();
    await query(postgres.url, `create table kept as select 'here' as what`);
    const before = await serverPid();

    await postgres.restart(mode);

    expect(await query(postgres.url, 'select what from kept')).toEqual([{ what: 'here' }]);
    expect(await serverPid()).not.toBe(before);
    expect(isAlive(before)).toBe(false);
    await postgres.stop();
    await expect(query(postgres.url, 'select 1')).rejects.toThrow('ECONNREFUSED');
  });

  test('should stop cleanly and start again after the server itself was killed', async () => {
    const postgres = await start();
    process.kill(await serverPid(), 'SIGKILL');
    await postgres.stop();

    const next = await start();

    expect(await query(next.url, 'select 1 as one')).toEqual([{ one: 1 }]);
  });
});

describe('a folder that was used before', () => {
  useSeed();

  test('should remove what a start killed in the middle left behind', async () => {
    await fs.rename(join(dataDir, 'cluster'), join(dataDir, 'aside-999999999-Ab3dEf'));

    const { url } = await start();

    expect(await query(url, 'select 1 as one')).toEqual([{ one: 1 }]);
    expect(await fs.readdir(dataDir)).toEqual(['cluster', 'postgres.log']);
  });

  test('should take over the server of a Node process that was killed, and stop it', async () => {
    const child = await startElsewhere();
    const pid = await serverPid();
    child.kill('SIGKILL');
    await once(child, 'exit');

    const postgres = await start();

    expect(await serverPid()).toBe(pid);
    expect(lines).toEqual([`PostgreSQL was already running in ${dataDir}/cluster (process ${pid})`]);
    expect(await query(postgres.url, 'select 1 as one')).toEqual([{ one: 1 }]);
    await postgres.stop();
    await expectEnded(postgres);
  });

  test('should share the server of a live process and leave it running', async () => {
    const child = await startElsewhere();
    const pid = await serverPid();

    const guest = await start();
    await expect(guest.restart()).rejects.toThrow(NO_RESTART);
    await guest.stop();

    expect(isAlive(pid)).toBe(true);
    expect(await query(guest.url, 'select 1 as one')).toEqual([{ one: 1 }]);
    child.kill('SIGKILL');
    await once(child, 'exit');
    await start();
  });

  test.each([
    ['a process that has gone', 999_999_999],
    ['a process that is no PostgreSQL', process.pid],
  ])('should not be hindered by a postmaster.pid that names %s', async (_, pid) => {
    const postgres = await start();
    const file = join(dataDir, 'cluster/postmaster.pid');
    const text = await fs.readFile(file, 'utf8');
    await postgres.stop();
    await fs.writeFile(file, text.replace(/^\d+/, String(pid)));
    await fs.chmod(file, 0o644);

    const next = await start();

    expect(await query(next.url, 'select 1 as one')).toEqual([{ one: 1 }]);
  });

  test('should say with the last lines of the log why PostgreSQL does not start', async () => {
    await fs.appendFile(join(dataDir, 'cluster/postgresql.conf'), 'no_such_setting = 1\n');

    await expect(start()).rejects.toThrow(
      /^PostgreSQL ended with code 1\. The last lines of .*unrecognized configuration parameter "no_such_setting"/s,
    );
    expect(await fs.readdir(join(dataDir, 'cluster'))).not.toContain('postmaster.pid');
  });
});

describe.runIf(isRoot)('started as root', () => {
  useSeed();

  test('should run as an unprivileged user', async () => {
    await start();
    const { uid } = await fs.stat(join(dataDir, 'cluster'));
    expect(uid).not.toBe(0);
    expect((await fs.stat(`/proc/${await serverPid()}`)).uid).toBe(uid);
  });

  test('should work below a folder that only root can enter', async () => {
    await fs.chmod(folder, 0o700);
    const first = await start();
    await query(first.url, `create table kept as select 'here' as what`);
    await first.stop();

    const second = await start();

    expect(await query(second.url, 'select what from kept')).toEqual([{ what: 'here' }]);
  });

  test('should place the data in the temporary folder where users cannot be mapped, and say so', async () => {
    const paths = join(folder, 'bin');
    await fs.mkdir(paths);
    await fs.writeFile(join(paths, 'unshare'), '#!/bin/sh\nexit 1\n', { mode: 0o755 });
    vi.stubEnv('PATH', `${paths}:${process.env.PATH}`);
    await fs.mkdir(join(folder, 'closed'), { mode: 0o700 });
    const closed = join(folder, 'closed/data');

    const first = await start(closed);
    const home = /data is in (\S+),/.exec(lines[0] ?? '')?.[1] ?? '';
    await query(first.url, `create table kept as select 'here' as what`);
    await first.stop();
    const second = await start(closed);

    expect(lines).toHaveLength(2);
    expect(lines[0]).toContain(`cannot reach ${closed}`);
    expect(home).toMatch(/qiao-postgres-[0-9a-f]{16}$/);
    expect(await query(second.url, 'select what from kept')).toEqual([{ what: 'here' }]);
    await second.stop();
    await fs.rm(home, { recursive: true });
  });
});
