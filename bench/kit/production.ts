import { type ChildProcess, spawn } from 'node:child_process';
import { randomBytes, randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { exportJWK, generateKeyPair, SignJWT } from 'jose';
import {
  type EmbeddedPostgres,
  startEmbeddedPostgres,
} from '../../src/app/embedded-postgres/embedded-postgres.ts';
import type { BenchmarkOptions } from './benchmark.ts';
import { end, endWithUs } from './children.ts';
import { cpuMs, kibOf, postgresPid } from './cpu.ts';
import { addInstallation, type Installation } from './data.ts';
import { PROFILER } from './profile.ts';

/** What `npm run build` makes. */
const DIST = fileURLToPath(new URL('../../dist/', import.meta.url));
const START_MS = 60_000;

export interface Production {
  readonly url: string;
  readonly server: ChildProcess;
  readonly postgres: EmbeddedPostgres;
  /** The folder that Qiao runs in. */
  readonly folder: string;
  /** A bearer token of a user of the site. */
  token(site: string, user?: string, role?: 'admin' | 'marketer'): Promise<string>;
  /** Starts a worker on the same database. */
  startWorker(): { end(): Promise<void> };
  /** Starts another server on the same database, and ends it as soon as it is ready. */
  startAnother(): Promise<Start>;
}

/** Of a server, when it is ready. */
export interface Start {
  readonly ms: number;
  /** CPU time that it took. */
  readonly cpuMs: number;
  readonly kib: number;
}

interface Options {
  /** Before the server starts, when the database is migrated. */
  readonly prepare?: (postgres: EmbeddedPostgres) => Promise<void>;
  readonly env?: Readonly<Record<string, string>>;
  readonly nodeArgs?: readonly string[];
}

/**
 * Runs Qiao's server as in production, on a PostgreSQL of its own: the built files, NODE_ENV=production, an identity
 * provider, and everything that checks and limits. Quotas are as high as they can be, so that only the machine limits.
 */
export async function withProduction(
  { prepare, env = {}, nodeArgs = [] }: Options,
  measure: (qiao: Production) => Promise<void>,
): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'qiao-bench-'));
  const postgres = await startEmbeddedPostgres({ dataDir: join(folder, 'postgres') });
  const issuer = await startIssuer();
  let server: ChildProcess | null = null;
  try {
    const port = somePort();
    const url = `http://localhost:${port}`;
    const environment = { ...identity(), ...issuer.env, PORT: String(port), PUBLIC_URL: url, ...env };
    endWithUs(await postgresPid(postgres.superuserUrl));
    const start = (program: string, args: readonly string[] = [], others: Options['env'] = {}) => {
      const child = spawn(process.execPath, [...args, join(DIST, `src/main/${program}.js`)], {
        cwd: folder,
        env: { PATH: process.env.PATH, ...environment, DATABASE_URL: postgres.url, ...others },
        stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
      });
      endWithUs(child.pid);
      return child;
    };
    const [migrated] = await once(start('migrate'), 'exit');
    if (migrated !== 0) throw new Error('the database could not be migrated');
    await prepare?.(postgres);
    server = start('server', nodeArgs);
    await isReady(url, server);
    const startAnother = async (): Promise<Start> => {
      const begun = performance.now();
      const other = somePort();
      const another = start('server', [], { PORT: String(other) });
      const { pid = 0 } = another;
      await isReady(`http://localhost:${other}`, another);
      const figures = { ms: performance.now() - begun, cpuMs: cpuMs(pid), kib: kibOf(pid) };
      await end(another);
      return figures;
    };
    const startWorker = () => {
      const worker = start('worker');
      return { end: () => end(worker) };
    };
    await measure({ url, server, postgres, folder, token: issuer.token, startWorker, startAnother });
  } finally {
    if (server) await end(server);
    issuer.close();
    await postgres.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

/** The same, with an installation. */
export async function withInstallation(
  { profile }: Pick<BenchmarkOptions, 'profile'>,
  measure: (installation: Installation, qiao: Production) => Promise<void>,
  accounts = 20,
): Promise<void> {
  let installation: Installation | null = null;
  const prepare = async ({ superuserUrl }: EmbeddedPostgres) => {
    installation = await addInstallation(superuserUrl, { accounts });
  };
  await withProduction({ prepare, nodeArgs: profile ? PROFILER : [] }, async (qiao) => {
    if (installation) await measure(installation, qiao);
  });
}

async function isReady(url: string, server: ChildProcess): Promise<void> {
  const deadline = Date.now() + START_MS;
  while (server.exitCode === null && Date.now() < deadline) {
    const answer = await fetch(`${url}/readyz`).catch(() => null);
    if (answer?.ok) return;
    await sleep(20);
  }
  throw new Error('the server did not start');
}

/** What WeChat signs and encrypts its events with. */
export const COMPONENT = {
  appId: `wx${randomBytes(8).toString('hex')}`,
  token: randomBytes(12).toString('hex'),
  aesKey: randomBytes(33).toString('base64').replace(/[+/]/g, 'x').slice(0, 43),
};

/** Whom Qiao is to WeChat and Eloqua. */
const identity = () => ({
  NODE_ENV: 'production',
  SECRET_KEYS: `bench:${randomBytes(32).toString('base64')}`,
  WECHAT_COMPONENT_APP_ID: COMPONENT.appId,
  WECHAT_COMPONENT_APP_SECRET: randomBytes(16).toString('hex'),
  WECHAT_COMPONENT_TOKEN: COMPONENT.token,
  WECHAT_COMPONENT_AES_KEY: COMPONENT.aesKey,
  ELOQUA_APP_ID: randomUUID(),
  ELOQUA_CLIENT_ID: randomBytes(16).toString('hex'),
  ELOQUA_CLIENT_SECRET: randomBytes(24).toString('base64'),
  COST_BUCKET: '1000000',
  COST_RESTORE_PER_SECOND: '100000',
  SOCKETS_PER_CALLER: '1000000',
  SOCKETS_PER_ADDRESS: '1000000',
});

/** An identity provider: publishes its key, and signs tokens that last an hour. */
async function startIssuer() {
  const { publicKey, privateKey } = await generateKeyPair('ES256', { extractable: true });
  const keys = JSON.stringify({ keys: [{ ...(await exportJWK(publicKey)), kid: 'bench', alg: 'ES256' }] });
  const server = createServer((_request, response) =>
    response.setHeader('content-type', 'application/json').end(keys),
  );
  await once(server.listen(0), 'listening');
  return {
    env: {
      AUTH_JWT_ISSUER: 'bench',
      AUTH_JWKS_URL: `http://localhost:${(server.address() as AddressInfo).port}/`,
    },
    token: (site: string, user = '17', role: 'admin' | 'marketer' = 'admin') =>
      new SignJWT({ site, role })
        .setProtectedHeader({ alg: 'ES256', kid: 'bench' })
        .setIssuer('bench')
        .setAudience('qiao')
        .setSubject(user)
        .setJti(randomUUID())
        .setIssuedAt()
        .setExpirationTime('1h')
        .sign(privateKey),
    close: () => server.close(),
  };
}

/** Below the range that the system assigns itself. */
const somePort = (): number => 20_000 + 3 * Math.floor(Math.random() * 4_000);
