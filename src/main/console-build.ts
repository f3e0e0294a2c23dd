import { type ChildProcess, spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { constants, setPriority } from 'node:os';
import { join } from 'node:path';
import { builtConsole, type ConsoleState } from '../app/console.state.ts';
import type { Logger } from '../kernel/logger.ts';

export interface ConsoleBuildOptions {
  /** The project, with `console/` and package-lock.json. */
  readonly root: string;
  /** For builds, absolute: each has a folder in it, named after the digest of its sources. */
  readonly folder: string;
  /** The program that builds into the folder that is its last argument, and its other arguments. */
  readonly command?: readonly [program: string, ...args: string[]];
  /** Called if there is a build now that was not there before. */
  readonly onBuilt?: () => void;
}

const COMMAND = ['npm', 'run', 'build', '--workspace', 'console', '--', '--emptyOutDir', '--outDir'] as const;
/** What no build is made from. */
const IGNORED = /(^|[/\\])(node_modules|dist)([/\\]|$)/;
/** Of what a failed build says, the log has the end. */
const SAID_LIMIT = 4000;

/** Builds the console once, in a process in the background, unless this version of its sources is built already. */
export class ConsoleBuild {
  private current: ConsoleState = { kind: 'BUILDING' };
  private child: ChildProcess | null = null;
  private ended: Promise<unknown> = Promise.resolve();
  private isStopping = false;

  constructor(
    private readonly options: ConsoleBuildOptions,
    private readonly log: Logger,
  ) {}

  state(): ConsoleState {
    return this.current;
  }

  start(): void {
    const { root, folder } = this.options;
    const sources = join(root, 'console');
    if (!existsSync(join(sources, 'package.json'))) {
      this.current = { kind: 'NONE' };
      return;
    }
    const name = digestOf([...filesIn(sources), join(root, 'package-lock.json')], root);
    const target = join(folder, name);
    const found = builtConsole(target);
    mkdirSync(folder, { recursive: true });
    // Older builds, and what an earlier start has left half done.
    for (const entry of readdirSync(folder))
      if (entry !== name || found.kind !== 'READY') rmSync(join(folder, entry), { recursive: true });
    if (found.kind === 'READY') this.current = found;
    // The build of a start that was killed may still be writing.
    else this.run(join(folder, `${name}.${process.pid}.half`), target);
  }

  /** Ends the build, and all that it has started. */
  async stop(): Promise<void> {
    this.isStopping = true;
    if (this.child?.pid !== undefined && this.child.exitCode === null) killGroup(this.child.pid);
    await this.ended;
  }

  private run(half: string, target: string): void {
    const [program, ...args] = this.options.command ?? COMMAND;
    // A process group of its own: Ctrl-C in the terminal does not reach it, and it can be ended as a whole.
    const child = spawn(program, [...args, half], {
      ...{ cwd: this.options.root, detached: true, stdio: ['ignore', 'pipe', 'pipe'] },
    });
    this.child = child;
    if (child.pid !== undefined) yieldToOthers(child.pid);
    let said = '';
    for (const stream of [child.stdout, child.stderr])
      stream?.setEncoding('utf8').on('data', (text: string) => {
        said = `${said}${text}`.slice(-SAID_LIMIT);
      });
    this.ended = new Promise<void>((resolve) => {
      child.once('error', (error) => {
        this.failed(error.message);
        resolve();
      });
      child.once('close', (code) => {
        try {
          this.finish(code, said, half, target);
        } catch (error) {
          this.failed(error instanceof Error ? error.message : String(error));
        }
        resolve();
      });
    });
  }

  private finish(code: number | null, said: string, half: string, target: string): void {
    if (this.isStopping) return;
    if (code !== 0) this.failed(said);
    else if (builtConsole(half).kind !== 'READY') this.failed(`${said}\nIt wrote no index.html and assets/.`);
    else {
      renameSync(half, target);
      this.current = builtConsole(target);
      this.options.onBuilt?.();
    }
  }

  private failed(reason: string): void {
    if (this.isStopping || this.current.kind === 'FAILED') return;
    this.current = { kind: 'FAILED' };
    this.log.error({ reason: reason.trim() }, 'the console could not be built');
  }
}

function filesIn(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((path) => !IGNORED.test(path.slice(folder.length)))
    .sort();
}

function digestOf(files: readonly string[], root: string): string {
  const hash = createHash('sha256');
  for (const file of files)
    hash.update(file.slice(root.length)).update('\0').update(readFileSync(file)).update('\0');
  return hash.digest('hex').slice(0, 16);
}

/** What it starts has the same priority. */
function yieldToOthers(pid: number): void {
  try {
    setPriority(pid, constants.priority.PRIORITY_LOW);
  } catch {
    // It has ended already.
  }
}

function killGroup(pid: number): void {
  try {
    process.kill(-pid, 'SIGKILL');
  } catch {
    // It has ended meanwhile.
  }
}
