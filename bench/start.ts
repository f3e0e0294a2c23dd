import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, lstatSync, mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Benchmark } from './kit/benchmark.ts';
import { median } from './kit/contest.ts';
import { type Start, withProduction } from './kit/production.ts';
import { digits, table, writeResults } from './kit/report.ts';

const ROOT = fileURLToPath(new URL('../', import.meta.url));
const ROUNDS = 5;
const INSTALLS: Readonly<Record<string, readonly string[]>> = {
  'npm ci': [],
  'npm ci --omit=dev': ['--omit=dev'],
  'npm ci --omit=dev --omit=optional': ['--omit=dev', '--omit=optional'],
};

/** How long processes take until they are ready, and how large an installation is. */
export const bench: Benchmark = async ({ quick }) => {
  const rows: string[][] = [];
  await withProduction({}, async ({ startAnother }) => {
    const starts: Start[] = [];
    for (let round = 0; round < ROUNDS; round += 1) starts.push(await startAnother());
    rows.push(['server in production: ready, s', digits(median(starts.map(({ ms }) => ms)) / 1000)]);
    rows.push(['· CPU time until then, s', digits(median(starts.map(({ cpuMs }) => cpuMs)) / 1000)]);
    rows.push(['· memory, MiB', digits(median(starts.map(({ kib }) => kib)) / 1024)]);
  });
  if (!quick) {
    const folder = checkout();
    try {
      for (const [name, flags] of Object.entries(INSTALLS)) {
        execFileSync('npm', ['ci', '--ignore-scripts', ...flags], { cwd: folder, stdio: 'ignore' });
        rows.push([`${name}: node_modules, MB`, digits(bytesOf(join(folder, 'node_modules')) / 1e6)]);
        if (flags.length > 0) continue;
        rows.push(['npm start, the first time after the install: ready, s', digits(await npmStart(folder))]);
        rows.push(['npm start, again: ready, s', digits(await npmStart(folder))]);
      }
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  }
  const text = table(['', ''], rows);
  console.log(text);
  if (!quick) writeResults('start', text);
};

/** A copy of what git knows, in a folder of its own. */
function checkout(): string {
  const folder = mkdtempSync(join(tmpdir(), 'qiao-start-'));
  const files = execFileSync('git', ['ls-files', '-z'], { cwd: ROOT, encoding: 'utf8' }).split('\0');
  for (const file of files.filter((name) => name !== '' && !name.startsWith('bench/'))) {
    mkdirSync(dirname(join(folder, file)), { recursive: true });
    cpSync(join(ROOT, file), join(folder, file));
  }
  return folder;
}

/** Seconds until it says that it is ready. */
async function npmStart(cwd: string): Promise<number> {
  const begun = performance.now();
  const env = { PATH: process.env.PATH, HOME: process.env.HOME, PORT: '24000' };
  const child: ChildProcess = spawn('npm', ['start'], {
    cwd,
    env,
    stdio: ['ignore', 'pipe', 'ignore'],
    detached: true,
  });
  const ended = once(child, 'exit');
  for await (const chunk of child.stdout ?? []) if (String(chunk).includes('"ready":true')) break;
  const seconds = (performance.now() - begun) / 1000;
  process.kill(-(child.pid ?? 0), 'SIGINT');
  await ended;
  return seconds;
}

/** Of a folder, each file once, however many names it has. */
function bytesOf(folder: string): number {
  const seen = new Set<number>();
  return readdirSync(folder, { recursive: true, encoding: 'utf8' }).reduce((sum, name) => {
    const { ino, blocks } = lstatSync(join(folder, name));
    if (seen.has(ino)) return sum;
    seen.add(ino);
    return sum + blocks * 512;
  }, 0);
}
