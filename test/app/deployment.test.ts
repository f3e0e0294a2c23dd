import { execFile } from 'node:child_process';
import { cpSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { Variables } from '../../src/app/variables.ts';

const run = promisify(execFile);
const lines = (file: string) => readFileSync(file, 'utf8').split('\n');
const variables = Object.keys(Variables.shape);
/** Whether a process exists that is started like this. */
const isProcess = (command: string) =>
  existsSync(command.replace(/^dist\/(src\/main\/[\w-]+)\.js$/, '$1.ts'));

describe('docker-compose.yml', () => {
  interface Service {
    readonly image: string;
    readonly command?: readonly string[];
    readonly environment: Readonly<Record<string, string>>;
    readonly depends_on?: Readonly<Record<string, { readonly condition: string }>>;
    readonly healthcheck?: object;
  }
  const text = readFileSync('docker-compose.yml', 'utf8');
  const { services } = parse(text, { merge: true }) as { services: Record<string, Service> };
  const ours = Object.entries(services).filter(([, { image }]) => image === 'qiao');

  test('runs processes that exist, each with settings that exist', () => {
    expect(ours.map(([name]) => name)).toEqual(['migrate', 'server', 'worker']);
    for (const [name, { command = ['node', 'dist/src/main/server.js'], environment }] of ours) {
      expect(command).toEqual(['node', `dist/src/main/${name}.js`]);
      expect(command[1]).toSatisfy(isProcess);
      expect(variables).toEqual(expect.arrayContaining(Object.keys(environment)));
    }
  });

  test('asks for nothing that .env.example does not have', () => {
    const known = lines('.env.example').map((line) => /^#?(\w+)=/.exec(line)?.[1]);
    const asked = [...text.matchAll(/\$\{(\w+)/g)].map(([, name]) => name);
    expect(known).toEqual(expect.arrayContaining(asked));
  });

  test('starts each service when what it needs is there', () => {
    const { postgres: _postgres, ...waiting } = services;
    const migrated = { condition: 'service_completed_successfully' };
    const healthy = { condition: 'service_healthy' };
    expect(Object.entries(waiting).map(([name, { depends_on }]) => [name, depends_on])).toEqual([
      ['migrate', { postgres: healthy }],
      ['server', { postgres: healthy, migrate: migrated }],
      ['worker', { postgres: healthy, migrate: migrated }],
    ]);
    expect(services.postgres?.healthcheck).toMatchObject({ test: expect.arrayContaining(['pg_isready']) });
  });
});

describe.skipIf(!existsSync('/usr/bin/systemd-analyze'))('the units of systemd', () => {
  const SOURCE = 'deploy/systemd';
  const units = readdirSync(SOURCE).filter((name) => name.endsWith('.service'));

  /** A copy that names a program which every machine has. */
  async function inCopy(work: (files: string[]) => Promise<void>): Promise<void> {
    const folder = mkdtempSync(join(tmpdir(), 'qiao-units-'));
    try {
      cpSync(SOURCE, folder, { recursive: true });
      const files = units.map((name) => join(folder, name));
      for (const file of files)
        writeFileSync(file, readFileSync(file, 'utf8').replace('/usr/bin/node', '/bin/true'));
      await work(files);
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  }

  test('run processes that exist', () => {
    for (const name of units) {
      const started = lines(join(SOURCE, name)).find((line) => line.startsWith('ExecStart='));
      expect(/ \/usr\/bin\/node (\S+)$/.exec(started?.replace('=', ' ') ?? '')?.[1]).toSatisfy(isProcess);
    }
  });

  test('are understood by systemd, which finds them well confined', () =>
    inCopy(async (files) => {
      const { stderr } = await run('systemd-analyze', ['verify', '--man=no', ...files]);
      expect(stderr).toBe('');
      // 100 is a service that may do everything; above the threshold, the program fails.
      await run('systemd-analyze', ['security', '--offline=yes', '--threshold=20', ...files]);
    }));
});

test('the image has a Node.js that Qiao runs on, and no variable in it that Qiao does not know', () => {
  const { engines } = JSON.parse(readFileSync('package.json', 'utf8')) as { engines: { node: string } };
  const [least = 0] = engines.node.match(/\d+/)?.map(Number) ?? [];
  const dockerfile = lines('Dockerfile');
  const bases = dockerfile.flatMap((line) => /^FROM node:(\d+)-/.exec(line)?.[1] ?? []);
  expect(bases).toHaveLength(2);
  for (const base of bases) expect(Number(base)).toBeGreaterThan(least);
  const set = dockerfile.flatMap((line) => /^ENV (\w+)=/.exec(line)?.[1] ?? []);
  expect(variables).toEqual(expect.arrayContaining(set));
});
