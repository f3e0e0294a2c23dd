import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { inject } from 'vitest';
import { eventually } from './eventually.ts';

export type ProgramName = 'server' | 'worker' | 'start' | 'sandbox' | 'migrate' | 'doctor' | 'example';

const START_MS = 90_000;
const EXAMPLE = fileURLToPath(new URL('../../examples/connect-account.ts', import.meta.url));

/** One of Qiao's programs, as a process of its own. */
export class Program {
  private readonly process: ChildProcess;
  private said = { out: '', errors: '' };

  /**
   * @param cwd the folder that it runs in
   * @param env its whole environment, but for `PATH`
   * @param programs the folder of a build; that of the run by default
   */
  constructor(
    private readonly name: ProgramName,
    cwd: string,
    env: Readonly<Record<string, string>> = {},
    programs: string = inject('programs'),
    args: readonly string[] = [],
  ) {
    const file = name === 'example' ? EXAMPLE : join(programs, `src/main/${name}.js`);
    this.process = spawn(process.execPath, [file, ...args], {
      cwd,
      env: { PATH: process.env.PATH, ...env },
    });
    this.process.stdout?.on('data', (chunk) => {
      this.said.out += chunk;
    });
    this.process.stderr?.on('data', (chunk) => {
      this.said.errors += chunk;
    });
  }

  get out(): string {
    return this.said.out;
  }

  get errors(): string {
    return this.said.errors;
  }

  /** Whether it has not ended. */
  get runs(): boolean {
    return this.process.exitCode === null && this.process.signalCode === null;
  }

  /** Resolves when its output is as expected. Rejects when it ends before. */
  async says(expected: (out: string) => boolean): Promise<void> {
    await eventually(() => {
      if (expected(this.out)) return true;
      if (!this.runs) throw new Error(`the ${this.name} ended: ${this.errors || this.out}`);
      return false;
    }, START_MS);
  }

  signal(name: NodeJS.Signals): void {
    this.process.kill(name);
  }

  /** Resolves with its exit code, when all that it said has been read. */
  async ended(): Promise<number | null> {
    const { stdout, stderr } = this.process;
    if (this.runs || !stdout?.closed || !stderr?.closed) await once(this.process, 'close');
    return this.process.exitCode;
  }
}
