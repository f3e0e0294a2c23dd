import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chownSync, existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import pg from 'pg';
import { eventually } from './eventually.ts';
import { freePort } from './ports.ts';

const run = promisify(execFile);
const PASSWORD = 'superuser';

/** A server on a new cluster, in which nobody but its superuser is. Where it listens, as a URL of that superuser. */
export interface SystemPostgres {
  readonly superuserUrl: string;
  /** With it, `sslmode=verify-full` is possible. */
  readonly certificate: string;
  stop(): Promise<void>;
}

/** The programs of Debian's PostgreSQL, of the oldest version that is installed; undefined if none is. */
export function debianPostgres(): string | undefined {
  const home = '/usr/lib/postgresql';
  const versions = existsSync(home) ? readdirSync(home).sort((a, b) => Number(a) - Number(b)) : [];
  return versions[0] && join(home, versions[0], 'bin');
}

/**
 * Starts the PostgreSQL whose programs are in `bin`, in some 2 s. It uses nothing of a cluster that the system's packages
 * have made.
 */
export async function startSystemPostgres(bin: string): Promise<SystemPostgres> {
  const home = mkdtempSync(join(tmpdir(), 'qiao-system-postgres-'));
  const user = await ordinaryUser();
  if (user) chownSync(home, user.uid, user.gid);
  const how = { ...user, cwd: home, env: { PATH: process.env.PATH, LC_ALL: 'C', TZ: 'UTC' } };
  await writeFile(join(home, 'password'), PASSWORD);
  const cluster = join(home, 'cluster');
  const access = ['--username=postgres', '--auth=scram-sha-256', `--pwfile=${join(home, 'password')}`];
  const args = ['-D', cluster, '--encoding=UTF8', '--locale=C.UTF-8', '--no-sync', ...access];
  await run(join(bin, 'initdb'), args, how);
  const [key, certificate] = [join(home, 'key.pem'), join(home, 'certificate.pem')];
  const subject = ['-subj', '/CN=qiao', '-addext', 'subjectAltName=DNS:localhost,IP:127.0.0.1', '-days', '1'];
  const files = ['-keyout', key, '-out', certificate];
  const curve = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes'];
  await run('openssl', ['req', '-x509', ...curve, ...subject, ...files], how);
  const port = await freePort();
  const settings = [
    ...[`port=${port}`, 'listen_addresses=127.0.0.1', `unix_socket_directories=${home}`, 'timezone=UTC'],
    ...['ssl=on', `ssl_key_file=${key}`, `ssl_cert_file=${certificate}`],
    ...['max_connections=200', 'fsync=off', 'full_page_writes=off'],
  ];
  const server = spawn(join(bin, 'postgres'), ['-D', cluster, ...settings.flatMap((one) => ['-c', one])], {
    ...how,
    stdio: 'ignore',
  });
  const superuserUrl = `postgres://postgres:${PASSWORD}@127.0.0.1:${port}/postgres`;
  await eventually(() => answers(superuserUrl, server), 30_000);
  return {
    superuserUrl,
    certificate,
    async stop() {
      server.kill('SIGQUIT');
      if (server.exitCode === null && server.signalCode === null) await once(server, 'exit');
      rmSync(home, { recursive: true, force: true });
    },
  };
}

async function answers(connectionString: string, server: ChildProcess): Promise<boolean> {
  if (server.exitCode !== null) throw new Error(`PostgreSQL ended with code ${server.exitCode}`);
  const client = new pg.Client({ connectionString });
  return client
    .connect()
    .then(() => true)
    .catch(() => false)
    .finally(() => client.end());
}

/** PostgreSQL refuses to run as root. Undefined: this process is an ordinary user. */
async function ordinaryUser(): Promise<{ uid: number; gid: number } | undefined> {
  if (userInfo().uid !== 0) return undefined;
  const id = async (which: string) => Number((await run('id', [which, 'postgres'])).stdout);
  return { uid: await id('-u'), gid: await id('-g') };
}
