import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { rename, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';

const DEBOUNCE_MS = 100;

/** What a store needs to know of the state it keeps. */
export interface StateShape<State> {
  version: number;
  empty(): State;
  /** A state of this version as it was read; may mend what a restart breaks. */
  restore(content: Partial<State>): State;
  /** Removes data that will not be needed again; called before each write. */
  prune(state: State, now: number): void;
}

/** The state and, if it has one, its file. The file is replaced whole, so that a crash leaves the old or the new one. */
export class Store<State extends { version: number }> {
  readonly state: State;
  readonly #file: string | undefined;
  readonly #shape: StateShape<State>;
  #timer: NodeJS.Timeout | undefined;
  #writing: Promise<void> = Promise.resolve();

  /** Throws when the file exists and is not a state of this version. */
  constructor(file: string | undefined, shape: StateShape<State>) {
    this.#file = file;
    this.#shape = shape;
    this.state = file !== undefined && existsSync(file) ? read(file, shape) : shape.empty();
  }

  /** To be called after each change of `state`; writes at most every 100 ms. */
  changed(): void {
    if (this.#file === undefined || this.#timer !== undefined) return;
    this.#timer = setTimeout(() => {
      this.#timer = undefined;
      this.#write();
    }, DEBOUNCE_MS);
  }

  /** Removes all data. References to `state` stay valid. */
  clear(): void {
    const state: Partial<State> = this.state;
    for (const key of Object.keys(state) as (keyof State)[]) delete state[key];
    Object.assign(state, this.#shape.empty());
    this.changed();
  }

  /** Writes what is not written yet. */
  async flush(): Promise<void> {
    if (this.#timer !== undefined) {
      clearTimeout(this.#timer);
      this.#timer = undefined;
      this.#write();
    }
    await this.#writing;
  }

  #write(): void {
    const file = this.#file;
    if (file === undefined) return;
    this.#shape.prune(this.state, Date.now());
    const text = JSON.stringify(this.state);
    this.#writing = this.#writing
      .then(async () => {
        mkdirSync(dirname(file), { recursive: true });
        await writeFile(`${file}.tmp`, text, { mode: 0o600 });
        await rename(`${file}.tmp`, file);
      })
      .catch((error: unknown) => {
        process.emitWarning(`sandbox state not saved: ${String(error)}`);
      });
  }
}

function read<State extends { version: number }>(file: string, shape: StateShape<State>): State {
  let content: Partial<State>;
  try {
    content = JSON.parse(readFileSync(file, 'utf8')) as Partial<State>;
  } catch (error) {
    throw new Error(`the sandbox's state file ${file} is not JSON; delete it to start anew`, {
      cause: error,
    });
  }
  if (content.version !== shape.version) {
    throw new Error(`the sandbox's state file ${file} is of another version; delete it to start anew`);
  }
  return shape.restore(content);
}
