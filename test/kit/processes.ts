import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { eventually } from './eventually.ts';
import { type Qiao, type QiaoOptions, startQiao } from './qiao.ts';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const START_MS = 60_000;

/** A Qiao whose server and worker are processes of their own, so that a test can kill them. */
export interface Processes extends Qiao {
  readonly server: Child;
  readonly worker: Child;
}

export async function startProcesses(options: QiaoOptions = {}): Promise<Processes> {
  const qiao = await startQiao({ ...options, run: false });
  const server = new Child('server', qiao);
  const worker = new Child('worker', qiao);
  qiao.onClose(() => Promise.all([server.kill(), worker.kill()]));
  await Promise.all([server.start(), worker.start()]);
  await eventually(() => qiao.services.component.hasTicket(), START_MS);
  return { ...qiao, server, worker };
}

/** `src/main/server.ts` or `worker.ts`, started as an operator starts it. */
export class Child {
  private process: ChildProcess | null = null;
  private said = '';

  constructor(
    private readonly name: 'server' | 'worker',
    private readonly qiao: Qiao,
  ) {}

  /** Resolves when it says that it runs. */
  async start(): Promise<void> {
    this.said = '';
    const started = spawn(
      process.execPath,
      ['--import', import.meta.resolve('tsx'), join(ROOT, `src/main/${this.name}.ts`)],
      {
        cwd: this.qiao.home,
        env: {
          PATH: process.env.PATH,
          TSX_TSCONFIG_PATH: join(ROOT, 'tsconfig.json'),
          DATABASE_URL: this.qiao.database.url,
          LOG_LEVEL: 'error',
          ...this.qiao.env,
        },
      },
    );
    this.process = started;
    for (const stream of [started.stdout, started.stderr])
      stream?.on('data', (chunk) => {
        this.said += chunk;
      });
    await eventually(() => {
      if (started.exitCode !== null) throw new Error(`the ${this.name} ended: ${this.said}`);
      return this.said.includes(`The ${this.name} `);
    }, START_MS);
  }

  /** It lives, and does nothing more. */
  freeze(): void {
    this.process?.kill('SIGSTOP');
  }

  /** `kill -TERM`, as an operator stops it. Resolves with its exit code. */
  async stop(): Promise<number | null> {
    const stopped = this.process;
    this.process = null;
    if (!stopped) throw new Error(`the ${this.name} does not run`);
    const exited = once(stopped, 'exit');
    stopped.kill('SIGTERM');
    const [code] = await exited;
    return code;
  }

  /** `kill -9`: it can do nothing more, and nothing is tidied up. */
  async kill(): Promise<void> {
    const killed = this.process;
    this.process = null;
    if (!killed || killed.exitCode !== null || killed.signalCode !== null) return;
    killed.kill('SIGKILL');
    await once(killed, 'exit');
  }
}
