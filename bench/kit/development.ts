import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import {
  type EmbeddedPostgres,
  startEmbeddedPostgres,
} from '../../src/app/embedded-postgres/embedded-postgres.ts';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));

/** What `npm start` writes when it is ready. */
export interface Ready {
  readonly graphql: string;
  readonly subscriptions: string;
  readonly sandbox: { readonly wechat: string; readonly eloqua: string };
  readonly token: string;
}

interface Running {
  readonly ready: Ready;
  readonly postgres: EmbeddedPostgres;
  /** Of the process. */
  readonly pid: number;
  /** The folder of `npm start`, which has its data folder. */
  readonly folder: string;
}

/** Runs what `npm start` runs as a process of its own, in an empty folder, on a PostgreSQL of its own. */
export async function withQiao(
  {
    prepare,
    env = {},
  }: {
    readonly prepare?: (postgres: EmbeddedPostgres) => Promise<void>;
    readonly env?: Readonly<Record<string, string>>;
  },
  measure: (running: Running) => Promise<void>,
): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'qiao-bench-'));
  const postgres = await startEmbeddedPostgres({ dataDir: join(folder, 'postgres') });
  let qiao: ChildProcess | null = null;
  try {
    await prepare?.(postgres);
    qiao = await startQiao(folder, { ...env, DATABASE_URL: postgres.url });
    const ready = JSON.parse(readFileSync(join(folder, '.data/ready.json'), 'utf8')) as Ready;
    await measure({ ready, postgres, folder, pid: qiao.pid ?? 0 });
  } finally {
    qiao?.kill('SIGINT');
    if (qiao) await once(qiao, 'exit');
    await postgres.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

async function startQiao(cwd: string, env: Readonly<Record<string, string>>): Promise<ChildProcess> {
  const child = spawn(process.execPath, [join(ROOT, 'dist/src/main/start.js')], {
    cwd,
    env: {
      PATH: process.env.PATH,
      PORT: String(somePort()),
      ...env,
    },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  for await (const chunk of child.stdout ?? []) if (String(chunk).includes('"ready":true')) return child;
  throw new Error('Qiao did not start');
}

/** Three consecutive ports, below the range that the system assigns itself. */
const somePort = (): number => 20_000 + 3 * Math.floor(Math.random() * 4_000);
