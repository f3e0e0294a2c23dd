import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { constants, tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { sampleCovering } from '../kit/depth.ts';
import { eventually } from '../kit/eventually.ts';
import { freePort } from '../kit/ports.ts';

type StopSignal = 'SIGINT' | 'SIGTERM' | 'SIGHUP';
/** When a start is interrupted: so long after it has said this. */
type Moment = readonly [said: string, delayMs: number, signal: StopSignal];

/** One after the other on one folder, so each also finds what the one before has left. A run tries some, with each signal. */
const OF_THE_FIRST_START: readonly Moment[] = [
  ['Starting PostgreSQL', 0, 'SIGINT'],
  ["Creating PostgreSQL's data", 0, 'SIGINT'],
  ["Creating PostgreSQL's data", 500, 'SIGHUP'],
  ['Migrating the database', 0, 'SIGINT'],
  ['Starting the API', 0, 'SIGTERM'],
  ['Starting the API', 400, 'SIGINT'],
];
const OF_A_LATER_START: readonly Moment[] = [
  ['', 50, 'SIGINT'],
  ['', 300, 'SIGINT'],
  ['Starting PostgreSQL', 150, 'SIGINT'],
  ['Migrating the database', 50, 'SIGHUP'],
  ['{"ready":true', 0, 'SIGINT'],
];

let folder: string;
let port: number;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'qiao-interrupts-'));
  port = await freePort(2);
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

test('Ctrl-C at any moment of a start is quiet, leaves no process behind, and loses no data', async () => {
  for (const moment of some('first', OF_THE_FIRST_START)) await interrupted(moment);
  const first = new Start();
  await ask(
    await first.token(),
    'mutation { addOfficialAccount(input: { description: "kept" }) { userErrors { code } } }',
  );
  await first.stop('SIGINT');
  expect(first.ending).toBe(0);

  for (const moment of some('later', OF_A_LATER_START)) await interrupted(moment);

  const last = new Start();
  expect(await ask(await last.token(), '{ officialAccounts { edges { node { displayName } } } }')).toEqual({
    data: { officialAccounts: { edges: [{ node: { displayName: 'kept' } }] } },
  });
  await last.stop('SIGTERM');
  expect([last.ending, leftOver()]).toEqual([0, []]);
});

const some = (start: string, moments: readonly Moment[]) =>
  sampleCovering(`interrupts of a ${start} start`, moments, ([, , signal]) => [signal]);

async function interrupted([said, delayMs, signal]: Moment): Promise<void> {
  const what = `${signal} ${delayMs} ms after “${said}”`;
  const start = new Start();
  await start.says(said);
  await sleep(delayMs);
  await start.stop(signal);
  expect(start.complaints, what).toEqual([]);
  const byTheSignal = 128 + constants.signals[signal];
  expect(said.startsWith('{') ? [0] : [byTheSignal, 0], what).toContain(start.ending);
  expect(leftOver(), what).toEqual([]);
}

/** Everything that `npm start` says while nothing is wrong. */
const USUAL = /^(Starting |Creating PostgreSQL's data|Migrating the database)/;

/** `npm start` in a process group of its own, like that of a terminal. */
class Start {
  private readonly child: ChildProcess;
  private out = '';
  private errors = '';

  constructor() {
    const program = join(inject('programs'), 'src/main/start.js');
    this.child = spawn(process.execPath, [program], {
      cwd: folder,
      env: { PATH: process.env.PATH, PORT: String(port) },
      detached: true,
    });
    this.child.stdout?.on('data', (chunk) => {
      this.out += chunk;
    });
    this.child.stderr?.on('data', (chunk) => {
      this.errors += chunk;
    });
  }

  async says(text: string): Promise<void> {
    await eventually(() => {
      if (this.ending !== null) throw new Error(`ended: ${this.errors}`);
      return `${this.errors}${this.out}`.includes(text);
    }, 100_000);
  }

  async token(): Promise<string> {
    await this.says('{"ready":true');
    await eventually(() => this.out.endsWith('\n'));
    return JSON.parse(this.out.trim().split('\n').at(-1) ?? '').token;
  }

  /** To the whole group, as a terminal does, and then once more to the first process, as npm does. */
  async stop(signal: StopSignal): Promise<void> {
    const { pid = 0 } = this.child;
    process.kill(-pid, signal);
    await sleep(20);
    if (this.ending === null) this.child.kill(signal);
    const { stdout, stderr } = this.child;
    if (this.ending === null || !stdout?.closed || !stderr?.closed) await once(this.child, 'close');
  }

  /** The exit code as a shell shows it; null while it runs. */
  get ending(): number | null {
    const { exitCode, signalCode } = this.child;
    return signalCode === null ? exitCode : 128 + constants.signals[signalCode];
  }

  get complaints(): string[] {
    return this.errors.split('\n').filter((line) => line !== '' && !USUAL.test(line));
  }
}

/** Command lines of processes that work on the folder. One that nobody reaps has none. */
function leftOver(): string[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map(commandOf)
    .filter((command) => command.includes(folder));
}

function commandOf(pid: string): string {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ');
  } catch {
    return '';
  }
}

async function ask(token: string, query: string): Promise<unknown> {
  const response = await fetch(`http://localhost:${port}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
    body: JSON.stringify({ query }),
  });
  const { extensions: _cost, ...answer } = (await response.json()) as { extensions?: unknown };
  return answer;
}
