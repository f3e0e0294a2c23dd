import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { rename, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { settingsSchema } from './settings.ts';
import { emptyState, prune, type SandboxState } from './state.ts';

const DEBOUNCE_MS = 100;

/** The state and, if it has one, its file. The file is replaced whole, so that a crash leaves the old or the new one. */
export class Store {
  readonly state: SandboxState;
  readonly #file: string | undefined;
  #timer: NodeJS.Timeout | undefined;
  #writing: Promise<void> = Promise.resolve();

  /** Throws when the file exists and is not a state of this version. */
  constructor(file: string | undefined) {
    this.#file = file;
    this.state = file !== undefined && existsSync(file) ? read(file) : emptyState();
  }

  /** To be called after each change of `state`; writes at most every 100 ms. */
  changed(): void {
    if (this.#file === undefined || this.#timer !== undefined) return;
    this.#timer = setTimeout(() => {
      this.#timer = undefined;
      this.#write();
    }, DEBOUNCE_MS);
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
    prune(this.state, Date.now());
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

function read(file: string): SandboxState {
  let content: Partial<SandboxState>;
  try {
    content = JSON.parse(readFileSync(file, 'utf8')) as Partial<SandboxState>;
  } catch (error) {
    throw new Error(`the sandbox's state file ${file} is not JSON; delete it to start anew`, {
      cause: error,
    });
  }
  if (content.version !== 1) {
    throw new Error(`the sandbox's state file ${file} is of another version; delete it to start anew`);
  }
  const settings = settingsSchema.safeParse(content.settings);
  const state = { ...emptyState(), ...content };
  if (settings.success) state.settings = settings.data;
  else state.settings = emptyState().settings;
  for (const visit of Object.values(state.visits)) {
    if (visit.status === 'CONFIRMING') visit.status = 'WAITING';
  }
  return state;
}
