import { eventually } from './eventually.ts';
import { Program } from './program.ts';
import { type Qiao, type QiaoOptions, startQiao } from './qiao.ts';

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

/** The program `server` or `worker`, which a test can end and start again. */
export class Child {
  private program: Program | null = null;

  /**
   * @param others over the environment of the test
   * @param programs the folder of a build; that of the run by default
   */
  constructor(
    private readonly name: 'server' | 'worker',
    private readonly qiao: Qiao,
    private readonly others: Readonly<Record<string, string>> = {},
    private readonly programs?: string,
  ) {}

  /** Resolves when it says that it runs. */
  async start(): Promise<void> {
    const { home, database } = this.qiao;
    const env = { DATABASE_URL: database.url, LOG_LEVEL: 'error', ...this.qiao.env, ...this.others };
    this.program = new Program(this.name, home, env, this.programs);
    await this.program.says((out) => out.includes(`The ${this.name} `));
  }

  /** It lives, and does nothing more. */
  freeze(): void {
    this.program?.signal('SIGSTOP');
  }

  /** `kill -TERM`, as an operator stops it. Resolves with its exit code. */
  async stop(): Promise<number | null> {
    const stopped = this.program;
    this.program = null;
    if (!stopped) throw new Error(`the ${this.name} does not run`);
    stopped.signal('SIGTERM');
    return stopped.ended();
  }

  /** `kill -9`: it can do nothing more, and nothing is tidied up. */
  async kill(): Promise<void> {
    const killed = this.program;
    this.program = null;
    if (!killed?.runs) return;
    killed.signal('SIGKILL');
    await killed.ended();
  }
}
