/** Finds, starts and ends the server process of a cluster. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import * as fs from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { StartError } from '../data-folder.ts';
import { changeOwner, ignore, type Place, programEnvironment } from './place.ts';
import { hasEnded, isAlive, isPostgres, lastLines } from './process.ts';

export interface Server {
  pid: number;
  port: number;
  /** Set if this process started it. */
  child?: ChildProcess;
}

const TICK_MS = 20;
const START_TIMEOUT_MS = 60_000;
const STOP_TIMEOUT_MS = 3_000;
const LOG_LIMIT_BYTES = 5_000_000;
/**
 * Temporary failures: a port that was taken in the meantime, another process that started first, children of a killed
 * server that are still ending.
 */
const PASSING = /could not bind|lock file .* (already exists|is empty)|shared memory block .* still in use/;

/** Uses the server that already runs on this cluster, else starts one: on `port`, or on a free port. */
export async function findOrLaunch(place: Place, port?: number): Promise<Server> {
  const deadline = Date.now() + START_TIMEOUT_MS;
  while (Date.now() < deadline) {
    place.stopping?.throwIfAborted();
    const found = await runningServer(place.cluster);
    if (found?.ready) return found;
    const launched = found ? undefined : await launch(place, port ?? (await freePort()));
    if (launched) return launched;
    await sleep(TICK_MS);
  }
  throw await startError(place, 'did not become ready in time');
}

/** Returns `undefined` if the start failed for a temporary reason. */
async function launch(place: Place, port: number): Promise<Server | undefined> {
  const owner = (await fs.stat(place.cluster)).uid;
  if (owner !== (place.identity.uid ?? process.getuid?.()))
    await changeOwner(place.cluster, place.identity, true);
  const logStart = await rotateLog(place.logFile);
  const child = await spawnServer(place, port);
  const deadline = Date.now() + START_TIMEOUT_MS;
  while (!hasEnded(child) && Date.now() < deadline && !place.stopping?.aborted) {
    const found = await runningServer(place.cluster);
    if (found?.ready && found.pid === child.pid) return { ...found, child };
    await sleep(TICK_MS);
  }
  if (place.stopping?.aborted) {
    if (child.pid) await endProcess({ pid: child.pid, port, child }, 'SIGINT');
    throw place.stopping.reason;
  }
  const what = hasEnded(child) ? `ended with code ${child.exitCode}` : 'did not become ready in time';
  const error = await startError(place, what, logStart);
  if (child.pid) await endProcess({ pid: child.pid, port, child }, 'SIGQUIT');
  if (PASSING.test(error.message)) return undefined;
  throw error;
}

/** Detached, because Ctrl-C in the terminal must reach Node.js first, which then stops PostgreSQL cleanly. */
async function spawnServer(place: Place, port: number): Promise<ChildProcess> {
  const { uid, gid, prefix } = place.identity;
  const args = ['-D', place.cluster, ...settings(port, place.durable).flatMap((setting) => ['-c', setting])];
  const [command = '', ...rest] = [...prefix, join(place.programs, 'bin/postgres'), ...args];
  const output = await fs.open(place.logFile, 'a', 0o600);
  const how = { uid, gid, cwd: place.cluster, env: programEnvironment(), detached: true };
  try {
    const child = spawn(command, rest, { ...how, stdio: ['ignore', output.fd, output.fd] });
    await once(child, 'spawn');
    child.unref();
    return child;
  } finally {
    await output.close();
  }
}

/** The text of a failed statement may contain personal data, so it is not logged. */
function settings(port: number, durable: boolean): string[] {
  const access = [
    `port=${port}`,
    'listen_addresses=127.0.0.1',
    'unix_socket_directories=',
    'max_connections=200',
  ];
  const habits = ['timezone=UTC', 'log_timezone=UTC', 'log_min_error_statement=panic'];
  return [...access, ...habits, ...(durable ? [] : ['fsync=off', 'full_page_writes=off'])];
}

/**
 * Reads `postmaster.pid` (line 1 process, 4 port, 8 state). PostgreSQL replaces the file of a server that died. But if
 * another program now has that process id, PostgreSQL would refuse to start, so the file is removed here.
 */
export async function runningServer(cluster: string): Promise<(Server & { ready: boolean }) | undefined> {
  const file = join(cluster, 'postmaster.pid');
  const lines = (await fs.readFile(file, 'utf8').catch(ignore('ENOENT')))?.split('\n') ?? [];
  const pid = Number(lines[0]);
  if (!pid || !isAlive(pid)) return undefined;
  if (await isPostgres(pid)) return { pid, port: Number(lines[3]), ready: lines[7]?.trim() === 'ready' };
  await fs.rm(file, { force: true });
  return undefined;
}

/** Sends the given signal, then stronger ones. After SIGQUIT or SIGKILL the next start recovers the data. */
export async function endProcess({ pid, child }: Server, first: NodeJS.Signals): Promise<void> {
  const isGone = async () => (child ? hasEnded(child) : !(await isPostgres(pid)));
  for (const signal of [first, 'SIGQUIT', 'SIGKILL'] as const) {
    if (await isGone()) return;
    process.kill(pid, signal);
    const deadline = Date.now() + STOP_TIMEOUT_MS;
    while (Date.now() < deadline && !(await isGone())) await sleep(TICK_MS);
  }
}

async function rotateLog(file: string): Promise<number> {
  const size = (await fs.stat(file).catch(ignore('ENOENT')))?.size ?? 0;
  if (size < LOG_LIMIT_BYTES) return size;
  await fs.truncate(file);
  return 0;
}

async function startError({ logFile }: Place, what: string, from = 0): Promise<Error> {
  const text = (await fs.readFile(logFile)).subarray(from).toString();
  return new StartError(`PostgreSQL ${what}. The last lines of ${logFile}:\n${lastLines(text)}`);
}

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const address = probe.address();
  await new Promise((closed) => probe.close(closed));
  if (typeof address !== 'object' || !address) throw new Error('No free port');
  return address.port;
}
